// Try an image: it goes through the pipeline as everybody's do, and its captions are shown as they come.

import { captionText } from "./caption.js";
import { byId, el, replace } from "./dom.js";
import { known } from "./failures.js";
import { decimal, words } from "./format.js";
import { imageLink, thumbnail } from "./image-link.js";
import { abilities, tryImage, upload } from "./server.js";

let able = null;
let picture = null;
let followed = null;
let drawn = "";

export async function wireTry() {
  byId("open-try").addEventListener("click", () => open());
  byId("close-try").addEventListener("click", () => byId("try").close());
  byId("try-form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  byId("try-file").addEventListener("change", () => (byId("try-uri").value = ""));
  byId("try-uri").addEventListener("input", () => (byId("try-file").value = ""));
  addEventListener("dragover", (event) => able?.upload_bytes > 0 && event.preventDefault());
  addEventListener("drop", drop);
  await refresh();
  byId("open-try").hidden = !able?.try_uri;
}

export function showTry(next) {
  picture = next;
  if (followed !== null) {
    showOutcome();
  }
}

async function refresh() {
  try {
    able = await abilities();
  } catch {
    able = null;
  }
}

/** Prompts may have changed since the page was loaded. */
async function open() {
  byId("try").showModal();
  const before = JSON.stringify(able?.prompts);
  await refresh();
  byId("try-upload").hidden = !(able?.upload_bytes > 0);
  if (before !== JSON.stringify(able?.prompts) || byId("try-prompts").childElementCount === 0) {
    replace(byId("try-prompts"), (able?.prompts ?? []).map((prompt) =>
      el("label", {}, el("input", { type: "checkbox", value: prompt, checked: true }), el("bdi", {}, prompt))));
  }
}

function drop(event) {
  if (!(able?.upload_bytes > 0) || event.dataTransfer.files.length === 0) {
    return;
  }
  event.preventDefault();
  if (!byId("try").open) {
    open();
  }
  byId("try-file").files = event.dataTransfer.files;
  byId("try-uri").value = "";
}

async function submit() {
  const [file] = byId("try-file").files;
  const uri = byId("try-uri").value.trim();
  const prompts = chosenPrompts();
  const problem = problemWith(file, uri, prompts);
  if (problem) {
    say(problem);
    return;
  }
  byId("try-send").disabled = true;
  try {
    say(file ? "Uploading" : "Publishing");
    const image = file ? { upload: await upload(file) } : { uri };
    follow(await tryImage({ ...image, prompts }));
  } catch (failure) {
    say(failure.message);
  } finally {
    byId("try-send").disabled = false;
  }
}

function problemWith(file, uri, prompts) {
  if (!file && uri === "") {
    return "Choose a file or give a URI.";
  }
  if (file && file.size > able?.upload_bytes) {
    return `That file has ${file.size} bytes, and at most ${able.upload_bytes} are taken.`;
  }
  return prompts?.length === 0 ? "Choose a prompt or write one." : null;
}

/** Null means the prompts in use, which is not the same: they may change before the image's turn comes. */
function chosenPrompts() {
  const boxes = [...byId("try-prompts").querySelectorAll("input")];
  const own = byId("try-own").value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  if (own.length === 0 && boxes.length > 0 && boxes.every((box) => box.checked)) {
    return null;
  }
  return [...new Set([...boxes.filter((box) => box.checked).map((box) => box.value), ...own])];
}

function follow(id) {
  followed = id;
  drawn = "";
  replace(byId("try-outcome"));
  say("Published. Waiting for its captions");
  showOutcome();
}

function showOutcome() {
  const image = picture?.images.find(({ id }) => id === followed);
  const letter = picture && known(picture.dead_letters).find((candidate) => candidate.image_id === followed);
  const state = JSON.stringify([image?.order, image?.captions.length, letter?.time]);
  if ((!image && !letter) || state === drawn) {
    return;
  }
  drawn = state;
  if (letter) {
    say(`It failed: ${words(letter.reason)}. ${letter.message}`);
  } else {
    say(image.winner === null ? `${image.captions.length} of ${image.prompt_count} captions so far` : "All its captions are here");
    replace(byId("try-outcome"), outcome(image));
  }
}

function outcome(image) {
  return el("div", { class: "about" }, thumbnail(image.thumbnail),
    el("div", {},
      el("table", {},
        el("thead", { class: "unseen" }, el("tr", {}, ["Caption", "CLIP score"].map((name) => el("th", { scope: "col" }, name)))),
        el("tbody", {}, image.captions.map((caption) => el("tr", { class: caption.prompt_index === image.winner && "won" },
          el("td", {}, captionText(caption)),
          el("td", { class: "clip" }, decimal(caption.clip_score)))))),
      el("p", { class: "origin" }, imageLink(image.id))));
}

function say(text) {
  byId("try-status").textContent = text;
}
