"""Trains the model. Run by script/train-worries, which says what for."""

import collections
import pathlib
import random
import struct
import sys
import zlib

import numpy
import scipy.sparse
from sklearn.svm import LinearSVC

import reading
import spelling

SENTENCES = reading.ROOT / "script/training/sentences"
MODEL = reading.ROOT / "prompts/en-GB/safety/worries.model"
UNSEEN = reading.ROOT / "Tests/SpottingTests/Fixtures/unseen.tsv"
SCORES = reading.ROOT / "Tests/SpottingTests/Fixtures/scores.tsv"

SEED = 20_26
FOLDS = 5
KINDS = ["abuse", "bullying", "danger", "exploitation", "neglect", "self-harm", "sexual-harm"]
HARMLESS = "harmless"
WAYS = ["plain", "text", "misspelt", "emoji", "short", "indirect", "long", "welsh", "polish", "urdu", "punjabi"]
KIND_BITS = 15

# How a sentence is spelt otherwise in training, how often, and how strictly weights are kept small: found by --search.
RESPELT = 3
TOGETHER = 0.3
BESIDE = 0.3
STRENGTH = 0.2
KIND_STRENGTH = 0.1
# How many harmless sentences of a hundred the model may flag.
MAYBE = 0.055
SURE = 0.008
# Below this score, as a share of harmless sentences, weak phrases of the lists do not count.
WEAK = 0.25


