// Tells whether what a panel is drawn from is still the same, so that it is drawn once only.

/** @returns takes values, and says whether any of them is another than at the last call */
export function changes() {
  let seen = null;
  return (...values) => {
    const same = seen !== null && values.every((value, i) => value === seen[i]);
    seen = values;
    return !same;
  };
}
