// How well captions fit their images: one histogram of all prompts, and one of each on the same axis.

import { changes } from "./changed.js";
import { count, decimal } from "./format.js";
import { distribution, drawHistogram, frameOf, histogramLabel, rangeOf } from "./histogram.js";
import { multiples } from "./multiples.js";
import { pointsOf, statisticsOf } from "./picture.js";

const changed = changes();

const draw = multiples("scores", {
  empty: "No caption has been scored here.",
  name: "Captions by CLIP score",
  large: { height: 168, top: 34 },
  small: { height: 84, top: 28 },
  label: histogramLabel,
  draw: (part, { range }, size, width) => drawHistogram(part, range, size, width),
  table,
});

export function showScores(picture, model) {
  if (!changed(picture.statistics, picture.scores, picture.rankings, model)) {
    return;
  }
  const prompts = statisticsOf(picture, model);
  const frame = frameOf(prompts);
  if (frame === null) {
    draw(null);
    return;
  }
  const each = prompts.map((prompt) => ({
    prompt: prompt.prompt,
    ...distribution([prompt], controlsOf(picture, model, prompt.prompt), frame),
  }));
  const all = distribution(prompts, controlsOf(picture, model, null), frame);
  draw({ all, each, range: rangeOf([all, ...each]) });
}

function controlsOf(picture, model, prompt) {
  return pointsOf(picture, model, prompt).map(({ control }) => control).filter((control) => control !== null);
}

function table({ all, each }) {
  const { lower, width, bins } = all;
  const columns = [all, ...each];
  return {
    head: ["CLIP score", "All prompts", ...each.map(({ prompt }) => prompt)],
    rows: [
      ...bins.map((_, i) => [`${decimal(lower + i * width)} to ${decimal(lower + (i + 1) * width)}`, ...columns.map((column) => count(column.bins[i]))]),
      ["Mean", ...columns.map(({ clip }) => decimal(clip, 2))],
      ["Mean control", ...columns.map(({ control }) => decimal(control, 2))],
    ],
  };
}
