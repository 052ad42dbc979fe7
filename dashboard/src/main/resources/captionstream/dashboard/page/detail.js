// Everything known about one image: its prompts side by side, its captions token by token. Found by its id.

import { captionText, doubt } from "./caption.js";
import { imageInAddress, keepInAddress } from "./choices.js";
import { byId, el, replace } from "./dom.js";
import { count, dateAndTime, decimal, fingerprint } from "./format.js";
import { imageLink, openImage, thumbnail } from "./image-link.js";

let picture = null;
let drawn = null;

export function wireDetail() {
  addEventListener("hashchange", () => open(imageInAddress()));
  byId("detail").addEventListener("close", leaveAddress);
  byId("close-detail").addEventListener("click", () => byId("detail").close());
  byId("find").addEventListener("submit", (event) => {
    event.preventDefault();
    find(byId("image-id").value.trim());
  });
}

export function showDetail(next) {
  const first = picture === null;
  picture = next;
  if (first) {
    open(imageInAddress());
  } else if (byId("detail").open && drawn !== null) {
    show(drawn.id);
  }
}

/** Ids that contain what is looked for, an equal one alone. */
export function matches(images, wanted) {
  const same = images.filter(({ id }) => id === wanted);
  const part = wanted.toLowerCase();
  return same.length > 0 ? same : images.filter(({ id }) => id.toLowerCase().includes(part));
}

function find(wanted) {
  if (wanted === "" || picture === null) {
    return;
  }
  const found = matches(picture.images, wanted);
  if (found.length === 1) {
    openImage(found[0].id);
  } else if (found.length === 0) {
    present("Not here", notKept(wanted));
  } else {
    present(`${count(found.length)} images`, el("ul", { class: "found" }, found.map(({ id }) => el("li", {}, imageLink(id)))));
  }
}

function open(id) {
  if (id !== null && picture !== null) {
    drawn = null;
    show(id);
  }
}

function show(id) {
  const image = picture.images.find((candidate) => candidate.id === id);
  if (!image) {
    if (drawn === null) {
      present("Not here", notKept(id));
    }
    return;
  }
  if (drawn === null || drawn.order !== image.order || drawn.captions !== image.captions.length) {
    present(image.id, content(image));
    drawn = { id, order: image.order, captions: image.captions.length };
  }
}

function notKept(id) {
  return el("p", { class: "empty" }, "The page keeps the latest ", count(picture.images_kept),
    " images, and ", el("bdi", {}, id), " is not among them. Its captions are on the topic ", el("code", {}, "captions"), ".");
}

function present(title, ...children) {
  drawn = null;
  byId("detail-title").textContent = title;
  replace(byId("detail-content"), ...children);
  if (!byId("detail").open) {
    byId("detail").showModal();
  }
}

function leaveAddress() {
  drawn = null;
  if (imageInAddress() !== null) {
    keepInAddress(null);
  }
}

function content(image) {
  return [
    el("div", { class: "about" }, thumbnail(image.thumbnail), facts(image)),
    scores(image),
    el("h3", {}, "Token by token"),
    el("p", { class: "legend" }, "Entropy of each decoding step in nats, under its token."),
    ...image.captions.map(tokens),
  ];
}

function facts(image) {
  const known = [
    ["URI", image.uri],
    ["Published", dateAndTime(image.event_time)],
    ["Captioned", dateAndTime(image.caption_time)],
    ["Model", fingerprint(image.model)],
    ["Captions", `${image.captions.length} of ${image.prompt_count}`],
  ];
  return el("dl", { class: "facts" }, known.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]).flat());
}

const COLUMNS = [
  ["CLIP", (caption) => decimal(caption.clip_score, 2)],
  ["Control", (caption) => decimal(caption.control_score, 2)],
  ["Grounding", (caption) => decimal(caption.grounding, 2)],
  ["Confidence", (caption) => decimal(caption.confidence, 3)],
  ["By confidence", (caption) => decimal(caption.entropy_weighted_score, 2)],
  ["By saliency", (caption) => decimal(caption.saliency_weighted_score, 2)],
  ["Tokens", (caption) => String(caption.token_count)],
  ["Ends by", (caption) => caption.finish_reason.replaceAll("_", " ")],
];

function scores({ captions, winner }) {
  return el("div", { class: "scroll", role: "region", "aria-label": "Captions by prompt", tabindex: 0 },
    el("table", { class: "side-by-side" },
      el("caption", { class: "unseen" }, "Captions by prompt, with their scores"),
      el("thead", {}, el("tr", {}, ["Caption", ...COLUMNS.map(([name]) => name)].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, captions.map((caption) => el("tr", { class: caption.prompt_index === winner && "won" },
        el("th", { scope: "row" }, caption.prompt_index === winner && el("span", { class: "unseen" }, "Best: "), captionText(caption)),
        COLUMNS.map(([, value]) => el("td", {}, value(caption))))))));
}

function tokens(caption) {
  return el("div", {},
    el("p", { class: "prompt" }, caption.prompt),
    el("ol", { class: "tokens" }, caption.tokens.map(tokenWithEntropy)));
}

function tokenWithEntropy({ text, entropy }) {
  const word = el("span", { class: "token" }, text.trim() || "␣");
  word.style.setProperty("--doubt", doubt(entropy).toFixed(2));
  return el("li", {}, word, el("small", {}, decimal(entropy, 2)));
}
