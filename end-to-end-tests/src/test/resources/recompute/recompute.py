"""Computes a run's statistics again, from its captions, and compares: every record of the four result topics, and the
files of reports.

    /usr/bin/python3 recompute.py topics.jsonl [REPORT_DIR]...

topics.jsonl has a line for each record in the order of its partition: topic, partition, key, value; of the topic
captions and of those of the statistics. Debian's python3-pandas suffices. Nothing here shares code with the product.
pandas chooses what counts, groups and pairs; sums are exact fractions, rounded once to a double, so values must be equal
to the last digit. Two things are stated to be inexact and are held to what is stated: quantiles (0.025, half a bin) and
the quantile of Student's t in confidence intervals (1e-8).
"""
import csv
import decimal
import functools
import json
import math
import pathlib
import sys
from fractions import Fraction

import pandas as pd

MICRO = 10**6
RESULTS = ["prompt-statistics", "prompt-rankings", "prompt-compatibility", "caption-extremes"]
QUANTITIES = ["clip_score", "control_score", "token_count", "confidence", "entropy_weighted_score",
              "saliency_weighted_score", "efficiency"]
WEIGHTINGS = {"confidence": "entropy_weighted_score", "saliency": "saliency_weighted_score", "raw": "clip_score"}
PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95]
HALF_A_BIN, STUDENT_T_ERROR = 0.025, 1e-8
# Captions of one millisecond are told apart by what they say.
AGE = ["caption_time", "prompt_set", "prompt_count", "source_prompt", "prompt", "prompt_index", "token_count",
       "clip_score", "control_score", "confidence", "entropy_weighted_score", "saliency_weighted_score", "uri", "caption"]
WINDOWS = {"1m": (60_000, 10_000), "5m": (300_000, 60_000), "1h": (3_600_000, 600_000)}  # length, hop
SHORTEST_HOP, GRACE, LENGTHS_KEPT = 10_000, 60_000, 12
CENTRE = 18.0


class Comparison:
    def __init__(self):
        self.values, self.faults = 0, []

    def same(self, where, ours, theirs):
        """Equal in every digit, through lists and objects."""
        if isinstance(ours, dict) and isinstance(theirs, dict):
            self.same(where + " fields", sorted(ours), sorted(theirs))
            for name in ours.keys() & theirs.keys():
                self.same(f"{where}.{name}", ours[name], theirs[name])
        elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
            for i, (one, other) in enumerate(zip(ours, theirs)):
                self.same(f"{where}[{i}]", one, other)
        elif isinstance(ours, Within):
            self.check(where, ours, theirs, theirs is not None and abs(ours.value - theirs) <= ours.error)
        else:
            self.check(where, ours, theirs, ours == theirs)

    def check(self, where, ours, theirs, holds):
        self.values += 1
        if not holds:
            self.faults.append(f"{where}: {ours} here, {theirs} there")


class Within:
    def __init__(self, value, error):
        self.value, self.error = value, error

    def __repr__(self):
        return f"{self.value} ± {self.error}"


# --- what counts -----------------------------------------------------------------------------------------------------


def read(path):
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    captions = pd.DataFrame([row["value"] | {"partition": row["partition"]}
                             for row in rows if row["topic"] == "captions"])
    latest = {}
    for row in rows:
        if row["topic"] in RESULTS:
            latest[row["topic"], row["key"]] = row["value"]
    return with_units(captions), {key: value for key, value in latest.items() if value is not None}


def with_units(captions):
    """Scores as the whole numbers of millionths that they are, efficiency in thousand-millionths."""
    for name in QUANTITIES[:-1]:
        unit = 1 if name == "token_count" else MICRO
        captions[name] = [None if pd.isna(score) else round(score * unit) for score in captions[name]]
        captions[name] = captions[name].astype("Int64")
    captions["efficiency"] = [math.floor(Fraction(clip * 1000, tokens) + Fraction(1, 2))
                              for clip, tokens in zip(captions.clip_score, captions.token_count)]
    for name in ("caption_time", "event_time"):
        captions[name] = pd.to_datetime(captions[name], utc=True).astype("int64") // MICRO
    captions["time"] = captions[["event_time", "caption_time"]].min(axis=1).clip(lower=0)
    captions["age"] = captions.sort_values(AGE, na_position="first").assign(age=range(len(captions))).age
    return captions


