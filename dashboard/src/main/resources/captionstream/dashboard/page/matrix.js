// A table of prompts against prompts: rows carry their names, columns the rows' numbers.

import { el } from "./dom.js";

/**
 * @param numbered all prompts, in the order of their numbers
 * @param cell takes a row's and a column's prompt, gives a table cell
 * @param extra more columns: {name, of(row)}
 */
export function matrix({ label, corner, rows, columns, numbered, cell, extra = [] }) {
  const number = (prompt) => String(numbered.indexOf(prompt) + 1);
  return el("div", { class: "scroll", role: "region", "aria-label": label, tabindex: 0 },
    el("table", { class: "matrix" },
      el("caption", { class: "unseen" }, label),
      el("thead", {}, el("tr", {},
        el("th", { scope: "col" }, corner),
        columns.map((prompt) => el("th", { scope: "col", class: "cell", title: prompt },
          number(prompt), el("span", { class: "unseen" }, `: ${prompt}`))),
        extra.map(({ name }) => el("th", { scope: "col", class: "cell" }, name)))),
      el("tbody", {}, rows.map((row) => el("tr", {},
        el("th", { scope: "row" }, el("span", { class: "place" }, number(row)), " ", el("bdi", {}, row)),
        columns.map((column) => cell(row, column)),
        extra.map(({ of }) => el("td", { class: "cell" }, of(row))))))));
}
