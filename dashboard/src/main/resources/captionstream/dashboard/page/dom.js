// Builds elements. Whatever comes as a string ends as text: no markup is ever parsed on this page.

const SVG = "http://www.w3.org/2000/svg";

/** el("p", {class: "note"}, "text", otherElement): attributes that are null or false are left out, as are such children. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

export function replace(container, ...children) {
  container.replaceChildren(...children.flat().filter(present));
}

export function byId(id) {
  return document.getElementById(id);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (present(value)) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter(present));
  return element;
}

function present(value) {
  return value !== null && value !== undefined && value !== false;
}
