"""Reads and writes what a reference consists of, and compares two of them."""
import json
import math
import struct

import torch

TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}


def safetensors(tensors, dtype="F32"):
    """The bytes of a safetensors file."""
    header, blobs, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in tensors.items():
        typed = tensor.detach().to(TYPES[dtype]).contiguous()
        raw = (typed.view(torch.int16) if dtype != "F32" else typed).numpy().tobytes()
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [offset, offset + len(raw)]}
        offset += len(raw)
        blobs.append(raw)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(blobs)


def read_float32(raw):
    """The tensors of such bytes, where all are F32."""
    size, = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8:8 + size])
    header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + size + offset for offset in entry["data_offsets"])
        tensors[name] = torch.frombuffer(bytearray(raw[begin:end]), dtype=torch.float32).reshape(entry["shape"])
    return tensors


def indented(value):
    """JSON with a line for each element of a list of objects."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return ("[\n" + ",\n".join(json.dumps(v) for v in value) + "\n]\n").encode()
    return (json.dumps(value, indent=1) + "\n").encode()


def lines(seeded):
    return ("name,shape,mean,step\n" + "".join(s.line() + "\n" for s in seeded)).encode()


def differences(name, stored, made, tolerance):
    """What is wrong with the bytes stored, if anything: numbers may be off by the tolerance, all else is the same."""
    if stored == made:
        return []
    if name.endswith(".json"):
        return unequal(name, json.loads(stored), json.loads(made), tolerance)
    if name.endswith("expected.safetensors"):
        return far(name, read_float32(stored), read_float32(made), tolerance)
    return [name + " is not the same"]


def unequal(path, stored, made, tolerance):
    if isinstance(made, float) and isinstance(stored, (int, float)):
        return [] if math.isclose(stored, made, rel_tol=tolerance, abs_tol=tolerance) else [f"{path}: {stored} is now {made}"]
    if isinstance(made, list) and isinstance(stored, list) and len(made) == len(stored):
        return [d for i, (s, m) in enumerate(zip(stored, made)) for d in unequal(f"{path}[{i}]", s, m, tolerance)]
    if isinstance(made, dict) and isinstance(stored, dict) and made.keys() == stored.keys():
        return [d for key in made for d in unequal(f"{path}.{key}", stored[key], made[key], tolerance)]
    return [] if stored == made else [f"{path}: {stored} is now {made}"]


def far(path, stored, made, tolerance):
    if {n: t.shape for n, t in stored.items()} != {n: t.shape for n, t in made.items()}:
        return [path + " has other tensors"]
    return [f"{path} {name}: off by {(stored[name] - tensor).abs().max():.3g}" for name, tensor in made.items()
            if not (stored[name] - tensor).abs().max() <= tolerance * tensor.abs().max()]
