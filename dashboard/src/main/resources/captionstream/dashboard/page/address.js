// What stands after "#" in the page's address: names and values that say what is shown.

/** "#window=5m&image=a%20b" as {window: "5m", image: "a b"}; what cannot be read is left out. */
export function parse(hash) {
  const pairs = hash.replace(/^#/, "").split("&").map((pair) => pair.split("="));
  const read = pairs.filter((pair) => pair.length === 2).map(([name, value]) => [decoded(name), decoded(value)]);
  return Object.fromEntries(read.filter(([name, value]) => name !== null && value !== null));
}

/** The reverse; values that are null are left out, and nothing at all is the empty string. */
export function format(values) {
  const named = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return named.length === 0 ? "" : "#" + named.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
