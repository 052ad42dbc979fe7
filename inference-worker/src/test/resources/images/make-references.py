#!/usr/bin/python3
"""Writes the pictures in this folder and what Pillow makes of them (Debian: python3-pil, python3-numpy).

For each picture NAME.expected holds the decoded picture as RGB bytes, and after them the same picture after CLIP's
resize and centre crop to SIZE pixels as torchvision computes them; references.csv holds the decoded sizes and how far
a decoder may differ. clip-digests.csv holds the SHA-256 of such crops of pictures that a formula draws. Made with Pillow 9.4.0 (libjpeg-turbo 2.1.5, libwebp 1.2.4, libtiff 4.5.0).
"""
import csv
import hashlib
import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageFilter, ImageOps

HERE = Path(__file__).parent
SIZE = 32
rng = np.random.default_rng(20261123)
rows = []


def picture(width, height, blur=1.5):
    noise = Image.fromarray(rng.integers(0, 256, (height, width, 3), dtype=np.uint8))
    soft = np.asarray(noise.filter(ImageFilter.GaussianBlur(blur))).astype(float)
    stretched = (soft - 128) * 5 + 128 + np.linspace(-50, 50, width)[None, :, None]
    return Image.fromarray(stretched.clip(0, 255).astype(np.uint8))


def clip_crop(image, size=SIZE):
    width, height = image.size
    short, long = min(width, height), max(width, height)
    longer = int(size * long / short)
    new = (size, longer) if width <= height else (longer, size)
    resized = image.resize(new, Image.Resampling.BICUBIC)
    left = int(round((new[0] - size) / 2.0))
    top = int(round((new[1] - size) / 2.0))
    return resized.crop((left, top, left + size, top + size))


def add(name, data, tolerance=0, expected=None):
    (HERE / name).write_bytes(data)
    image = expected or ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    (HERE / (name + ".expected")).write_bytes(image.tobytes() + clip_crop(image).tobytes())
    rows.append([name, image.width, image.height, tolerance])


def saved(image, format, **options):
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def png(width, height, bit_depth, color_type, scanlines, interlace=0):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, bit_depth, color_type, 0, 0, interlace)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(scanlines, 9))
            + chunk(b"IEND", b""))


def unfiltered(pixels):
    return b"".join(b"\0" + row.tobytes() for row in pixels)


def adam7(pixels):
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    return b"".join(unfiltered(pixels[y::dy, x::dx]) for x, y, dx, dy in passes if pixels[y::dy, x::dx].size)


def profile_with_red_and_blue_swapped():
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red:red + 4], profile[blue:blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile)


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags.tobytes()


def pngs():
    for width, height in [(61, 47), (33, 200), (301, 40), (5, 3), (1, 1), (32, 32), (32, 75), (3, 150), (97, 98)]:
        add(f"rgb-{width}x{height}.png", saved(picture(width, height), "PNG"))
    colors = picture(40, 34)
    alpha = picture(40, 34).convert("L")
    translucent = colors.copy()
    translucent.putalpha(alpha)
    grey_alpha = Image.merge("LA", (colors.convert("L"), alpha))
    add("grey-8.png", saved(colors.convert("L"), "PNG"))
    add("grey-1.png", saved(colors.convert("1"), "PNG"))
    grey4 = (np.asarray(colors.convert("L")) >> 4).astype(np.uint8)
    add("grey-4.png", png(40, 34, 4, 0, unfiltered(grey4[:, ::2] << 4 | grey4[:, 1::2])))
    add("palette.png", saved(colors.quantize(32), "PNG"))
    add("palette-4.png", saved(colors.quantize(9), "PNG", bits=4))
    add("palette-alpha.png", saved(colors.quantize(32), "PNG", transparency=bytes(range(0, 256, 8))))
    add("rgb-alpha.png", saved(translucent, "PNG"))
    add("rgb-color-key.png", saved(colors, "PNG", transparency=colors.getpixel((3, 4))))
    add("grey-alpha.png", saved(grey_alpha, "PNG"))
    wide = rng.integers(0, 65536, (34, 40, 3), dtype=np.uint16)
    add("rgb-16.png", png(40, 34, 16, 2, unfiltered(wide.astype(">u2"))))
    grey16 = wide[:, :, 0]
    upper = Image.fromarray((grey16 >> 8).astype(np.uint8)).convert("RGB")  # Pillow itself would clip at 255
    add("grey-16.png", png(40, 34, 16, 0, unfiltered(grey16.astype(">u2"))), expected=upper)
    add("interlaced.png", png(40, 34, 8, 2, adam7(np.asarray(colors)), interlace=1))
    add("profile.png", saved(colors, "PNG", icc_profile=profile_with_red_and_blue_swapped()))


