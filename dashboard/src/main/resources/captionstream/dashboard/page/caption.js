// One caption as text: the prompt quiet, each generated token underlined by how unsure the model was.

import { el } from "./dom.js";
import { decimal } from "./format.js";

// Tokens below the first entropy get no line, from the second on they get all of it.
const [SURE_NATS, UNSURE_NATS] = [0.3, 4];

export function captionText(caption) {
  const pieces = generatedPieces(caption);
  if (pieces === null) {
    return el("span", { class: "caption" }, caption.caption);
  }
  return el("span", { class: "caption" }, el("span", { class: "prompt" }, caption.prompt), pieces.flatMap(tokenText));
}

/** The tokens that make up the text after the prompt; null where they do not (bytes of one character split between tokens). */
export function generatedPieces({ prompt, caption, tokens }) {
  if (!caption.startsWith(prompt)) {
    return null;
  }
  const generated = caption.slice(prompt.length);
  for (const used of [tokens, tokens.slice(0, -1)]) {
    if (used.map((token) => token.text).join("") === generated) {
      return used;
    }
  }
  return null;
}

/** Spaces stay outside, so that each word has its own line. */
function tokenText(token) {
  const word = token.text.trimStart();
  const piece = el("span", { class: "token", title: `entropy ${decimal(token.entropy, 2)} nats` }, word);
  piece.style.setProperty("--doubt", doubt(token.entropy).toFixed(2));
  return [token.text.slice(0, token.text.length - word.length), piece];
}

/** From 0, sure, to 1, unsure. */
export function doubt(entropy) {
  return Math.min(1, Math.max(0, (entropy - SURE_NATS) / (UNSURE_NATS - SURE_NATS)));
}
