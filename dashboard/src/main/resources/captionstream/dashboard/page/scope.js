// What the results are about: a window of time and a model.

import { choice, choose, WINDOWS } from "./choices.js";
import { byId, el, replace } from "./dom.js";
import { ago, count, dateAndTime, fingerprint } from "./format.js";
import { coveredBy, models, totalsOf } from "./picture.js";
import { radios } from "./switch.js";

const LABELS = { all: "All time", "1m": "1 min", "5m": "5 min", "1h": "1 h" };

let drawn = null;

/** @param windowChanged called when results of another window are wanted, refresh when another model is */
export function wireScope(windowChanged, refresh) {
  byId("windows").append(...radios("window", WINDOWS.map((name) => ({ name, label: LABELS[name] })), windowChanged));
  byId("models").addEventListener("change", (event) => {
    choose("model", event.target.value);
    refresh();
  });
}

/** The model chosen where it has results, else the one in use, else the one that captioned last. */
export function modelShown(picture) {
  const known = models(picture);
  return known.includes(choice("model")) ? choice("model") : (known[0] ?? picture.now.model);
}

export function showScope(picture, model) {
  byId("covered").textContent = covered(picture, model);
  const known = models(picture);
  const wanted = JSON.stringify([known, model]);
  if (drawn !== wanted) {
    drawn = wanted;
    byId("models").closest("label").hidden = known.length < 2;
    replace(byId("models"), known.map((name) => el("option", { value: name, selected: name === model }, fingerprint(name))));
  }
}

function covered(picture, model) {
  if (picture.window !== choice("window")) {
    return "Loading";
  }
  if (picture.window === "all") {
    const images = totalsOf(picture, model)?.images;
    return images === undefined ? "" : `All ${count(images)} images of this model`;
  }
  const times = coveredBy(picture, model);
  return times === null
    ? "No image in such a window"
    : `Images of ${dateAndTime(times.start)} to ${dateAndTime(times.end)}${passed(times.end, picture.now.time)}`;
}

/** The latest window ends in the present, give or take; an older one is said to be old. */
function passed(end, now) {
  return now - end > 120_000 ? `, ended ${ago(end, now)}` : "";
}
