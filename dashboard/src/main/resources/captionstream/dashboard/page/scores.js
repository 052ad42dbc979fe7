// The histogram of CLIP scores, with the mean of the control scores beside their own mean.

import { chart, line, text } from "./chart.js";
import { byId, el, replace, svg } from "./dom.js";
import { count, decimal } from "./format.js";
import { statisticsOf } from "./picture.js";
import { linear, ticks } from "./scale.js";

const HEIGHT = 168;
const TOP = 34;
const BOTTOM = 22;
const MOST_BINS = 40;

let data = null;
let redraw = null;
let table = null;

export function showScores(picture, model) {
  const before = data;
  data = distribution(statisticsOf(picture, model));
  if (data === null) {
    redraw = null;
    replace(byId("scores"), el("p", { class: "empty" }, "No caption has been scored yet."));
    return;
  }
  if (redraw === null) {
    const figure = el("figure");
    table = el("details", {}, el("summary", {}, "As a table"));
    replace(byId("scores"), figure, table);
    redraw = chart(figure, HEIGHT, label, draw);
  }
  if (JSON.stringify(before) !== JSON.stringify(data)) {
    redraw();
    showTable();
  }
}

/** All prompts together: bins from the first to the last that holds something, and both means. */
export function distribution(prompts) {
  const scored = prompts.filter((prompt) => prompt.clip_score.count > 0);
  if (scored.length === 0) {
    return null;
  }
  const { lower, bin_width: width } = scored[0].histogram;
  const counts = sumOfCounts(scored.map((prompt) => prompt.histogram).filter((h) => h.lower === lower && h.bin_width === width));
  return {
    ...condensed(lower, width, counts),
    clip: meanOf(scored.map((prompt) => prompt.clip_score)),
    control: meanOf(scored.map((prompt) => prompt.control_score)),
  };
}

function sumOfCounts(histograms) {
  const sums = new Array(Math.max(...histograms.map((h) => h.counts.length))).fill(0);
  histograms.forEach((h) => h.counts.forEach((n, bin) => { sums[bin] += n; }));
  return sums;
}

function condensed(lower, width, counts) {
  const first = counts.findIndex((n) => n > 0);
  const last = counts.length - 1 - [...counts].reverse().findIndex((n) => n > 0);
  const merge = Math.ceil((last - first + 1) / MOST_BINS);
  const start = Math.floor(first / merge) * merge;
  const bins = [];
  for (let bin = start; bin <= last; bin += merge) {
    bins.push(counts.slice(bin, bin + merge).reduce((a, b) => a + b, 0));
  }
  return { lower: lower + start * width, width: width * merge, bins };
}

function meanOf(moments) {
  const total = moments.reduce((sum, m) => sum + m.count, 0);
  return total === 0 ? null : moments.reduce((sum, m) => sum + m.count * (m.mean ?? 0), 0) / total;
}

function draw(width) {
  const { lower, width: bin, bins, clip, control } = data;
  const upper = lower + bin * bins.length;
  const range = [Math.min(lower, control ?? lower) - bin, upper + bin];
  const x = linear(range, [0, width]);
  const y = linear([0, Math.max(...bins)], [HEIGHT - BOTTOM, TOP]);
  const barWidth = Math.max(1, x(lower + bin) - x(lower) - 1.5);
  return [
    bins.map((n, i) => n > 0 && svg("rect", {
      class: "bar", x: x(lower + i * bin), width: barWidth, y: y(n), height: HEIGHT - BOTTOM - y(n), rx: 1 })),
    line(0, HEIGHT - BOTTOM, width, HEIGHT - BOTTOM, "axis"),
    ticks(...range, width / 70).map((tick) => text(x(tick), HEIGHT - 6, String(tick), "tick")),
    marker(x(clip), "clip", `captions ${decimal(clip)}`, x(clip) < width - 130 ? "start" : "end"),
    control !== null && marker(x(control), "control", `control ${decimal(control)}`, x(control) > 130 ? "end" : "start"),
  ];
}

function marker(x, kind, words, anchor) {
  const shift = anchor === "end" ? -6 : 6;
  return [
    line(x, 8, x, HEIGHT - BOTTOM, `marker marker-${kind}`),
    text(x + shift, 17, words, `marker-label marker-label-${kind}`, anchor),
  ];
}

function label() {
  const grounding = data.control === null
    ? ""
    : ` The same captions on another image score ${decimal(data.control)} on average.`;
  return `Histogram of CLIP scores, mean ${decimal(data.clip)}.${grounding}`;
}

function showTable() {
  const rows = data.bins.map((n, i) => el("tr", {},
    el("th", { scope: "row" }, `${decimal(data.lower + i * data.width)} to ${decimal(data.lower + (i + 1) * data.width)}`),
    el("td", {}, count(n))));
  table.querySelector("table")?.remove();
  table.append(el("table", {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "CLIP score"), el("th", { scope: "col" }, "Captions"))),
    el("tbody", {}, rows)));
}
