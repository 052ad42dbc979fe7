"""Byte-pair encoding as GPT-2 (Radford et al. 2019) and CLIP (Radford et al. 2021) use it, in plain Python.

An implementation of its own, to hold others against: words are found by a scanner over Unicode categories, not by a
regular expression, and merged by the definition (Sennrich et al. 2016): the earliest-learnt pair in the word first.
"""
import collections
import gzip
import pathlib
import unicodedata

HERE = pathlib.Path(__file__).parent
END = "<|endoftext|>"
START = "<|startoftext|>"
WHITE = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200b)}
CONTRACTIONS = ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")


# --- bytes ------------------------------------------------------------------------------------------------------

def byte_letters():
    """A visible letter for every byte: itself where it is printable, else the next one from U+0100 on."""
    printable = [*range(0x21, 0x7f), *range(0xa1, 0xad), *range(0xae, 0x100)]
    others = [b for b in range(256) if b not in printable]
    return {b: chr(b) for b in printable} | {b: chr(256 + i) for i, b in enumerate(others)}


LETTER = byte_letters()  # in the order of their ids
BYTE = {letter: byte for byte, letter in LETTER.items()}


def spelled(text):
    return [LETTER[b] for b in text.encode("utf-8")]


def well_formed(text):
    return "".join("\ufffd" if unicodedata.category(c) == "Cs" else c for c in text)


# --- words ------------------------------------------------------------------------------------------------------

def kind(c):
    if c in WHITE:
        return "white"
    return {"L": "letter", "N": "number"}.get(unicodedata.category(c)[0], "other")


def run_end(text, start):
    end = start
    while end < len(text) and kind(text[end]) == kind(text[start]):
        end += 1
    return end


def contraction(text, at):
    return next((c for c in CONTRACTIONS if text.startswith(c, at)), None)


def gpt2_words(text):
    """A blank before a word belongs to it; of a longer run of white space before a word only the last blank does."""
    at = 0
    while at < len(text):
        short = contraction(text, at)
        if short:
            end = at + len(short)
        elif text[at] in WHITE:
            end = run_end(text, at)
            if end < len(text):
                if text[end - 1] != " " and end - at == 1:
                    pass  # white space of one character that is no blank stands alone
                elif end - at == 1:
                    end = run_end(text, end)
                else:
                    end -= 1
        else:
            end = run_end(text, at)
        yield text[at:end]
        at = end


def clip_words(text):
    """White space is dropped, digits stand alone."""
    at = 0
    while at < len(text):
        short = contraction(text, at)
        if short:
            end = at + len(short)
        else:
            end = at + 1 if kind(text[at]) == "number" else run_end(text, at)
        if text[at] not in WHITE:
            yield text[at:end]
        at = end


# --- merges -----------------------------------------------------------------------------------------------------

def merged(symbols, pair):
    out, i = [], 0
    while i < len(symbols):
        if tuple(symbols[i:i + 2]) == pair:
            out.append(symbols[i] + symbols[i + 1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return out


def encode_word(symbols, ranks):
    while len(symbols) > 1:
        best = min(zip(symbols, symbols[1:]), key=lambda pair: ranks.get(pair, len(ranks)))
        if best not in ranks:
            break
        symbols = merged(symbols, best)
    return symbols


def learn(words, count):
    """The most frequent pair first; of equals the smaller."""
    counts = collections.Counter(words)
    spellings = {word: list(word) for word in counts}
    merges = []
    for _ in range(count):
        pairs = collections.Counter()
        for word, symbols in spellings.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += counts[word]
        best = max(pairs, key=lambda pair: (pairs[pair], [-ord(c) for c in "\0".join(pair)]))
        merges.append(best)
        spellings = {word: merged(symbols, best) for word, symbols in spellings.items()}
    return merges


# --- tokenizers -------------------------------------------------------------------------------------------------

def read_merges(path):
    text = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode("utf-8")
    return [tuple(line.split(" ")) for line in text.split("\n") if line and not line.startswith("#version")]


class Bpe:
    def __init__(self, tokens, merges, specials):
        self.ids = {token: i for i, token in enumerate(tokens)} | specials
        self.tokens = {i: token for token, i in self.ids.items()}
        self.ranks = {pair: rank for rank, pair in enumerate(merges)}
        self.specials = specials

    def parts(self, text):
        """The text cut at special tokens, which stand as they are."""
        first = min((at, s) for s in self.specials if (at := text.find(s)) >= 0) if any(
            s in text for s in self.specials) else None
        if first is None:
            return [text]
        at, special = first
        return [text[:at], special, *self.parts(text[at + len(special):])]


class Gpt2Bpe(Bpe):
    """The alphabet, then a token per merge, then end-of-text."""

    def __init__(self, merges):
        tokens = [*LETTER.values(), *("".join(pair) for pair in merges)]
        super().__init__(tokens, merges, {END: len(tokens)})

    @staticmethod
    def real_merges():
        return read_merges(HERE / "gpt2-merges.txt.gz")

    def encode(self, text):
        ids = []
        for part in self.parts(well_formed(text)):
            words = [[part]] if part in self.specials else (
                encode_word(spelled(word), self.ranks) for word in gpt2_words(part))
            ids += [self.ids[symbol] for word in words for symbol in word]
        return ids

    def decode(self, ids):
        raw = b"".join(
            self.tokens[i].encode() if self.tokens[i] in self.specials else bytes(BYTE[c] for c in self.tokens[i])
            for i in ids)
        return raw.decode("utf-8", errors="replace")


class ClipBpe(Bpe):
    """The alphabet, the same at the end of a word, a token per merge; start and end of text are the last of all ids."""

    def __init__(self, merges, vocab_size=None):
        tokens = [*LETTER.values(), *(c + "</w>" for c in LETTER.values()), *("".join(pair) for pair in merges)]
        size = vocab_size or len(tokens) + 2
        super().__init__(tokens, merges, {START: size - 2, END: size - 1})

    def encode(self, text, context):
        """Between start and end of text, cut to the context keeping the end."""
        ids = [self.specials[START]]
        for part in self.parts(well_formed(text)):
            if part in self.specials:
                ids.append(self.specials[part])
                continue
            lower = "".join(c.lower() for c in unicodedata.normalize("NFC", part))
            for word in clip_words(lower):
                symbols = spelled(word)
                symbols[-1] += "</w>"
                ids += [self.ids[symbol] for symbol in encode_word(symbols, self.ranks)]
        return ids[:context - 1] + [self.specials[END]]
