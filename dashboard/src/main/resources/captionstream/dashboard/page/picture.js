// What the page knows: the server's last snapshot with all changes since.

const MOST_IMAGES = 48;


export function withChanges(picture, changes) {
  return {
    ...picture,
    now: changes.now,
    flow: mergeFlow(picture.flow, changes.flow),
    images: mergeImages(picture.images, changes.images),
    rankings: changes.rankings ?? picture.rankings,
    statistics: changes.statistics ?? picture.statistics,
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

function mergeImages(known, changed) {
  const fresh = new Set(changed.map((image) => image.thumbnail));
  return changed
    .concat(known.filter((image) => !fresh.has(image.thumbnail)))
    .sort((a, b) => b.order - a.order)
    .slice(0, Math.max(MOST_IMAGES, known.length));
}

/** Fingerprints of all models with results, the one in use first. */
export function models(picture) {
  const byTime = [...picture.rankings].sort((a, b) => b.as_of - a.as_of).map((ranking) => ranking.model);
  const inUse = byTime.includes(picture.now.model) ? [picture.now.model] : [];
  return [...new Set([...inUse, ...byTime])];
}

export function rankingOf(picture, model, weighting) {
  return picture.rankings.find((ranking) => ranking.model === model && ranking.weighting === weighting);
}

export function statisticsOf(picture, model) {
  return picture.statistics
    .filter((prompt) => prompt.model === model)
    .sort((a, b) => a.prompt_index - b.prompt_index);
}
