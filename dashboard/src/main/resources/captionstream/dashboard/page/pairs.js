// Who beats whom: mean differences of CLIP scores on the same images, with their 95% confidence intervals.

import { changes } from "./changed.js";
import { byId, el, replace } from "./dom.js";
import { count, decimal, signed } from "./format.js";
import { matrix } from "./matrix.js";
import { statisticsOf } from "./picture.js";

const MEANINGS = {
  ahead: "significantly better",
  behind: "significantly worse",
  even: "not significant",
  unknown: "too few images",
};

const changed = changes();

export function showPairs(picture, model) {
  if (!changed(picture.statistics, model)) {
    return;
  }
  const prompts = statisticsOf(picture, model);
  if (prompts.length < 2) {
    replace(byId("pairs"), el("p", { class: "empty" }, "Two prompts or more are compared here."));
    return;
  }
  const byPrompt = new Map(prompts.map((prompt) => [prompt.prompt, prompt]));
  const names = [...byPrompt.keys()];
  replace(byId("pairs"), matrix({
    label: "Mean difference of CLIP scores, row minus column, on the same images",
    corner: "Row minus column",
    rows: names,
    columns: names,
    numbered: names,
    cell: (row, column) => cell(row, column, byPrompt.get(row)),
    extra: [
      { name: "Beats", of: (row) => String(byPrompt.get(row).against.filter(isAhead).length) },
      { name: "Wins", of: (row) => count(byPrompt.get(row).wins) },
    ],
  }), el("p", { class: "footnote" },
    "Coloured: the 95% confidence interval excludes 0. Beats counts such prompts; wins are images on which the prompt's score was the highest."));
}

/** "ahead" or "behind" where the interval of the difference excludes 0, else "even"; "unknown" without an interval. */
export function verdict({ ci95_low: low, ci95_high: high }) {
  if (low === null || high === null) {
    return "unknown";
  }
  return low > 0 ? "ahead" : high < 0 ? "behind" : "even";
}

function isAhead({ difference }) {
  return verdict(difference) === "ahead";
}

function cell(row, column, { against }) {
  const difference = against.find((other) => other.prompt === column)?.difference;
  if (row === column || !difference || difference.count === 0) {
    return el("td", { class: "cell none" }, row === column ? "" : "–");
  }
  const standing = verdict(difference);
  const interval = standing === "unknown" ? "" : `${decimal(difference.ci95_low, 2)} to ${decimal(difference.ci95_high, 2)}, `;
  return el("td", { class: `cell ${standing}`, title: `${interval}${count(difference.count)} images: ${MEANINGS[standing]}` },
    signed(difference.mean), el("span", { class: "unseen" }, `, ${MEANINGS[standing]}`));
}
