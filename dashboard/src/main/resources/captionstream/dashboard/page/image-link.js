// An image's name as a link to its details, and its small picture.

import { format } from "./address.js";
import { addressOf } from "./choices.js";
import { el } from "./dom.js";

export function imageLink(id, attributes = {}) {
  return el("a", { ...attributes, href: format({ image: id }) }, id);
}

export function openImage(id) {
  location.hash = addressOf(id);
}

/** @param path null leaves the frame empty */
export function thumbnail(path) {
  const frame = el("div", { class: "picture" });
  if (path) {
    const picture = el("img", { src: path, alt: "", loading: "lazy", decoding: "async" });
    picture.addEventListener("error", () => frame.replaceChildren());
    frame.append(picture);
  }
  return frame;
}
