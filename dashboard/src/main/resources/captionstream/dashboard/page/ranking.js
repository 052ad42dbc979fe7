// Prompts in order of a mean score, each with its 95% confidence interval on a common axis.

import { changes } from "./changed.js";
import { choice, WEIGHTINGS } from "./choices.js";
import { byId, el, replace, svg } from "./dom.js";
import { count, decimal } from "./format.js";
import { rankingOf } from "./picture.js";
import { digitsFor, linear } from "./scale.js";
import { radios } from "./switch.js";

const MEANINGS = {
  confidence: { label: "Confidence", title: "CLIP score times the model's confidence" },
  saliency: { label: "Saliency", title: "CLIP score times the caption's lexical entropy" },
  raw: { label: "Raw", title: "CLIP score alone" },
};

const changed = changes();

export function wireRanking(refresh) {
  byId("weightings").append(...radios("weighting", WEIGHTINGS.map((name) => ({ name, ...MEANINGS[name] })), refresh));
}

export function showRanking(picture, model) {
  const weighting = choice("weighting");
  if (!changed(picture.rankings, model, weighting)) {
    return;
  }
  const ranking = rankingOf(picture, model, weighting);
  if (!ranking || ranking.entries.length === 0) {
    replace(byId("ranking"), el("p", { class: "empty" }, "No prompt has been ranked here."));
    return;
  }
  const range = axisRange(ranking.entries);
  replace(byId("ranking"),
    el("table", { class: "ranks" },
      el("caption", { class: "unseen" }, `Prompts by ${weighting} score`),
      el("thead", {}, el("tr", {},
        el("th", { scope: "col", class: "place" }, el("span", { class: "unseen" }, "Rank")),
        el("th", { scope: "col" }, el("span", { class: "unseen" }, "Prompt")),
        el("th", { scope: "col", class: "score" }, "Mean"),
        el("th", { scope: "col", class: "interval" }, "± 95%"),
        el("th", { scope: "col", class: "wins" }, "Wins"))),
      ranking.entries.map((entry) => rank(entry, range))),
    el("p", { class: "footnote" },
      `${MEANINGS[weighting].title}, mean over ${count(ranking.images)} images. Bars are 95% confidence intervals.`));
}

function rank(entry, range) {
  const { mean, ci95_low: low, ci95_high: high } = entry.score;
  return el("tbody", { class: entry.rank === 1 && "first" },
    el("tr", {},
      el("td", { class: "place" }, String(entry.rank)),
      el("th", { scope: "row" }, el("span", {}, entry.prompt)),
      el("td", { class: "score" }, decimal(mean, 2)),
      el("td", { class: "interval" }, high === null ? "–" : `± ${decimal((high - low) / 2, 2)}`),
      el("td", { class: "wins" }, count(entry.wins))),
    el("tr", { "aria-hidden": "true" },
      el("td", {}),
      el("td", { colspan: 4 }, lane(entry.score, range))));
}

/** Percentages as coordinates let the bar follow the column's width. */
function lane({ mean, ci95_low: low, ci95_high: high }, range) {
  const x = linear(range, [0, 100]);
  const percent = (value) => `${x(value).toFixed(2)}%`;
  const digits = digitsFor(range[1] - range[0]) + 1;
  return svg("svg", { class: "lane", width: "100%", height: 14 },
    svg("title", {}, `between ${decimal(low, digits)} and ${decimal(high, digits)}`),
    svg("line", { class: "track", x1: "0%", x2: "100%", y1: 7, y2: 7 }),
    low !== null && svg("rect", {
      class: "interval-bar", x: percent(low), width: `${(x(high) - x(low)).toFixed(2)}%`, y: 3, height: 8, rx: 4 }),
    svg("circle", { class: "mean", cx: percent(mean), cy: 7, r: 4.5 }));
}

/** Wide enough for every interval, with round ends. */
export function axisRange(entries) {
  const values = entries.flatMap(({ score }) => [score.ci95_low ?? score.mean, score.ci95_high ?? score.mean]);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = Math.max((high - low) * 0.08, 0.05);
  return [low - margin, high + margin];
}
