// The last hour: images that came in against images that were captioned, and what failed.

import { chart, line, text } from "./chart.js";
import { byId, el, replace, svg } from "./dom.js";
import { count, decimal, rate, timeOfDay } from "./format.js";
import { linear, ticks } from "./scale.js";
import { spansOf, total } from "./spans.js";

const HEIGHT = 118;
const TOP = 14;
const BOTTOM = 22;
const SPAN_PIXELS = 5;
const TABLE_SPAN_SECONDS = 300;

let data = null;
let redraw = null;
let table = null;
let tableTime = null;

export function showFlow(picture) {
  data = { buckets: picture.flow, seconds: picture.bucket_seconds };
  if (redraw === null) {
    const figure = el("figure");
    table = el("details", {}, el("summary", {}, "As a table"));
    replace(byId("flow"), figure, table);
    redraw = chart(figure, HEIGHT, label, draw);
    table.addEventListener("toggle", showTable);
  }
  redraw();
  showTable();
}

/** Sums of longer spans. */
export function joined(buckets, perSpan) {
  return spansOf(buckets, perSpan).map((span) => ({
    time: span[0].time,
    length: span.length,
    events: total(span, "events"),
    images: total(span, "images"),
    captions: total(span, "captions"),
    dead_letters: total(span, "dead_letters"),
  }));
}

function draw(width) {
  const { buckets, seconds } = data;
  const perSpan = Math.max(1, Math.ceil((buckets.length * SPAN_PIXELS) / width));
  const spans = joined(buckets, perSpan);
  const end = buckets.at(-1).time + seconds * 1000;
  const highest = Math.max(...spans.map((span) => Math.max(span.events, span.images, span.dead_letters)));
  const top = Math.max(highest / (perSpan * seconds), 0.1) * 1.08;
  const x = linear([buckets[0].time, end], [0, width]);
  const y = linear([0, top], [HEIGHT - BOTTOM, TOP]);
  const points = (measure) => spans.flatMap((span) => {
    const height = y(span[measure] / (span.length * seconds)).toFixed(1);
    const until = span.time + span.length * seconds * 1000;
    return [`${x(span.time).toFixed(1)},${height}`, `${x(until).toFixed(1)},${height}`];
  });
  const lines = ticks(0, top, 3).slice(1);
  return [
    lines.map((tick) => line(0, y(tick), width, y(tick), "grid")),
    svg("polygon", { class: "images", points: [`0,${y(0)}`, ...points("images"), `${width},${y(0)}`].join(" ") }),
    svg("polyline", { class: "events", points: points("events").join(" ") }),
    spans.map((span) => span.dead_letters > 0 && failure(span, x, y, seconds)),
    line(0, HEIGHT - BOTTOM, width, HEIGHT - BOTTOM, "axis"),
    lines.map((tick) => text(width, y(tick) - 4, `${rate(tick)} /s`, "tick", "end")),
    timeTicks(buckets[0].time, end, width).map(([time, words, anchor]) => text(x(time), HEIGHT - 6, words, "tick", anchor)),
  ];
}

function failure(span, x, y, seconds) {
  const left = x(span.time);
  const top = Math.min(y(span.dead_letters / (span.length * seconds)), y(0) - 3);
  return svg("rect", {
    class: "failed", x: left, width: Math.max(2, x(span.time + span.length * seconds * 1000) - left), y: top, height: y(0) - top });
}

function timeTicks(start, end, width) {
  const quarters = width < 420 ? [0, 2, 4] : [0, 1, 2, 3, 4];
  return quarters.map((quarter) => {
    const time = start + ((end - start) * quarter) / 4;
    return [time, quarter === 4 ? "now" : timeOfDay(time), quarter === 0 ? "start" : quarter === 4 ? "end" : "middle"];
  });
}

function label() {
  const hour = joined(data.buckets, data.buckets.length)[0];
  return `Last hour: ${count(hour.events)} images published, ${count(hour.images)} captioned, ${count(hour.dead_letters)} dead letters.`;
}

function showTable() {
  const newest = data.buckets.at(-1).time;
  if (!table.open || tableTime === newest) {
    return;
  }
  tableTime = newest;
  const spans = joined(data.buckets, TABLE_SPAN_SECONDS / data.seconds).reverse();
  table.querySelector("table")?.remove();
  table.append(el("table", {},
    el("thead", {}, el("tr", {},
      ["Five minutes from", "Published", "Captioned", "Captions per second", "Dead letters"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, spans.map((span) => el("tr", {},
      el("th", { scope: "row" }, timeOfDay(span.time)),
      el("td", {}, count(span.events)),
      el("td", {}, count(span.images)),
      el("td", {}, decimal(span.captions / (span.length * data.seconds), 2)),
      el("td", {}, count(span.dead_letters)))))));
}
