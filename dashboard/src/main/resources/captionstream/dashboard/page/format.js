// Numbers and times as people read them.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

export const NOTHING = "–";

export function count(value) {
  return Math.abs(value) < 100_000 ? whole.format(value) : compact.format(value);
}

export function decimal(value, digits = 1) {
  return value === null || value === undefined ? NOTHING : value.toFixed(digits);
}

export function rate(perSecond) {
  if (perSecond === 0) {
    return "0";
  }
  return perSecond < 10 ? perSecond.toFixed(perSecond < 1 ? 2 : 1) : count(perSecond);
}

/** A length of time as {value, unit}. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return { value: NOTHING, unit: "" };
  }
  if (seconds < 100) {
    return { value: seconds < 10 ? seconds.toFixed(1) : whole.format(seconds), unit: "s" };
  }
  return seconds < 6000
    ? { value: whole.format(seconds / 60), unit: "min" }
    : { value: decimal(seconds / 3600), unit: "h" };
}

export function ago(time, now) {
  const seconds = Math.max(0, (now - time) / 1000);
  if (seconds < 5) {
    return "just now";
  }
  if (seconds < 86_400) {
    const { value, unit } = duration(Math.floor(seconds));
    return `${seconds < 10 ? Math.floor(seconds) : value} ${unit} ago`;
  }
  return `${Math.floor(seconds / 86_400)} d ago`;
}

export function timeOfDay(time) {
  return clock.format(new Date(time));
}

export function dateAndTime(time) {
  return moment.format(new Date(time));
}

/** +0.42 or −0.42: with a sign that is as wide as the plus. */
export function signed(value, digits = 2) {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
}

/** "sha256:0123…" in as many characters as tell models apart. */
export function fingerprint(model) {
  return model.replace(/^sha256:/, "").slice(0, 10);
}

/** image_not_found as people write it. */
export function words(code) {
  const text = code.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
