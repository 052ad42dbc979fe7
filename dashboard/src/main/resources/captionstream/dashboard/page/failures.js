// Dead letters by reason, the most frequent first.

import { byId, el, replace } from "./dom.js";
import { ago, count, words } from "./format.js";

export function showFailures({ by_reason: reasons }, now) {
  if (reasons.length === 0) {
    replace(byId("failures"), el("p", { class: "empty" }, "Nothing has gone wrong."));
    return;
  }
  replace(byId("failures"),
    el("table", { class: "reasons" },
      el("thead", { class: "unseen" }, el("tr", {},
        ["Count", "Reason and latest message", "Latest"].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, reasons.map((reason) => row(reason, now)))));
}

function row({ reason, stage, count: times, latest }, now) {
  return el("tr", {},
    el("td", { class: "count" }, count(times)),
    el("td", {},
      el("p", { class: "reason" }, el("bdi", {}, words(reason)), el("span", { class: "stage" }, stage)),
      el("p", { class: "message" }, latest.message),
      el("p", { class: "origin" }, latest.image_id ?? `${latest.topic} ${latest.partition}:${latest.offset}`)),
    el("td", { class: "when" }, ago(latest.time, now.time)));
}
