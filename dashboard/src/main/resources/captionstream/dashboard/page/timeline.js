// Quantities over the last hour, stacked on each other.

import { line, text } from "./chart.js";
import { svg } from "./dom.js";
import { rate, timeOfDay } from "./format.js";
import { linear, ticks } from "./scale.js";

const TOP = 14;
const BOTTOM = 22;

/**
 * @param stacks for each span in time its values from the ground up, null where nothing is known
 * @param styles a class for each value
 */
export function drawTimeline({ start, end, stacks, styles, height }, width) {
  const floor = height - BOTTOM;
  const highest = Math.max(0, ...stacks.map((values) => (values ?? []).reduce((a, b) => a + b, 0)));
  const top = highest > 0 ? highest * 1.08 : 1;
  const x = linear([0, stacks.length], [0, width]);
  const y = linear([0, top], [floor, TOP]);
  const lines = ticks(0, top, 3).slice(1);
  return [
    lines.map((tick) => line(0, y(tick), width, y(tick), "grid")),
    styles.map((style, i) => svg("polygon", { class: style, points: area(stacks, i, x, y) })),
    line(0, floor, width, floor, "axis"),
    lines.map((tick) => text(width, y(tick) - 4, rate(tick), "tick", "end")),
    text(0, height - 6, timeOfDay(start), "tick", "start"),
    text(width / 2, height - 6, timeOfDay((start + end) / 2), "tick"),
    text(width, height - 6, "now", "tick", "end"),
  ];
}

/** Along the tops of a layer and back along the tops of those below it. */
function area(stacks, layer, x, y) {
  const upTo = (values, count) => (values ?? []).slice(0, count).reduce((a, b) => a + b, 0);
  const edge = (count) => stacks.flatMap((values, i) => [[x(i), y(upTo(values, count))], [x(i + 1), y(upTo(values, count))]]);
  return [...edge(layer + 1), ...edge(layer).reverse()].map((point) => point.map((p) => p.toFixed(1)).join(",")).join(" ");
}
