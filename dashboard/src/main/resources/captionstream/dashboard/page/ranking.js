// Prompts in order of a mean score, each with its 95% confidence interval on a common axis.

import { byId, el, replace, svg } from "./dom.js";
import { count, decimal, fingerprint } from "./format.js";
import { models, rankingOf } from "./picture.js";
import { digitsFor, linear } from "./scale.js";

const WEIGHTINGS = [
  { name: "confidence", label: "Confidence", meaning: "CLIP score times the model's confidence" },
  { name: "saliency", label: "Saliency", meaning: "CLIP score times the caption's lexical entropy" },
  { name: "raw", label: "Raw", meaning: "CLIP score alone" },
];

let weighting = WEIGHTINGS[0].name;
let chosenModel = null;
let drawn = {};

export function wireRanking(refresh) {
  byId("weightings").append(...WEIGHTINGS.map((choice) => weightingSwitch(choice, refresh)));
  byId("models").addEventListener("change", (event) => {
    chosenModel = event.target.value;
    refresh();
  });
}

export function modelShown(picture) {
  const known = models(picture);
  return known.includes(chosenModel) ? chosenModel : (known[0] ?? picture.now.model);
}

export function showRanking(picture, model) {
  if (drawn.rankings === picture.rankings && drawn.model === model && drawn.weighting === weighting) {
    return;
  }
  drawn = { rankings: picture.rankings, model, weighting };
  showModels(models(picture), model);
  const ranking = rankingOf(picture, model, weighting);
  if (!ranking || ranking.entries.length === 0) {
    replace(byId("ranking"), el("p", { class: "empty" }, "No prompt has been ranked yet."));
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
      `${meaning()}, mean over ${count(ranking.images)} images. Bars are 95% confidence intervals.`));
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

function showModels(known, model) {
  byId("models").closest("label").hidden = known.length < 2;
  replace(byId("models"), known.map((name) =>
    el("option", { value: name, selected: name === model }, fingerprint(name))));
}

function weightingSwitch({ name, label, meaning: title }, refresh) {
  const input = el("input", { type: "radio", name: "weighting", value: name, checked: name === weighting });
  input.addEventListener("change", () => {
    weighting = name;
    refresh();
  });
  return el("label", { title }, input, el("span", {}, label));
}

function meaning() {
  return WEIGHTINGS.find((choice) => choice.name === weighting).meaning;
}
