// A caption's CLIP score against its control score, on an axis that follows the scores shown.

import { svg } from "./dom.js";
import { linear } from "./scale.js";

const WIDTH = 96;
const MARGIN = 5;
const ROUND = 10;

/** From the tens below the lowest CLIP or control score to the tens above the highest. */
export function gaugeRange(images) {
  const scores = images
    .flatMap((image) => image.captions)
    .flatMap(({ clip_score: clip, control_score: control }) => (control === null ? [clip] : [clip, control]));
  if (scores.length === 0) {
    return [0, ROUND];
  }
  const low = Math.floor(Math.min(...scores) / ROUND) * ROUND;
  return [low, Math.max(low + ROUND, Math.ceil(Math.max(...scores) / ROUND) * ROUND)];
}

/** The distance between both dots is what the caption owes to having seen its image. */
export function gauge({ clip_score: clip, control_score: control }, range) {
  const x = linear(range, [MARGIN, WIDTH - MARGIN]);
  const at = (score) => x(Math.min(range[1], Math.max(range[0], score))).toFixed(1);
  return svg("svg", { width: WIDTH, height: 12, viewBox: `0 0 ${WIDTH} 12` },
    svg("line", { class: "track", x1: 0, x2: WIDTH, y1: 6, y2: 6 }),
    control !== null && svg("line", { class: "span", x1: at(control), x2: at(clip), y1: 6, y2: 6 }),
    control !== null && svg("circle", { class: "dot-control", cx: at(control), cy: 6, r: 3.2 }),
    svg("circle", { class: "dot-clip", cx: at(clip), cy: 6, r: 4 }));
}
