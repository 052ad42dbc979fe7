// The compatibility matrix as a heat map: images that belong to one prompt, captioned with each prompt.

import { byId, el, replace } from "./dom.js";
import { count, decimal, signed } from "./format.js";
import { matrix } from "./matrix.js";
import { compatibilityOf, statisticsOf } from "./picture.js";

let chosen = null;
let data = { rows: [], prompts: [] };
let drawn = {};

export function wireCompatibility() {
  byId("centre").addEventListener("input", (event) => {
    chosen = event.target.value.trim() === "" ? null : event.target.valueAsNumber;
    draw();
  });
}

export function showCompatibility(picture, model) {
  const { compatibility, statistics } = picture;
  if (drawn.compatibility === compatibility && drawn.statistics === statistics && drawn.model === model) {
    return;
  }
  drawn = { compatibility, statistics, model };
  data = { rows: compatibilityOf(picture, model), prompts: statisticsOf(picture, model).map(({ prompt }) => prompt) };
  draw();
}

function draw() {
  const { rows } = data;
  byId("centre").closest("label").hidden = rows.length === 0;
  if (rows.length === 0) {
    replace(byId("compatibility"), el("p", { class: "empty" }, "No image belongs to a prompt yet."));
    return;
  }
  byId("centre").placeholder = String(rows[0].centre);
  const names = rows.map((row) => row.row_prompt);
  const columns = columnsOf(rows);
  const furthest = Math.max(...rows.flatMap((row) => row.cells.map(({ mean }) => Math.abs(mean - centreOf(row)))), 1e-9);
  replace(byId("compatibility"), matrix({
    label: "Mean CLIP score, less the centre, of captions by prompt (columns) on images that belong to a prompt (rows)",
    corner: "Images of",
    rows: names,
    columns,
    numbered: [...new Set([...data.prompts, ...columns, ...names])],
    cell: (row, column) => cell(rows[names.indexOf(row)], column, furthest),
  }));
}

function columnsOf(rows) {
  const used = new Set(rows.flatMap((row) => row.cells.map(({ prompt }) => prompt)));
  return [...new Set([...data.prompts.filter((prompt) => used.has(prompt)), ...used])];
}

function centreOf(row) {
  return Number.isFinite(chosen) ? chosen : row.centre;
}

function cell(row, column, furthest) {
  const found = row.cells.find(({ prompt }) => prompt === column);
  if (!found) {
    return el("td", { class: "cell none" }, "–");
  }
  const centred = found.mean - centreOf(row);
  const square = el("td", {
    class: centred < 0 ? "cell cold" : "cell warm",
    title: `mean ${decimal(found.mean, 2)} of ${count(found.count)} captions`,
  }, signed(centred));
  square.style.setProperty("--heat", (Math.abs(centred) / furthest).toFixed(3));
  return square;
}
