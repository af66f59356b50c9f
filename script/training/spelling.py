"""Spells a sentence as it might also be written: with slips, by ear, in text speak, run together. Seeded by who asks."""

import re

SHORT = {
    "you": ["u"], "your": ["ur"], "are": ["r"], "to": ["2"], "too": ["2"], "for": ["4"], "be": ["b"], "why": ["y"],
    "because": ["bc", "cos", "cuz", "becuz", "becos"], "people": ["ppl"], "please": ["plz", "pls"], "tomorrow": ["tmrw", "2moro"],
    "tonight": ["tonite", "2nite"], "today": ["2day"], "with": ["wiv", "w"], "about": ["abt"], "before": ["b4"],
    "really": ["rly", "rlly"], "know": ["no", "kno"], "dont": ["dnt", "dunt"], "don't": ["dnt", "dont"], "want": ["wnt", "wana"],
    "going": ["goin", "gonna"], "something": ["sumthin", "smth"], "someone": ["sum1", "some1"], "everyone": ["every1"],
    "anymore": ["nemore", "any more"], "myself": ["meself", "myslef", "my self"], "have": ["hav", "av", "ave"], "school": ["skl", "skool", "scool"],
    "boyfriend": ["bf"], "girlfriend": ["gf"], "brother": ["bro", "bruver"], "mum": ["mam", "mom"], "what": ["wot", "wat"],
    "that": ["dat", "tht"], "this": ["dis", "ths"], "the": ["da", "teh"], "they": ["dey", "thay"], "them": ["dem", "em"],
    "and": ["n", "an"], "love": ["luv"], "me": ["meh"], "my": ["mi", "ma"], "right": ["rite"], "night": ["nite"], "said": ["sed"],
    "was": ["wos", "woz"], "is": ["iz"], "house": ["hows", "houze"], "friend": ["frend", "freind"], "friends": ["frends", "m8s"],
    "mate": ["m8"], "hate": ["h8"], "great": ["gr8"], "later": ["l8r"], "wait": ["w8"], "see": ["c"], "ok": ["k"], "okay": ["ok"],
    "just": ["jus", "jst"], "feel": ["fel", "feal"], "hurt": ["hert", "hrt", "hirt"], "hurts": ["herts", "hrts"], "scared": ["scaird", "skared", "scard"],
    "die": ["dye", "dy", "di"], "kill": ["kil", "kll"], "touch": ["tuch", "tutch"], "touches": ["tuches", "tuchs"], "hungry": ["hungrey", "ungry"],
    "help": ["halp", "hlp", "elp"], "secret": ["secrit", "seecret"], "phone": ["fone"], "afraid": ["afrade"], "daddy": ["dady"],
    "nobody": ["no1", "nobdy"], "always": ["alwys", "orlways"], "there": ["ther", "their"], "their": ["thier", "there"], "when": ["wen"],
    "where": ["wer", "were"], "who": ["hoo"], "can't": ["cant"], "won't": ["wont"], "he's": ["hes"], "she's": ["shes"], "i'm": ["im", "am"],
    "i": ["I", "l"], "pictures": ["pics", "pix", "picturs"], "photos": ["pics", "fotos"], "police": ["polis", "feds"],
    "tablets": ["tabs", "tablits"], "enough": ["enuf", "enuff"], "again": ["agen"], "would": ["wud"], "could": ["cud"], "should": ["shud"],
}
HEARD = [
    ("ph", "f"), ("ck", "k"), ("ght", "t"), ("igh", "y"), ("tion", "shun"), ("th", "f"), ("th", "v"), ("th", "d"), ("ea", "ee"), ("ee", "ea"),
    ("ai", "a"), ("ou", "ow"), ("er", "a"), ("er", "ur"), ("ie", "ei"), ("ei", "ie"), ("wh", "w"), ("kn", "n"), ("wr", "r"), ("mb", "m"), ("qu", "kw"),
    ("x", "ks"), ("c", "k"), ("c", "s"), ("s", "z"), ("y", "i"), ("ing", "in"), ("ed", "d"), ("ed", "t"), ("le", "el"), ("or", "aw"), ("au", "or"), ("oo", "u"),
    ("u", "oo"), ("a", "e"), ("e", "i"), ("i", "e"), ("o", "u"), ("u", "o"), ("h", ""), ("e", ""),
]
LIKE = {"i": "1l!", "e": "3", "o": "0", "a": "4@", "s": "5$", "t": "7", "l": "1i"}
LETTER = re.compile("[a-z]")


def _slip(word, random):
    """One slip of the fingers or of the ear in a word."""
    if len(word) < 3 or not LETTER.search(word):
        return word
    way = random.random()
    if way < 0.35:
        heard = [pair for pair in HEARD if pair[0] in word]
        if heard:
            old, new = random.choice(heard)
            places = [found.start() for found in re.finditer(re.escape(old), word)]
            place = random.choice(places)
            return word[:place] + new + word[place + len(old) :]
    place = random.randrange(1, len(word))
    if way < 0.5:  # swapped
        return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
    if way < 0.65:  # left out
        return word[:place] + word[place + 1 :]
    if way < 0.75:  # doubled
        return word[:place] + word[place - 1] + word[place:]
    if way < 0.87:  # without vowels
        rest = word[0] + re.sub("[aeiou]", "", word[1:])
        return rest if len(rest) > 1 else word
    if way < 0.94:  # any vowel
        vowels = [index for index, letter in enumerate(word) if letter in "aeiou"]
        if vowels:
            place = random.choice(vowels)
            return word[:place] + random.choice("aeiou") + word[place + 1 :]
    return word[:place] + random.choice("abcdefghijklmnopqrstuvwxyz") + word[place + 1 :]


def respelt(text, random):
    """One other way of spelling a sentence."""
    pieces = text.lower().split(" ")
    slips = random.choice([0.1, 0.25, 0.5, 0.8])
    short = random.choice([0, 0.3, 0.8])
    result = []
    for piece in pieces:
        bare = piece.strip(".,!?")
        if bare in SHORT and random.random() < short:
            piece = random.choice(SHORT[bare])
        elif random.random() < slips:
            piece = _slip(piece, random)
            if slips >= 0.5 and random.random() < 0.3:
                piece = _slip(piece, random)
        result.append(piece)
    glue = random.random()
    if glue < 0.15:
        return "".join(result)
    if glue < 0.32:  # some together
        text = result[0]
        for piece in result[1:]:
            text += ("" if random.random() < 0.3 else " ") + piece
        return text
    text = " ".join(result)
    if glue < 0.42:  # figures for letters
        return "".join(random.choice(LIKE[letter]) if letter in LIKE and random.random() < 0.4 else letter for letter in text)
    return text
