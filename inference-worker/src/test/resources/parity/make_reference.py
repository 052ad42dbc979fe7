#!/usr/bin/env python3
"""Makes the reference files of the parity tests: random models and what they compute, by models.py.

    apt-get install python3-torch
    /usr/bin/python3 make_reference.py [NAME...]           # writes the folders of that name beside this script, or all
    /usr/bin/python3 make_reference.py --check [NAME...]   # computes them again; fails if any differs from the stored

--check allows numbers an error of 1e-6 (of the largest in a tensor), which double precision keeps well within on any
processor; token ids, texts and weights must be the same.
"""
import collections
import json
import math
import pathlib
import sys
import time

import torch

from files import TYPES, differences, indented, lines, safetensors
from models import clip_image, clip_score, clip_text, clip_weights, gpt2_hidden, gpt2_logits, gpt2_weights, greedy, stopped
from seeded import Seeded

HERE = pathlib.Path(__file__).parent
TOLERANCE = 1e-6
TOKENIZER = HERE.parent / "tokenizer"
sys.path.insert(0, str(TOKENIZER))

from bpe import ClipBpe, Gpt2Bpe, read_merges  # noqa: E402


def drawn(seeded, seed, dtype="F32"):
    """Name to tensor, as a reader of a file in that type sees it, in double precision."""
    return {s.name.removeprefix(seed): torch.from_numpy(s.draw()).to(TYPES[dtype]).double() for s in seeded}


# --- one model, its weights in a file ---------------------------------------------------------------------------

def clip_case(seed, config, texts, dtype="F32", stored=True):
    weights = clip_weights(config, seed + "/clip/")
    pixels = Seeded.spread(seed + "/inputs/pixels", 1, 3, 3, *2 * [config["vision_config"]["image_size"]])
    w = drawn(weights, seed + "/clip/", dtype)
    images = torch.from_numpy(pixels.draw())
    expected = {"image_embeddings": torch.stack([clip_image(w, config, p.double()) for p in images]),
                "text_embeddings": torch.stack([clip_text(w, config, ids) for ids in texts])}
    files = {"config.json": indented(config), "texts.json": indented(texts)}
    if stored:
        return files | {"model.safetensors": safetensors(w, dtype),
                        "expected.safetensors": safetensors({"pixels": images} | expected)}
    return files | {"weights.csv": lines([*weights, pixels]), "expected.safetensors": safetensors(expected)}


def gpt2_case(seed, config, prefix_length, prompts, stop_at, end_at, naming="", dtype="F32", stored=True):
    """Sentences end with the tokens that are said at stop_at, pairs of (run, step), texts with the one at end_at."""
    weights = gpt2_weights(config, seed + "/gpt2/")
    prefixes = Seeded.spread(seed + "/inputs/prefixes", 1.5, 2, prefix_length, config["n_embd"])
    w = drawn(weights, seed + "/gpt2/", dtype)
    images = torch.from_numpy(prefixes.draw())
    endless = [{"image": i, **greedy(w, config, images[i].double(), ids, 12)} for i in range(2) for ids in prompts]
    stops = [endless[run]["ids"][step] for run, step in stop_at]
    config = {**config, "eos_token_id": endless[end_at[0]]["ids"][end_at[1]]}
    runs = [{"image": run["image"], **stopped(run, stops, config["eos_token_id"])} for run in endless]
    sample = max(prompts, key=len)
    logits = gpt2_logits(w, gpt2_hidden(w, config, torch.cat([images[0].double(), w["wte.weight"][sample]])))
    files = {"config.json": indented(config),
             "greedy.json": indented({"stops": stops, "sample": sample, "runs": runs})}
    if stored:
        renamed = {n if n.startswith("lm_head") else naming + n: t for n, t in w.items()}
        return files | {"model.safetensors": safetensors(renamed, dtype),
                        "expected.safetensors": safetensors({"prefixes": images, "logits": logits})}
    return files | {"weights.csv": lines([*weights, prefixes]),
                    "expected.safetensors": safetensors({"logits": logits})}


# --- a whole captioner ------------------------------------------------------------------------------------------

