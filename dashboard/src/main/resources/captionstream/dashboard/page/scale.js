// Maps values to pixels, and finds round numbers for axes.

export function linear([from, to], [low, high]) {
  const span = to - from || 1;
  return (value) => low + ((value - from) / span) * (high - low);
}

/** Round numbers within a range, about as many as asked for. */
export function ticks(from, to, about) {
  const step = roundStep((to - from) / Math.max(1, about));
  const found = [];
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + step * 1e-9; k++) {
    found.push(Number((k * step).toPrecision(12)));
  }
  return found;
}

export function digitsFor(step) {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

function roundStep(rough) {
  if (!(rough > 0)) {
    return 1;
  }
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * magnitude >= rough * 0.999);
  return factor * magnitude;
}
