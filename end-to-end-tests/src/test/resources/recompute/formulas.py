"""What is computed of the captions that count. Sums are exact fractions, rounded once to a double."""
import decimal
import functools
import math
from fractions import Fraction

import pandas as pd

from what_counts import MICRO

QUANTITIES = ["clip_score", "control_score", "token_count", "confidence", "entropy_weighted_score",
              "saliency_weighted_score", "efficiency"]
WEIGHTINGS = {"confidence": "entropy_weighted_score", "saliency": "saliency_weighted_score", "raw": "clip_score"}
PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95]
HALF_A_BIN, STUDENT_T_ERROR = 0.025, 1e-8
CENTRE = 18.0


class Within:
    """A value that is stated to be inexact, with the error that is stated."""

    def __init__(self, value, error):
        self.value, self.error = value, error

    def __repr__(self):
        return f"{self.value} ± {self.error}"


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
