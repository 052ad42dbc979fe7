// How well captions fit their images: one histogram of all prompts, and one of each on the same axis.

import { chart } from "./chart.js";
import { byId, el, replace } from "./dom.js";
import { count, decimal } from "./format.js";
import { distribution, drawHistogram, frameOf, histogramLabel, rangeOf } from "./histogram.js";
import { statisticsOf } from "./picture.js";

const LARGE = { height: 168, top: 34 };
const SMALL = { height: 84, top: 28 };

let data = null;
let drawn = null;
let panel = null;

export function showScores(picture, model) {
  data = dataOf(statisticsOf(picture, model));
  if (data === null) {
    panel = null;
    replace(byId("scores"), el("p", { class: "empty" }, "No caption has been scored yet."));
  } else {
    update();
  }
}

function dataOf(prompts) {
  const frame = frameOf(prompts);
  if (frame === null) {
    return null;
  }
  const each = prompts.map((prompt) => ({ prompt: prompt.prompt, ...distribution([prompt], frame) }));
  return { all: distribution(prompts, frame), each, range: rangeOf(each) };
}

function update() {
  const names = JSON.stringify(data.each.map(({ prompt }) => prompt));
  if (panel === null || panel.names !== names) {
    panel = newPanel(names);
    drawn = null;
  }
  const wanted = JSON.stringify(data);
  if (drawn !== wanted) {
    drawn = wanted;
    panel.redraw.forEach((redraw) => redraw());
    showTable();
  }
}

function newPanel(names) {
  const large = el("figure");
  const small = data.each.map(({ prompt }) => el("figure", {}, el("figcaption", {}, prompt)));
  const table = el("details", {}, el("summary", {}, "As a table"));
  replace(byId("scores"), large,
    small.length > 1 && el("details", { class: "each", open: true }, el("summary", {}, "By prompt"), small),
    table);
  return {
    names,
    table,
    redraw: [
      draw(large, LARGE, () => data.all),
      ...(small.length > 1 ? small.map((figure, i) => draw(figure, SMALL, () => data.each[i])) : []),
    ],
  };
}

function draw(figure, size, current) {
  return chart(figure, size.height, () => histogramLabel(current()),
    (width) => drawHistogram(current(), data.range, size, width));
}

function showTable() {
  const { lower, width, bins } = data.all;
  const columns = [data.all, ...data.each];
  const row = (name, cells) => el("tr", {}, el("th", { scope: "row" }, name), cells.map((cell) => el("td", {}, cell)));
  panel.table.querySelector(".scroll")?.remove();
  panel.table.append(el("div", { class: "scroll", role: "region", "aria-label": "Captions by CLIP score", tabindex: 0 }, el("table", {},
    el("thead", {}, el("tr", {}, ["CLIP score", "All prompts", ...data.each.map(({ prompt }) => prompt)].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {},
      bins.map((n, i) => row(`${decimal(lower + i * width)} to ${decimal(lower + (i + 1) * width)}`, columns.map((column) => count(column.bins[i])))),
      row("Mean", columns.map(({ clip }) => decimal(clip, 2))),
      row("Mean control", columns.map(({ control }) => decimal(control, 2)))))));
}
