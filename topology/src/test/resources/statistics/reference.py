"""Recomputes the statistics of captions.csv with pandas and SciPy, and writes reference.json.

    /usr/bin/python3 reference.py [--make-captions]

Debian's python3-pandas and python3-scipy suffice. With --make-captions it first draws captions.csv anew (seeded).
Nothing here shares code with the product: a caption that was made again replaces the older one, an image is won once
every prompt has its outcome, quantiles are order statistics (rank ceil(p n)).
"""
import json
import math
import pathlib
import sys

import numpy as np
import pandas as pd
from scipy import stats

HERE = pathlib.Path(__file__).parent
PROMPTS = ["A detailed photo of", "This image shows", "A realistic image of", "An image of", "A picture that depicts"]
CENTRE = 18.0


def make_captions():
    rng = np.random.default_rng(20261123)
    rows = []
    for image in range(400):
        quality = rng.normal(0, 2)
        source = PROMPTS[rng.integers(5)] if rng.random() < 0.3 else ""
        for index, prompt in enumerate(PROMPTS):
            if rng.random() < 0.03:
                continue  # this outcome never came
            for attempt in range(2 if rng.random() < 0.15 else 1):
                tokens = int(rng.integers(5, 36))
                clip = round(17.5 + 0.2 * index + quality + 0.03 * tokens + rng.normal(0, 3), 6)
                confidence = round(rng.uniform(0.3, 0.95), 6)
                lexical = rng.uniform(1.5, 3.0)
                control = "" if rng.random() < 0.05 else f"{round(rng.normal(15, 3), 6):.6f}"
                rows.append({
                    "image": f"image-{image:04d}", "prompt": prompt, "index": index,
                    "time": 1_700_000_000_000 + 1000 * image + index + 500_000 * attempt,
                    "tokens": tokens, "clip_score": f"{clip:.6f}", "control": control, "confidence": f"{confidence:.6f}",
                    "entropy_weighted": f"{round(clip * confidence, 6):.6f}",
                    "saliency_weighted": f"{round(clip * lexical, 6):.6f}", "source": source})
    pd.DataFrame(rows).to_csv(HERE / "captions.csv", index=False)


def moments(values):
    values = values.dropna()
    n = len(values)
    if n == 0:
        return {"count": 0}
    mean, std = values.mean(), values.std(ddof=1)
    low, high = stats.t.interval(0.95, n - 1, loc=mean, scale=std / math.sqrt(n))
    return {"count": n, "mean": mean, "std_dev": std, "min": values.min(), "max": values.max(),
            "ci95_low": low, "ci95_high": high}


def normalized(scores):
    low, high = scores.min(), scores.max()
    return (scores - low) / (high - low)


def main():
    if "--make-captions" in sys.argv:
        make_captions()
    captions = pd.read_csv(HERE / "captions.csv", keep_default_na=True)
    captions = captions.sort_values("time").drop_duplicates(["image", "prompt"], keep="last")
    captions["efficiency"] = captions.clip_score / captions.tokens
    complete = captions.groupby("image").filter(lambda group: len(group) == 5)
    winners = (complete.sort_values(["clip_score", "index"], ascending=[False, True]).groupby("image").head(1)
               .set_index("image").prompt)
    wide = captions.pivot(index="image", columns="prompt", values="clip_score")

    result = {"images": int(captions.image.nunique()), "complete": int(complete.image.nunique()), "prompts": {}}
    for prompt in PROMPTS:
        of = captions[captions.prompt == prompt]
        ordered = of.clip_score.sort_values().to_numpy()
        result["prompts"][prompt] = {
            "wins": int((winners == prompt).sum()),
            "clip_score": moments(of.clip_score), "control_score": moments(of.control), "token_count": moments(of.tokens),
            "confidence": moments(of.confidence), "entropy_weighted_score": moments(of.entropy_weighted),
            "saliency_weighted_score": moments(of.saliency_weighted), "efficiency": moments(of.efficiency),
            "correlation": of.tokens.corr(of.clip_score),
            "quantiles": {str(p): ordered[math.ceil(p * len(ordered)) - 1] for p in (0.05, 0.25, 0.5, 0.75, 0.95)},
            "against": {other: moments(wide[prompt] - wide[other]) for other in PROMPTS if other != prompt}}

    columns = {"confidence": "entropy_weighted", "saliency": "saliency_weighted", "raw": "clip_score"}
    result["rankings"] = {}
    for weighting, column in columns.items():
        means = captions.groupby("prompt")[column].mean().sort_values(ascending=False)
        result["rankings"][weighting] = [
            {"prompt": prompt, "mean": means[prompt], "normalized": value}
            for prompt, value in normalized(means).items()]

    captions["row"] = captions.source.where(captions.source.notna(), captions.image.map(winners))
    cells = captions.dropna(subset=["row"]).groupby(["row", "prompt"]).clip_score.agg(["count", "mean"])
    result["compatibility"] = {
        row: {prompt: {"count": int(cells.loc[row, prompt]["count"]), "mean": cells.loc[row, prompt]["mean"],
                       "centred": cells.loc[row, prompt]["mean"] - CENTRE}
              for prompt in PROMPTS if (row, prompt) in cells.index}
        for row in PROMPTS}

    result["extremes"] = {}
    for end, ascending in (("best", False), ("worst", True)):
        ends = captions.sort_values(["clip_score", "image", "prompt"], ascending=[ascending, True, True]).head(50)
        result["extremes"][end] = [
            {"image": image, "prompt": prompt, "clip": clip, "cumulative_mean": mean}
            for image, prompt, clip, mean in zip(
                ends.image, ends.prompt, ends.clip_score, ends.clip_score.expanding().mean())]
    result["student_t"] = {str(n): stats.t.ppf(0.975, n) for n in (1, 2, 3, 10, 30, 199, 200, 201, 1063, 10**6)}
    (HERE / "reference.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
