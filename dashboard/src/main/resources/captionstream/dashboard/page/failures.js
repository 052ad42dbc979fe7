// Dead letters: counted by reason, the most frequent first, and the latest ones to browse.

import { byId, el, replace } from "./dom.js";
import { ago, count, dateAndTime, words } from "./format.js";
import { keepChosen, place, replayCell, replayHeading, wireReplay } from "./replay.js";

const ALL = "";

let reason = ALL;
let letters = [];
let drawn = null;

export function wireFailures() {
  byId("reason").addEventListener("change", (event) => {
    reason = event.target.value;
    showLetters();
  });
  wireReplay(showLetters);
}

export function showFailures(deadLetters, now) {
  showReasons(deadLetters, now);
  if (drawn !== deadLetters) {
    drawn = deadLetters;
    letters = known(deadLetters);
    showChoices(deadLetters.by_reason.map((counted) => counted.reason));
    showLetters();
  }
}

function showReasons({ by_reason: reasons }, now) {
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

/** The latest letters, and of each reason its latest, however long ago; newest first. */
export function known({ latest, by_reason: reasons }) {
  const byPlace = new Map([...latest, ...reasons.map((counted) => counted.latest)].map((letter) => [place(letter), letter]));
  return [...byPlace.values()].sort((a, b) => b.time - a.time);
}

function showChoices(reasons) {
  const choice = byId("reason");
  const wanted = [ALL, ...[...reasons].sort()];
  reason = wanted.includes(reason) ? reason : ALL;
  if (JSON.stringify([...choice.options].map((option) => option.value)) !== JSON.stringify(wanted)) {
    replace(choice, wanted.map((code) =>
      el("option", { value: code, selected: code === reason }, code === ALL ? "All reasons" : words(code))));
  }
}

function showLetters() {
  const chosen = letters.filter((letter) => reason === ALL || letter.reason === reason);
  byId("letters").closest("details").hidden = letters.length === 0;
  const focused = document.activeElement.id;
  keepChosen(letters);
  byId("letters-shown").textContent = `${count(chosen.length)} of the latest dead letters`;
  replace(byId("letters"),
    el("table", { class: "letters" },
      el("thead", {}, el("tr", {},
        ["Time", "Reason", "What happened"].map((name) => el("th", { scope: "col" }, name)),
        replayHeading(chosen, showLetters))),
      el("tbody", {}, chosen.map(letterRow))));
  if (document.activeElement.id !== focused && focused !== "") {
    byId(focused)?.focus();
  }
}

function letterRow(letter) {
  const from = `${letter.topic} ${letter.partition}:${letter.offset}`;
  return el("tr", {},
    el("td", { class: "when" }, dateAndTime(letter.time)),
    el("td", {}, el("bdi", {}, words(letter.reason)), el("span", { class: "stage" }, letter.stage)),
    el("td", {},
      el("p", {}, letter.message),
      el("p", { class: "origin" }, el("bdi", {}, letter.image_id ?? "no image id"), ` · ${from}`),
      letter.uri && el("p", { class: "origin" }, letter.uri)),
    replayCell(letter, showLetters));
}
