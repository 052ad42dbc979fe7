#!/usr/bin/python3
"""Decodes JPEGs and preprocesses them for CLIP as Pillow and NumPy do it, on one processor (Debian: python3-pil).

The files come as arguments and are read at once. For each line "measure N" on standard input it works through all of
them N times, and answers with the processor seconds that took; for "pixels FILE" it writes what it makes of all of
them to that file, as float32, and answers "0".
"""
import io
import sys
import time

import numpy as np
import PIL
from PIL import Image

SIZE = 224
MEAN = np.array([0.48145466, 0.4578275, 0.40821073], dtype=np.float32)
STD = np.array([0.26862954, 0.26130258, 0.27577711], dtype=np.float32)


def pixels(data):
    image = Image.open(io.BytesIO(data)).convert("RGB")
    width, height = image.size
    if width <= height:
        resized = (SIZE, int(SIZE * height / width))
    else:
        resized = (int(SIZE * width / height), SIZE)
    image = image.resize(resized, Image.Resampling.BICUBIC)
    left = int(round((resized[0] - SIZE) / 2.0))
    top = int(round((resized[1] - SIZE) / 2.0))
    samples = np.asarray(image.crop((left, top, left + SIZE, top + SIZE))).astype(np.float32)
    samples /= 255
    samples -= MEAN
    samples /= STD
    return np.ascontiguousarray(samples.transpose(2, 0, 1))


def answer(text):
    print(text, flush=True)


files = [open(name, "rb").read() for name in sys.argv[1:]]
answer("Pillow " + PIL.__version__)
for line in sys.stdin:
    command, argument = line.split(maxsplit=1)
    if command == "measure":
        begun = time.process_time()
        for _ in range(int(argument)):
            for data in files:
                pixels(data)
        answer(time.process_time() - begun)
    else:
        with open(argument.rstrip("\n"), "wb") as out:
            for data in files:
                out.write(pixels(data).tobytes())
        answer(0)
