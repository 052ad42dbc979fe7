"""Scores the captions of captions.json with BLEU-1..4, CIDEr-D and RefCLIPScore, and writes reference.json.

    /usr/bin/python3 reference.py [--make-captions]

Debian's python3-numpy suffices. With --make-captions it first draws captions.json anew (seeded). Written from the
papers (Papineni et al. 2002, Vedantam et al. 2015, Hessel et al. 2021) and in another way than the product: n-gram
vectors are rows of dense matrices over the corpus's vocabulary, and nothing is shared but the captions.
"""
import json
import pathlib
import re
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent


def make_captions():
    rng = np.random.default_rng(20210418)
    who = ["a man", "two women", "a black dog", "the small child", "a group of people", "a cat"]
    does = ["riding", "standing next to", "looking at", "sitting on", "holding", "walking past"]
    what = ["a horse", "a red bus", "the old wooden bench", "a surf-board", "an umbrella", "a pizza"]
    where = ["", " on the beach", " in a park", " in front of a building", " at night"]

    def sentence(parts):
        text = f"{who[parts[0]]} {does[parts[1]]} {what[parts[2]]}{where[parts[3]]}"
        return text[0].upper() + text[1:] + ["", ".", "!"][rng.integers(3)]

    def near(parts):
        return [int(rng.integers(len(pool))) if rng.random() < 0.35 else part
                for part, pool in zip(parts, [who, does, what, where])]

    images = []
    for _ in range(60):
        scene = [int(rng.integers(len(pool))) for pool in [who, does, what, where]]
        candidate = sentence(near(scene))
        if rng.random() < 0.15:
            candidate += " " + candidate  # says it twice: counts must be clipped
        if rng.random() < 0.1:
            candidate = candidate.split()[0]  # shorter than an n-gram
        images.append({"candidate": candidate,
                       "references": [sentence(near(scene)) for _ in range(rng.integers(1, 6))]})
    images[17]["candidate"] = ""
    embeddings = rng.normal(size=(40, 12)).round(4).tolist()
    (HERE / "captions.json").write_text(json.dumps({"images": images, "embeddings": embeddings}, indent=1) + "\n")


def words(text):
    return re.sub(r"[.!]", " ", text.lower()).split()


class Counted:
    """Dense counts of all n-grams of one length: one row for each text."""

    def __init__(self, texts, n):
        found = [[tuple(text[i:i + n]) for i in range(len(text) - n + 1)] for text in texts]
        index = {gram: column for column, gram in enumerate(sorted({gram for grams in found for gram in grams}))}
        self.rows = np.zeros((len(texts), len(index)))
        for row, grams in enumerate(found):
            for gram in grams:
                self.rows[row, index[gram]] += 1


def bleu(candidates, references, counted, owners):
    length = np.array([len(text) for text in candidates])
    closest = [min((abs(len(r) - len(c)), len(r)) for r in refs)[1] for c, refs in zip(candidates, references)]
    penalty = min(1.0, np.exp(1 - sum(closest) / length.sum()))
    precisions = []
    for n in range(1, 5):
        rows = counted[n].rows
        cap = np.stack([rows[len(candidates):][owners == i].max(axis=0) for i in range(len(candidates))])
        precisions.append(np.minimum(rows[:len(candidates)], cap).sum() / np.maximum(length - n + 1, 0).sum())
    return [penalty * np.prod(precisions[:n]) ** (1 / n) for n in range(1, 5)]


def cider_d(candidates, references, counted, owners):
    flat = [text for texts in references for text in texts]
    gauss = np.exp(-np.array([(len(candidates[o]) - len(text)) ** 2 for o, text in zip(owners, flat)]) / (2 * 6.0 ** 2))
    total = np.zeros(len(flat))
    for n in range(1, 5):
        rows = counted[n].rows
        said = np.stack([rows[len(candidates):][owners == i].any(axis=0) for i in range(len(candidates))])
        idf = np.log(len(candidates) / np.maximum(said.sum(axis=0), 1))
        weighted = rows * idf
        hypothesis, reference = weighted[owners], weighted[len(candidates):]
        norms = np.linalg.norm(hypothesis, axis=1) * np.linalg.norm(reference, axis=1)
        dots = (np.minimum(hypothesis, reference) * reference).sum(axis=1)
        total += np.divide(dots, norms, out=np.zeros_like(dots), where=norms > 0)
    each = 10 * total * gauss / 4
    return [each[owners == i].mean() for i in range(len(candidates))]


def ref_clip_score(image, caption, references):
    def cos(a, b):
        return a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    clip = 2.5 * max(cos(image, caption), 0)
    near = max(max(cos(caption, r), 0) for r in references)
    return float(100 * 2 / (1 / clip + 1 / near)) if clip > 0 and near > 0 else 0.0


def main():
    if "--make-captions" in sys.argv:
        make_captions()
    data = json.loads((HERE / "captions.json").read_text())
    candidates = [words(image["candidate"]) for image in data["images"]]
    references = [[words(text) for text in image["references"]] for image in data["images"]]
    owners = np.array([i for i, texts in enumerate(references) for _ in texts])
    texts = candidates + [text for group in references for text in group]
    counted = {n: Counted(texts, n) for n in range(1, 5)}
    cider = cider_d(candidates, references, counted, owners)
    vectors = np.array(data["embeddings"])
    (HERE / "reference.json").write_text(json.dumps({
        "bleu": bleu(candidates, references, counted, owners),
        "cider_d": float(np.mean(cider)),
        "cider_d_each": cider,
        "exact": sum(c in refs for c, refs in zip(candidates, references)),
        # Image, caption and two references: rows i, i+1, i+2 and i+3.
        "ref_clip_score": [ref_clip_score(vectors[i], vectors[i + 1], vectors[i + 2:i + 4])
                           for i in range(len(vectors) - 3)],
    }, indent=1) + "\n")


main()
