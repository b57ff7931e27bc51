"""The months as Arabic newspapers name them: the Gulf and Egypt, the Levant and Iraq, the Maghreb, and the Hijri year.

Sources of the names: CLDR's ar, ar_LB, ar_DZ, ar_TN and ar_MA (through Babel), and the spellings of the shared news.
"""

from index.figures.spelling import lookup, unified

GREGORIAN = lookup(
    {
        1: "يناير جانفي", 2: "فبراير فيفري شباط", 3: "مارس آذار", 4: "أبريل إبريل أفريل نيسان",
        5: "مايو ماي أيار", 6: "يونيو يونيه جوان حزيران", 7: "يوليو يوليه يوليوز جويلية تموز",
        8: "أغسطس غشت أوت آب", 9: "سبتمبر شتنبر أيلول", 10: "أكتوبر", 11: "نوفمبر نونبر",
        12: "ديسمبر دجنبر",
    }
)  # fmt: skip
HIJRI = lookup(
    {
        1: "محرم المحرم", 2: "صفر", 7: "رجب", 8: "شعبان", 9: "رمضان", 10: "شوال",
        11: "ذوالقعدة ذيالقعدة ذوالقعده", 12: "ذوالحجة ذيالحجة",
    }
)  # fmt: skip

_PAIRS = {
    "كانون": {1: "الثاني ثاني", 12: "الأول أول"},
    "تشرين": {10: "الأول أول", 11: "الثاني ثاني"},
}
TWO_WORD_GREGORIAN = {
    (unified(first), word): month for first, second in _PAIRS.items() for word, month in lookup(second).items()
}
_HIJRI_PAIRS = {
    "ربيع": {3: "الأول أول", 4: "الثاني ثاني الآخر آخر"},
    "جمادى": {5: "الأولى أولى الأول", 6: "الآخرة آخرة الثانية ثانية الآخر"},
    "ذو": {11: "القعدة قعدة", 12: "الحجة حجة"},
    "ذي": {11: "القعدة قعدة", 12: "الحجة حجة"},
}
TWO_WORD_HIJRI = {
    (unified(first), word): month for first, second in _HIJRI_PAIRS.items() for word, month in lookup(second).items()
}
MONTH_WORDS = frozenset({*GREGORIAN, *HIJRI, *(first for first, _ in (*TWO_WORD_GREGORIAN, *TWO_WORD_HIJRI))})
