#!/usr/bin/env python3
"""Writes texts.json: what the tokenizers are tried on, ordinary and hostile. {"text": t, "times": n} is t n times over."""
import json
import pathlib
import random
import unicodedata

HERE = pathlib.Path(__file__).parent
WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2003\u2009\u2028\u2029\u202f\u205f\u3000"
draw = random.Random(20261124)

PROMPTS = ["A detailed photo of", "This image shows", "A realistic image of", "An image of", "A picture that depicts"]
CAPTIONS = [
    "a man riding a wave on top of a surfboard.", "two dogs, one brown and one white, asleep on a sofa.",
    "a plate with 3 slices of pizza and a glass of water.", "the Eiffel Tower at night, 2019.",
    "an old steam train (no. 4468) leaving King's Cross.", "a close-up of a cat's face.", "people waiting at a bus stop.",
    "St. John's, Newfoundland; population 110,525.", "a \"Stop\" sign - and, behind it, a church.", "42.",
    "A woman holding an umbrella in the rain", "ANTIDISESTABLISHMENTARIANISM", "iPhone XS, macOS and O'Reilly",
    "a1b2c3 3.14159 1,000,000 50% $9.99 #1 @home a/b\\c a_b_c a-b-c", "https://example.org/a?b=c&d=%20#e",
    "<b>bold</b> &amp; &lt;escaped&gt; &#39;", "{\"json\": [1, 2.5, null]}", "for (int i = 0; i < n; i++) { x += i; }"]
CONTRACTIONS = [
    "it's I'm you're they've we'll he'd don't", "It'S I'M YOU'RE", "'s", "'", "''", "'ll've", "rock'n'roll", " 's 't",
    "I'd've", "y'all're", "'tis", "\u2019s it\u2019s don\u2019t", "a's'b't'c", "''s''re", "'\u017f 'S"]
SPACES = [
    "", " ", "  ", "   ", " a", "a ", "  a", "a  ", " a  b   c    d", "\n", "\n\n", "a\nb", "a\n\nb", "a \n b", "\t\ta",
    "a\t", "\r\n", "a\r\nb", " \t \n \r a", "a \u3000 b", "\u00a0a\u00a0", "a\u00a0 b", "a \u00a0b", "1  2", "!  ?", "  !", "\n!",
    "\u200b", "a\u200bb", "\u200b a", "\u180e", "\u2060a", "\n 's", "  'll"]
WRITING = [
    "na\u00efve caf\u00e9", "nai\u0308ve cafe\u0301", "\u00c5 \u212b A\u030a", "STRASSE stra\u00dfe \u1e9e", "\u0130stanbul \u0131",
    "\u01c5 \u01c4 \u01c6", "\ufb01 \ufb03", "\u039f\u0394\u039f\u03a3", "\u03c2\u03c3", "\u041a\u043e\u0442 \u0438 \u0441\u043e\u0431\u0430\u043a\u0430", "\u732b\u3068\u72ac",
    "\u4e00\u53ea\u732b\u5750\u5728\u57ab\u5b50\u4e0a\u3002", "\ud55c\uad6d\uc5b4 \uace0\uc591\uc774", "\u1112\u1161\u11ab", "\u30ab\u3099 \u30ac \uff76\uff9e", "\u0628\u0633\u0645 \u0627\u0644\u0644\u0647",
    "\u05e9\u05dc\u05d5\u05dd", "\u0928\u092e\u0938\u094d\u0924\u0947", "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22", "\u0ba4\u0bae\u0bbf\u0bb4\u0bcd", "\u10e5\u10d0\u10e0\u10d7", "\u13a0\u13b5\u13ac \uab70", "\U00010400\U00010428",
    "\u0661\u0662\u0663 \u0967\u0968 \uff11\uff12", "\u2160\u2163\u2188", "\u00bd \u00b2 \u2460 \u3289", "\u4e00\u4e8c\u4e09", "\U0001d7d8\U0001d400", "\u02bc \u02bb \uff07",
    "x\u0300\u0301\u0302\u0303", "\u0301", " \u0301a", "Z\u0351\u036b\u0343\u0346A\u0324L\u0321G\u0317O"]
