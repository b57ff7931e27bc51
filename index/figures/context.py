"""What stands around a figure: the words that bound it, what it counts, its product.

Most figures have none of these, and are done with a look or two at the tokens beside them.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.articles import Span
from index.figures import counted_words, date_words
from index.figures.bound_words import AFTER, BEFORE, FILLERS, VERBS
from index.figures.figure import Bound
from index.figures.measures import UNITS
from index.figures.reading import Reading
from index.figures.tokens import BREAK, END, LATIN, NUMBER, WORD, Shape, Tokens

_LONGEST_PHRASE = max(map(len, (*BEFORE, *AFTER)))
_CLOSERS = {
    last: sorted({len(phrase) for phrase in BEFORE if phrase[-1] == last}, reverse=True)
    for last in {phrase[-1] for phrase in BEFORE}
}
"""The last words of the phrases in front, and how long the phrases are that end with each."""
_OPENING = frozenset('(«“"')
_IN_FRONT = {*_CLOSERS, *FILLERS, "من", "بين"}
_OPENERS = {phrase[0] for phrase in AFTER}
_BEHIND = _OPENERS | {word.removeprefix("ف") for word in _OPENERS}
_LONGEST_COUNTED = 4
_LOOK_BACK = 20
_PRODUCT = re.compile(r"(?=[^\d]*\d)(?=.*[A-Za-z])[A-Za-z\d-]{2,12}")


def bound_of(tokens: Tokens, reading: Reading, after: int) -> Bound | None:
    """The bound in front of the reading, or behind it and what it counts."""
    shapes = tokens.shapes
    bound = _bound_before(shapes, reading.first)
    if not bound and shapes[reading.after].word in _BEHIND:
        bound = _bound_after(shapes, reading.after)
    if not bound and after > reading.after and shapes[after].word in _BEHIND:
        bound = _bound_after(shapes, after)
    return bound


def _bound_before(shapes: Sequence[Shape], first: int) -> Bound | None:
    end = first - 1 if shapes[first - 1].raw in _OPENING else first
    if shapes[end - 1].word not in _IN_FRONT:
        return _before_subject(shapes, end)
    if shapes[end - 1].word in ("من", "بين") and shapes[end - 2].word in ("ما", "بين"):
        end -= 1
    for _ in range(2):
        last = shapes[end - 1].word
        if last in _CLOSERS and (bound := _phrase_before(shapes, end)):
            return bound
        if last not in FILLERS:
            return _before_subject(shapes, end)
        end -= 1
    return None


def _phrase_before(shapes: Sequence[Shape], end: int) -> Bound | None:
    """The longest phrase that ends before token `end`."""
    words = tuple([shape.word for shape in shapes[end - _LONGEST_PHRASE - 1 : end]])
    noun, last = shapes[end - 2], words[-1]
    parted = noun.sort is WORD and noun.raw.endswith(("ه", "ها", "هم", "هن"))
    for length in _CLOSERS[last]:
        bound = BEFORE.get(words[-length:])
        if not bound and parted and length > 1:  # لا تزيد نسبته على: what it bounds is inside it, with a possessive
            bound = BEFORE.get((*words[-length - 1 : -2], last))
        if bound:
            return bound
    return None


def _before_subject(shapes: Sequence[Shape], end: int) -> Bound | None:
    """لم تتجاوز نسبة التنفيذ 2%, تجاوزت مديونياتها 50 مليون: the subject comes after its verb."""
    if shapes[end - 3].word not in VERBS and shapes[end - 2].word not in VERBS:
        return None
    noun = shapes[end - 1]
    if noun.sort is not WORD:
        return None
    at = end - 2 if noun.raw.endswith(_POSSESSIVE) else end - 3
    verb = shapes[at].word
    if verb not in VERBS:
        return None
    if at == end - 3 and shapes[end - 2].word not in FILLERS:
        return None
    return BEFORE.get((shapes[at - 1].word, verb)) or BEFORE.get((verb,))


def _bound_after(shapes: Sequence[Shape], after: int) -> Bound | None:
    if _spelt(shapes[after]) not in _OPENERS:
        return None
    words = tuple(map(_spelt, shapes[after : after + _LONGEST_PHRASE]))
    bounds = (AFTER.get(words[:length]) for length in range(len(words), 0, -1))
    return next(filter(None, bounds), None)


def _spelt(shape: Shape) -> str:
    return shape.clitic + shape.word if shape.clitic in ("ف", "") else ""


def counted_of(tokens: Tokens, reading: Reading) -> tuple[int, int] | None:
    """The tokens, first and after, that say what a bare number counts: behind it, else before it."""
    first, after, shapes = reading.first, reading.after, tokens.shapes
    if shapes[first].word in ("واحد", "واحده", "واحدا") and after == first + 1:
        return _before_one(tokens, first)
    before = shapes[first - 1].word
    if before == "ال" and _is_definite_noun(shapes[first - 2]):
        return _before_article(tokens, first - 2)
    if before in counted_words.NUMBER_OF or shapes[first - 2].word in counted_words.NUMBER_OF:
        return _amounting(tokens, first, after)
    if shapes[first].definite and _is_definite_noun(shapes[first - 1]):
        return _described(tokens, first - 1)
    return _behind(shapes, after) or _number_of(tokens, first)


def _amounting(tokens: Tokens, first: int, after: int) -> tuple[int, int] | None:
    """البالغ عددها 33, البالغ عددهم نحو 33."""
    behind, before = _behind(tokens.shapes, after), _number_of(tokens, first)
    return behind if before is None or (behind and not _is_participle(tokens.word(behind[0]))) else before


def _is_definite_noun(shape: Shape) -> bool:
    if shape.sort is not WORD or shape.word in counted_words.STOPS or _is_verb(shape.word):
        return False
    return shape.definite or shape.raw.startswith(("ال", "وال", "بال", "لل")) or shape.raw.endswith(_POSSESSIVE)


_POSSESSIVE = ("ه", "ها", "هم", "هما", "نا")


def _described(tokens: Tokens, last: int) -> tuple[int, int]:
    """القوى الدولية of القوى الدولية الست: a definite noun and the definite adjectives behind it."""
    first = last
    while first > last - 2 and tokens.raw(first - 1).startswith("ال") and tokens.word(first - 1) not in _STOPS:
        first -= 1
    return first, last + 1


def _before_article(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """المجموعات الـ21 are as many; الدورة الـ21 is the twenty-first, and counts nothing."""
    for head in (index, index - 1):  # قطاعات السوق الـ15
        if tokens.word(head).endswith(("ات", "ين", "ون", "دول")) and tokens.sort(head) is WORD:
            return head, index + 1
    return None


def _is_participle(word: str) -> bool:
    """متاحة of البالغ عددها 100 متاحة says how they are, not what."""
    return word.startswith("م") and word.endswith("ه") and len(word) > 4


def _behind(shapes: Sequence[Shape], after: int) -> tuple[int, int] | None:
    """The noun phrase behind the number: وحدة معالجة رسوميات H100, من الحضور."""
    closes = shapes[after - 2].raw == _OPENED_BY.get(shapes[after].raw)
    first = after + closes
    partitive = shapes[first].word == "من" and not shapes[first].clitic
    if partitive:
        first += 1
    if not _may_head(shapes[first], shapes[first - 1], partitive):
        return None
    last = first + 1
    longest = 0 if shapes[first].sort is LATIN else _LONGEST_COUNTED
    while last < first + longest and _may_follow(shapes[last]):
        last += 1
    while shapes[last].sort is LATIN and last < first + 2 * _LONGEST_COUNTED:
        last += 1
    return first, last


_OPENED_BY = {")": "(", "]": "[", "»": "«", "”": "“", '"': '"', "›": "‹"}
"""(82) مخالفة: the number stands in brackets or quotation marks of its own."""


def _may_head(shape: Shape, before: Shape, partitive: bool) -> bool:
    if shape.sort is LATIN:
        return not partitive
    if shape.sort is not WORD or shape.clitic or shape.word in _STOPS or len(shape.word) < 2:
        return False
    if _is_joined(shape.raw):
        return False
    if shape.definite and shape.word in UNITS:
        return False  # 14 من الشهر الجاري
    article = shape.definite or shape.word.startswith("ال")
    if article and not partitive and not before.definite:
        return False
    return not _is_verb(shape.word)


_STOPS = counted_words.STOPS | {clitic + word for clitic in "وف" for word in counted_words.STOPS}
"""Words that end a noun phrase, with و or ف on them or without."""


def _is_verb(word: str) -> bool:
    """A present tense with ي, سي or لي, a past of many in وا; the few nouns that look so are known."""
    return 4 <= len(word) <= _LONGEST_VERB and _looks_like_verb(word)


_LONGEST_VERB = 24


@lru_cache(maxsize=1 << 12)
def _looks_like_verb(word: str) -> bool:
    if word.endswith("ت") and not word.endswith("ات") and word.startswith("ا") and len(word) > 4:
        return word != "انترنت"  # ارتفعت
    if (word.endswith("وا") and word != "عضوا") or (
        word.startswith(("لي", "لت", "ست")) and len(word) > 4 and word[:3] not in _NOUNS
    ):
        return not word.endswith(("ه", "ات", "ين")) or word.startswith("ليصبح")
    return word.startswith(("ي", "سي")) and word[:3] not in _NOUNS and not word.endswith(("ه", "ات", "ين"))


_NOUNS = ("يوم", "ياب", "يهو", "يمن", "سيا", "سيد", "سين", "سيخ", "سيم", "ليب", "ليل", "لير", "ليم", "لتر", "ستا")
"""Beginnings of nouns that look like a verb's."""


