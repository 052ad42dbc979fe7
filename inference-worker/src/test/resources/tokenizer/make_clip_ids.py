#!/usr/bin/env python3
"""Writes clip-merges.txt, a small vocabulary in CLIP's form, and clip-ids.json.gz, what bpe.py makes of texts.json.

CLIP's own vocabulary is in no package that this project builds from. This one has the same form (the alphabet, the
alphabet at the end of a word, the merges, start and end of text) and is learnt from the licence texts that every
Debian has, and from a few lines in other scripts. --check compares instead of writing.
"""
import gzip
import json
import pathlib
import sys
import unicodedata

from bpe import ClipBpe, clip_words, learn, read_merges, spelled

HERE = pathlib.Path(__file__).parent
LICENSES = pathlib.Path("/usr/share/common-licenses")
MERGES = 2000
CONTEXT = 77
LINES = ["Eine Katze schläft auf dem Sofa. Der Hund läuft über die Brücke.", "Un café près de l'hôtel, à l'été.",
         "кот и собака", "猫と犬", "🐱🐶🍕❤️", "a photo of a cat", "an image of a dog",
         "don't it's we'll you're they've he'd i'm"]


def clip_symbols(word):
    symbols = spelled(word)
    return (*symbols[:-1], symbols[-1] + "</w>")


def learnt():
    licenses = [(LICENSES / name).read_text() for name in ("GPL-3", "Apache-2.0")]
    lines = [*(line for text in licenses for line in text.splitlines()), *LINES * 40]
    words = [clip_symbols(word) for line in lines for word in clip_words(unicodedata.normalize("NFC", line).lower())]
    return learn(words, MERGES)


def ids():
    clip = ClipBpe(read_merges(HERE / "clip-merges.txt"))
    texts = json.loads((HERE / "texts.json").read_text())
    whole = [t if isinstance(t, str) else t["text"] * t["times"] for t in texts]
    return "[\n" + ",\n".join(json.dumps(clip.encode(t, CONTEXT)) for t in whole) + "\n]\n"


def main():
    if "--check" in sys.argv:
        same = gzip.decompress((HERE / "clip-ids.json.gz").read_bytes()).decode() == ids()
        print("clip-ids.json.gz:", "checked" if same else "is not what bpe.py makes of texts.json")
        return 0 if same else 1
    (HERE / "clip-merges.txt").write_text("".join(f"{a} {b}\n" for a, b in learnt()))
    (HERE / "clip-ids.json.gz").write_bytes(gzip.compress(ids().encode(), 9, mtime=0))


if __name__ == "__main__":
    sys.exit(main())
