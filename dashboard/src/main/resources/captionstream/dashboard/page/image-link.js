// An image's name as a link to its details, and its small picture.

import { el } from "./dom.js";

const PREFIX = "#image=";

export function imageLink(id, attributes = {}) {
  return el("a", { ...attributes, href: PREFIX + encodeURIComponent(id) }, id);
}

/** The id that the address names; null where it names none. */
export function imageInAddress() {
  if (!location.hash.startsWith(PREFIX)) {
    return null;
  }
  try {
    return decodeURIComponent(location.hash.slice(PREFIX.length));
  } catch {
    return null;
  }
}

export function openImage(id) {
  location.hash = PREFIX + encodeURIComponent(id);
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
