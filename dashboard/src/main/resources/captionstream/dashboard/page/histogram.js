// Histograms of CLIP scores, with that of the control scores behind them.

import { line, text } from "./chart.js";
import { svg } from "./dom.js";
import { decimal } from "./format.js";
import { linear, ticks } from "./scale.js";

const BOTTOM = 22;
const MOST_BINS = 40;

/** Which bins are drawn, numbered from score 0 upwards, and how many of them make one bar; null without scores. */
export function frameOf(prompts) {
  const scored = prompts.filter((prompt) => prompt.clip_score.count > 0);
  const width = scored[0]?.histogram.bin_width;
  const occupied = [...countsByBin(scored, width)].filter(([, n]) => n > 0).map(([bin]) => bin);
  if (occupied.length === 0) {
    return null;
  }
  const [first, last] = [Math.min(...occupied), Math.max(...occupied)];
  const merge = Math.ceil((last - first + 1) / MOST_BINS);
  return { width, start: Math.floor(first / merge) * merge, last, merge };
}

/**
 * The captions of all prompts given, and both their means.
 *
 * @param controls control scores of some of these captions: records hold no histogram of them
 */
export function distribution(prompts, controls, frame) {
  const counts = countsByBin(prompts, frame.width);
  const bins = [];
  for (let bin = frame.start; bin <= frame.last; bin += frame.merge) {
    bins.push(Array.from({ length: frame.merge }, (_, i) => counts.get(bin + i) ?? 0).reduce((a, b) => a + b, 0));
  }
  const [lower, width] = [frame.start * frame.width, frame.merge * frame.width];
  return {
    lower,
    width,
    bins,
    clip: meanOf(prompts.map((prompt) => prompt.clip_score)),
    control: meanOf(prompts.map((prompt) => prompt.control_score)),
    controls: binned(controls, width, lower),
  };
}

/** Counts of scores in bins of a width that meet at an edge, as {lower, counts}; null without scores. */
export function binned(scores, width, edge) {
  if (scores.length === 0) {
    return null;
  }
  const bins = scores.map((score) => Math.floor((score - edge) / width));
  const first = Math.min(...bins);
  const counts = new Array(Math.max(...bins) - first + 1).fill(0);
  bins.forEach((bin) => { counts[bin - first]++; });
  return { lower: edge + first * width, counts };
}

/** Each prompt's histogram begins with its own first occupied bin. */
function countsByBin(prompts, width) {
  const counts = new Map();
  for (const histogram of prompts.map((prompt) => prompt.histogram).filter((h) => h.bin_width === width)) {
    const first = Math.round(histogram.lower / width);
    histogram.counts.forEach((n, i) => counts.set(first + i, (counts.get(first + i) ?? 0) + n));
  }
  return counts;
}

function meanOf(moments) {
  const total = moments.reduce((sum, m) => sum + m.count, 0);
  return total === 0 ? null : moments.reduce((sum, m) => sum + m.count * (m.mean ?? 0), 0) / total;
}

/** Wide enough for the bars of both scores and for both means of each distribution. */
export function rangeOf(distributions) {
  const { lower, width, bins } = distributions[0];
  const means = distributions.map(({ control }) => control).filter((control) => control !== null);
  const spans = distributions.map(({ controls }) => controls).filter((controls) => controls !== null);
  const lowest = Math.min(lower, ...means, ...spans.map((controls) => controls.lower));
  const highest = Math.max(lower + width * bins.length, ...means, ...spans.map((controls) => controls.lower + controls.counts.length * width));
  return [lowest - width, highest + width];
}

/** @param size {height, top} in pixels */
export function drawHistogram({ lower, width: bin, bins, clip, control, controls }, range, size, width) {
  const floor = size.height - BOTTOM;
  const x = linear(range, [0, width]);
  const behind = controls === null ? [] : shares(controls.counts, bins);
  const y = linear([0, Math.max(1, ...bins, ...behind)], [floor, size.top]);
  const barWidth = Math.max(1, x(lower + bin) - x(lower) - 1.5);
  return [
    behind.length > 0 && outline(behind, (i) => x(controls.lower + i * bin), y),
    bins.map((n, i) => n > 0 && svg("rect", {
      class: "bar", x: x(lower + i * bin), width: barWidth, y: y(n), height: floor - y(n), rx: 1 })),
    line(0, floor, width, floor, "axis"),
    ticks(...range, width / 70).map((tick) => text(x(tick), size.height - 6, String(tick), "tick")),
    clip !== null && marker(x(clip), floor, "clip", `captions ${decimal(clip)}`, x(clip) < width - 130 ? "start" : "end"),
    control !== null && marker(x(control), floor, "control", `control ${decimal(control)}`, x(control) > 130 ? "end" : "start"),
  ];
}

/** As many as the captions are, so that both histograms have the same area. */
function shares(counts, bins) {
  const total = (values) => values.reduce((a, b) => a + b, 0);
  return counts.map((n) => (n * total(bins)) / total(counts));
}

function outline(heights, x, y) {
  const steps = heights.flatMap((height, i) => [[x(i), y(height)], [x(i + 1), y(height)]]);
  const points = [[x(0), y(0)], ...steps, [x(heights.length), y(0)]];
  return svg("polygon", { class: "control-bars", points: points.map((point) => point.map((p) => p.toFixed(1)).join(",")).join(" ") });
}

function marker(x, floor, kind, words, anchor) {
  const shift = anchor === "end" ? -6 : 6;
  return [
    line(x, 8, x, floor, `marker marker-${kind}`),
    text(x + shift, 17, words, `marker-label marker-label-${kind}`, anchor),
  ];
}

export function histogramLabel({ clip, control }) {
  const grounding = control === null ? "" : ` The same captions on another image score ${decimal(control)} on average.`;
  return `Histogram of CLIP scores, mean ${decimal(clip)}.${grounding}`;
}
