#!/usr/bin/env python3
"""Writes the reference files of the parity tests: small random models and what they compute.

An implementation of CLIP and GPT-2 of its own, in plain PyTorch and double precision, written from the papers
(arXiv 2103.00020, Radford et al. 2019) and the weight names of Hugging Face: nothing is shared with the Java code.
Decoding is the naive kind: one sequence at a time, the whole of it again for every token, no cache.

    apt-get install python3-torch
    /usr/bin/python3 make_reference.py            # rewrites the files beside this script
"""
import json
import math
import pathlib
import struct
import sys

import torch

torch.set_num_threads(1)
HERE = pathlib.Path(__file__).parent


# --- safetensors ------------------------------------------------------------------------------------------------

TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}


def write_safetensors(path, tensors, dtype="F32"):
    header, blobs, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in tensors.items():
        typed = tensor.detach().to(TYPES[dtype]).contiguous()
        raw = (typed.view(torch.int16) if dtype != "F32" else typed).numpy().tobytes()
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [offset, offset + len(raw)]}
        offset += len(raw)
        blobs.append(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def read_safetensors(path):
    """Only float32, for checks by hand on larger files."""
    import numpy
    with open(path, "rb") as file:
        size, = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
    data = numpy.memmap(path, mode="r", offset=8 + size)
    header.pop("__metadata__", None)
    return {name: torch.from_numpy(data[e["data_offsets"][0]:e["data_offsets"][1]].view("<f4").reshape(e["shape"]).copy())
            for name, e in header.items()}


# --- pieces -----------------------------------------------------------------------------------------------------

def layer_norm(x, w, name, eps):
    mean = x.mean(-1, keepdim=True)
    variance = ((x - mean) ** 2).mean(-1, keepdim=True)
    return (x - mean) / torch.sqrt(variance + eps) * w[name + ".weight"] + w[name + ".bias"]


def linear(x, w, name):
    y = x @ w[name + ".weight"].T
    return y + w[name + ".bias"] if name + ".bias" in w else y


def activation(kind, x):
    if kind == "quick_gelu":
        return x * torch.sigmoid(1.702 * x)
    if kind == "gelu":
        return x * 0.5 * (1 + torch.erf(x / math.sqrt(2)))
    if kind == "gelu_new":
        return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3)))
    raise ValueError(kind)


def attention(q, k, v, heads, causal):
    length, width = q.shape
    size = width // heads
    outputs = []
    for h in range(heads):
        part = slice(h * size, (h + 1) * size)
        scores = q[:, part] @ k[:, part].T / math.sqrt(size)
        if causal:
            future = torch.ones(length, length, dtype=torch.bool).triu(1)
            scores = scores.masked_fill(future, float("-inf"))
        outputs.append(torch.softmax(scores, -1) @ v[:, part])
    return torch.cat(outputs, -1)


# --- CLIP -------------------------------------------------------------------------------------------------------

def clip_layers(x, w, model, c, causal):
    eps, heads = c["layer_norm_eps"], c["num_attention_heads"]
    for i in range(c["num_hidden_layers"]):
        name = f"{model}.encoder.layers.{i}"
        y = layer_norm(x, w, name + ".layer_norm1", eps)
        q, k, v = (linear(y, w, f"{name}.self_attn.{p}_proj") for p in "qkv")
        x = x + linear(attention(q, k, v, heads, causal), w, name + ".self_attn.out_proj")
        y = layer_norm(x, w, name + ".layer_norm2", eps)
        x = x + linear(activation(c["hidden_act"], linear(y, w, name + ".mlp.fc1")), w, name + ".mlp.fc2")
    return x


def clip_image(w, config, pixels):
    """One image [3, S, S] to its embedding [E]."""
    c = config["vision_config"]
    p, n = c["patch_size"], c["image_size"] // c["patch_size"]
    kernel = w["vision_model.embeddings.patch_embedding.weight"].reshape(c["hidden_size"], -1)
    patches = [kernel @ pixels[:, y * p:(y + 1) * p, x * p:(x + 1) * p].reshape(-1) for y in range(n) for x in range(n)]
    x = torch.stack([w["vision_model.embeddings.class_embedding"]] + patches)
    x = x + w["vision_model.embeddings.position_embedding.weight"]
    x = layer_norm(x, w, "vision_model.pre_layrnorm", c["layer_norm_eps"])
    x = clip_layers(x, w, "vision_model", c, causal=False)
    return linear(layer_norm(x[0], w, "vision_model.post_layernorm", c["layer_norm_eps"]), w, "visual_projection")


def clip_text(w, config, ids):
    """One text, a list of ids, to its embedding [E]."""
    c = config["text_config"]
    x = w["text_model.embeddings.token_embedding.weight"][ids]
    x = x + w["text_model.embeddings.position_embedding.weight"][:len(ids)]
    x = clip_layers(x, w, "text_model", c, causal=True)
    x = layer_norm(x, w, "text_model.final_layer_norm", c["layer_norm_eps"])
    end = ids.index(max(ids)) if c["eos_token_id"] == 2 else ids.index(c["eos_token_id"])
    return linear(x[end], w, "text_projection")


