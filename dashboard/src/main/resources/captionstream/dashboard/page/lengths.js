// Token count against CLIP score: how many captions stand where, the darker the more.

import { changes } from "./changed.js";
import { drawDensity, frameOfPoints } from "./density.js";
import { byId } from "./dom.js";
import { count, decimal } from "./format.js";
import { multiples } from "./multiples.js";
import { pointsOf, promptsWithPoints, statisticsOf } from "./picture.js";

const changed = changes();

const draw = multiples("lengths", {
  empty: "No caption has been scored lately.",
  name: "Captions by token count",
  large: { height: 190, rows: 24 },
  small: { height: 100, rows: 12 },
  label,
  draw: (part, { frame }, size, width) => drawDensity(part.points, frame, size, width),
  table,
});

export function showLengths(picture, model) {
  if (!changed(picture.statistics, picture.scores, picture.rankings, model)) {
    return;
  }
  byId("scores-kept").textContent = count(picture.scores_kept);
  const points = pointsOf(picture, model, null);
  if (points.length === 0) {
    draw(null);
    return;
  }
  const known = new Map(statisticsOf(picture, model).map((statistics) => [statistics.prompt, statistics]));
  const each = promptsWithPoints(picture, model).map((prompt) => ({
    prompt,
    points: pointsOf(picture, model, prompt),
    correlation: known.get(prompt)?.token_clip_correlation ?? null,
  }));
  draw({ all: { points, correlation: null }, each, frame: frameOfPoints(points) });
}

function label({ points, correlation }) {
  const tokens = points.map((point) => point.tokens);
  const r = correlation === null ? "" : ` Over all captions counted, Pearson's r is ${decimal(correlation, 2)}.`;
  return `${count(points.length)} captions of ${Math.min(...tokens)} to ${Math.max(...tokens)} tokens by CLIP score.${r}`;
}

function table({ all, each }) {
  const lengths = [...new Set(all.points.map(({ tokens }) => tokens))].sort((a, b) => a - b);
  const columns = [all, ...each];
  return {
    head: ["Tokens", "All prompts", ...each.map(({ prompt }) => prompt)],
    rows: [
      ...lengths.map((length) => [String(length), ...columns.map(({ points }) => countAndMean(points.filter(({ tokens }) => tokens === length)))]),
      ["Pearson's r", "", ...each.map(({ correlation }) => decimal(correlation, 2))],
    ],
  };
}

function countAndMean(points) {
  const sum = points.reduce((total, { clip }) => total + clip, 0);
  return points.length === 0 ? "" : `${count(points.length)}, mean ${decimal(sum / points.length, 2)}`;
}
