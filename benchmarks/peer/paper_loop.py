"""The captioning loop of the paper in plain PyTorch, for benchmarks/run.sh pipeline to compare with.

As the paper's code does it: one image and one prompt at a time, batch 1, GPT-2 run over the whole sequence again for
every token (no key-value cache), and the image encoded again for every score. Greedy, at most 30 tokens, the same stop
rule, the same weights from the same files, so the captions must be the same. Tokenising is done by the caller, free of
charge.

Lines of JSON on standard input and output:
  {"matmul": 1024}                                        -> {"gflops": ...}
  {"image": FILE, "prompts": [[id, ...], ...], "stops": [id, ...]}
      -> for each prompt {"ids": [id, ...]}, answered by {"text": [CLIP id, ...]}, then {"scores": [...]}
"""

import argparse
import json
import math
import struct
import sys
import time

import numpy
import torch
import torch.nn.functional as F
from PIL import Image

LIMIT = 30


def read_safetensors(path):
    with open(path, "rb") as file:
        size, = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
    data = numpy.memmap(path, mode="r", offset=8 + size)
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            tensors[name] = torch.from_numpy(data[begin:end].view("<f4").reshape(entry["shape"]).copy())
    return tensors


def read_json(path):
    with open(path) as file:
        return json.load(file)


def activation(kind, x):
    if kind == "quick_gelu":
        return x * torch.sigmoid(1.702 * x)
    return F.gelu(x, approximate="tanh" if kind == "gelu_new" else "none")


