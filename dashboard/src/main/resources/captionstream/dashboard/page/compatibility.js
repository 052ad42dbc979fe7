// The compatibility matrix as a heat map: images that belong to one prompt, captioned with each prompt.

import { centreOf, meanScore, usualCentre } from "./centre.js";
import { changes } from "./changed.js";
import { choice, choose } from "./choices.js";
import { byId, el, replace } from "./dom.js";
import { count, decimal, signed } from "./format.js";
import { matrix } from "./matrix.js";
import { compatibilityOf, statisticsOf } from "./picture.js";

const changed = changes();

export function wireCompatibility(refresh) {
  const choosing = (centre) => {
    choose("centre", centre);
    refresh();
  };
  byId("centre").addEventListener("input", ({ target }) => choosing(Number.isFinite(target.valueAsNumber) ? target.value : null));
  for (const centre of ["mean", "recorded"]) {
    byId(`centre-${centre}`).addEventListener("click", () => choosing(centre));
  }
}

export function showCompatibility(picture, model) {
  const chosen = choice("centre");
  if (!changed(picture.compatibility, picture.statistics, model, chosen)) {
    return;
  }
  const rows = compatibilityOf(picture, model).filter((row) => row.cells.length > 0);
  byId("centres").hidden = rows.length === 0;
  if (rows.length === 0) {
    replace(byId("compatibility"), el("p", { class: "empty" }, "No image belongs to a prompt here."));
    return;
  }
  showCentres(rows, chosen);
  showMatrix(rows, statisticsOf(picture, model).map(({ prompt }) => prompt), centreOf(rows, chosen));
}

function showCentres(rows, chosen) {
  const labels = { mean: `Mean, ${decimal(meanScore(rows), 2)}`, recorded: `Recorded, ${rows[0].centre}` };
  for (const [centre, label] of Object.entries(labels)) {
    byId(`centre-${centre}`).textContent = label;
    byId(`centre-${centre}`).setAttribute("aria-pressed", centre === (chosen ?? usualCentre(rows)));
  }
  if (document.activeElement !== byId("centre")) {
    byId("centre").value = chosen in labels ? "" : chosen;
  }
}

function showMatrix(rows, prompts, centre) {
  const names = rows.map((row) => row.row_prompt);
  const columns = columnsOf(rows, prompts);
  const furthest = Math.max(...rows.flatMap((row) => row.cells.map(({ mean }) => Math.abs(mean - centre))), 1e-9);
  replace(byId("compatibility"), matrix({
    label: `Mean CLIP score, less ${decimal(centre, 2)}, of captions by prompt (columns) on images that belong to a prompt (rows)`,
    corner: "Images of",
    rows: names,
    columns,
    numbered: [...new Set([...prompts, ...columns, ...names])],
    cell: (row, column) => cell(rows[names.indexOf(row)], column, centre, furthest),
  }));
}

function columnsOf(rows, prompts) {
  const used = new Set(rows.flatMap((row) => row.cells.map(({ prompt }) => prompt)));
  return [...new Set([...prompts.filter((prompt) => used.has(prompt)), ...used])];
}

function cell(row, column, centre, furthest) {
  const found = row.cells.find(({ prompt }) => prompt === column);
  if (!found) {
    return el("td", { class: "cell none" }, "–");
  }
  const centred = found.mean - centre;
  const square = el("td", {
    class: centred < 0 ? "cell cold" : "cell warm",
    title: `mean ${decimal(found.mean, 2)} of ${count(found.count)} captions`,
  }, signed(centred));
  square.style.setProperty("--heat", (Math.abs(centred) / furthest).toFixed(3));
  return square;
}
