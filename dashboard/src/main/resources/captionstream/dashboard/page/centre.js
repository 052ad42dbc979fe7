// Which number the compatibility matrix is centred on: the one of its records, the mean of its captions, or another.

/** So many times further from the mean than the cells differ, a centre gives all cells nearly the same colour. */
const FAR = 2;

/** The mean CLIP score of all captions of the matrix, which has one caption at least. */
export function meanScore(rows) {
  const cells = rows.flatMap((row) => row.cells);
  const captions = cells.reduce((sum, cell) => sum + cell.count, 0);
  return cells.reduce((sum, cell) => sum + cell.count * cell.mean, 0) / captions;
}

/** "recorded", or "mean" where the records' centre is far from cells that differ. */
export function usualCentre(rows) {
  const means = rows.flatMap((row) => row.cells.map((cell) => cell.mean));
  const spread = Math.max(...means) - Math.min(...means);
  return spread > 0 && Math.abs(meanScore(rows) - rows[0].centre) > FAR * spread ? "mean" : "recorded";
}

/** @param chosen "recorded", "mean" or a number; null leaves it to the data */
export function centreOf(rows, chosen) {
  const wanted = chosen ?? usualCentre(rows);
  if (wanted === "mean") {
    return meanScore(rows);
  }
  return wanted === "recorded" ? rows[0].centre : Number(wanted);
}
