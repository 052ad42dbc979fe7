// What the page knows: the server's last snapshot with all changes since.

export function withChanges(picture, changes) {
  return {
    ...picture,
    now: changes.now,
    flow: mergeFlow(picture.flow, changes.flow),
    images: mergeImages(picture.images, changes.images, picture.images_kept),
    scores: mergeScores(picture.scores, changes.scores, picture.scores_kept),
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

/** New captions go to the end of their series, whose oldest ones make room; some may be known from the snapshot already. */
function mergeScores(known, fresh, most) {
  if (fresh.length === 0) {
    return known;
  }
  const same = (a, b) => a.model === b.model && a.prompt === b.prompt;
  const grown = fresh.map((series) => joinedSeries(known.find((before) => same(before, series)), series, most));
  return known.filter((before) => !grown.some((series) => same(before, series))).concat(grown);
}

function joinedSeries(before, fresh, most) {
  const goesOn = before !== undefined && fresh.end >= before.end;
  const known = goesOn ? Math.max(0, before.end - (fresh.end - fresh.tokens.length)) : 0;
  const join = (name) => [...(goesOn ? before[name] : []), ...fresh[name].slice(known)].slice(-most);
  return { ...fresh, tokens: join("tokens"), clip: join("clip"), control: join("control"), seconds: join("seconds") };
}

/** The latest captions as {tokens, clip, control}, in the window shown; of all prompts where prompt is null. */
export function pointsOf(picture, model, prompt) {
  const within = withinWindow(picture, model);
  return picture.scores
    .filter((series) => series.model === model && (prompt === null || series.prompt === prompt))
    .flatMap(({ tokens, clip, control, seconds }) => tokens.map((length, i) => ({ tokens: length, clip: clip[i], control: control[i], second: seconds[i] })))
    .filter(({ second }) => within(second))
    .map(({ tokens, clip, control }) => ({ tokens, clip, control }));
}

/** Prompts with captions in the window shown, in the order of the statistics. */
export function promptsWithPoints(picture, model) {
  const order = statisticsOf(picture, model).map(({ prompt }) => prompt);
  const place = (prompt) => (order.includes(prompt) ? order.indexOf(prompt) : order.length);
  return picture.scores
    .filter((series) => series.model === model && pointsOf(picture, model, series.prompt).length > 0)
    .map(({ prompt }) => prompt)
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

function withinWindow(picture, model) {
  if (picture.window === "all") {
    return () => true;
  }
  const covered = coveredBy(picture, model);
  return (second) => covered !== null && second * 1000 >= covered.start && second * 1000 < covered.end;
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
