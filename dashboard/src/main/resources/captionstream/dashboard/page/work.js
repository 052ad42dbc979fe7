// The pipeline at work, over the last hour: where the time goes, how full batches are, who works, what fails.

import { chart } from "./chart.js";
import { byId, el, replace } from "./dom.js";
import { count, decimal, timeOfDay, words } from "./format.js";
import { imagesInABatch, lagOf, reasonsOf, spansOf, STAGES, total, WAITS, workersOf } from "./spans.js";
import { drawTimeline } from "./timeline.js";

const HEIGHT = 120;
const SPAN_PIXELS = 5;
const TABLE_SPAN_SECONDS = 300;
const PARTS = [...WAITS, ...STAGES];
const REASONS_APART = 4;

const CHARTS = [
  { name: "Seconds from event to caption", styles: () => PARTS.map((part) => `part-${part}`), stack: (span) => values(lagOf(span)), label: lagLabel },
  { name: "Images in a batch", styles: () => ["work-line"], stack: (span) => single(imagesInABatch(span)), label: () => `Images in a batch: ${decimal(imagesInABatch(data.buckets))}.` },
  { name: "Workers alive", styles: () => ["work-line"], stack: (span) => single(workersOf(span)), label: () => `Workers alive: ${decimal(workersOf(data.buckets))} on average.` },
  { name: "Dead letters a minute, by reason", styles: () => shown().map((_, i) => `reason-${i}`), stack: reasonStack, label: reasonLabel },
];

let data = null;
let panel = null;

export function showWork(picture) {
  data = { buckets: picture.flow, seconds: picture.bucket_seconds, reasons: reasonsOf(picture.flow).map(([reason]) => reason) };
  panel ??= newPanel();
  panel.redraw.forEach((redraw) => redraw());
  showReasons();
  showTable();
}

function newPanel() {
  const figures = CHARTS.map(({ name }) => el("figure", {}, el("figcaption", {}, name)));
  const table = el("details", {}, el("summary", {}, "As a table"));
  replace(byId("work"), el("div", { class: "work-charts" }, figures), table);
  figures[0].append(el("p", { class: "legend" }, PARTS.map((part) => el("span", { class: `key key-part-${part}` }, part))));
  const reasons = el("p", { class: "legend" });
  figures[3].append(reasons);
  table.addEventListener("toggle", showTable);
  return { table, reasons, redraw: figures.map((figure, i) => chart(figure, HEIGHT, CHARTS[i].label, (width) => draw(CHARTS[i], width))) };
}

function draw({ styles, stack }, width) {
  const perSpan = Math.max(1, Math.ceil((data.buckets.length * SPAN_PIXELS) / width));
  return drawTimeline({
    start: data.buckets[0].time,
    end: data.buckets.at(-1).time + data.seconds * 1000,
    stacks: spansOf(data.buckets, perSpan).map(stack),
    styles: styles(),
    height: HEIGHT,
  }, width);
}

function values(lag) {
  return lag === null ? null : PARTS.map((part) => lag[part]);
}

function single(value) {
  return value === null ? null : [value];
}

/** The most frequent reasons of the hour; the others are taken together. */
function shown() {
  return data.reasons.length <= REASONS_APART + 1 ? data.reasons : [...data.reasons.slice(0, REASONS_APART), null];
}

function reasonStack(span) {
  const counts = new Map(reasonsOf(span));
  const apart = shown().filter((reason) => reason !== null).map((reason) => counts.get(reason) ?? 0);
  const others = shown().includes(null) ? [total(span, "dead_letters") - apart.reduce((a, b) => a + b, 0)] : [];
  const minutes = (span.length * data.seconds) / 60;
  return [...apart, ...others].map((times) => times / minutes);
}

function showReasons() {
  const wanted = shown().map((reason) => (reason === null ? "others" : words(reason)));
  const known = [...panel.reasons.children].map((key) => key.textContent);
  if (String(wanted) !== String(known)) {
    replace(panel.reasons, wanted.map((name, i) => el("span", { class: `key key-reason-${i}` }, name)));
  }
}

function lagLabel() {
  const lag = lagOf(data.buckets);
  return lag === null ? "Nothing was captioned." : `Seconds from event to caption: ${PARTS.map((part) => `${part} ${decimal(lag[part], 2)}`).join(", ")}.`;
}

function reasonLabel() {
  const counts = reasonsOf(data.buckets).map(([reason, times]) => `${words(reason)} ${count(times)}`);
  return counts.length === 0 ? "No dead letters." : `Dead letters: ${counts.join(", ")}.`;
}

function showTable() {
  const newest = data.buckets.at(-1).time;
  if (!panel.table.open || panel.time === newest) {
    return;
  }
  panel.time = newest;
  const spans = spansOf(data.buckets, TABLE_SPAN_SECONDS / data.seconds).reverse();
  panel.table.querySelector(".scroll")?.remove();
  panel.table.append(el("div", { class: "scroll", role: "region", "aria-label": "The pipeline at work", tabindex: 0 }, el("table", {},
    el("thead", {}, el("tr", {}, ["Five minutes from", ...PARTS.map((part) => `${words(part)}, s`), "Images in a batch", "Workers", "Dead letters"].map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, spans.map(tableRow)))));
}

function tableRow(span) {
  const lag = lagOf(span);
  const cells = [
    ...PARTS.map((part) => decimal(lag?.[part], 3)),
    decimal(imagesInABatch(span)),
    decimal(workersOf(span)),
    reasonsOf(span).map(([reason, times]) => `${words(reason)} ${count(times)}`).join(", "),
  ];
  return el("tr", {}, el("th", { scope: "row" }, timeOfDay(span[0].time)), cells.map((cell) => el("td", {}, cell)));
}