# --- GPT-2 ------------------------------------------------------------------------------------------------------

def gpt2_logits(w, config, inputs):
    """Input embeddings [T, D], without positions, to logits [T, V]."""
    w = {name.removeprefix("transformer."): value for name, value in w.items()}
    eps = config["layer_norm_epsilon"]
    width = config["n_embd"]

    def conv1d(x, name):
        return x @ w[name + ".weight"] + w[name + ".bias"]

    x = inputs + w["wpe.weight"][:len(inputs)]
    for i in range(config["n_layer"]):
        y = conv1d(layer_norm(x, w, f"h.{i}.ln_1", eps), f"h.{i}.attn.c_attn")
        mixed = attention(y[:, :width], y[:, width:2 * width], y[:, 2 * width:], config["n_head"], causal=True)
        x = x + conv1d(mixed, f"h.{i}.attn.c_proj")
        y = conv1d(layer_norm(x, w, f"h.{i}.ln_2", eps), f"h.{i}.mlp.c_fc")
        x = x + conv1d(activation(config["activation_function"], y), f"h.{i}.mlp.c_proj")
    x = layer_norm(x, w, "ln_f", eps)
    return x @ w.get("lm_head.weight", w["wte.weight"]).T


def greedy(w, config, prefix, prompt, stops, limit):
    table = w.get("transformer.wte.weight", w.get("wte.weight"))
    ids, entropies, log_probs = [], [], []
    reason = "length"
    while len(ids) < limit:
        inputs = torch.cat([prefix, table[prompt + ids]]) if prompt + ids else prefix
        log_p = torch.log_softmax(gpt2_logits(w, config, inputs)[-1], -1)
        ids.append(int(log_p.argmax()))
        entropies.append(float(-(log_p.exp() * log_p).sum()))
        log_probs.append(float(log_p[ids[-1]]))
        if ids[-1] == config["eos_token_id"]:
            reason = "end_of_text"
            break
        if ids[-1] in stops:
            reason = "sentence"
            break
    return {"prompt": prompt, "ids": ids, "entropies": entropies, "log_probs": log_probs, "finish_reason": reason}


# --- random models ----------------------------------------------------------------------------------------------

def draw(generator, spread, *shape):
    return (torch.randn(*shape, generator=generator, dtype=torch.float64) * spread).float()


def norm(g, w, name, width):
    w[name + ".weight"], w[name + ".bias"] = 1 + draw(g, 0.2, width), draw(g, 0.2, width)


