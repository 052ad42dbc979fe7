// A drawing that fills its container's width and is redrawn when the width changes.

import { svg } from "./dom.js";

/**
 * @param draw takes the width in pixels, gives the drawing's children
 * @returns what to call when the data has changed
 */
export function chart(container, height, label, draw) {
  const drawing = svg("svg", { class: "chart", height, role: "img" });
  container.append(drawing);
  const redraw = () => {
    const width = Math.floor(container.clientWidth);
    if (width > 0) {
      drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
      drawing.setAttribute("width", width);
      drawing.setAttribute("aria-label", label());
      drawing.replaceChildren(...draw(width).flat(Infinity).filter(Boolean));
    }
  };
  new ResizeObserver(redraw).observe(container);
  return redraw;
}

export function line(x1, y1, x2, y2, style) {
  return svg("line", { x1, y1, x2, y2, class: style });
}

export function text(x, y, words, style, anchor = "middle") {
  return svg("text", { x, y, class: style, "text-anchor": anchor }, words);
}
