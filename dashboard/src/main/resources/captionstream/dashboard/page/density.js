// Points counted in the cells of a grid: token counts from left to right, CLIP scores from bottom to top.

import { line, text } from "./chart.js";
import { svg } from "./dom.js";
import { linear, ticks } from "./scale.js";

const TOP = 8;
const BOTTOM = 22;
const LEFT = 30;
const FEWEST_COLUMNS = 9;
const MOST_COLUMNS = 48;

/** The ranges that hold all points, with room for nine token counts at least. */
export function frameOfPoints(points) {
  const tokens = points.map((point) => point.tokens);
  const scores = points.map((point) => point.clip);
  const [least, most] = [Math.min(...tokens), Math.max(...tokens)];
  const room = Math.max(0, Math.ceil((FEWEST_COLUMNS - (most - least + 1)) / 2));
  const [low, high] = [Math.floor(Math.min(...scores)), Math.ceil(Math.max(...scores))];
  return { shortest: least - room, longest: most + room, low, high: Math.max(high, low + 1) };
}

/** Occupied cells as {column, row, count}, both from 0, and how many token counts make a column. */
export function density(points, { shortest, longest, low, high }, rows) {
  const merged = Math.ceil((longest - shortest + 1) / MOST_COLUMNS);
  const cells = new Map();
  for (const { tokens, clip } of points) {
    const column = Math.floor((tokens - shortest) / merged);
    const row = Math.min(rows - 1, Math.floor(((clip - low) / (high - low)) * rows));
    const key = column * rows + row;
    cells.set(key, { column, row, count: (cells.get(key)?.count ?? 0) + 1 });
  }
  return { merged, columns: Math.floor((longest - shortest) / merged) + 1, cells: [...cells.values()] };
}

/** @param size {height in pixels, rows of cells} */
export function drawDensity(points, frame, { height, rows }, width) {
  const { merged, columns, cells } = density(points, frame, rows);
  const floor = height - BOTTOM;
  const x = linear([0, columns], [LEFT, width]);
  const y = linear([0, rows], [floor, TOP]);
  const score = linear([frame.low, frame.high], [floor, TOP]);
  const most = Math.max(1, ...cells.map((cell) => cell.count));
  const middle = (tokens) => x((tokens - frame.shortest + 0.5) / merged);
  return [
    ticks(frame.low, frame.high, height / 45).map((tick) => [line(LEFT, score(tick), width, score(tick), "grid"), text(LEFT - 6, score(tick) + 4, String(tick), "tick", "end")]),
    cells.map(({ column, row, count }) => svg("rect", {
      class: "density", x: x(column), y: y(row + 1), width: Math.max(1, x(1) - x(0) - 1), height: Math.max(1, floor - y(1) - 1),
      "fill-opacity": (0.15 + 0.85 * Math.sqrt(count / most)).toFixed(3), "data-count": count })),
    line(LEFT, floor, width, floor, "axis"),
    ticks(frame.shortest, frame.longest, Math.min(columns, width / 60)).filter((tick) => Number.isInteger(tick) && tick >= 0).map((tick) => text(middle(tick), height - 6, String(tick), "tick")),
  ];
}