EMOJI = [
    "\U0001f431", "\U0001f431\U0001f431", "a\U0001f431b", "\U0001f408\u200d\u2b1b", "\U0001f469\U0001f3fd\u200d\U0001f680", "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", "\U0001f1e9\U0001f1ea\U0001f1eb",
    "\u2764\ufe0f", "#\ufe0f\u20e3", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "\u263a", "A photo of \U0001f355.", "\U0001f600\U0001f601\U0001f602" * 10]
HOSTILE = [
    "\ud800", "\udc00", "a\udc00b", "\udc00\ud800", "\ud83d", "\ud83d ", " \ud83d", "\ud83d\ud83d\udc31", "\ufffd", "\ufffe\uffff", "\ue000\U000f0000", "\U0010ffff",
    "\u202eabc\u202c", "\ufeff", "\ufeffa", "a\ufeff", " \ufeff", "\u0085", "a\u0085b", "\u0085\u0085a", "\x00", "\x00\x01\x1f", "a\x00b", "\x1b[31mred\x1b[0m",
    "\x1c\x1d\x1e\x1f", "a\x1cb", "\x7f\x80\x9f", "__proto__", "constructor toString hasOwnProperty", ",", ",,", ", ,", ",,,,,,,,", "a,,b", ",',',", "<|endoftext", "|>",
    "endoftext", "< |endoftext| >", "<|>", "\u0120", "\u0120a", "\u010a", "</w>", "a</w>b", "<w/>", "'; DROP TABLE captions; --", "${jndi:x}", "%s%n", "../../etc/passwd"]
LONG = [
    {"text": "z", "times": 10000}, {"text": " ", "times": 10000}, {"text": "\n", "times": 10000}, {"text": "word ", "times": 2000},
    {"text": "An image of a cat. ", "times": 526}, {"text": "\u732b", "times": 10000}, {"text": "\U0001f431", "times": 5000}, {"text": "7", "times": 10000},
    {"text": "ab", "times": 5000}, {"text": "!?", "times": 5000}, {"text": "'s", "times": 5000}, {"text": "e\u0301", "times": 5000}, {"text": "a\u00a0", "times": 5000},
    {"text": "\ud800", "times": 10000}, {"text": "\x00", "times": 10000}, {"text": "Hello", "times": 2000}]


def any_character():
    """One that Unicode 14, which Python 3.11 knows, has: newer letters are unknown to some of those that are compared."""
    block = draw.choice([(0, 0x80), (0, 0x250), (0x250, 0x2000), (0x2000, 0x3100), (0x3100, 0xd800), (0xe000, 0x10000), (0x10000, 0x20000)])
    c = chr(draw.randrange(*block))
    return c if unicodedata.category(c) != "Cn" else any_character()


def line(choose, longest):
    return "".join(choose() for _ in range(draw.randint(1, longest)))


RANDOM = [line(lambda: chr(draw.randrange(32, 127)), 40) for _ in range(60)]
RANDOM += [line(lambda: draw.choice("ab c'sS1.\n\t,"), 30) for _ in range(60)]
RANDOM += [line(lambda: draw.choice(WHITE + "a1!"), 15) for _ in range(60)]
RANDOM += [line(any_character, 20) for _ in range(120)]

texts = [*PROMPTS, *(p + " " + c for p, c in zip(PROMPTS * 4, CAPTIONS)), *CAPTIONS, *CONTRACTIONS, *SPACES, *WRITING, *EMOJI, *HOSTILE,
         *(chr(c) for c in range(0x20)), *(f"a{c}{c}b {c}c" for c in WHITE), *RANDOM, *LONG]
lines = ",\n".join(json.dumps(text) for text in texts)
(HERE / "texts.json").write_text(f"[\n{lines}\n]\n")
print(len(texts), "texts")
