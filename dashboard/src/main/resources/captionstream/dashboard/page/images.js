// The latest images, each with the captions of all its prompts.

import { captionText } from "./caption.js";
import { byId, el } from "./dom.js";
import { ago, decimal } from "./format.js";
import { gauge, gaugeRange } from "./gauge.js";
import { imageLink, thumbnail } from "./image-link.js";

const FIRST_SHOWN = matchMedia("(max-width: 700px)").matches ? 4 : 12;

let held = false;
let shown = FIRST_SHOWN;
let latest = null;
let range = null;
const cards = new Map();

export function wireImages() {
  byId("hold").addEventListener("click", (event) => {
    held = !held;
    event.currentTarget.setAttribute("aria-pressed", held);
    refresh();
  });
  byId("more").addEventListener("click", () => {
    shown = Infinity;
    refresh();
  });
}

export function showImages(images, now) {
  latest = { images, now };
  refresh();
}

function refresh() {
  if (latest === null) {
    return;
  }
  if (!held) {
    followScores(latest.images);
    placeCards(latest.images.slice(0, shown));
    byId("more").hidden = latest.images.length <= shown;
  }
  for (const { element, image } of cards.values()) {
    element.querySelector("time").textContent = ago(image.caption_time, latest.now.time);
  }
}

/** Every gauge has the same axis, so all are drawn again when it changes. */
function followScores(images) {
  const wanted = gaugeRange(images);
  if (String(wanted) !== String(range)) {
    range = wanted;
    byId("gauge-range").textContent = images.length === 0 ? "" : `from ${range[0]} to ${range[1]}`;
    for (const { element, image } of cards.values()) {
      const gauges = element.querySelectorAll(".gauge");
      winnerFirst(image).forEach((caption, i) => gauges[i].replaceChildren(gauge(caption, range)));
    }
  }
}

function placeCards(images) {
  const list = byId("latest");
  if (images.length === 0) {
    list.replaceChildren(el("p", { class: "empty" }, "Nothing has been captioned yet. ",
      el("code", {}, "./captionstream publish FILE…"), " sends images."));
    return;
  }
  const wanted = new Set(images.map((image) => image.thumbnail));
  [...cards.keys()].filter((key) => !wanted.has(key)).forEach((key) => cards.delete(key));
  images.forEach(keepCard);
  arrange(list, images.map((image) => cards.get(image.thumbnail).element));
}

/** Moves only what must move: an element that is put back in starts its animation anew and loses the focus. */
function arrange(list, elements) {
  const wanted = new Set(elements);
  [...list.children].filter((child) => !wanted.has(child)).forEach((child) => child.remove());
  elements.forEach((element, i) => {
    if (list.children[i] !== element) {
      list.insertBefore(element, list.children[i] ?? null);
    }
  });
}

function keepCard(image) {
  const known = cards.get(image.thumbnail);
  if (!known || known.image.order !== image.order || known.image.captions.length !== image.captions.length) {
    cards.set(image.thumbnail, { image, element: card(image) });
  }
}

function card(image) {
  const expected = image.prompt_count;
  return el("article", { class: "card" },
    thumbnail(image.thumbnail),
    el("div", { class: "words" },
      el("p", { class: "source" },
        imageLink(image.id, { class: "id", title: image.uri }), el("time", {})),
      el("table", {},
        el("caption", { class: "unseen" }, `Captions of ${image.id}`),
        el("thead", { class: "unseen" }, el("tr", {},
          el("th", { scope: "col" }, "Caption"),
          el("th", { scope: "col" }, "CLIP score against control score"),
          el("th", { scope: "col" }, "CLIP score"),
          el("th", { scope: "col" }, "Control score"))),
        el("tbody", {}, winnerFirst(image).map((caption) => row(caption, caption.prompt_index === image.winner)))),
      image.captions.length < expected &&
        el("p", { class: "pending" }, `${expected - image.captions.length} of ${expected} captions to come`)));
}

function winnerFirst({ captions, winner }) {
  return [...captions].sort((a, b) => (b.prompt_index === winner) - (a.prompt_index === winner));
}

function row(caption, won) {
  return el("tr", { class: won && "won" },
    el("td", {}, won && el("span", { class: "unseen" }, "Best: "), captionText(caption)),
    el("td", { class: "gauge", "aria-hidden": "true" }, gauge(caption, range)),
    el("td", { class: "clip" }, decimal(caption.clip_score)),
    el("td", { class: "control" }, decimal(caption.control_score)));
}
