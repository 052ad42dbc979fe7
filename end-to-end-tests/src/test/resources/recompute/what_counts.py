"""Which captions count, in which windows, and what their images come to."""
import json
import math
from fractions import Fraction

import pandas as pd

MICRO = 10**6
RESULTS = ["prompt-statistics", "prompt-rankings", "prompt-compatibility", "caption-extremes"]
SCORES = ["clip_score", "control_score", "confidence", "entropy_weighted_score", "saliency_weighted_score"]
# Captions of one millisecond are told apart by what they say.
AGE = ["caption_time", "prompt_set", "prompt_count", "source_prompt", "prompt", "prompt_index", "token_count",
       "clip_score", "control_score", "confidence", "entropy_weighted_score", "saliency_weighted_score", "uri", "caption"]
WINDOWS = {"1m": (60_000, 10_000), "5m": (300_000, 60_000), "1h": (3_600_000, 600_000)}  # length, hop
SHORTEST_HOP, GRACE, LENGTHS_KEPT = 10_000, 60_000, 12


def read(path):
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    captions = pd.DataFrame([row["value"] | {"partition": row["partition"]}
                             for row in rows if row["topic"] == "captions"])
    latest = {}
    for row in rows:
        if row["topic"] in RESULTS:
            latest[row["topic"], row["key"]] = row["value"]
    return in_time(with_units(captions)), {key: value for key, value in latest.items() if value is not None}


def with_units(captions):
    """Scores as the whole numbers of millionths that they are, efficiency in thousand-millionths."""
    for name in SCORES:
        captions[name] = [None if pd.isna(score) else round(score * MICRO) for score in captions[name]]
        captions[name] = captions[name].astype("Int64")
    captions["efficiency"] = [math.floor(Fraction(clip * 1000, tokens) + Fraction(1, 2))
                              for clip, tokens in zip(captions.clip_score, captions.token_count)]
    for name in ("caption_time", "event_time"):
        captions[name] = pd.to_datetime(captions[name], utc=True).astype("int64") // 10**6
    captions["time"] = captions[["event_time", "caption_time"]].min(axis=1).clip(lower=0)
    captions["age"] = captions.sort_values(AGE, na_position="first").assign(age=range(len(captions))).age
    return captions


def newest(captions, keys):
    """Of the captions alike in keys the newest."""
    return captions.sort_values("age").drop_duplicates(keys, keep="last")


def in_time(captions):
    """
    Adds for each length of windows whether a caption came before its last window closed in its partition, whose time is
    that of all models.
    """
    captions = captions.copy()
    passed = captions.time // SHORTEST_HOP * SHORTEST_HOP
    stream_time = passed.groupby(captions.partition).cummax()
    for name, (length, hop) in WINDOWS.items():
        captions[name] = stream_time - captions.time // hop * hop - length < GRACE
    return captions


def windows(captions):
    """Window name, start and end, and the captions that count in it, an image apart in every pane."""
    yield "all", None, None, with_places(newest(captions, ["image_id", "prompt"]).assign(pane=0))
    for name, (length, hop) in WINDOWS.items():
        some = captions[captions[name]]
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
