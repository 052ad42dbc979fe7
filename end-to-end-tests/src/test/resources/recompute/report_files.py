"""The files of a report: texts byte for byte, numbers of CSV to the last digit."""
import csv
import decimal

import pandas as pd

from formulas import Statistics, of
from what_counts import MICRO, newest, with_places


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
