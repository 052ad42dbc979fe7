// One large chart of all prompts, a small one of each on the same axes, and their numbers as a table.

import { chart } from "./chart.js";
import { byId, el, replace } from "./dom.js";

/**
 * @param id of the container
 * @param kind empty: what is said without data; name: of the table; large and small: {height, …} in pixels;
 *     label(part) describes a part's drawing in words; draw(part, data, size, width) gives its marks;
 *     table(data) gives {head, rows}, a row being its name and its cells
 * @returns takes data, {all, each: [{prompt, …}]}, or null without any, and draws what has changed
 */
export function multiples(id, kind) {
  let data = null;
  let drawn = null;
  let panel = null;
  const figure = (element, size, part) => chart(element, size.height, () => kind.label(part()), (width) => kind.draw(part(), data, size, width));

  function newPanel(prompts) {
    const large = el("figure");
    const small = prompts.length > 1 ? prompts.map((prompt) => el("figure", {}, el("figcaption", {}, prompt))) : [];
    const table = el("details", {}, el("summary", {}, "As a table"));
    replace(byId(id), large,
      small.length > 0 && el("details", { class: "each", open: true }, el("summary", {}, "By prompt"), el("div", { class: "small" }, small)),
      table);
    return {
      prompts: String(prompts),
      table,
      redraw: [figure(large, kind.large, () => data.all), ...small.map((element, i) => figure(element, kind.small, () => data.each[i]))],
    };
  }

  return (next) => {
    const wanted = JSON.stringify(next);
    if (drawn === wanted) {
      return;
    }
    drawn = wanted;
    data = next;
    if (data === null) {
      panel = null;
      replace(byId(id), el("p", { class: "empty" }, kind.empty));
      return;
    }
    const prompts = data.each.map(({ prompt }) => prompt);
    if (panel === null || panel.prompts !== String(prompts)) {
      panel = newPanel(prompts);
    }
    panel.redraw.forEach((redraw) => redraw());
    showTable(panel.table, kind.name, kind.table(data));
  };
}

function showTable(details, name, { head, rows }) {
  details.querySelector(".scroll")?.remove();
  details.append(el("div", { class: "scroll", role: "region", "aria-label": name, tabindex: 0 }, el("table", {},
    el("thead", {}, el("tr", {}, head.map((cell) => el("th", { scope: "col" }, cell)))),
    el("tbody", {}, rows.map(([first, ...cells]) => el("tr", {}, el("th", { scope: "row" }, first), cells.map((cell) => el("td", {}, cell))))))));
}
