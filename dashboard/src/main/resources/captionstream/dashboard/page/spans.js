// The buckets of the last hour joined into longer spans, and what each span says of the pipeline.

/** Before a caption's own stages, in the order of its way; the rest are the fields of the records. */
export const WAITS = ["intake", "waiting"];
export const STAGES = ["fetch", "decode", "encode", "generate", "score"];

/** Spans of so many buckets, counted from the end so that the newest one is always whole. */
export function spansOf(buckets, perSpan) {
  const spans = [];
  for (let end = buckets.length; end > 0; end -= perSpan) {
    spans.unshift(buckets.slice(Math.max(0, end - perSpan), end));
  }
  return spans;
}

export function total(span, measure) {
  return span.reduce((sum, bucket) => sum + bucket[measure], 0);
}

/**
 * Seconds from event to caption by where they went: intake, waiting (for a worker and in its batch), and the stages of
 * the records. They add up to the lag. Null without captions.
 */
export function lagOf(span) {
  const captioned = span.filter((bucket) => bucket.captions > 0);
  if (captioned.length === 0) {
    return null;
  }
  const stages = STAGES.map((stage) => [stage, mean(captioned, (bucket) => bucket.stages[stage], "captions")]);
  const worked = stages.reduce((sum, [, seconds]) => sum + seconds, 0);
  const waited = Math.max(0, mean(captioned, (bucket) => bucket.lag_seconds, "captions") - worked);
  const requested = span.filter((bucket) => bucket.requests > 0);
  const intake = requested.length === 0 ? 0 : Math.min(waited, mean(requested, (bucket) => bucket.intake_seconds, "requests"));
  return { intake, waiting: waited - intake, ...Object.fromEntries(stages) };
}

/** Null without batches. */
export function imagesInABatch(span) {
  const batches = total(span, "batches");
  return batches === 0 ? null : total(span, "images") / batches;
}

/** The mean of the counts; null where there are none. */
export function workersOf(span) {
  const counted = span.filter((bucket) => Number.isFinite(bucket.workers));
  return counted.length === 0 ? null : counted.reduce((sum, bucket) => sum + bucket.workers, 0) / counted.length;
}

/** Dead letters by reason as [reason, count], the most frequent first. */
export function reasonsOf(span) {
  const counts = new Map();
  for (const [reason, count] of span.flatMap((bucket) => Object.entries(bucket.reasons ?? {}))) {
    counts.set(reason, (counts.get(reason) ?? 0) + count);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function mean(buckets, value, weight) {
  return buckets.reduce((sum, bucket) => sum + bucket[weight] * value(bucket), 0) / total(buckets, weight);
}
