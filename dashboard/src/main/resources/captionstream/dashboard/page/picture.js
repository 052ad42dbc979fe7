// What the page knows: the server's last snapshot with all changes since.

export function withChanges(picture, changes) {
  return {
    ...picture,
    now: changes.now,
    flow: mergeFlow(picture.flow, changes.flow),
    images: mergeImages(picture.images, changes.images, picture.images_kept),
    totals: changes.totals,
    rankings: changes.rankings ?? picture.rankings,
    statistics: changes.statistics ?? picture.statistics,
    compatibility: changes.compatibility ?? picture.compatibility,
    extremes: changes.extremes ?? picture.extremes,
    dead_letters: changes.dead_letters ?? picture.dead_letters,
  };
}

/** Buckets follow each other without gaps, so the newest ones push the oldest ones out. */
function mergeFlow(known, latest) {
  const first = latest[0].time;
  return known
    .filter((bucket) => bucket.time < first)
    .concat(latest)
    .slice(-known.length);
}

function mergeImages(known, changed, most) {
  if (changed.length === 0) {
    return known;
  }
  const fresh = new Set(changed.map((image) => image.thumbnail));
  return changed
    .concat(known.filter((image) => !fresh.has(image.thumbnail)))
    .sort((a, b) => b.order - a.order)
    .slice(0, most);
}

/** Fingerprints of all models with results, the one in use first, then those that captioned last. */
export function models(picture) {
  const byTime = picture.totals.map((total) => total.model);
  const inUse = byTime.includes(picture.now.model) ? [picture.now.model] : [];
  return [...new Set([...inUse, ...byTime])];
}

export function totalsOf(picture, model) {
  return picture.totals.find((total) => total.model === model) ?? null;
}

/** Start and end of the window that a model's results cover; null where it has none, or over all time. */
export function coveredBy(picture, model) {
  const ranking = picture.rankings.find((candidate) => candidate.model === model);
  return ranking?.window ? { start: ranking.window_start, end: ranking.window_end } : null;
}

export function rankingOf(picture, model, weighting) {
  return picture.rankings.find((ranking) => ranking.model === model && ranking.weighting === weighting);
}

export function statisticsOf(picture, model) {
  return picture.statistics
    .filter((prompt) => prompt.model === model)
    .sort((a, b) => a.prompt_index - b.prompt_index);
}

/** Rows of the matrix in the order of their prompts; an unknown prompt comes last. */
export function compatibilityOf(picture, model) {
  const order = new Map(statisticsOf(picture, model).map((prompt, i) => [prompt.prompt, i]));
  const place = (row) => order.get(row.row_prompt) ?? order.size;
  return picture.compatibility.filter((row) => row.model === model).sort((a, b) => place(a) - place(b));
}

/** @param end "best" or "worst" */
export function extremesOf(picture, model, end) {
  return picture.extremes.find((extremes) => extremes.model === model && extremes.end === end)?.entries ?? [];
}
