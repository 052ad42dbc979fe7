// What whoever looks has chosen to see. It stands in the address, so that it can be bookmarked and survives reloads.

import { format, parse } from "./address.js";

export const WINDOWS = ["all", "1m", "5m", "1h"];
export const WEIGHTINGS = ["confidence", "saliency", "raw"];

const KINDS = {
  window: { usual: "all", accepts: (value) => WINDOWS.includes(value) },
  model: { usual: null, accepts: (value) => value !== "" },
  centre: { usual: null, accepts: (value) => ["mean", "recorded"].includes(value) || isNumber(value) },
  weighting: { usual: "confidence", accepts: (value) => WEIGHTINGS.includes(value) },
};

const chosen = acceptable(parse(location.hash));

export function choice(name) {
  return chosen[name] ?? KINDS[name].usual;
}

export function choose(name, value) {
  chosen[name] = value;
  keepInAddress(imageInAddress());
}

/** @param refresh called when another address has been opened on the page */
export function wireChoices(refresh) {
  addEventListener("hashchange", () => {
    Object.assign(chosen, acceptable(parse(location.hash)));
    if (format(unusual()) !== "") {
      keepInAddress(imageInAddress());
    }
    refresh();
  });
}

/** The id that the address names; null where it names none. */
export function imageInAddress() {
  return parse(location.hash).image ?? null;
}

/** @param image an id to open; null to open none */
export function addressOf(image) {
  return format({ ...unusual(), image });
}

export function keepInAddress(image) {
  history.replaceState(null, "", addressOf(image) || location.pathname + location.search);
}

function isNumber(text) {
  return text !== "" && Number.isFinite(Number(text));
}

function acceptable(values) {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => KINDS[name]?.accepts(value)));
}

function unusual() {
  return Object.fromEntries(Object.keys(KINDS).filter((name) => choice(name) !== KINDS[name].usual).map((name) => [name, choice(name)]));
}