def attention(q, k, v, heads, mask):
    length, width = q.shape
    q, k, v = (x.view(length, heads, width // heads).transpose(0, 1) for x in (q, k, v))  # [H, T, d]
    scores = q @ k.transpose(1, 2) / math.sqrt(width // heads)  # [H, T, T]
    if mask is not None:
        scores = scores + mask
    return (scores.softmax(-1) @ v).transpose(0, 1).reshape(length, width)  # [T, D]


def causal(length):
    return torch.full((length, length), float("-inf")).triu(1)


class Clip:
    def __init__(self, folder):
        self.config = read_json(folder + "/config.json")
        self.w = read_safetensors(folder + "/model.safetensors")

    def norm(self, x, name, c):
        return F.layer_norm(x, x.shape[-1:], self.w[name + ".weight"], self.w[name + ".bias"], c["layer_norm_eps"])

    def linear(self, x, name):
        return F.linear(x, self.w[name + ".weight"], self.w.get(name + ".bias"))

    def layers(self, x, model, c, mask):
        for i in range(c["num_hidden_layers"]):
            name = f"{model}.encoder.layers.{i}"
            y = self.norm(x, name + ".layer_norm1", c)
            q, k, v = (self.linear(y, f"{name}.self_attn.{p}_proj") for p in "qkv")
            x = x + self.linear(attention(q, k, v, c["num_attention_heads"], mask), name + ".self_attn.out_proj")
            y = self.norm(x, name + ".layer_norm2", c)
            x = x + self.linear(activation(c["hidden_act"], self.linear(y, name + ".mlp.fc1")), name + ".mlp.fc2")
        return x

    def image(self, pixels):
        c = self.config["vision_config"]
        patches = F.conv2d(pixels[None], self.w["vision_model.embeddings.patch_embedding.weight"], stride=c["patch_size"])
        x = torch.cat([self.w["vision_model.embeddings.class_embedding"][None], patches.flatten(2)[0].T])
        x = self.norm(x + self.w["vision_model.embeddings.position_embedding.weight"], "vision_model.pre_layrnorm", c)
        x = self.layers(x, "vision_model", c, None)
        return self.linear(self.norm(x[0], "vision_model.post_layernorm", c), "visual_projection")

    def text(self, ids):
        c = self.config["text_config"]
        x = self.w["text_model.embeddings.token_embedding.weight"][ids]
        x = x + self.w["text_model.embeddings.position_embedding.weight"][:len(ids)]
        x = self.layers(x, "text_model", c, causal(len(ids)))
        return self.linear(self.norm(x[-1], "text_model.final_layer_norm", c), "text_projection")


class Gpt2:
    def __init__(self, folder):
        self.config = read_json(folder + "/config.json")
        self.w = {name.removeprefix("transformer."): tensor
                  for name, tensor in read_safetensors(folder + "/model.safetensors").items()}

    def norm(self, x, name):
        return F.layer_norm(
            x, x.shape[-1:], self.w[name + ".weight"], self.w[name + ".bias"], self.config["layer_norm_epsilon"])

    def conv1d(self, x, name):
        return torch.addmm(self.w[name + ".bias"], x, self.w[name + ".weight"])

    def next_logits(self, inputs):
        c, length = self.config, len(inputs)
        mask = causal(length)
        x = inputs + self.w["wpe.weight"][:length]
        for i in range(c["n_layer"]):
            q, k, v = self.conv1d(self.norm(x, f"h.{i}.ln_1"), f"h.{i}.attn.c_attn").chunk(3, -1)
            x = x + self.conv1d(attention(q, k, v, c["n_head"], mask), f"h.{i}.attn.c_proj")
            y = activation(c["activation_function"], self.conv1d(self.norm(x, f"h.{i}.ln_2"), f"h.{i}.mlp.c_fc"))
            x = x + self.conv1d(y, f"h.{i}.mlp.c_proj")
        return F.linear(self.norm(x[-1], "ln_f"), self.w.get("lm_head.weight", self.w["wte.weight"]))


class Loop:
    def __init__(self, bundle):
        self.clip = Clip(bundle + "/clip")
        self.gpt2 = Gpt2(bundle + "/gpt2")
        self.projection = read_safetensors(bundle + "/projection.safetensors")
        self.spec = read_json(bundle + "/clip/preprocessor_config.json")
        self.prefix_length = read_json(bundle + "/bundle.json").get("prefix_length", 1)

    def pixels(self, file):
        size = self.clip.config["vision_config"]["image_size"]
        image = Image.open(file).convert("RGB")
        short = min(image.size)
        image = image.resize([size * side // short for side in image.size], Image.BICUBIC)
        left, top = (image.width - size) // 2, (image.height - size) // 2
        grid = numpy.asarray(image.crop((left, top, left + size, top + size)), dtype=numpy.float32) / 255
        grid = (grid - numpy.float32(self.spec["image_mean"])) / numpy.float32(self.spec["image_std"])
        return torch.from_numpy(grid.transpose(2, 0, 1).copy())

    def generate(self, embedding, prompt, stops):
        prefix = F.linear(embedding, self.projection["weight"], self.projection["bias"]).view(self.prefix_length, -1)
        ids = []
        while len(ids) < LIMIT:
            inputs = torch.cat([prefix, self.gpt2.w["wte.weight"][prompt + ids]])
            ids.append(int(self.gpt2.next_logits(inputs).log_softmax(-1).argmax()))
            if ids[-1] == self.gpt2.config["eos_token_id"] or ids[-1] in stops:
                break
        return ids

    def score(self, pixels, text):
        return 100 * float(F.cosine_similarity(self.clip.image(pixels), self.clip.text(text), 0))

    def caption(self, request):
        pixels = self.pixels(request["image"])
        embedding = self.clip.image(pixels)
        scores = []
        for prompt in request["prompts"]:
            answer({"ids": self.generate(embedding, prompt, request["stops"])})
            scores.append(self.score(pixels, json.loads(sys.stdin.readline())["text"]))
        answer({"scores": scores})


def gflops(size):
    a, b = torch.randn(size, size), torch.randn(size, size)
    a @ b
    started = time.perf_counter()
    for _ in range(10):
        a @ b
    return 10 * 2 * size ** 3 / (time.perf_counter() - started) / 1e9


def answer(message):
    print(json.dumps(message), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bundle", required=True)
    parser.add_argument("--threads", type=int, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    with torch.inference_mode():
        loop = Loop(arguments.bundle)
        answer({"torch": torch.__version__})
        for line in sys.stdin:
            request = json.loads(line)
            if "matmul" in request:
                answer({"gflops": gflops(request["matmul"])})
            else:
                loop.caption(request)


if __name__ == "__main__":
    main()