def clip_weights(g, config):
    w = {"logit_scale": torch.tensor(2.6592)}
    for model, c in (("text_model", config["text_config"]), ("vision_model", config["vision_config"])):
        d, inner = c["hidden_size"], c["intermediate_size"]
        for i in range(c["num_hidden_layers"]):
            name = f"{model}.encoder.layers.{i}"
            for part, out, into in (("self_attn.q_proj", d, d), ("self_attn.k_proj", d, d), ("self_attn.v_proj", d, d),
                                    ("self_attn.out_proj", d, d), ("mlp.fc1", inner, d), ("mlp.fc2", d, inner)):
                w[f"{name}.{part}.weight"] = draw(g, 1.5 / math.sqrt(into), out, into)
                w[f"{name}.{part}.bias"] = draw(g, 0.1, out)
            norm(g, w, name + ".layer_norm1", d)
            norm(g, w, name + ".layer_norm2", d)
    t, v, e = config["text_config"], config["vision_config"], config["projection_dim"]
    patches = (v["image_size"] // v["patch_size"]) ** 2
    w["text_model.embeddings.token_embedding.weight"] = draw(g, 1, t["vocab_size"], t["hidden_size"])
    w["text_model.embeddings.position_embedding.weight"] = draw(g, 1, t["max_position_embeddings"], t["hidden_size"])
    norm(g, w, "text_model.final_layer_norm", t["hidden_size"])
    w["text_projection.weight"] = draw(g, 0.3, e, t["hidden_size"])
    w["vision_model.embeddings.class_embedding"] = draw(g, 1, v["hidden_size"])
    w["vision_model.embeddings.patch_embedding.weight"] = draw(g, 0.1, v["hidden_size"], 3, v["patch_size"], v["patch_size"])
    w["vision_model.embeddings.position_embedding.weight"] = draw(g, 1, patches + 1, v["hidden_size"])
    norm(g, w, "vision_model.pre_layrnorm", v["hidden_size"])
    norm(g, w, "vision_model.post_layernorm", v["hidden_size"])
    w["visual_projection.weight"] = draw(g, 0.3, e, v["hidden_size"])
    return w


def gpt2_weights(g, config, prefix):
    d = config["n_embd"]
    inner = config.get("n_inner") or 4 * d
    w = {prefix + "wte.weight": draw(g, 1, config["vocab_size"], d), prefix + "wpe.weight": draw(g, 0.7, config["n_positions"], d)}
    for i in range(config["n_layer"]):
        name = f"{prefix}h.{i}"
        norm(g, w, name + ".ln_1", d)
        norm(g, w, name + ".ln_2", d)
        for part, into, out in (("attn.c_attn", d, 3 * d), ("attn.c_proj", d, d), ("mlp.c_fc", d, inner), ("mlp.c_proj", inner, d)):
            w[f"{name}.{part}.weight"] = draw(g, 1.5 / math.sqrt(into), into, out)
            w[f"{name}.{part}.bias"] = draw(g, 0.1, out)
    norm(g, w, prefix + "ln_f", d)
    if not config.get("tie_word_embeddings", True):
        w["lm_head.weight"] = draw(g, 0.3, config["vocab_size"], d)
    return w


def stored(w, dtype):
    """What a reader of the file sees, in double precision."""
    return {name: tensor.to(TYPES[dtype]).double() for name, tensor in w.items()}


# --- the cases --------------------------------------------------------------------------------------------------

def clip_case(name, config, texts, dtype, seed):
    g = torch.Generator().manual_seed(seed)
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    weights = clip_weights(g, config)
    size = config["vision_config"]["image_size"]
    pixels = draw(g, 1, 3, 3, size, size)
    w = stored(weights, dtype)
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    write_safetensors(folder / "model.safetensors", weights, dtype)
    write_safetensors(folder / "expected.safetensors", {
        "pixels": pixels,
        "image_embeddings": torch.stack([clip_image(w, config, p.double()) for p in pixels]),
        "text_embeddings": torch.stack([clip_text(w, config, ids) for ids in texts])})
    (folder / "texts.json").write_text(json.dumps(texts) + "\n")


def gpt2_case(name, config, prefix_length, prompts, stops, naming, dtype, seed):
    g = torch.Generator().manual_seed(seed)
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    weights = gpt2_weights(g, config, naming)
    prefixes = draw(g, 1.5, 2, prefix_length, config["n_embd"])
    w = stored(weights, dtype)
    table = w[naming + "wte.weight"]
    sample = [ids for ids in prompts if ids][0]
    inputs = torch.cat([prefixes[0].double(), table[sample]])
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    write_safetensors(folder / "model.safetensors", weights, dtype)
    write_safetensors(folder / "expected.safetensors", {"prefixes": prefixes, "logits": gpt2_logits(w, config, inputs)})
    runs = [{"image": i, **greedy(w, config, prefixes[i].double(), ids, stops, 12)} for i in range(2) for ids in prompts]
    (folder / "greedy.json").write_text(json.dumps({"stops": stops, "sample": sample, "runs": runs}, indent=1) + "\n")
    print(name, [(r["finish_reason"], len(r["ids"])) for r in runs])


def main():
    tower = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "layer_norm_eps": 1e-5}
    legacy = {
        "projection_dim": 20,
        "text_config": {**tower, "hidden_act": "quick_gelu", "vocab_size": 60, "max_position_embeddings": 12, "eos_token_id": 2},
        "vision_config": {**tower, "hidden_act": "quick_gelu", "image_size": 24, "patch_size": 8}}
    clip_case("clip-legacy", legacy, [[58, 5, 7, 59], [58, 59], [58, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 59]], "F32", 1)
    recent = {
        "projection_dim": 24,
        "text_config": {**tower, "num_attention_heads": 2, "hidden_act": "gelu", "vocab_size": 50, "max_position_embeddings": 10, "eos_token_id": 40},
        "vision_config": {**tower, "hidden_size": 40, "num_attention_heads": 5, "num_hidden_layers": 1, "hidden_act": "gelu", "image_size": 21, "patch_size": 6}}
    clip_case("clip-recent", recent, [[41, 45, 7, 40], [41, 40], [41, 1, 49, 40]], "F16", 2)
    tied = {"vocab_size": 90, "n_positions": 40, "n_embd": 32, "n_layer": 2, "n_head": 4, "n_inner": None,
            "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5, "eos_token_id": 58}
    prompts = [[3, 1, 4, 1, 5], [9], [2, 6], [], [7, 1, 8, 2, 8, 1, 8, 2]]
    gpt2_case("gpt2-tied", tied, 1, prompts, [6, 11, 83], "transformer.", "F32", 3)
    separate = {**tied, "n_embd": 24, "n_head": 3, "n_inner": 40, "tie_word_embeddings": False, "eos_token_id": 42}
    gpt2_case("gpt2-separate", separate, 3, prompts, [8, 10, 12], "", "BF16", 4)


if __name__ == "__main__":
    sys.exit(main())