def captioner_case(seed, bundle, clip_config, gpt2_config, merges, prompts, images, limit, stop_at=(), end_at=None):
    """From pixels to scores. As in gpt2_case, with triples of (image, prompt, step); "." ends a sentence too."""
    seeds = [f"{seed}/{file}/" for file in ("clip", "gpt2", "projection")]
    k, width, e = bundle["prefix_length"], gpt2_config["n_embd"], clip_config["projection_dim"]
    side = clip_config["vision_config"]["image_size"]
    projection = [Seeded.spread(seeds[2] + "weight", bundle["projection_spread"], k * width, e),
                  Seeded.spread(seeds[2] + "bias", 0.3, k * width)]
    pixels = Seeded.spread(seed + "/inputs/pixels", 1, images, 3, side, side)
    weights = [*clip_weights(clip_config, seeds[0]), *gpt2_weights(gpt2_config, seeds[1]), *projection, pixels]
    clip = drawn(clip_weights(clip_config, seeds[0]), seeds[0])
    embeddings = [clip_image(clip, clip_config, torch.from_numpy(p).double()) for p in pixels.draw()]
    prefixes = prefixes_of(embeddings, drawn(projection, seeds[2]), bundle, k, width)

    gpt2_bpe = Gpt2Bpe(Gpt2Bpe.real_merges()[:merges[0]])
    text_config = clip_config["text_config"]
    clip_bpe = ClipBpe(read_merges(TOKENIZER / "clip-merges.txt")[:merges[1]], text_config["vocab_size"])
    gpt2 = drawn(gpt2_weights(gpt2_config, seeds[1]), seeds[1])
    endless = [[greedy(gpt2, gpt2_config, prefix, gpt2_bpe.encode(p), limit) for p in prompts] for prefix in prefixes]
    stops = [i for i in gpt2_bpe.tokens if gpt2_bpe.decode([i]).strip() == "."]
    stops += [endless[i][p]["ids"][step] for i, p, step in stop_at]
    if end_at:
        gpt2_config = {**gpt2_config, "eos_token_id": endless[end_at[0]][end_at[1]]["ids"][end_at[2]]}
    captions = []
    for i in range(images):
        for run in endless[i]:
            captions.append({"image": i, **stopped(run, stops, gpt2_config["eos_token_id"])})
            captions[-1] |= uncertainty(captions[-1], gpt2_config["vocab_size"])
    texts = []
    for caption in captions:
        ids = caption["prompt"] + [i for i in caption["ids"] if i != gpt2_config["eos_token_id"]]
        text = gpt2_bpe.decode(ids)
        text_ids = clip_bpe.encode(text, text_config["max_position_embeddings"])
        texts.append(clip_text(clip, clip_config, text_ids))
        counts = collections.Counter(ids)
        caption |= {"text": text, "text_ids": text_ids,
                    "clip_scores": [clip_score(image, texts[-1]) for image in embeddings],
                    "lexical_entropy": -sum(n / len(ids) * math.log(n / len(ids)) for n in counts.values())}
    sample = torch.cat([prefixes[0], gpt2["wte.weight"][captions[0]["prompt"]]])
    columns = torch.arange(0, gpt2_config["vocab_size"], max(1, gpt2_config["vocab_size"] // 64))
    return {"clip.json": indented(clip_config), "gpt2.json": indented(gpt2_config), "weights.csv": lines(weights),
            "captioner.json": indented({**bundle, "merges": merges, "prompts": prompts, "stops": stops, "limit": limit,
                                        "logit_columns": columns.tolist()}),
            "captions.json": indented(captions),
            "expected.safetensors": safetensors({
                "image_embeddings": torch.stack(embeddings), "prefixes": torch.stack(prefixes),
                "text_embeddings": torch.stack(texts), "logits": gpt2_logits(gpt2, gpt2_hidden(gpt2, gpt2_config, sample))[:, columns]})}


def prefixes_of(embeddings, w, bundle, k, width):
    seen = [e / e.norm() for e in embeddings] if bundle["normalize_embedding"] else embeddings
    return [(w["weight"] @ e + w["bias"]).reshape(k, width) for e in seen]


def uncertainty(run, vocab_size):
    steps = len(run["ids"])
    mean = sum(run["entropies"]) / steps
    return {"mean_token_entropy": mean, "normalized_entropy": mean / math.log(vocab_size),
            "mean_log_prob": sum(run["log_probs"]) / steps}


# --- the cases --------------------------------------------------------------------------------------------------

def clip_config(act, e, text, vision, eos, vocab, context, image, patch):
    def tower(width, inner, layers, heads, eps=1e-5):
        return {"hidden_size": width, "intermediate_size": inner, "num_hidden_layers": layers,
                "num_attention_heads": heads, "layer_norm_eps": eps, "hidden_act": act}
    return {"projection_dim": e,
            "text_config": {**tower(*text), "vocab_size": vocab, "max_position_embeddings": context, "eos_token_id": eos},
            "vision_config": {**tower(*vision), "image_size": image, "patch_size": patch}}


def gpt2_config(vocab, positions, width, layers, heads, **more):
    return {"vocab_size": vocab, "n_positions": positions, "n_embd": width, "n_layer": layers, "n_head": heads,
            "n_inner": None, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5, "eos_token_id": vocab - 1,
            **more}


PROMPTS = [[3, 1, 4, 1, 5], [9], [2, 6], [], [7, 1, 8, 2, 8, 1, 8, 2]]
PAPER = ["An image of", "A detailed photo of", "This image shows"]


def published_clip(act, e, text, vision, eos, patch):
    """Two layers of that width; texts of no, of three and of as many tokens as fit."""
    config = clip_config(act, e, text, vision, eos, 300, 77, 224, patch)
    words = [*range(7, 297, 2)]
    return lambda seed: clip_case(seed, config, [[298, *words[:n], 299] for n in (0, 3, 75)], stored=False)


def published_gpt2(width, heads, prefix_length, stop_at, end_at):
    config = gpt2_config(500, 64, width, 2, heads)
    return lambda seed: gpt2_case(seed, config, prefix_length, PROMPTS, stop_at, end_at, stored=False)


CASES = {
    # every part of the architecture, and the file types
    "clip-legacy": lambda seed: clip_case(
        seed, clip_config("quick_gelu", 20, (32, 48, 2, 4), (32, 48, 2, 4), 2, 60, 12, 24, 8),
        [[58, 5, 7, 59], [58, 59], [58, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 59]]),
    "clip-recent": lambda seed: clip_case(
        seed, clip_config("gelu", 24, (32, 48, 2, 2, 1e-2), (40, 48, 1, 5, 1e-3), 40, 50, 10, 21, 6),
        [[41, 45, 7, 40], [41, 40], [41, 1, 49, 40]], "F16"),
    "gpt2-tied": lambda seed: gpt2_case(
        seed, gpt2_config(90, 40, 32, 2, 4), 1, PROMPTS, [(1, 2), (4, 1)], (5, 6), "transformer."),
    "gpt2-separate": lambda seed: gpt2_case(
        seed, gpt2_config(90, 40, 24, 2, 3, n_inner=40, layer_norm_epsilon=1e-2, tie_word_embeddings=False), 3, PROMPTS,
        [(1, 2), (2, 1)], (7, 3), dtype="BF16"),
    # the widths of published models
    "clip-vit-b32": published_clip("quick_gelu", 512, (512, 2048, 2, 8), (768, 3072, 2, 12), 2, 32),
    "clip-vit-l14": published_clip("quick_gelu", 768, (768, 3072, 2, 12), (1024, 4096, 2, 16), 2, 14),
    "clip-laion-h14": published_clip("gelu", 1024, (1024, 4096, 2, 16), (1280, 5120, 2, 16), 299, 14),
    "gpt2-medium": published_gpt2(1024, 16, 1, [(3, 2), (1, 6)], (0, 6)),
    "gpt2-large": published_gpt2(1280, 20, 1, [(6, 2), (3, 4)], (2, 2)),
    "gpt2-xl": published_gpt2(1600, 25, 2, [(1, 4)], (6, 2)),
    # from pixels to scores
    "captioner": lambda seed: captioner_case(
        seed, {"prefix_length": 3, "normalize_embedding": True, "projection_spread": 2},
        clip_config("gelu", 24, (32, 64, 2, 2), (32, 64, 2, 2), 639, 640, 24, 32, 8),
        gpt2_config(400, 64, 32, 2, 2, tie_word_embeddings=False), [143, 126],
        [*PAPER, "", "Die Stra\u00dfe, 2 \U0001f431 "], 8, 30, end_at=(2, 1, 9)),
    "full-size": lambda seed: captioner_case(
        seed, {"prefix_length": 1, "normalize_embedding": False, "projection_spread": 0.02},
        clip_config("quick_gelu", 512, (512, 2048, 12, 8), (768, 3072, 12, 12), 2, 49408, 77, 224, 16),
        gpt2_config(50257, 1024, 768, 12, 12), [50000, 2000], PAPER, 2, 30, [(0, 1, 12), (1, 2, 0), (1, 1, 25)]),
}

# where not the first: draws in which every choice is clear and texts end in every way
DRAWS = {"gpt2-tied": 2, "gpt2-separate": 2, "gpt2-medium": 2, "captioner": 28, "full-size": 2}


def write(name, files):
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    for file, content in files.items():
        (folder / file).write_bytes(content)


def check(name, files):
    found = []
    for file, content in files.items():
        path = HERE / name / file
        missing = [f"{path} is missing"]
        found += differences(f"{name}/{file}", path.read_bytes(), content, TOLERANCE) if path.is_file() else missing
    for difference in found[:20]:
        print("  " + difference)
    return not found


def main(arguments):
    checking = arguments[:1] == ["--check"]
    names = arguments[checking:] or list(CASES)
    unknown = [name for name in names if name not in CASES]
    if unknown:
        return f"no case is called {', '.join(unknown)}; known are {', '.join(CASES)}"
    good = True
    for name in names:
        start = time.monotonic()
        files = CASES[name](f"{name}.{DRAWS.get(name, 1)}")
        good &= check(name, files) if checking else write(name, files) is None
        margins = [json.loads(files[f]) for f in ("greedy.json", "captions.json") if f in files]
        least = min((r["margin"] for m in margins for r in (m["runs"] if isinstance(m, dict) else m)), default=None)
        done = "checked" if checking else "written"
        print(f"{name}: {done} in {time.monotonic() - start:.0f} s, least margin {least}", flush=True)
    return 0 if good else "the stored references are not what the script computes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