def jpegs():
    colors = picture(83, 61)
    for name, subsampling in [("444", 0), ("422", 1), ("420", 2)]:
        add(f"{name}.jpg", saved(colors, "JPEG", quality=90, subsampling=subsampling), 1)
    add("progressive.jpg", saved(colors, "JPEG", quality=80, progressive=True), 1)
    add("grey.jpg", saved(colors.convert("L"), "JPEG", quality=90), 1)
    cmyk = saved(colors.convert("CMYK"), "JPEG", quality=90)
    add("cmyk.jpg", cmyk, 1)
    adobe = cmyk.index(b"Adobe")
    add("ycck.jpg", cmyk[:adobe + 11] + b"\2" + cmyk[adobe + 12:], 1)
    plain = saved(colors, "JPEG", quality=90, subsampling=0)
    bare = plain[plain.index(b"\xff\xdb"):]
    add("no-jfif.jpg", plain[:2] + bare, 1)
    adobe_rgb = b"\xff\xee\x00\x0eAdobe\x00\x64\0\0\0\0\0"
    add("adobe-rgb.jpg", plain[:2] + adobe_rgb + bare, 1)
    add("profile.jpg", saved(colors, "JPEG", quality=90, icc_profile=profile_with_red_and_blue_swapped()), 1)
    small = picture(23, 37)
    for orientation in range(1, 9):
        add(f"orientation-{orientation}.jpg", saved(small, "JPEG", quality=90, exif=exif(orientation)), 1)


def others():
    colors = picture(40, 34)
    gif = saved(colors.quantize(16), "GIF")
    add("plain.gif", gif)
    add("animated.gif", saved(colors, "GIF", save_all=True, append_images=[picture(40, 34), picture(40, 34)]))
    offset = bytearray(saved(colors.quantize(16), "GIF", transparency=5))
    descriptor = offset.index(b"\x2c\0\0\0\0" + struct.pack("<HH", 40, 34))
    offset[6:10] = struct.pack("<HH", 50, 60)
    offset[descriptor + 1:descriptor + 5] = struct.pack("<HH", 7, 11)
    add("frame-on-larger-canvas.gif", bytes(offset))
    add("rgb.bmp", saved(colors, "BMP"))
    add("palette.bmp", saved(colors.quantize(16), "BMP"))
    add("grey.bmp", saved(colors.convert("L"), "BMP"))
    add("bilevel.bmp", saved(colors.convert("1"), "BMP"))
    for compression in ["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"]:
        add(f"{compression}.tif", saved(colors, "TIFF", compression=compression))
    add("jpeg.tif", saved(colors, "TIFF", compression="jpeg", quality=95), 1)
    add("grey.tif", saved(colors.convert("L"), "TIFF"))
    add("palette.tif", saved(colors.quantize(16), "TIFF"))
    add("bilevel.tif", saved(colors.convert("1"), "TIFF", compression="group4"))
    add("cmyk.tif", saved(colors.convert("CMYK"), "TIFF"))
    add("lossless.webp", saved(colors, "WEBP", lossless=True))
    add("lossy.webp", saved(picture(40, 34, blur=12), "WEBP", quality=95), 8)  # its decoder smooths chroma less
    translucent = colors.copy()
    translucent.putalpha(picture(40, 34).convert("L"))
    add("alpha.webp", saved(translucent, "WEBP", lossless=True, exact=True))


def drawn(width, height):
    y, x, channel = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    return Image.fromarray(((x * 7 + y * 13 + channel * 29 + x * y % 251) % 256).astype(np.uint8))


def clip_digests():
    sides = [(640, 480, 224), (480, 640, 224), (1000, 333, 224), (333, 1000, 224), (224, 224, 224), (223, 225, 224),
             (1920, 1080, 224), (50, 3000, 224), (4000, 60, 224), (7, 5, 224), (300, 299, 224), (600, 401, 336),
             (500, 375, 64), (375, 500, 64), (1, 400, 8), (3000, 2999, 32), (449, 224, 224), (224, 453, 224)]
    yield ["width", "height", "size", "sha256"]
    for width, height, size in sides:
        crop = clip_crop(drawn(width, height), size)
        yield [width, height, size, hashlib.sha256(crop.tobytes()).hexdigest()]


def write_csv(name, lines):
    with open(HERE / name, "w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(lines)


pngs()
jpegs()
others()
write_csv("references.csv", [["file", "width", "height", "tolerance"]] + rows)
write_csv("clip-digests.csv", clip_digests())
