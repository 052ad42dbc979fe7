// The row of big numbers.

import { byId, el, replace } from "./dom.js";
import { ago, count, duration, NOTHING, rate, words } from "./format.js";
import { totalsOf } from "./picture.js";

export function showNumbers(picture, model) {
  const { now } = picture;
  const lag = duration(now.lag_seconds);
  replace(
    byId("numbers"),
    number("Images", count(imagesSoFar(picture, model)), "", waiting(now)),
    number("Captions", count(captionsSoFar(picture, model)), "", `${count(now.history.captions)} in the last hour`),
    number("Captions per second", rate(now.rates.captions_per_second), "", "over half a minute"),
    number("Tokens per second", rate(now.rates.tokens_per_second), "", "over half a minute"),
    number("Event to caption", lag.value, lag.unit, oldest(now)),
    number("Workers", now.workers === null ? NOTHING : count(now.workers), "", now.workers === null ? "cannot be counted" : "alive"),
    number("Dead letters", count(picture.dead_letters.total), "", lastFailure(picture),
      picture.dead_letters.total > 0 && "bad"),
  );
}

function imagesSoFar(picture, model) {
  return totalsOf(picture, model)?.images ?? picture.now.history.images;
}

function captionsSoFar(picture, model) {
  return totalsOf(picture, model)?.captions ?? picture.now.history.captions;
}

function waiting(now) {
  return now.in_flight > 0 ? `${count(now.in_flight)} waiting` : "none waiting";
}

function oldest(now) {
  if (now.oldest_in_flight_seconds === null) {
    return now.lag_seconds === null ? "nothing under way" : "mean of half a minute";
  }
  const { value, unit } = duration(now.oldest_in_flight_seconds);
  return `oldest waits ${value} ${unit}`;
}

function lastFailure({ dead_letters: { latest }, now }) {
  return latest.length === 0 ? "nothing has failed" : [el("bdi", {}, words(latest[0].reason)), `, ${ago(latest[0].time, now.time)}`];
}

function number(label, value, unit, note, mood) {
  return el("div", { class: mood ? `number ${mood}` : "number" },
    el("dt", {}, label),
    el("dd", {}, el("span", { class: "value" }, value), unit && el("span", { class: "unit" }, unit)),
    el("dd", { class: "note" }, note));
}
