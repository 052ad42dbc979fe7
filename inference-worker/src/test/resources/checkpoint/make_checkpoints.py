#!/usr/bin/env python3
"""Writes the checkpoints of TorchCheckpointTest with PyTorch's own torch.save.

    apt-get install python3-torch
    /usr/bin/python3 make_checkpoints.py          # rewrites the files beside this script
"""
import collections
import pathlib
import zipfile

import torch

HERE = pathlib.Path(__file__).parent


def numbers(*shape):
    return torch.arange(float(torch.Size(shape).numel())).reshape(shape)


state = collections.OrderedDict(
    single=numbers(2, 3),
    half=-numbers(4).half(),
    bfloat=numbers(2, 2).bfloat16(),
    transposed=numbers(2, 3).t(),
    view=numbers(4, 4)[1:3, 1:3],
    later_rows=numbers(3, 2)[1:],
    scalar=torch.tensor(2.5),
    empty=torch.zeros(0, 3),
    parameter=torch.nn.Parameter(numbers(2)),
    position_ids=torch.arange(3),
    mask=torch.ones(2, dtype=torch.uint8),
    flags=torch.ones(2, dtype=torch.bool),
)
state["shared"] = state["single"]
state._metadata = collections.OrderedDict([("", {"version": 1})])
torch.save(state, HERE / "state.bin")
torch.manual_seed(1)
torch.save(torch.nn.Linear(3, 2).state_dict(), HERE / "linear.bin")
torch.save({f"layer.{i}.weight": numbers(2) for i in range(40)}, HERE / "many.bin")
torch.save({"weight": numbers(2), "epoch": 3}, HERE / "training.bin")
torch.save({"weight": numbers(2)}, HERE / "legacy.bin", _use_new_zipfile_serialization=False)

# The same entries with the 64-bit fields that files beyond 4 GB have.
zipfile.ZIP64_LIMIT = 0
with zipfile.ZipFile(HERE / "linear.bin") as small, zipfile.ZipFile(HERE / "zip64.bin", "w") as large:
    for entry in small.infolist():
        large.writestr(entry.filename, small.read(entry))
