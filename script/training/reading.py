"""Reads a message as Sources/Spotting/WorryText.swift does, and gives the numbers of what stands in it.

Both must do the very same: Tests/SpottingTests/Fixtures/scores.tsv holds scores that this file gave, and a test compares
them with those that Swift gives. So nothing here rests on tables of Unicode: all that counts is written out.

1. Scalars. A to Z are small. A look-alike (the table in Sources/Spotting/LookAlikes.swift) is what it looks like.
   Invisible ones and apostrophes are passed over. An emoji is a word of its own. Of other alphabets each scalar is a
   letter. All else ends a word.
2. Words. "@", "$", "!" and "|" stand for a, s, i and i inside a word; behind its last letter they are none of it, and
   "!" and "|" are none before its first. In a word with a letter the figures 0 1 3 4 5 7 are o i e a s t.
   Three and more of a letter are one. Three and more words of one letter each, one after another, are one word.
3. Streams of bytes. "Spaced" is each word between blanks, "close" is all words without any. In both, two of a letter are
   one, and l is i: "kill", "kiil" and "klll" are the same.
4. Heard. A word of a to z also counts as what one hears of it, so that "skared" is "scared": see heard().
5. Features, in four groups. Words, two neighbours, two with a word between; three to five bytes of the spaced stream;
   four to seven of the close one; the same as of words of what is heard. Each is a number from 0 to 2^18 - 1 by FNV-1a
   and the end of MurmurHash3, all in 32 bits. What a group counts is multiplied by its gain and divided by the square
   root of how many features it has.
6. Windows. Long texts are read in windows of WINDOW words that begin every STEP words; the highest score counts.
   No more than the first MOST scalars and the last MOST of a text are read.
"""

import functools
import pathlib

import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
BITS = 18
BUCKETS = 1 << BITS
SPACED = (3, 4, 5)
CLOSE = (4, 5, 6, 7)
GAINS = (1.0, 1.0, 1.0, 1.5)
WINDOW = 24
STEP = 12
MOST = 8192

_BASIS = 0x811C9DC5
_PRIME = 0x01000193
_MASK = 0xFFFFFFFF
BEGIN, END = 1, 2

_SIGNS = {"@": "a", "$": "s", "!": "i", "|": "i"}
_FIGURES = dict(zip("013457", "oieast"))
_APOSTROPHES = set("'`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032")


def _look_alikes():
    source = (ROOT / "Sources/Spotting/LookAlikes.swift").read_text(encoding="utf-8")
    table = source.split('"""')[1]
    readings = {}
    for line in table.split("\n"):
        parts = line.split()
        if len(parts) == 2:
            for scalar in parts[1]:
                readings[scalar] = parts[0]
    return readings


_LOOK_ALIKES = _look_alikes()

_INVISIBLE = [
    (0xAD, 0xAD), (0x300, 0x36F), (0x483, 0x489), (0x61C, 0x61C), (0x64B, 0x65F), (0x115F, 0x1160),
    (0x17B4, 0x17B5), (0x180B, 0x180F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0x20D0, 0x20FF), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0x1F3FB, 0x1F3FF), (0xE0000, 0xE0FFF),
]
_EMOJI = [(0x2190, 0x2BFF), (0x1F000, 0x1FAFF)]
_BREAKS = [
    (0x80, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x2000, 0x218F), (0x3000, 0x303F), (0xE000, 0xF8FF), (0xFE10, 0xFE1F),
    (0xFE30, 0xFE6F), (0xFF00, 0xFFEF), (0xF0000, 0x10FFFF),
]


def _within(code, ranges):
    return any(first <= code <= last for first, last in ranges)


def _scalar(character):
    """What a scalar is: a kind and what is read for it."""
    code = ord(character)
    if code < 0x80:
        if character.isalnum():
            return "letter", character.lower()
        if character in _APOSTROPHES:
            return "nothing", ""
        if character in _SIGNS:
            return "sign", character
        return "break", ""
    if 0xFF21 <= code <= 0xFF3A:
        return "letter", chr(code - 0xFF21 + 0x61)
    if 0xFF41 <= code <= 0xFF5A:
        return "letter", chr(code - 0xFF41 + 0x61)
    if 0xFF10 <= code <= 0xFF19:
        return "letter", chr(code - 0xFF10 + 0x30)
    if 0x1D400 <= code <= 0x1D6A3:
        return "letter", chr((code - 0x1D400) % 26 + 0x61)
    if 0x1D7CE <= code <= 0x1D7FF:
        return "letter", chr((code - 0x1D7CE) % 10 + 0x30)
    if character in _LOOK_ALIKES:
        return "letter", _LOOK_ALIKES[character]
    if character in _APOSTROPHES or _within(code, _INVISIBLE):
        return "nothing", ""
    if _within(code, _EMOJI):
        return "emoji", character
    if _within(code, _BREAKS):
        return "break", ""
    return "letter", character


def _is_figure(letter):
    return "0" <= letter <= "9"


