#!/usr/bin/python3
"""Writes the photographs in this folder, in the forms in which photographs are met, and what Pillow makes of them.

    apt-get download python3-skimage && dpkg -x python3-skimage_*.deb skimage     # 0.19.3, for its photographs alone
    /usr/bin/python3 make_photos.py skimage/usr/lib/python3/dist-packages/skimage/data

NAME.expected holds every fourth pixel of every fourth row, as RGB bytes, of the 224 x 224 pixels that CLIP is given: the
decoded picture turned upright, resized with Pillow's bicubic filter and cropped at its centre as torchvision does.
Made with Pillow 9.4.0 (libjpeg-turbo 2.1.5, libwebp 1.2.4).
"""
import io
import pathlib
import struct
import sys
import zlib

import numpy
from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).parent
SIZE = 224


def clip_crop(image):
    width, height = image.size
    longer = int(SIZE * max(width, height) / min(width, height))
    size = (SIZE, longer) if width <= height else (longer, SIZE)
    resized = image.resize(size, Image.Resampling.BICUBIC)
    left, top = (int(round((side - SIZE) / 2.0)) for side in size)
    return resized.crop((left, top, left + SIZE, top + SIZE))


def add(name, data, upright=None):
    image = upright or ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    (HERE / name).write_bytes(data)
    (HERE / (name + ".expected")).write_bytes(numpy.asarray(clip_crop(image))[::4, ::4].tobytes())


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def oriented(image, orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return saved(image, "JPEG", quality=85, exif=tags.tobytes())


def png16(samples):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    height, width, channels = samples.shape
    header = struct.pack(">IIBBBBB", width, height, 16, {1: 0, 3: 2}[channels], 0, 0, 0)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in samples)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def main(data):
    def photo(name):
        return Image.open(data / name)

    for name in ("rocket.jpg", "chelsea.png", "camera.png"):
        add(name, (data / name).read_bytes())
    astronaut, cat, coffee, rocket = (photo(n).convert("RGB") for n in ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg"))
    add("coffee-420.jpg", saved(coffee, "JPEG", quality=85, subsampling=2))
    add("coffee-progressive.jpg", saved(coffee, "JPEG", quality=80, progressive=True))
    add("coffee-cmyk.jpg", saved(coffee.convert("CMYK"), "JPEG", quality=80))
    add("coffee-wide.jpg", saved(coffee.crop((0, 150, 600, 225)), "JPEG", quality=90))
    add("coffee.webp", saved(coffee, "WEBP", quality=80))
    add("astronaut-444.jpg", saved(astronaut, "JPEG", quality=85, subsampling=0))
    add("astronaut-grey.jpg", saved(astronaut.convert("L"), "JPEG", quality=80))
    add("astronaut-tall.jpg", saved(astronaut.crop((200, 0, 261, 512)), "JPEG", quality=90))
    add("rocket-639x425.jpg", saved(rocket.crop((0, 0, 639, 425)), "JPEG", quality=75))
    small = rocket.resize((321, 214), Image.Resampling.LANCZOS)
    for orientation in (3, 6, 8):
        add(f"rocket-orientation-{orientation}.jpg", oriented(small, orientation))
    add("rocket-lossless.webp", saved(small, "WEBP", lossless=True))
    half = cat.resize((225, 150), Image.Resampling.LANCZOS)
    add("chelsea-palette.png", saved(half.quantize(200), "PNG"))
    add("chelsea.gif", saved(half.quantize(120), "GIF"))
    translucent = half.copy()
    translucent.putalpha(Image.linear_gradient("L").resize(half.size))
    add("chelsea-alpha.png", saved(translucent, "PNG"))
    part = numpy.asarray(astronaut.crop((150, 0, 290, 120))).astype(numpy.uint16)
    low = (numpy.arange(part.size) * 37 % 256).reshape(part.shape).astype(numpy.uint16)  # a lower byte of its own
    add("astronaut-16.png", png16(part << 8 | low))
    grey = Image.fromarray(part[:, :, 0].astype(numpy.uint8)).convert("RGB")  # Pillow itself would clip at 255
    add("astronaut-grey-16.png", png16((part << 8 | low)[:, :, :1]), grey)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