def load():
    """All sentences once, without those that happen to be in the test of what nobody has seen."""
    sentences, seen = [], {}
    unseen = {" ".join(reading.words(line.split("\t")[0])) for line in UNSEEN.read_text(encoding="utf-8").split("\n")}
    for path in sorted(SENTENCES.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line:
                continue
            parts = line.split("\t")
            if len(parts) != 3 or parts[1] not in KINDS + [HARMLESS] or parts[2] not in WAYS:
                sys.exit(f"{path.name}:{number}: this is no text, kind and way with tabs between them")
            text, kind, way = parts
            key = " ".join(reading.words(text))
            if key in unseen:
                continue
            if key in seen:
                if (seen[key] == HARMLESS) != (kind == HARMLESS):
                    sys.exit(f"{path.name}:{number}: the same words are {seen[key]} and {kind}: {text}")
                continue
            seen[key] = kind
            sentences.append((text, kind, way))
    return sentences


def matrix(read):
    """A row of features for the words of each text, each group divided by the root of how many it has."""
    ends, places, values = [0], [], []
    for words in read:
        count = 0
        for group, gain in zip(reading.features(words), reading.GAINS):
            if len(group):
                places.append(group.astype(numpy.int32))
                values.append(numpy.full(len(group), gain / numpy.sqrt(len(group)), dtype=numpy.float32))
                count += len(group)
        ends.append(ends[-1] + count)
    found = scipy.sparse.csr_matrix(
        (numpy.concatenate(values), numpy.concatenate(places), numpy.array(ends)), shape=(len(read), reading.BUCKETS)
    )
    found.sum_duplicates()
    return found


def for_kinds(rows):
    """The same rows with the features that kinds are told by."""
    folded = rows.tocoo()
    return scipy.sparse.csr_matrix(
        (folded.data, (folded.row, folded.col & ((1 << KIND_BITS) - 1))), shape=(rows.shape[0], 1 << KIND_BITS)
    )


def fit(rows, is_so, strength):
    return LinearSVC(C=strength, class_weight="balanced", max_iter=3000, random_state=SEED).fit(rows, is_so)


class Sentences:
    """The sentences as rows, and beside each the rows of its other spellings."""

    def __init__(self, sentences, respelt):
        self.kinds = numpy.array([kind for _, kind, _ in sentences])
        self.ways = numpy.array([way for _, _, way in sentences])
        self.worries = self.kinds != HARMLESS
        self.folds = numpy.random.RandomState(SEED).randint(0, FOLDS, len(sentences))
        others = list(self._others([text for text, _, _ in sentences], respelt))
        read = [reading.words(text) for text, _, _ in sentences]
        self.rows = matrix(read)
        self.other_rows = matrix([reading.words(text) for _, text in others])
        windows = [(index, window) for index, words in enumerate(read) for window in reading.windows(words)]
        self.window_rows = matrix([window for _, window in windows])
        self.window_of = numpy.array([index for index, _ in windows])
        self.other_of = numpy.array([index for index, _ in others])

    def _others(self, texts, respelt):
        """Other ways of writing each sentence: spelt otherwise, run together, and in between what is harmless."""
        generator = random.Random(SEED)
        harmless = [[i for i in range(len(texts)) if not self.worries[i] and self.folds[i] == fold] for fold in range(FOLDS)]
        for index, text in enumerate(texts):
            for _ in range(respelt):
                yield index, spelling.respelt(text, generator)
            if generator.random() < TOGETHER and text.count(" ") < 8:
                yield index, "".join(text.lower().split())
            if generator.random() < BESIDE:
                # Of the same fold, so that nothing kept apart is seen.
                before, behind = (texts[generator.choice(harmless[self.folds[index]])] for _ in range(2))
                yield index, generator.choice([f"{before}. {text}", f"{text}. {behind}", f"{before} {text} {behind}"])

    def training(self, indices):
        """The rows of these sentences in all spellings, and which sentence each is."""
        others = numpy.isin(self.other_of, indices)
        return (
            scipy.sparse.vstack([self.rows[indices], self.other_rows[others]]).tocsr(),
            numpy.concatenate([indices, self.other_of[others]]),
        )

    def scores_apart(self, strength):
        """The score of each sentence by a model that has not seen it."""
        scores = numpy.full(len(self.kinds), -numpy.inf)
        for fold in range(FOLDS):
            rows, of = self.training(numpy.where(self.folds != fold)[0])
            apart = self.folds[self.window_of] == fold
            found = fit(rows, self.worries[of], strength).decision_function(self.window_rows[apart])
            numpy.maximum.at(scores, self.window_of[apart], found)
        return scores


def threshold(scores, worries, share):
    """The score that this share of harmless sentences reaches."""
    harmless = numpy.sort(scores[~worries])[::-1]
    return float(harmless[int(len(harmless) * share)])


def report(sentences, scores, maybe, sure):
    worries = sentences.worries
    print(f"{'':14}{'sentences':>10}{'found':>8}{'sure':>8}")

    def line(name, which):
        if which.any():
            print(f"{name:14}{which.sum():10}{(scores[which] >= maybe).mean():8.1%}{(scores[which] >= sure).mean():8.1%}")

    line("all worries", worries)
    for kind in KINDS:
        line("  " + kind, sentences.kinds == kind)
    for way in WAYS:
        line("  " + way, worries & (sentences.ways == way))
    line("all harmless", ~worries)
    for way in WAYS:
        line("  " + way, ~worries & (sentences.ways == way))


def search(all_sentences):
    for respelt in (0, 1, 2, 4):
        sentences = Sentences(all_sentences, respelt) if respelt else None
        for strength in (0.1, 0.2, 0.3, 0.5):
            if sentences is None:
                continue
            scores = sentences.scores_apart(strength)
            found = [
                f"{(scores[sentences.worries] > threshold(scores, sentences.worries, share)).mean():.1%} at {share:.0%}"
                for share in (0.02, 0.05, 0.08)
            ]
            print(f"respelt {respelt}, strength {strength}: found {', '.join(found)}", flush=True)


def quantised(weights):
    """Weights as whole numbers from -127 to 127, and what one is worth."""
    largest = float(numpy.quantile(numpy.abs(weights[weights != 0]), 0.9999))
    scale = numpy.float32(largest / 127)
    return numpy.clip(numpy.round(weights / scale), -127, 127).astype(numpy.int8), float(scale)


class Model:
    """What is written to the file: scores texts exactly as Swift does."""

    def __init__(self, classifier, kind_classifiers, maybe, sure, weak, kind_threshold):
        self.weights, self.scale = quantised(classifier.coef_[0])
        self.bias = float(numpy.float32(classifier.intercept_[0]))
        self.maybe, self.sure, self.weak, self.kind_threshold = (
            float(numpy.float32(value)) for value in (maybe, sure, weak, kind_threshold)
        )
        self.kind_weights, self.kind_scales, self.kind_biases = [], [], []
        for kind_classifier in kind_classifiers:
            weights, scale = quantised(kind_classifier.coef_[0])
            self.kind_weights.append(weights)
            self.kind_scales.append(scale)
            self.kind_biases.append(float(numpy.float32(kind_classifier.intercept_[0])))

    @staticmethod
    def _total(groups, weights, mask):
        total = 0.0
        for group, gain in zip(groups, reading.GAINS):
            if len(group):
                total += gain * float(weights[group & mask].astype(numpy.int64).sum()) / float(numpy.sqrt(float(len(group))))
        return total

    def score(self, text):
        """The score of a text and the features of the window that has it."""
        best = None
        for window in reading.windows(reading.words(text)):
            groups = reading.features(window)
            score = self.bias + self.scale * self._total(groups, self.weights, reading.BUCKETS - 1)
            if best is None or score > best[0]:
                best = (score, groups)
        return best

    def kinds(self, groups):
        scores = [
            bias + scale * self._total(groups, weights, (1 << KIND_BITS) - 1)
            for weights, scale, bias in zip(self.kind_weights, self.kind_scales, self.kind_biases)
        ]
        likely = [kind for kind, score in zip(KINDS, scores) if score >= self.kind_threshold]
        return likely or [KINDS[int(numpy.argmax(scores))]]

    def bytes(self):
        data = b"YouSaid worries\n"
        data += struct.pack("<4I", 1, reading.BITS, KIND_BITS, len(KINDS))
        data += struct.pack("<6f", self.sure, self.maybe, self.weak, self.bias, self.scale, self.kind_threshold)
        for kind, bias, scale in zip(KINDS, self.kind_biases, self.kind_scales):
            data += struct.pack("<B", len(kind)) + kind.encode() + struct.pack("<2f", bias, scale)
        data += self.weights.tobytes()
        data += numpy.stack(self.kind_weights, axis=1).tobytes()
        return data + struct.pack("<I", zlib.crc32(data[20:]))


def odd_texts(sentences):
    """Texts of every strange kind, to compare how Python and Swift read them."""
    generator = random.Random(SEED)
    texts = [
        "", " ", "!", "!!!", "a", "@", "$$$", "''", "\u200b", "\ufeff", "🔪", "🔪🩸 me", "❤️", "👩‍👩‍👧‍👦 family", "🇬🇧", "i️⃣", "k i l l", "K.M.S",
        "iwanttodie", "heh1tsme", "l want to dle", "kіll mysеlf", "ｋｉｌｌ　ｍｅ", "𝖐𝖎𝖑𝖑 𝖒𝖊", "𝟏𝟐𝟑 𝟕", "d\u0301ie\u0300", "k\u200bi\u200bl\u200bl", "diiiiie",
        "noooo!!!", "he@lp", "@home", "m@te", "a$$", "b4 2nite l8r gr8", "999", "1000000", "10:30", "5pm", "£5", "100%", "i|l|1|!", "жжжж", "ззззз",
        "хочу умереть", "θέλω να πεθάνω", "أريد أن أموت", "ਮੈਂ ਮਰਨਾ ਚਾਹੁੰਦਾ ਹਾਂ", "میں مرنا چاہتا ہوں", "मैं मरना चाहता हूँ", "我想死", "죽고 싶어", "chcę umrzeć, łzy",
        "dw i eisiau marw, tŷ", "don’t", "don't", "don`t", "ﬁght ﬀ æ œ ß", "Ａ１", "ⓗⓔⓛⓟ", "🅷🅴🅻🅿", "ʜᴇʟᴘ ᴍᴇ", "\U000e0041tag", "a\u0489b", "x\u0000y", "tab\ttab",
        "line\u2028line", "nbsp\u00a0nbsp", "½ ¼ ²", "№ 5", "™", "a" * 3000, "ab" * 3000, "kill " * 2000, "a b c " * 400, "🙂" * 500, "é" * 9000,
        "word " * 121, "word " * 120, "hello there " * 200 + "i want to die " + "hello there " * 200, "e\u0301" * 10000, "l" * 20, "ll", "il", "|", "a|", "|a|", "$a$",
        "!a!", "1a", "a1", "1!1", "$1", "\U0010ffff", "\ue000", "\ufffd", "aa bb cc", "aaa", "aaaa", "1111", "a1i!", "s5$", "\u0130", "\u0131", "\u212a", "\u1e9e",
    ]
    strange = "abcil1!|@$ .🔪é\u0301\u200bжßæ\u2019'0\U0001d586ａ我"
    for _ in range(120):
        texts.append("".join(generator.choice(strange) for _ in range(generator.randrange(1, 60))))
    for text, _, _ in generator.sample(sentences, 60):
        texts.append(generator.choice([text, spelling.respelt(text, generator), text.upper()]))
    return texts


def main():
    arguments = set(sys.argv[1:])
    if arguments - {"--search", "--check"}:
        sys.exit("usage: script/train-worries [--search] [--check]")
    all_sentences = load()
    print(f"{len(all_sentences)} sentences: {dict(collections.Counter(kind for _, kind, _ in all_sentences).most_common())}")
    if "--search" in arguments:
        search(all_sentences)
    sentences = Sentences(all_sentences, RESPELT)
    scores = sentences.scores_apart(STRENGTH)
    maybe, sure, weak = (threshold(scores, sentences.worries, share) for share in (MAYBE, SURE, WEAK))
    print(f"Kept apart, each by a model that has not seen it ({FOLDS} folds):")
    report(sentences, scores, maybe, sure)

    rows, of = sentences.training(numpy.arange(len(all_sentences)))
    classifier = fit(rows, sentences.worries[of], STRENGTH)
    # Kinds are told among worries alone.
    among = sentences.worries[of]
    kind_rows, kind_of = for_kinds(rows[among]), of[among]
    kind_classifiers = [fit(kind_rows, sentences.kinds[kind_of] == kind, KIND_STRENGTH) for kind in KINDS]
    model = Model(classifier, kind_classifiers, maybe, sure, weak, 0.0)
    data = model.bytes()
    if "--check" in arguments:
        same = MODEL.exists() and MODEL.read_bytes() == data
        print("The file is the same." if same else "The file is another one.")
        sys.exit(0 if same else 1)
    MODEL.write_bytes(data)
    with SCORES.open("w", encoding="utf-8", newline="\n") as file:
        for text in odd_texts(all_sentences):
            score, groups = model.score(text)
            coded = text.encode("utf-8").hex()
            file.write(f"{score!r}\t{','.join(model.kinds(groups))}\t{coded}\n")
    print(f"{MODEL.relative_to(reading.ROOT)}: {len(data):,} bytes")


main()
