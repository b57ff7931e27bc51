"""The words that make numbers, in both genders, all cases and the spellings newspapers use.

Classical and modern forms side by side: مئة مائة ميه, ثمان ثماني ثمانية, اثنتا عشرة. Scale words follow the short
scale, as Arabic newspapers do, with مليار and بليون for 10⁹.
"""

from index.figures.spelling import accusatives, duals, lookup, unified, vocabulary

UNITS = lookup(
    {
        1: "واحد واحدة واحدا إحدى",
        2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنى إثنتى ثنتان ثنتين",
        3: "ثلاثة ثلاث ثلاثا",
        4: "أربعة أربع أربعا",
        5: "خمسة خمس خمسا",
        6: "ستة ست ستا",
        7: "سبعة سبع سبعا",
        8: "ثمانية ثمان ثماني ثمانيا",
        9: "تسعة تسع تسعا",
    }
)
ZERO = vocabulary("صفر صفرا")
TEN = vocabulary("عشرة عشر عشرا")
TEEN_UNITS = {**UNITS, **lookup({1: "أحد حادي حادية", 2: "ثاني ثانية"})}
"""What may stand before عشر: احد عشر is eleven, though احد alone is "one of" or Sunday."""
JOINED_TEENS = lookup(
    {
        11: "احدعشر حداشر", 12: "اثناعشر اثنيعشر اتناشر", 13: "ثلاثةعشر تلتاشر", 14: "أربعةعشر اربعتاشر",
        15: "خمسةعشر خمستاشر", 16: "ستةعشر ستاشر", 17: "سبعةعشر سبعتاشر", 18: "ثمانيةعشر تمنتاشر",
        19: "تسعةعشر تسعتاشر",
    }
)  # fmt: skip
TENS = lookup(
    {
        20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "أربعون أربعين", 50: "خمسون خمسين",
        60: "ستون ستين", 70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين",
    }
)  # fmt: skip

HUNDRED = vocabulary("مئة مائة مية ماية")
_HUNDRED_STEMS = {
    3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني ثمن", 9: "تسع",
}  # fmt: skip
HUNDREDS = {
    **dict.fromkeys(HUNDRED, 100),
    **dict.fromkeys(vocabulary("مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي ميتين"), 200),
    **{
        unified(stem + hundred): unit * 100
        for unit, stems in _HUNDRED_STEMS.items()
        for stem in stems.split()
        for hundred in ("مئة", "مائة", "مية")
    },
}

_SCALE_NOUNS = {
    10**3: "ألف",
    10**6: "مليون",
    10**9: "مليار بليون",
    10**12: "تريليون ترليون",
    10**15: "كوادريليون كدريليون",
    10**18: "كوينتليون كوينتيليون كوانتليون",
    10**21: "سكستيليون",
    10**24: "سبتيليون",
    10**27: "أوكتيليون",
    10**30: "نونيليون",
    10**33: "ديسيليون",
    12: "دزينة دستة",
}
_SCALE_PLURALS = {10**3: "آلاف", 10**6: "ملايين", 10**9: "بلايين مليارات", 12: "دزينات دستات"}
SCALES: dict[str, int] = {}
"""Scale words after a number: singular, accusative and plural."""
DUAL_SCALES: dict[str, int] = {}
"""مليونان is two million, and so is مليونا before a noun, though after a number it is an accusative."""
LONE_SCALES: dict[str, int] = {}
"""Scale words that are a number by themselves: مليون, دزينة; never the plurals, which are vague."""
for _value, _nouns in _SCALE_NOUNS.items():
    _singulars = unified(_nouns).split()
    _plurals = {*unified(_SCALE_PLURALS.get(_value, "")).split(), *(noun + "ات" for noun in _singulars)}
    LONE_SCALES |= dict.fromkeys(_singulars, _value)
    SCALES |= dict.fromkeys({*_singulars, *accusatives(_singulars), *_plurals}, _value)
    DUAL_SCALES |= {dual: _value for noun in _singulars for dual in duals(noun)}

FRACTIONS = lookup({2: "نصف", 3: "ثلث", 4: "ربع"})
"""Fraction nouns that are nothing else: خمس is also five, ثمن a price, عشر ten."""
SPOKEN_FRACTIONS = {**FRACTIONS, **lookup({2: "نص"})}
"""نص too, but only with a unit: by itself it is a text."""
AMBIGUOUS_FRACTIONS = lookup({5: "خمس", 6: "سدس", 7: "سبع", 9: "تسع"})
"""Fractions where a definite noun follows: خمس السكان, but خمس سنوات."""
FRACTION_PAIRS = lookup({3: "ثلثان ثلثين ثلثا ثلثي", 4: "ربعان ربعين"})
FRACTION_PLURALS = lookup(
    {2: "أنصاف", 3: "أثلاث", 4: "أرباع", 5: "أخماس", 6: "أسداس", 7: "أسباع", 8: "أثمان", 9: "أتساع", 10: "أعشار"}
)
MULTIPLES = vocabulary("أضعاف ضعف ضعفا أمثال")
DOUBLE = vocabulary("ضعفين ضعفان ضعفي ضعفا")

TWICE = vocabulary("مرتين مرتان")

RANKS = lookup({2: "ثاني", 3: "ثالث", 4: "رابع", 5: "خامس", 6: "سادس", 7: "سابع", 8: "ثامن", 9: "تاسع", 10: "عاشر"})
"""Ordinals that rank what follows: ثالث أكبر شركة."""
ORDINALS = {
    **lookup({1: "أول أولى حادي حادية واحد واحدة", 2: "ثانية", 3: "ثالثة", 4: "رابعة", 5: "خامسة", 6: "سادسة"}),
    **lookup({7: "سابعة", 8: "ثامنة", 9: "تاسعة", 10: "عاشرة"}),
    **RANKS,
}

PART = "جزء"
"""One part of so many: جزء من مئة."""
NEGATIVE = vocabulary("سالب ناقص")
POINT = vocabulary("فاصلة")

NUMBER_WORDS = frozenset(
    {*UNITS, *ZERO, *TEN, *TEEN_UNITS, *JOINED_TEENS, *TENS, *HUNDREDS, *SCALES, *DUAL_SCALES, *SPOKEN_FRACTIONS}
    | {
        *FRACTION_PAIRS,
        *AMBIGUOUS_FRACTIONS,
        *FRACTION_PLURALS,
        *ORDINALS,
        *MULTIPLES,
        *DOUBLE,
        *TWICE,
        *NEGATIVE,
        *POINT,
        PART,
    }
)