def _may_follow(shape: Shape) -> bool:
    if shape.sort is LATIN:
        return True
    if shape.sort is not WORD or shape.clitic or shape.word in _STOPS or shape.word in date_words.YEAR_CUES:
        return False
    return not _is_joined(shape.raw) and not _is_verb(shape.word) and shape.raw != "اليوم"


def _is_joined(raw: str) -> bool:
    """A word with a conjunction or preposition in front; the nouns that only begin so are few."""
    if raw[0] not in "وبلفك":
        return False
    if raw.startswith(("وال", "بال", "لل", "فال", "كال")):
        return not raw.startswith(counted_words.WHOLE)
    return raw[0] == "و" and len(raw) > 3 and not raw.startswith(counted_words.WHOLE)


def _before_one(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """لائحة واحدة: what is one stands in front."""
    shape = tokens.shapes[index - 1]
    pronoun = tokens.word(index + 1) == "من" or shape.word in _STOPS
    noun = shape.sort is WORD and not pronoun and len(shape.word) > 2
    described = shape.word.endswith("يه") or (tokens.word(index) == "واحده" and not shape.word.endswith("ه"))
    if noun and described and tokens.sort(index - 2) is WORD and tokens.word(index - 2).endswith("ه"):
        return index - 2, index  # مباراة دولية واحدة, شركة غاز واحدة
    return (index - 1, index) if noun else None


_ENDING = (BREAK, END, NUMBER)


def _number_of(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """الرقاقات البالغ عددها 100 ألف; عدد المصابين إلى 20."""
    shapes = tokens.shapes
    for index in range(first - 1, max(first - _LOOK_BACK, 0), -1):
        shape = shapes[index]
        word = shape.word
        if word not in counted_words.NUMBER_OF:
            if shape.sort in _ENDING or shape.raw in (".", "،", "؛"):
                return None
        elif not shape.definite:
            if word in ("عدد", "اعداد", "اجمالي", "مجموع"):
                return _behind_number_of(tokens, index, first)
            back = index - 1
            while back > first - 2 * _LOOK_BACK and tokens.word(back) in counted_words.AMOUNTING:
                back -= 1
            return (
                (back, back + 1) if tokens.sort(back) is WORD and tokens.word(back) not in counted_words.STOPS else None
            )
    return None


def _behind_number_of(tokens: Tokens, index: int, first: int) -> tuple[int, int] | None:
    noun = index + 1
    if noun >= first or tokens.sort(noun) is not WORD or tokens.word(noun) in counted_words.STOPS:
        return None
    return noun, noun + 1


def product_of(tokens: Tokens, reading: Reading, counted: tuple[int, int] | None, sentence: Span) -> str | None:
    """The product counted: in the words themselves, right behind them, or the nearest named before a وحدة or شريحة."""
    if counted is None:
        return None
    first, after = counted
    shapes = tokens.shapes
    for shape in shapes[first : after + 2]:
        if shape.sort is LATIN and _is_product(shape):
            return shape.raw
    if shapes[first].word not in counted_words.PIECES or any(shape.sort is LATIN for shape in shapes[first:after]):
        return None
    for index in range(reading.first - 1, max(reading.first - 40, 0), -1):
        if tokens.starts[index] < sentence.start:
            return None
        if _is_product(shapes[index]):
            return shapes[index].raw
    return None


def _is_product(shape: Shape) -> bool:
    return shape.sort is LATIN and len(shape.raw) <= 12 and _PRODUCT.fullmatch(shape.raw) is not None


def is_score(tokens: Tokens, reading: Reading) -> bool:
    """Two small numbers and a hyphen near a word of winning or losing, or one of them the word صفر."""
    if not isinstance(reading.value, tuple) or max(reading.value) > 200:
        return False
    if "صفر" in (tokens.word(reading.first), tokens.word(reading.after - 1)):
        return True
    words = range(max(reading.first - 8, 0), min(reading.after + 4, len(tokens.shapes)))
    return any(stem in tokens.word(index) for index in words for stem in counted_words.SCORE_STEMS)