def _word(letters):
    """A word of letters, figures and signs, as it is read; empty where nothing is left."""
    while letters and letters[-1] in _SIGNS:
        letters = letters[:-1]
    while letters and letters[0] in "!|":
        letters = letters[1:]
    if any(letter not in _SIGNS and not _is_figure(letter) for letter in letters):
        letters = [_SIGNS.get(letter) or _FIGURES.get(letter, letter) for letter in letters]
    else:
        letters = [letter for letter in letters if letter not in _SIGNS]
    result, start = [], 0
    while start < len(letters):
        end = start
        while end < len(letters) and letters[end] == letters[start]:
            end += 1
        run = end - start
        figures = _is_figure(letters[start])
        result += [letters[start]] * (run if run < 3 or figures else 1)
        start = end
    return "".join(result)


def words(text):
    """The words of a text."""
    if len(text) > 2 * MOST:
        text = text[:MOST] + " " + text[-MOST:]
    found, letters = [], []

    def end():
        nonlocal letters
        word = _word(letters)
        if word:
            found.append(word)
        letters = []

    for character in text:
        kind, read = _scalar(character)
        if kind == "letter":
            letters += read
        elif kind == "sign":
            letters.append(read)
        elif kind == "break":
            end()
        elif kind == "emoji":
            end()
            found.append(read)
    end()
    joined, start = [], 0
    while start < len(found):
        stop = start
        while stop < len(found) and len(found[stop]) == 1 and "a" <= found[stop] <= "z":
            stop += 1
        if stop - start >= 3:
            joined.append("".join(found[start:stop]))
        else:
            stop = max(stop, start + 1)
            joined += found[start:stop]
        start = stop
    return joined


def _fnv(data):
    value = _BASIS
    for byte in data:
        value = ((value ^ byte) * _PRIME) & _MASK
    return value


def _finish(values, tag):
    values = values.astype(numpy.uint32) ^ numpy.uint32((tag * 0x9E3779B9) & _MASK)
    values ^= values >> numpy.uint32(16)
    values *= numpy.uint32(0x85EBCA6B)
    values ^= values >> numpy.uint32(13)
    values *= numpy.uint32(0xC2B2AE35)
    values ^= values >> numpy.uint32(16)
    return values & numpy.uint32(BUCKETS - 1)


def _squeezed(word):
    data = bytearray()
    for byte in word.encode("utf-8"):
        if byte == 0x6C:
            byte = 0x69
        if not (data and data[-1] == byte and 0x61 <= byte <= 0x7A):
            data.append(byte)
    return bytes(data)


def _grams(stream, lengths, tag):
    data = numpy.frombuffer(stream, dtype=numpy.uint8).astype(numpy.uint32)
    hashes = numpy.full(len(data), _BASIS, dtype=numpy.uint32)
    found = []
    for length in range(1, lengths[-1] + 1):
        if len(data) < length:
            break
        hashes = (hashes[: len(data) - length + 1] ^ data[length - 1 :]) * numpy.uint32(_PRIME)
        if length in lengths:
            found.append(_finish(hashes, tag))
    return numpy.concatenate(found) if found else numpy.zeros(0, dtype=numpy.uint32)


_HEARD = [("ght", "t"), ("tch", "x"), ("gh", ""), ("ph", "f"), ("ck", "k"), ("sh", "x"), ("ch", "x"), ("th", "f"), ("wh", "w")]
_LIKE = {"q": "k", "z": "s", "v": "f", "d": "t"}


@functools.lru_cache(maxsize=None)
def heard(word):
    """What one hears of a word: its consonants, those that sound alike as one, and a vowel at its beginning."""
    if not all("a" <= letter <= "z" for letter in word):
        return word
    result, place = "", 0
    while place < len(word):
        sound, length = None, 1
        for letters, read in _HEARD:
            if word.startswith(letters, place):
                sound, length = read, len(letters)
                break
        if sound is None and place == 0 and word[:2] in ("kn", "wr"):
            sound, length = word[1], 2
        if sound is None:
            letter, after = word[place], word[place + 1 : place + 2]
            if letter == "c":
                sound = "s" if after in ("e", "i", "y") else "k"
            else:
                sound = _LIKE.get(letter, letter)
        if sound in ("a", "e", "i", "o", "u", "y"):
            sound = "" if place else "a"
        elif place and (sound in ("h", "w") or (sound == "r" and place + length == len(word))):
            sound = ""
        if sound and result[-1:] != sound:
            result += sound
        place += length
    # Of a short word nothing would be left to know it by.
    return result if len(result) >= 2 else "v" + word


def _word_features(read, tag):
    """The numbers of words, neighbours and those with one between."""
    hashes = numpy.array([_fnv(word.encode("utf-8")) for word in read], dtype=numpy.uint32)
    edged = numpy.concatenate(([BEGIN], hashes, [END])).astype(numpy.uint32)
    return numpy.concatenate(
        [
            _finish(hashes, tag),
            _finish(edged[:-1] * numpy.uint32(31) + edged[1:], tag + 1),
            _finish(hashes[:-2] * numpy.uint32(31) + hashes[2:], tag + 2),
        ]
    )


def features(read):
    """The numbers of what stands in words, by group: words, spaced, close, heard."""
    squeezed = [_squeezed(word) for word in read]
    return (
        _word_features(read, 1),
        _grams(b" " + b" ".join(squeezed) + b" ", SPACED, 4),
        _grams(b"".join(squeezed), CLOSE, 5),
        _word_features([heard(word) for word in read], 6),
    )


def windows(read):
    """The windows of a text's words."""
    if len(read) <= WINDOW:
        return [read]
    return [read[start : start + WINDOW] for start in range(0, len(read) - STEP, STEP)]
