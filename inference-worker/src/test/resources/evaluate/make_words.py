"""Splits captions with Stanford's PTBTokenizer 3.4.1, as the COCO caption evaluation does, and writes words.json.

    python3 make_words.py stanford-corenlp-3.4.1.jar

The jar is on Maven Central (edu.stanford.nlp:stanford-corenlp); it is GPL, and nothing of it is part of this project.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

# What the COCO evaluation drops after splitting.
DROPPED = ["''", "'", "``", "`", "-LRB-", "-RRB-", "-LCB-", "-RCB-", ".", "?", "!", ",", ":", "-", "--", "...", ";"]

CAPTIONS = """\
A man's dog can't sit on the well-made T-shirt.
Two dogs, one cat -- and 3 birds; "hello"!
The U.S. flag at 10:30 a.m. costs $1,000.50 or 50% off & more.
A dog . A cat ? No !
the kids' toys aren't here; they're gone, I'd say, we've, it'll, I'm
People cannot see the dog.
black/white 1/2 cup of café crème naïve — yes – no
A man’s hat, “quoted” text… end...
snow-covered o'clock mid-1990s 90's
two- and three-wheeled bikes
a @home #tag user_name a+b=c
A   lot of   space   
Stop-sign. A 4-way STOP sign!
20th century 1st
couldn’t won't WON'T let's who's dogs'
it's raining.it's pouring
A cat,a dog
x-ray, T.V. and U.S.A. photos: a.b.c
中文 字 ÀÉ ß
""".splitlines()

with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as text:
    text.write("\n".join(CAPTIONS))
    text.flush()
    split = subprocess.run(
        ["java", "-cp", sys.argv[1], "edu.stanford.nlp.process.PTBTokenizer", "-preserveLines", "-lowerCase", text.name],
        check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
rows = [{"caption": caption, "words": [word for word in line.split() if word not in DROPPED]}
        for caption, line in zip(CAPTIONS, split, strict=True)]
(pathlib.Path(__file__).parent / "words.json").write_text(
    json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
