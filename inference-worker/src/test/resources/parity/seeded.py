"""Weights out of nothing but a name: a counter-based generator that numpy and Java compute alike, to the bit.

A tensor is described by (name, shape, mean, step). Its element i, counted in row-major order, is

    float32(mean) + float32(step) * m,    m = (mix(hash(name) + (i + 1) * GOLDEN) >> 40) - 2**23

in 64-bit integers that wrap around and two single roundings of float32: uniform over mean +- step * 2**23. hash is FNV-1a
with 64 bits over the name's UTF-8 bytes, mix the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
"""
import dataclasses
import math

import numpy

GOLDEN = numpy.uint64(0x9E3779B97F4A7C15)
CHUNK = 1 << 20


def name_hash(name):
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return numpy.uint64(value)


def mix(z):
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return z ^ (z >> numpy.uint64(31))


@dataclasses.dataclass(frozen=True)
class Seeded:
    """A float32 tensor that its description gives; mean and step are float32 values."""
    name: str
    shape: tuple
    mean: float
    step: float

    @staticmethod
    def spread(name, deviation, *shape, mean=0.0):
        """Uniform with that standard deviation."""
        return Seeded(name, shape, float(numpy.float32(mean)), float(numpy.float32(deviation * math.sqrt(3) / 2**23)))

    def draw(self):
        out = numpy.empty(math.prod(self.shape), numpy.float32)
        with numpy.errstate(over="ignore"):
            for start in range(0, len(out), CHUNK):
                end = min(start + CHUNK, len(out))
                counters = numpy.arange(start + 1, end + 1, dtype=numpy.uint64) * GOLDEN + name_hash(self.name)
                m = ((mix(counters) >> numpy.uint64(40)).astype(numpy.int64) - 2**23).astype(numpy.float32)
                out[start:end] = numpy.float32(self.mean) + numpy.float32(self.step) * m
        return out.reshape(self.shape)

    def line(self):
        """As it stands in weights.csv."""
        return f"{self.name},{'x'.join(map(str, self.shape))},{self.mean!r},{self.step!r}"
