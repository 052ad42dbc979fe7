// A row of radio buttons for one of the choices.

import { choice, choose } from "./choices.js";
import { el } from "./dom.js";

/** @param options each has a name, a label and, if wanted, a title */
export function radios(kind, options, changed) {
  const inputs = options.map(({ name }) => el("input", { type: "radio", name: kind, value: name }));
  const check = () => inputs.forEach((input) => { input.checked = input.value === choice(kind); });
  inputs.forEach((input) => input.addEventListener("change", () => {
    choose(kind, input.value);
    changed();
  }));
  addEventListener("hashchange", check);
  check();
  return options.map(({ label, title }, i) => el("label", { title }, inputs[i], el("span", {}, label)));
}
