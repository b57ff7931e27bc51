"""Units of measure and of time: every form of their nouns, and the symbol the figure gets.

Symbols follow SI and UCUM where they have one; `pt` is a point of an index, `bp` a basis point, `pp` a percentage
point.
"""

from typing import NamedTuple

from index.figures.spelling import accusatives, duals, unified, vocabulary

TIME = {
    "second": ("ثانية", "ثوان ثواني"),
    "minute": ("دقيقة", "دقائق"),
    "hour": ("ساعة", "ساعات"),
    "day": ("يوم", "أيام"),
    "week": ("أسبوع", "أسابيع"),
    "month": ("شهر", "أشهر شهور"),
    "year": ("سنة عام", "سنوات سنين أعوام سنو ربيعا"),
    "decade": ("عقد", "عقود"),
    "century": ("قرن", "قرون"),
}
_PREFIXES = {
    "": "",
    "k": "كيلو كليو",
    "M": "ميغا ميجا",
    "G": "غيغا جيجا",
    "T": "تيرا",
    "m": "ملي ميلي مللي مل",
    "c": "سنتي سنتيم سنت",
    "h": "هكتو",
}
_PREFIXED = {
    "g": ("غرام جرام", "k m"),
    "m": ("متر ميتر", "k c m"),
    "W": ("واط وات", "k M G T"),
    "L": ("لتر ليتر", "m h"),
    "Hz": ("هرتز هيرتز", "k M G"),
    "B": ("بايت", "k M G T"),
    "bit": ("بت", "k M G"),
    "V": ("فولت", "k"),
    "cal": ("كالوري", "k"),
    "Pa": ("باسكال", "k"),
    "J": ("جول", "k"),
    "A": ("أمبير", "m"),
    "px": ("بكسل بيكسل", "M"),
}
_PLAIN = {
    "t": ("طن", "أطنان"),
    "bbl": ("برميل", "براميل"),
    "gal": ("غالون جالون", ""),
    "ha": ("هكتار", ""),
    "feddan": ("فدان", "أفدنة"),
    "dunam": ("دونم", ""),
    "mi": ("ميل", "أميال"),
    "ft": ("قدم", "أقدام"),
    "in": ("بوصة إنش", "بوصات"),
    "yd": ("ياردة", "ياردات"),
    "oz": ("أونصة أوقية", "أونصات أوقيات"),
    "lb": ("رطل", "أرطال"),
    "ct": ("قيراط", "قراريط"),
    "knot": ("عقدة", ""),
    "cup": ("كوب", "أكواب"),
    "pt": ("نقطة", "نقاط"),
    "deg": ("درجة", "درجات"),
    "m": ("", "أمتار"),
    "cal": ("سعرة", "سعرات"),
}
_ABBREVIATIONS = {
    "kg": "كغ كغم كجم كلغ كلغم كلج kg", "g": "غم جم", "mg": "ملغ ملج ملغم ملجم mg", "km": "كم كلم km", "cm": "سم cm",
    "mm": "ملم مم mm", "mL": "مل ml", "kW": "kw", "MW": "mw", "GW": "gw", "GB": "gb",
    "TB": "tb", "MB": "mb", "GHz": "ghz", "MHz": "mhz", "kHz": "khz",
    "degC": "سلزيوس سيلسيوس مئوية", "degF": "فهرنهايت",
}  # fmt: skip


class Unit(NamedTuple):
    """A unit's symbol, and whether it measures time."""

    symbol: str
    time: bool = False


UNITS: dict[str, Unit] = {}
PAIRS: dict[str, Unit] = {}
"""Duals that say two by themselves: شهرين, لتران."""
LONE: dict[str, Unit] = {}
"""Singular nouns, that a fraction may stand before or after: نصف لتر, ساعة ونصف."""


def _add(unit: Unit, singulars: str, plurals: str) -> None:
    nouns = unified(singulars).split()
    forms = {
        *nouns,
        *accusatives(nouns),
        *unified(plurals).split(),
        *(noun + "ات" for noun in nouns if noun[-1] != "ه"),
    }
    UNITS.update(dict.fromkeys(forms, unit))
    LONE.update(dict.fromkeys(nouns, unit))
    for noun in nouns:
        PAIRS.update(dict.fromkeys((dual for dual in duals(noun) if dual[-1] == "ن"), unit))


for _symbol, (_singulars, _plurals) in TIME.items():
    _add(Unit(_symbol, True), _singulars, _plurals)
for _symbol, (_nouns, _prefixes) in _PREFIXED.items():
    for _prefix in ("", *_prefixes.split()):
        _spelt = " ".join(before + noun for before in (_PREFIXES[_prefix].split() or [""]) for noun in _nouns.split())
        _add(Unit(_prefix + _symbol), _spelt, "")
for _symbol, (_singulars, _plurals) in _PLAIN.items():
    _add(Unit(_symbol), _singulars, _plurals)
for _symbol, _spelt in _ABBREVIATIONS.items():
    UNITS |= dict.fromkeys(unified(_spelt).split(), Unit(_symbol))
    LONE |= {word: Unit(_symbol) for word in unified(_spelt).split() if not _symbol.startswith("deg")}
for _alike in (*duals("قدم"), *duals("بت"), *duals("جول"), "ميلان"):
    PAIRS.pop(_alike, None)  # two feet of a body; بتأن is slowly, الجولان the Golan, ميلان Milan
UNITS.pop("جولات")  # rounds

PREFIX_WORDS = {unified(word): prefix for prefix, words in _PREFIXES.items() for word in words.split()}
SHORT = {unified(word): symbol for word, symbol in (("كيلو", "kg"), ("جيجا", "GB"), ("غيغا", "GB"), ("ميجا", "MB"))}
"""Prefixes that stand for a whole unit: 128 جيجا."""
SQUARES = {"مربع": "2", "مربعا": "2", "مربعه": "2", "مكعب": "3", "مكعبا": "3", "مكعبه": "3"}
SCALES_OF_DEGREE = {
    unified(word): symbol
    for word, symbol in (("مئوية", "degC"), ("سلزيوس", "degC"), ("سيليزية", "degC"), ("فهرنهايت", "degF"))
}
SIGNS = {"°C": "degC", "°F": "degF", "°": "deg", "م²": "m2", "م2": "m2", "م³": "m3"}
AGES = vocabulary("عمره عمرها عمرهم عمرهما عمري عمرك العمر")
"""Behind an ordinal and من these make it an age."""
MEASURE_WORDS = frozenset({*UNITS, *PAIRS})
