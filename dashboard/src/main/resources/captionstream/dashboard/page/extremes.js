// The best and the worst captions, and how their mean scores move as more of them are counted.

import { chart, line, text } from "./chart.js";
import { byId, el, replace, svg } from "./dom.js";
import { decimal } from "./format.js";
import { imageLink, thumbnail } from "./image-link.js";
import { extremesOf } from "./picture.js";
import { linear, ticks } from "./scale.js";

const HEIGHT = 168;
const TOP = 14;
const BOTTOM = 22;
const SHOWN = 5;

let data = null;
let redraw = null;
let drawn = null;

export function showExtremes(picture, model) {
  const thumbnails = new Map(picture.images.map((image) => [image.id, image.thumbnail]));
  const withPicture = (entry) => ({ ...entry, thumbnail: thumbnails.get(entry.image_id) });
  data = {
    best: extremesOf(picture, model, "best").map(withPicture),
    worst: extremesOf(picture, model, "worst").map(withPicture),
  };
  const wanted = JSON.stringify(data);
  if (drawn !== wanted) {
    drawn = wanted;
    show();
  }
}

function show() {
  if (data.best.length === 0 && data.worst.length === 0) {
    redraw = null;
    replace(byId("cumulative"), el("p", { class: "empty" }, "No caption has been ranked yet."));
    replace(byId("best"));
    replace(byId("worst"));
    return;
  }
  showChart();
  list("best", "Best");
  list("worst", "Worst");
}

function showChart() {
  const container = byId("cumulative");
  if (redraw === null) {
    const figure = el("figure");
    replace(container, figure, el("details", {}, el("summary", {}, "As a table")));
    redraw = chart(figure, HEIGHT, label, draw);
  }
  redraw();
  const details = container.querySelector("details");
  details.querySelector("table")?.remove();
  details.append(el("table", {},
    el("thead", {}, el("tr", {}, ["Captions", "Mean of the best", "Mean of the worst"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, Array.from({ length: longest() }, (_, i) => el("tr", {},
      el("th", { scope: "row" }, String(i + 1)),
      el("td", {}, decimal(data.best[i]?.cumulative_mean, 2)),
      el("td", {}, decimal(data.worst[i]?.cumulative_mean, 2)))))));
}

function longest() {
  return Math.max(data.best.length, data.worst.length);
}

function draw(width) {
  const means = [...data.best, ...data.worst].map((entry) => entry.cumulative_mean);
  const margin = Math.max((Math.max(...means) - Math.min(...means)) * 0.05, 0.5);
  const range = [Math.min(...means) - margin, Math.max(...means) + margin];
  const x = linear([1, Math.max(2, longest())], [6, width - 6]);
  const y = linear(range, [HEIGHT - BOTTOM, TOP]);
  const path = (entries) => entries.map((entry) => `${x(entry.rank).toFixed(1)},${y(entry.cumulative_mean).toFixed(1)}`).join(" ");
  return [
    ticks(...range, 4).map((tick) => [line(0, y(tick), width, y(tick), "grid"), text(width, y(tick) - 4, String(tick), "tick", "end")]),
    line(0, HEIGHT - BOTTOM, width, HEIGHT - BOTTOM, "axis"),
    ticks(1, Math.max(2, longest()), 5).map((tick) => text(x(tick), HEIGHT - 6, String(tick), "tick")),
    svg("polyline", { class: "best-line", points: path(data.best) }),
    svg("polyline", { class: "worst-line", points: path(data.worst) }),
  ];
}

function label() {
  const mean = (entries) => decimal(entries.at(-1)?.cumulative_mean, 2);
  return `Mean CLIP score of the best ${data.best.length} captions ${mean(data.best)}, of the worst ${data.worst.length} ${mean(data.worst)}.`;
}

function list(end, title) {
  const open = byId(end).querySelector("details")?.open ?? false;
  const entries = data[end].map(item);
  replace(byId(end),
    el("h3", {}, title),
    el("ol", { class: "extremes" }, entries.slice(0, SHOWN)),
    entries.length > SHOWN && el("details", { open },
      el("summary", {}, `${entries.length - SHOWN} more`),
      el("ol", { class: "extremes", start: SHOWN + 1 }, entries.slice(SHOWN))));
}

function item({ image_id: id, uri, caption, clip_score: score, thumbnail: picture }) {
  return el("li", {},
    thumbnail(picture),
    el("div", {}, el("p", { class: "caption" }, caption), el("p", { class: "origin" }, imageLink(id, { title: uri }))),
    el("span", { class: "clip" }, decimal(score)));
}
