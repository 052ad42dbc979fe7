// Dead letters to be replayed: chosen one by one, sent together.

import { byId, el } from "./dom.js";
import { count } from "./format.js";
import { abilities, replay } from "./server.js";

const chosen = new Map();
let able = false;
let underWay = false;

/** @param redraw draws the letters again */
export async function wireReplay(redraw) {
  byId("replay").addEventListener("click", () => send(redraw));
  try {
    able = (await abilities()).replay;
  } catch {
    able = false;
  }
  redraw();
}

/** The name of the column, and a box that chooses every letter there is to choose, where that may be done here. */
export function replayHeading(letters, redraw) {
  if (!able) {
    return el("th", { scope: "col" }, "Replayed");
  }
  const open = letters.filter((letter) => !letter.replayed);
  const box = el("input", {
    type: "checkbox", id: "choose-all", disabled: open.length === 0,
    checked: open.length > 0 && open.every((letter) => chosen.has(place(letter))),
  });
  box.addEventListener("change", () => {
    open.forEach((letter) => choose(letter, box.checked));
    redraw();
  });
  return el("th", { scope: "col" }, el("label", {}, box, " Replay"));
}

export function replayCell(letter, redraw) {
  if (letter.replayed) {
    return el("td", {}, "Replayed");
  }
  if (!able) {
    return el("td");
  }
  const box = el("input", {
    type: "checkbox", id: `choose-${place(letter)}`, checked: chosen.has(place(letter)),
    "aria-label": `Replay ${letter.image_id ?? place(letter)}`,
  });
  box.addEventListener("change", () => {
    choose(letter, box.checked);
    redraw();
  });
  return el("td", {}, box);
}

/** Letters that have left the page, or were replayed, are not chosen any more. */
export function keepChosen(letters) {
  const open = new Set(letters.filter((letter) => !letter.replayed).map(place));
  [...chosen.keys()].filter((key) => !open.has(key)).forEach((key) => chosen.delete(key));
  const button = byId("replay");
  button.hidden = !able;
  button.disabled = underWay || chosen.size === 0;
  button.textContent = chosen.size === 0 ? "Replay the chosen" : `Replay ${count(chosen.size)}`;
}

async function send(redraw) {
  underWay = true;
  say("Replaying");
  redraw();
  try {
    say(told(await replay([...chosen.values()])));
    chosen.clear();
  } catch (failure) {
    say(failure.message);
  } finally {
    underWay = false;
    redraw();
  }
}

function told({ replayed, skipped }) {
  const left = Object.entries(skipped).map(([why, times]) => `, left ${count(times)}: ${why}`);
  return `Replayed ${count(replayed)}${left.join("")}`;
}

function choose(letter, wanted) {
  if (wanted) {
    chosen.set(place(letter), { partition: letter.letter_partition, offset: letter.letter_offset });
  } else {
    chosen.delete(place(letter));
  }
}

/** Names a letter by where it stands in its topic. */
export function place(letter) {
  return `${letter.letter_partition}-${letter.letter_offset}`;
}

function say(text) {
  byId("replay-status").textContent = text;
}
