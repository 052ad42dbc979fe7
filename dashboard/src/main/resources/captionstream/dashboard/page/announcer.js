// Tells a screen reader, now and then, what a glance tells everybody else.

import { byId } from "./dom.js";
import { count } from "./format.js";

const QUIET_MILLIS = 30_000;

let spokenAt = 0;
let spokenOrder = null;

export function announce(picture) {
  const newest = picture.images[0];
  if (!newest || newest.winner === null || newest.order === spokenOrder || Date.now() - spokenAt < QUIET_MILLIS) {
    return;
  }
  spokenAt = Date.now();
  spokenOrder = newest.order;
  const best = newest.captions.find((caption) => caption.prompt_index === newest.winner);
  byId("announcer").textContent =
    `${count(picture.now.history.images)} images captioned in the last hour. Latest: ${best.caption}`;
}