def newest(captions, keys):
    """Of the captions alike in keys the newest."""
    return captions.sort_values("age").drop_duplicates(keys, keep="last")


def in_time(captions):
    """Adds for each length of windows whether a caption came before its last window closed in its partition."""
    captions = captions.copy()
    passed = captions.time // SHORTEST_HOP * SHORTEST_HOP
    stream_time = passed.groupby(captions.partition).cummax()
    for name, (length, hop) in WINDOWS.items():
        captions[name] = stream_time - captions.time // hop * hop - length < GRACE
    return captions


def windows(captions):
    """Window name, start and end, and the captions that count in it, an image apart in every pane."""
    yield "all", None, None, with_places(newest(captions, ["image_id", "prompt"]).assign(pane=0))
    timely = in_time(captions)
    for name, (length, hop) in WINDOWS.items():
        some = timely[timely[name]]
        some = with_places(newest(some.assign(pane=some.time // hop * hop), ["image_id", "prompt", "pane"]))
        last = int(some.pane.max())
        earliest = max(last - LENGTHS_KEPT * length, 0)
        first_windows = range(int(some.pane.min()) - length + hop, last - length + hop + 1, hop)
        for start in first_windows:
            inside = some[(some.pane >= start) & (some.pane < start + length)]
            if start >= earliest and len(inside) > 0:
                yield name, start, start + length, inside


def with_places(captions):
    """
    Adds the prompt that won the caption's image (in its pane), and the prompt that the image belongs to. An image is won
    once every position of the set of its newest caption has its caption; it belongs to its source prompt, or else to the
    winner.
    """
    image = ["image_id", "pane"]
    last = newest(captions, image)[[*image, "prompt_set", "prompt_count", "source_prompt"]]
    asked = captions.merge(last, on=image, suffixes=("", "_last"))
    asked = asked[(asked.prompt_set == asked.prompt_set_last) & (asked.prompt_index < asked.prompt_count_last)]
    asked = newest(asked, [*image, "prompt_index"])
    complete = asked[asked.groupby(image).prompt.transform("count") == asked.prompt_count_last]
    won = complete.sort_values(["clip_score", "prompt_index"], ascending=[False, True]).drop_duplicates(image)
    places = last[[*image, "source_prompt"]].merge(won[[*image, "prompt"]], on=image, how="left")
    places = places.rename(columns={"prompt": "winner", "source_prompt": "row"})
    places["row"] = places.row.where(places.row.notna(), places.winner)
    return captions.merge(places, on=image)


# --- what is computed of it ------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=None)
def student_t975(degrees):
    """By bisection of the distribution's finite series for whole degrees (Abramowitz and Stegun 26.7.3, 26.7.4)."""
    low, high = 1.9, 13.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if student_t_within(middle, degrees) < 0.95 else (low, middle)
    return (low + high) / 2


def student_t_within(t, degrees):
    """The probability that |T| < t."""
    theta = math.atan(t / math.sqrt(degrees))
    cos, sin = math.cos(theta), math.sin(theta)
    term = total = cos if degrees % 2 else 1.0
    for k in range(3 if degrees % 2 else 2, degrees - 1, 2):
        term *= cos * cos * (k - 1) / k
        total += term
    if degrees == 1:
        return 2 * theta / math.pi
    return (2 / math.pi) * (theta + sin * total) if degrees % 2 else sin * total


def moments(units, per_one):
    units = [int(value) for value in units if not pd.isna(value)]
    n = len(units)
    record = dict.fromkeys(["mean", "std_dev", "min", "max", "ci95_low", "ci95_high"]) | {"count": n}
    if n > 0:
        record |= {"mean": float(Fraction(sum(units), n * per_one)), "min": min(units) / per_one,
                   "max": max(units) / per_one}
    if n > 1:
        variance = Fraction(n * sum(value * value for value in units) - sum(units) ** 2, n * (n - 1) * per_one**2)
        record["std_dev"] = math.sqrt(float(variance))
        error = record["std_dev"] / math.sqrt(n)
        for name, sign in (("ci95_low", -1), ("ci95_high", 1)):
            record[name] = Within(record["mean"] + sign * student_t975(n - 1) * error, STUDENT_T_ERROR * error + 1e-12)
    return record


def of(captions, quantity):
    return moments(captions[quantity], {"token_count": 1, "efficiency": 1000 * MICRO}.get(quantity, MICRO))


def pearson(captions):
    n = len(captions)
    x, y = [int(v) for v in captions.token_count], [int(v) for v in captions.clip_score]
    scatters = [n * sum(v * v for v in values) - sum(values) ** 2 for values in (x, y)]
    if 0 in scatters:
        return None
    together = n * sum(a * b for a, b in zip(x, y)) - sum(x) * sum(y)
    with decimal.localcontext(decimal.Context(prec=60)):
        return float(decimal.Decimal(together) / (decimal.Decimal(scatters[0]) * scatters[1]).sqrt())


def histogram(scores):
    bins = [score * 2 // MICRO for score in scores]
    counts = [0] * (max(bins) - min(bins) + 1)
    for number in bins:
        counts[number - min(bins)] += 1
    return {"lower": min(bins) / 2, "bin_width": 0.5, "counts": counts}


def quantile(scores, probability):
    rank = math.ceil(Fraction(str(probability)) * len(scores))
    return {"probability": probability, "value": Within(sorted(scores)[rank - 1] / MICRO, HALF_A_BIN + 1e-12)}


def time(millis):
    text = pd.Timestamp(millis, unit="ms", tz="UTC").strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{millis % 1000:03d}Z" if millis % 1000 else f"{text}Z"


class Statistics:
    """Of the captions that count in one window under one model."""

    def __init__(self, captions):
        self.captions = captions
        self.images = captions.drop_duplicates(["image_id", "pane"])
        self.as_of = time(int(captions.caption_time.max()))
        self.by_prompt = dict(list(captions.groupby("prompt")))
        self.prompts = sorted(self.by_prompt, key=lambda prompt: (self.index(prompt), prompt))
        self.wins = self.images.winner.value_counts()

    def index(self, prompt):
        return int(self.by_prompt[prompt].prompt_index.min())

    def of_prompt(self, prompt):
        own = self.by_prompt[prompt]
        scores = [int(score) for score in own.clip_score]
        latest = own.sort_values(["caption_time", "prompt_set"]).iloc[-1]
        return {quantity: of(own, quantity) for quantity in QUANTITIES} | {
            "prompt": prompt, "prompt_index": self.index(prompt), "prompt_set": latest.prompt_set,
            "wins": int(self.wins.get(prompt, 0)), "token_clip_correlation": pearson(own),
            "histogram": histogram(scores), "quantiles": [quantile(scores, p) for p in PROBABILITIES],
            "against": self.against(prompt), "as_of": time(int(latest.caption_time))}

    def against(self, prompt):
        pairs = []
        own = self.by_prompt[prompt].set_index(["image_id", "pane"]).clip_score
        for other in self.prompts:
            difference = (own - self.by_prompt[other].set_index(["image_id", "pane"]).clip_score).dropna()
            if other != prompt and len(difference) > 0:
                pairs.append({"prompt": other, "difference": moments(difference, MICRO)})
        return pairs

    def ranking(self, weighting):
        scores = {prompt: of(self.by_prompt[prompt], WEIGHTINGS[weighting]) for prompt in self.prompts}
        exact = {prompt: Fraction(int(self.by_prompt[prompt][WEIGHTINGS[weighting]].sum()),
                                  len(self.by_prompt[prompt])) for prompt in self.prompts}
        means = [scores[prompt]["mean"] for prompt in self.prompts]
        entries = []
        for prompt in sorted(self.prompts, key=lambda p: -exact[p]):
            spread = max(means) - min(means)
            entries.append({
                "rank": len(entries) + 1, "prompt": prompt, "score": scores[prompt],
                "normalized": (scores[prompt]["mean"] - min(means)) / spread if spread else 1.0,
                "mean_clip_score": of(self.by_prompt[prompt], "clip_score")["mean"],
                "mean_control_score": of(self.by_prompt[prompt], "control_score")["mean"],
                "wins": int(self.wins.get(prompt, 0))})
        return {"weighting": weighting, "entries": entries, "images": len(self.images),
                "complete_images": int(self.images.winner.notna().sum()), "as_of": self.as_of}

    def matrix(self):
        groups = dict(list(self.captions.dropna(subset=["row"]).groupby(["row", "prompt"])))
        matrix = {}
        for row in sorted({row for row, _ in groups}):
            cells = []
            for prompt in self.prompts:
                if (row, prompt) in groups:
                    score = of(groups[row, prompt], "clip_score")
                    cells.append({"prompt": prompt, "count": score["count"], "mean": score["mean"],
                                  "centred": score["mean"] - CENTRE})
            matrix[row] = {"row_prompt": row, "centre": CENTRE, "cells": cells, "as_of": self.as_of}
        return matrix

    def extremes(self, end):
        order = ["clip_score", "image_id", "prompt", "uri", "caption"]
        ends = self.captions.sort_values(order, ascending=[end == "worst", True, True, True, True]).head(50)
        sums = ends.clip_score.astype("int64").cumsum()
        entries = [{"rank": rank, "image_id": row.image_id, "uri": row.uri, "prompt": row.prompt, "caption": row.caption,
                    "clip_score": row.clip_score / MICRO, "cumulative_mean": float(Fraction(int(total), rank * MICRO))}
                   for rank, (row, total) in enumerate(zip(ends.itertuples(), sums), start=1)]
        return {"end": end, "entries": entries, "as_of": self.as_of}

    def records(self):
        for prompt in self.prompts:
            yield "prompt-statistics", prompt, self.of_prompt(prompt)
        for weighting in WEIGHTINGS:
            yield "prompt-rankings", weighting, self.ranking(weighting)
        for row, record in self.matrix().items():
            yield "prompt-compatibility", row, record
        for end in ("best", "worst"):
            yield "caption-extremes", end, self.extremes(end)


def compare_topics(captions, records, comparison):
    expected = {}
    for model, own in captions.groupby("model"):
        for length, start, end, counted in windows(own):
            name = length if start is None else f"{length}@{time(start)}"
            window = {"model": model, "window": None if start is None else length,
                      "window_start": None if start is None else time(start),
                      "window_end": None if end is None else time(end)}
            for topic, what, record in Statistics(counted).records():
                expected[topic, f"{model}|{name}|{what}"] = record | window
    comparison.same("keys", sorted(map(list, expected)), sorted(map(list, records)))
    for key in expected.keys() & records.keys():
        comparison.same(" ".join(key), expected[key], records[key])
    return len(expected)


# --- the files of a report -------------------------------------------------------------------------------------------


def six(value):
    """Six decimals, halves of the shortest decimal away from zero, as Java prints them."""
    if value is None or pd.isna(value):
        return "nan"
    return str(decimal.Decimal(repr(float(value))).quantize(decimal.Decimal("1e-6"), decimal.ROUND_HALF_UP))


def micro(units):
    return "nan" if pd.isna(units) else six(int(units) / MICRO)


def dat(header, rows):
    return "".join(" ".join(map(str, row)) + "\n" for row in [header.split(), *rows])


def files(captions, own):
    """The text of the .dat files by name; captions by image, then in the order of the prompts."""
    label = {prompt: f"P{i + 1}" for i, prompt in enumerate(own.prompts)}
    captions = captions.sort_values(["image_id", "prompt_index", "prompt"])
    summaries = {prompt: own.of_prompt(prompt) for prompt in own.prompts}
    best, worst = own.extremes("best")["entries"], own.extremes("worst")["entries"]
    lengths = [(prompt, tokens, some) for prompt in own.prompts
               for tokens, some in own.by_prompt[prompt].groupby("token_count")]
    rankings = [{entry["prompt"]: entry for entry in own.ranking(weighting)["entries"]}
                for weighting in ("confidence", "saliency")]
    matrix = own.matrix()
    cells = {(row, cell["prompt"]): cell for row in matrix for cell in matrix[row]["cells"]}
    points = [(column, row, cells.get((name, prompt)))
              for row, name in enumerate(sorted(matrix, key=lambda name: own.prompts.index(name)))
              for column, prompt in enumerate(own.prompts)]
    bins = {prompt: summary["histogram"] for prompt, summary in summaries.items()}
    first = min(round(bar["lower"] * 2) for bar in bins.values())
    last = max(round(bar["lower"] * 2) + len(bar["counts"]) for bar in bins.values())
    return {
        "scores.dat": dat("score control label", [
            (micro(row.clip_score), micro(row.control_score), label[row.prompt]) for row in captions.itertuples()]),
        "scatter.dat": dat("tokens score label", [
            (row.token_count, micro(row.clip_score), label[row.prompt]) for row in captions.itertuples()]),
        "histogram.dat": dat("lower " + " ".join(label.values()), [
            (six(half / 2), *(dict(enumerate(bar["counts"], round(bar["lower"] * 2))).get(half, 0)
                              for bar in bins.values())) for half in range(first, last)]),
        "compare.dat": dat("rank top_mean bottom_mean", [
            (top["rank"], six(top["cumulative_mean"]), six(low["cumulative_mean"])) for top, low in zip(best, worst)]),
        "best_prompt.dat": dat("Prompt Count label", [
            ("{" + prompt + "}", summary["wins"], label[prompt]) for prompt, summary in summaries.items()]),
        "clipscore_3d.dat": dat("label tokens mean_score count", [
            (label[prompt], tokens, six(of(some, "clip_score")["mean"]), len(some)) for prompt, tokens, some in lengths]),
        "efficiency_score.dat": dat("label mean std Prompt", [
            (label[prompt], six(summary["efficiency"]["mean"]), six(summary["efficiency"]["std_dev"]),
             "{" + prompt + "}") for prompt, summary in summaries.items()]),
        "entropy_weighted.dat": dat("label score normalized saliency_score saliency_normalized Prompt", [
            (label[prompt], *(six(value) for ranking in rankings
                              for value in (ranking[prompt]["score"]["mean"], ranking[prompt]["normalized"])),
             "{" + prompt + "}") for prompt in own.prompts]),
        "mutual_matrix.dat": dat("column row mean centered count", [
            (column, row, six(cell and cell["mean"]), six(cell and cell["centred"]), cell["count"] if cell else 0)
            for column, row, cell in points]),
    }


def compare_report(captions, folder, comparison):
    with open(folder / "results.csv", encoding="utf-8", newline="") as lines:
        results = list(csv.DictReader(lines))
    counted = newest(captions[captions.model == results[0]["Model"]], ["image_id", "prompt"]).assign(pane=0)
    own = Statistics(with_places(counted))
    ordered = counted.sort_values(["image_id", "prompt_index", "prompt"])
    comparison.same("results.csv", [
        [row.image_id, row.prompt, row.caption, int(row.token_count), row.clip_score / MICRO]
        for row in ordered.itertuples()], [
        [row["Image"], row["Prompt"], row["Caption"], int(row["Token Count"]), float(row["CLIP Score"])]
        for row in results])
    for name, text in files(counted, own).items():
        comparison.same(name, text.splitlines(), (folder / name).read_text(encoding="utf-8").splitlines())
    with open(folder / "prompt_summary.csv", encoding="utf-8", newline="") as lines:
        summary = [[row["Prompt"], float(row["MeanScore"]), float(row["StdDev"]), int(row["Count"])]
                   for row in csv.DictReader(lines)]
    comparison.same("prompt_summary.csv", [
        [prompt, score["mean"], score["std_dev"], score["count"]]
        for prompt, score in ((p, of(own.by_prompt[p], "clip_score")) for p in own.prompts)], summary)
    for name, value in (("mutual_matrix.csv", "mean"), ("mutual_matrix_centered.csv", "centred")):
        with open(folder / name, encoding="utf-8", newline="") as lines:
            table = {(row["Prompt"], prompt): float(row[prompt])
                     for row in csv.DictReader(lines) for prompt in own.prompts if row[prompt]}
        comparison.same(name, {f"{row} x {cell['prompt']}": cell[value]
                               for row, record in own.matrix().items() for cell in record["cells"]},
                        {f"{row} x {prompt}": mean for (row, prompt), mean in table.items()})


def main():
    comparison = Comparison()
    captions, records = read(pathlib.Path(sys.argv[1]))
    compared = compare_topics(captions, records, comparison)
    for folder in map(pathlib.Path, sys.argv[2:]):
        compare_report(captions, folder, comparison)
    for fault in comparison.faults[:20]:
        print(fault)
    print(f"{compared} records and {len(sys.argv) - 2} reports of {len(captions)} captions: "
          f"{comparison.values} values compared, {len(comparison.faults)} differ")
    sys.exit(1 if comparison.faults else 0)


if __name__ == "__main__":
    main()
