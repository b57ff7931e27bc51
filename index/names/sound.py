"""How a foreign name sounds: which Arabic spelling may stand for which Latin one, and how well.

A name is first looked for by its **skeleton**, its consonants in a few classes (ج غ ق ك are one, so are س ص ز), which
an Arabic spelling has one of and a Latin one several: g may be ج or غ, c ك or س, x كس. What shares a skeleton is then
held against it letter by letter: `strain` is what it costs to write the one as the other.
Vowels count: Arabic may leave a short one out (تسلا, تيسلا) but does not write و for an a. Cut-offs and what they find
and miss: `python -m tests.bench.names`; the idea and its first figures: research/search-quality.md.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from index.words import Key

SHORTEST, LONGEST = 3, 20
"""Letters a Latin name must have to be compared by sound, and may have."""

_MOST_SKELETONS = 24

_NAME_LETTERS = str.maketrans(
    {**dict.fromkeys("أإآٱى", "ا"), "ة": "ه", "ؤ": "و", "ئ": "ي", "ء": None, "ڤ": "ف", "پ": "ب", "چ": "ج"}
)


def name_key(key: Key) -> Key:
    """An Arabic word as names are compared: like `keys.normalised`, but a final ى is the a it sounds like, so that مرسى
    is not مرسي."""
    return Key(key.translate(_NAME_LETTERS))


def heard(key: Key) -> Key:
    """An Arabic word as it is held against a Latin one: its `name_key`, with the i that a first إ is; إبل (camels) is
    not Apple."""
    return name_key(Key("اي" + key[1:] if key.startswith("إ") and key[1:2] != "ي" else key))


# ---- skeletons

_VOWEL = re.compile("[aeiouy]")
"""Without one before its end a word is no name but the letters of one: MRSA is not مرسى."""

CLASSES: Mapping[str, str] = {
    letter: name
    for name, letters in {
        "b": "بپ", "t": "تط", "s": "ثسصزظ", "k": "جغقكچ", "x": "خ", "d": "دذض", "r": "ر", "c": "ش",
        "f": "فڤ", "l": "ل", "m": "م", "n": "ن",
    }.items()
    for letter in letters
}  # fmt: skip
"""The class of each Arabic consonant. Vowels, ه, ح and ع have none: Latin may have no letter in their place."""

_LATIN_CLASSES: Mapping[str, tuple[str, ...]] = {
    "tion": ("cn", "tn"), "sch": ("c", "sk"), "tch": ("tc",), "ch": ("tc", "c", "k", "x"), "sh": ("c",),
    "th": ("t", "s"), "ph": ("f",), "kh": ("x", "k"), "gh": ("k", ""), "dh": ("d", "s"), "ck": ("k",),
    "ng": ("nk", "n"), "qu": ("k",), "st": ("st", "ct"), "zz": ("s", "ts"), "ll": ("l", ""),
    "b": ("b",), "c": ("k", "s"), "d": ("d",), "f": ("f",), "g": ("k",), "j": ("k", "", "x"), "k": ("k",), "l": ("l",),
    "m": ("m",), "n": ("n",), "p": ("b",), "q": ("k",), "r": ("r",), "s": ("s",), "t": ("t",), "v": ("f",),
    "w": ("", "f"), "x": ("ks", "s"), "z": ("s", "ts"),
}  # fmt: skip


def arabic_skeleton(key: Key) -> str:
    """The consonants of an Arabic word, by class."""
    return "".join(CLASSES.get(letter, "") for letter in key)


def latin_skeletons(key: Key) -> tuple[str, ...]:
    """What the Arabic spellings of a Latin word may have for a skeleton; none where it is no name by its letters."""
    if not (
        SHORTEST <= len(key) <= LONGEST and key.isascii() and key.isalpha() and _VOWEL.search(key, 0, len(key) - 1)
    ):
        return ()
    parts = [_LATIN_CLASSES[unit] for unit in _units(key) if unit in _LATIN_CLASSES]
    found: dict[str, None] = {}
    for number, classes in enumerate(product(*parts)):
        if number == _MOST_SKELETONS:
            break
        if len(skeleton := "".join(classes)) > 1:
            found[skeleton] = None
    return tuple(found)


def _units(word: str) -> Iterator[str]:
    """The word in the longest groups of letters that have a class of their own; doubled letters are one."""
    at = 0
    while at < len(word):
        size = next((size for size in (4, 3, 2) if word[at : at + size] in _LATIN_CLASSES), 1)
        yield word[at : at + size]
        at += size
        while size == 1 and at < len(word) and word[at] == word[at - 1]:
            at += 1


# ---- likeness

_COSTS = """
b ب | bb ب | c ك ق.3 س.3 ش.5 | ce سي س ك.3 | ci سي س.1 ك.3 | cy سي ك.3 | cc ك تش.1 | ch تش ش.1 ك.15 خ.15 ج.3
chr كر | ck ك ق.2 | d د ض.2 | dd د | dh ذ ض.1 د.1 ظ.2 | dj ج دج | dz دز ز.1 | f ف | ff ف | g غ ج ق.15 ك.2
gg غ ج | gh غ ج.1 ق.3 -.3 | gu غ.1 ج.1 غو جو | ge ج غ غي جي | gi جي غي ج.1 | gn ني.1 غن | h ه ح.1 -.25 خ.4
j ج ي.2 خ.2 ه.25 ش.3 | k ك ق.15 | kk ك | kh خ ك.3 | l ل | ll ل ي.25 | ill يل ل.3 ي.1 | m م | mm م | n ن | nn ن
nh ني ن.3 | ng نغ نج نق.2 نك.2 ن.3 | p ب | pp ب | ph ف | q ق ك.1 | qu كو ك.1 قو.1 كيو.1 | r ر | rr ر
s س ص.15 ز.2 | ss س ص.15 | sh ش | sch ش سك.2 شي.2 | st ست شت.15 | sz ز.2 س.1 تش.2 | t ت ط.1 | tt ت ط.2
th ث ت.1 ذ.2 ط.2 | tch تش | ts تس ص.3 | tion شن تيون.2 | tz تز تس.1 ز.2 | v ف و.3 | w و ف.1 | wh و
x كس س.4 ز.3 خ.4 | y ي -.15 | z ز تس.25 س.25 ص.4 ظ.15 | zz تز ز.1 | a ا -.17 ه.35 ع.35 ي.3 اي.15 | aa ا
ae اي يي.1 ي.1 | ah اه ا.05 ه | ai اي ي.1 ا.3 | au او و.1 | aw او و.1 | ay اي ي.2 | e ي -.05 ا.2
ea ي يا.05 يي ا.2 -.3 | ee ي يي | ei اي ي يي.1 | eo يو و.2 | eu يو و.1 وي.1 او.1 | ew يو و | ey ي اي.1
i ي -.15 اي.1 ا.35 | ia يا ي.3 ا.3 | ie ي يي.1 يا.2 -.3 | io يو | iu يو | o و -.2 ا.2 او.15 | oa وا و
oe و وي.1 | oo و | ou و او.1 | ow او و.1 | oi وا وي | oy وي | u و -.2 ا.15 يو.1 | ua وا | ue و وي.1 وا.2
ui وي و.1 | uy وي
"""
"""What Latin letters are written as in Arabic (`-`: nothing), and what it costs where that is not the usual way."""

_AT_START = """
a ا ع.05 | e اي ا.05 ي.2 ع.2 | i اي ا.1 ع.2 | o او ا.1 ع.2 | u او يو.1 ا.1 | ai اي | ei اي | eu يو او اي.2
au او | ou او | y ي اي.2 | ea اي | oe او | ui وي | h ه ح.1 ا.4 | kn ن | wr ر | x ز.1 كس.2 اكس شي.2
- ا.15 اي.2
"""
"""The same for the first letters of a name; before two consonants Arabic may put a vowel (إنفيديا)."""

_AT_END = """
e - ي.2 ه.15 ا.4 | a ا ه.05 -.5 | i ي -.5 | o و ا.4 -.5 | u و -.5 | ce س ك.4 | ey ي | ie ي | y ي
es ز.1 س.1 يس يز.1 | che ش تش | on ون ن.1 ان.3 | que ك | gue غ ج | s س ص.15 ز.2 -.4 | h ه ح.1 -.05
"""

_SOFTENING = ("e", "i", "y")
"""Before these a c is an s, as the entries for both letters together have it."""

_SKIPPED_VOWEL = {"ا": 0.3, "و": 0.4, "ي": 0.4}
_LONG_A = 0.1  # Stargate, ستارغيت: an a before one consonant and a silent e

Renderings = Mapping[str, tuple[tuple[str, float], ...]]


def _renderings(table: str) -> Renderings:
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for entry in table.replace("\n", "|").split("|"):
        if not (parts := entry.split()):
            continue
        spellings = []
        for part in parts[1:]:
            letters = part.rstrip(".0123456789")
            spellings.append(("" if letters == "-" else letters, float(part[len(letters) :] or 0)))
        found["" if parts[0] == "-" else parts[0]] = tuple(spellings)
    return found


_ANYWHERE, _FIRST, _LAST = _renderings(_COSTS), _renderings(_AT_START), _renderings(_AT_END)


@lru_cache(maxsize=1 << 14)
def strain(latin: Key, arabic: Key, most: float) -> float | None:
    """What it costs to write a Latin word as an Arabic one (as `heard`): 0 as it is usually written, None for more
    than `most`. The cheapest way from left to right; ways that are too dear are left at once.
    """
    most += 1e-9
    ways: list[dict[int, float]] = [{} for _ in range(len(latin) + 1)]
    ways[0] = {0: 0.0, **{len(letters): cost for letters, cost in _FIRST[""] if arabic.startswith(letters)}}
    for at in range(len(latin)):
        for place, cost in _with_skipped_vowels(ways[at], arabic, most).items():
            for end, letters, more in _steps(latin, at):
                if cost + more <= most and arabic.startswith(letters, place):
                    reached, total = place + len(letters), cost + more
                    if total < ways[end].get(reached, most + 1):
                        ways[end][reached] = total
    final = ways[-1].get(len(arabic))
    return None if final is None or final > most else final


def likeness(latin: Key, arabic: Key) -> float:
    """How alike two words sound: 1 less what it costs to write the one as the other, for each letter."""
    size = max(len(latin), len(arabic))
    cost = strain(latin, arabic, size)
    return 0.0 if cost is None else 1 - cost / size


def _with_skipped_vowels(ways: dict[int, float], arabic: str, most: float) -> dict[int, float]:
    """Also what is reached when Arabic writes a long vowel, within a word, for which Latin has no letter."""
    found = dict(ways)
    for place in sorted(ways):
        if 0 < place < len(arabic) - 1 and (more := _SKIPPED_VOWEL.get(arabic[place])):
            total = ways[place] + more
            if total <= most and total < found.get(place + 1, most + 1):
                found[place + 1] = total
    return found


@lru_cache(maxsize=1 << 12)
def _steps(latin: str, at: int) -> tuple[tuple[int, str, float], ...]:
    """The groups of letters that begin at a place of a Latin word: where each ends, what it is written as, the cost."""
    found = []
    for size in range(1, min(4, len(latin) - at) + 1):
        unit, end = latin[at : at + size], at + size
        ends = at > 0 and end == len(latin) and unit in _LAST
        if unit == "c" and latin[end : end + 1] in _SOFTENING:
            continue
        table = _LAST if ends else _FIRST if at == 0 and unit in _FIRST else _ANYWHERE
        found += [(end, letters, cost) for letters, cost in table.get(unit, ())]
    if latin[at] == "a" and at + 3 == len(latin) and latin.endswith("e"):
        found.append((at + 1, "ي", _LONG_A))
    return tuple(found)
