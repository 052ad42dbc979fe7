"""CLIP and GPT-2 in plain PyTorch and double precision.

An implementation of its own, written from the papers (arXiv 2103.00020, Radford et al. 2019) and the weight names of
Hugging Face: nothing is shared with the Java code. Decoding is the naive kind: one sequence at a time, the whole of it
again for every token, no cache.
"""
import math

import torch

from seeded import Seeded


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


def clip_score(image, text):
    return float(100 * (image @ text) / image.norm() / text.norm())


# --- GPT-2 ------------------------------------------------------------------------------------------------------

def gpt2_hidden(w, config, inputs):
    """Input embeddings [T, D], without positions, to final hidden states [T, D]; names without "transformer."."""
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
    return layer_norm(x, w, "ln_f", eps)


def gpt2_logits(w, hidden):
    return hidden @ w.get("lm_head.weight", w["wte.weight"]).T


def greedy(w, config, prefix, prompt, limit):
    """What is said after the prefix [k, D] and the prompt, never stopping; "margins" are leads over the second logit."""
    run = {"prompt": prompt, "ids": [], "entropies": [], "log_probs": [], "margins": []}
    for _ in range(limit):
        inputs = torch.cat([prefix, w["wte.weight"][prompt + run["ids"]]])
        log_p = torch.log_softmax(gpt2_logits(w, gpt2_hidden(w, config, inputs)[-1]), -1)
        best, second = log_p.topk(2).values
        run["ids"].append(int(log_p.argmax()))
        run["entropies"].append(float(-(log_p.exp() * log_p).sum()))
        run["log_probs"].append(float(best))
        run["margins"].append(float(best - second))
    return run


def stopped(run, stops, end_of_text):
    """The run up to the first token that ends it."""
    steps, reason = len(run["ids"]), "length"
    for step, token in enumerate(run["ids"]):
        if token == end_of_text or token in stops:
            steps, reason = step + 1, "end_of_text" if token == end_of_text else "sentence"
            break
    cut = {key: run[key][:steps] for key in ("ids", "entropies", "log_probs")}
    return {"prompt": run["prompt"], **cut, "margin": min(run["margins"][:steps]), "finish_reason": reason}


# --- weights ----------------------------------------------------------------------------------------------------

def norm(name, width):
    return [Seeded.spread(name + ".weight", 0.2, width, mean=1), Seeded.spread(name + ".bias", 0.2, width)]


def clip_weights(config, seed):
    """Descriptions of all weights; seed is the start of the names that the generator knows them by."""
    text, vision, e = config["text_config"], config["vision_config"], config["projection_dim"]
    all_ = [Seeded.spread(seed + "logit_scale", 0, mean=2.6592)]
    for model, c in (("text_model", text), ("vision_model", vision)):
        d, inner = c["hidden_size"], c["intermediate_size"]
        for i in range(c["num_hidden_layers"]):
            name = f"{seed}{model}.encoder.layers.{i}"
            for part, out, into in (("self_attn.q_proj", d, d), ("self_attn.k_proj", d, d), ("self_attn.v_proj", d, d),
                                    ("self_attn.out_proj", d, d), ("mlp.fc1", inner, d), ("mlp.fc2", d, inner)):
                all_.append(Seeded.spread(f"{name}.{part}.weight", 1.5 / math.sqrt(into), out, into))
                all_.append(Seeded.spread(f"{name}.{part}.bias", 0.1, out))
            all_ += norm(name + ".layer_norm1", d) + norm(name + ".layer_norm2", d)
    patch, side = vision["patch_size"], vision["image_size"] // vision["patch_size"]
    t, v = seed + "text_model.embeddings", seed + "vision_model.embeddings"
    return all_ + [
        Seeded.spread(t + ".token_embedding.weight", 1, text["vocab_size"], text["hidden_size"]),
        Seeded.spread(t + ".position_embedding.weight", 1, text["max_position_embeddings"], text["hidden_size"]),
        *norm(seed + "text_model.final_layer_norm", text["hidden_size"]),
        Seeded.spread(seed + "text_projection.weight", 1 / math.sqrt(text["hidden_size"]), e, text["hidden_size"]),
        Seeded.spread(v + ".class_embedding", 1, vision["hidden_size"]),
        Seeded.spread(v + ".patch_embedding.weight", 1 / patch, vision["hidden_size"], 3, patch, patch),
        Seeded.spread(v + ".position_embedding.weight", 1, side ** 2 + 1, vision["hidden_size"]),
        *norm(seed + "vision_model.pre_layrnorm", vision["hidden_size"]),
        *norm(seed + "vision_model.post_layernorm", vision["hidden_size"]),
        Seeded.spread(seed + "visual_projection.weight", 1 / math.sqrt(vision["hidden_size"]), e, vision["hidden_size"])]


def gpt2_weights(config, seed):
    """As clip_weights; the tables are small, so that logits spread by about 3 and entropies are in between."""
    d = config["n_embd"]
    inner = config.get("n_inner") or 4 * d
    table = 3 / math.sqrt(d)
    all_ = [Seeded.spread(seed + "wte.weight", table, config["vocab_size"], d),
            Seeded.spread(seed + "wpe.weight", 2 * table, config["n_positions"], d)]
    for i in range(config["n_layer"]):
        name = f"{seed}h.{i}"
        all_ += norm(name + ".ln_1", d) + norm(name + ".ln_2", d)
        for part, into, out in (("attn.c_attn", d, 3 * d), ("attn.c_proj", d, d),
                                ("mlp.c_fc", d, inner), ("mlp.c_proj", inner, d)):
            all_.append(Seeded.spread(f"{name}.{part}.weight", 1.5 / math.sqrt(into), into, out))
            all_.append(Seeded.spread(f"{name}.{part}.bias", 0.1, out))
    all_ += norm(seed + "ln_f", d)
    if not config.get("tie_word_embeddings", True):
        all_.append(Seeded.spread(seed + "lm_head.weight", table, config["vocab_size"], d))
    return all_
