"""What stands around a figure: the words that bound it, what it counts, its product, its sentence."""

import re
from bisect import bisect_left, bisect_right

from index.articles import Span
from index.figures import bound_words, counted_words, date_words
from index.figures.figure import Bound, Kind
from index.figures.measures import UNITS
from index.figures.reading import Reading
from index.figures.tokens import BREAK, END, LATIN, NUMBER, WORD, Tokens

_LONGEST_PHRASE = max(map(len, (*bound_words.BEFORE, *bound_words.AFTER)))
_CLOSERS = {phrase[-1] for phrase in bound_words.BEFORE}
_OPENERS = {phrase[0] for phrase in bound_words.AFTER}
_LONGEST_COUNTED = 4
_LOOK_BACK = 20
_STOPS = ".!?؟؛…"
_SENTENCE_END = re.compile(rf"[{_STOPS}\n\r](?:(?<=[\n\r])|(?<![{_STOPS}][{_STOPS}])[{_STOPS}]*+[»”\"')\]]*+(?=\s))")
"""Of a sentence or a line. The engine looks fast for what begins with one set of characters."""
_PRODUCT = re.compile(r"(?=[^\d]*\d)(?=.*[A-Za-z])[A-Za-z\d-]{2,12}")


class Sentences:
    """The sentences of a body around some places in it; what lies in lines without such a place is not looked at.

    Whoever asks in the order of the text passes over it once.
    """

    __slots__ = ("_ends", "_trimmed", "body")

    def __init__(self, body: str) -> None:
        self.body = body
        self._ends = [0]
        """Where a line begins, and where the sentences end that follow, as far as they have been asked about."""
        self._trimmed: dict[tuple[int, int], Span] = {}

    def around(self, start: int, end: int) -> Span:
        """The sentence that holds `start` to `end`, without the white space around it."""
        ends = self._ends if self._ends[0] <= start <= self._ends[-1] else self._ends_from(start)
        while ends[-1] < end:
            match = _SENTENCE_END.search(self.body, ends[-1])
            ends.append(match.end() if match else len(self.body))
        edges = ends[bisect_right(ends, start) - 1], ends[bisect_left(ends, end)]
        sentence = self._trimmed.get(edges)
        if sentence is None:
            sentence = self._trimmed[edges] = self._trim(*edges)
        return sentence

    def _ends_from(self, start: int) -> list[int]:
        """The beginning of the line that holds `start`, or a place in it that is known to end a sentence."""
        known = self._ends[-1] if self._ends[-1] <= start else 0
        self._ends = [max(known, *(self.body.rfind(mark, known, start) + 1 for mark in "\n\r"))]
        return self._ends

    def _trim(self, begin: int, stop: int) -> Span:
        text = self.body[begin:stop]
        return Span(begin + len(text) - len(text.lstrip()), begin + len(text.rstrip()))


def bound_of(tokens: Tokens, reading: Reading, after: int) -> Bound | None:
    """The bound in front of the reading, or behind it and what it counts."""
    if bound := _bound_before(tokens, reading.first) or _bound_after(tokens, reading.after):
        return bound
    return _bound_after(tokens, after) if after > reading.after else None


def _bound_before(tokens: Tokens, first: int) -> Bound | None:
    shapes = tokens.shapes
    end = first - (shapes[first - 1].raw in ("(", "«", "“", '"'))
    if shapes[end - 1].word in ("من", "بين") and shapes[end - 2].word in ("ما", "بين"):
        end -= 1
    for _ in range(2):
        last = shapes[end - 1].word
        if last in _CLOSERS and (bound := _phrase_before(tokens, end)):
            return bound
        if last not in bound_words.FILLERS:
            return _before_subject(tokens, end)
        end -= 1
    return None


def _phrase_before(tokens: Tokens, end: int) -> Bound | None:
    """The longest phrase that ends before token `end`."""
    for length in range(min(_LONGEST_PHRASE, end - 1), 0, -1):
        phrase = tuple([shape.word for shape in tokens.shapes[end - length : end]])
        if bound := bound_words.BEFORE.get(phrase) or _parted(tokens, end, length):
            return bound
    return None


def _before_subject(tokens: Tokens, end: int) -> Bound | None:
    """لم تتجاوز نسبة التنفيذ 2%, تجاوزت مديونياتها 50 مليون: the subject comes after its verb."""
    noun = tokens.shapes[end - 1]
    if noun.sort is not WORD:
        return None
    verb = end - 2 if noun.raw.endswith(_POSSESSIVE) else end - 3
    if tokens.word(verb) not in bound_words.VERBS:
        return None
    if verb == end - 3 and tokens.word(end - 2) not in bound_words.FILLERS:
        return None
    negated = bound_words.BEFORE.get((tokens.word(verb - 1), tokens.word(verb)))
    return negated or bound_words.BEFORE.get((tokens.word(verb),))


def _parted(tokens: Tokens, end: int, length: int) -> Bound | None:
    """لا تزيد نسبته على: a phrase with what it bounds inside it, which is said with a possessive."""
    noun = tokens.shapes[end - 2]
    if length < 2 or noun.sort is not WORD or not noun.raw.endswith(("ه", "ها", "هم", "هن")):
        return None
    words = [shape.word for shape in tokens.shapes[max(end - 1 - length, 0) : end - 2]]
    return bound_words.BEFORE.get((*words, tokens.word(end - 1)))


def _bound_after(tokens: Tokens, after: int) -> Bound | None:
    if _spelt(tokens, after) not in _OPENERS:
        return None
    for length in range(_LONGEST_PHRASE, 0, -1):
        phrase = tuple(_spelt(tokens, index) for index in range(after, after + length) if index < len(tokens.shapes))
        if phrase in bound_words.AFTER:
            return bound_words.AFTER[phrase]
    return None


def _spelt(tokens: Tokens, index: int) -> str:
    shape = tokens.shapes[index]
    return shape.clitic + shape.word if shape.clitic in ("ف", "") else ""


def counted_of(tokens: Tokens, reading: Reading) -> tuple[int, int] | None:
    """The tokens, first and after, that say what is counted: behind the number, else before it."""
    if reading.kind is not Kind.NUMBER:
        return None
    if tokens.word(reading.first) in ("واحد", "واحده", "واحدا") and reading.after == reading.first + 1:
        return _before_one(tokens, reading.first)
    if tokens.word(reading.first - 1) == "ال" and _is_definite_noun(tokens, reading.first - 2):
        return _before_article(tokens, reading.first - 2)
    if _amounts_to(tokens, reading.first):
        behind = _behind(tokens, reading.after)
        before = _number_of(tokens, reading.first)
        return behind if before is None or (behind and not _is_participle(tokens.word(behind[0]))) else before
    if tokens.shapes[reading.first].definite and _is_definite_noun(tokens, reading.first - 1):
        return _described(tokens, reading.first - 1)
    return _behind(tokens, reading.after) or _number_of(tokens, reading.first)


def _is_definite_noun(tokens: Tokens, index: int) -> bool:
    shape = tokens.shapes[index]
    if shape.sort is not WORD or shape.word in counted_words.STOPS or _is_verb(shape.word):
        return False
    return shape.definite or shape.raw.startswith(("ال", "وال", "بال", "لل")) or shape.raw.endswith(_POSSESSIVE)


_POSSESSIVE = ("ه", "ها", "هم", "هما", "نا")


def _described(tokens: Tokens, last: int) -> tuple[int, int]:
    """القوى الدولية of القوى الدولية الست: a definite noun and the definite adjectives behind it."""
    first = last
    while first > last - 2 and tokens.raw(first - 1).startswith("ال") and not _stops(tokens.word(first - 1)):
        first -= 1
    return first, last + 1


def _before_article(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """المجموعات الـ21 are as many; الدورة الـ21 is the twenty-first, and counts nothing."""
    for head in (index, index - 1):  # قطاعات السوق الـ15
        if tokens.word(head).endswith(("ات", "ين", "ون", "دول")) and tokens.sort(head) is WORD:
            return head, index + 1
    return None


def _amounts_to(tokens: Tokens, first: int) -> bool:
    """البالغ عددها 33, البالغ عددهم نحو 33."""
    return any(tokens.word(index) in counted_words.NUMBER_OF for index in (first - 1, first - 2))


def _is_participle(word: str) -> bool:
    """متاحة of البالغ عددها 100 متاحة says how they are, not what."""
    return word.startswith("م") and word.endswith("ه") and len(word) > 4


def _behind(tokens: Tokens, after: int) -> tuple[int, int] | None:
    """The noun phrase behind the number: وحدة معالجة رسوميات H100, من الحضور."""
    first = after + _closes(tokens, after)
    partitive = tokens.word(first) == "من" and tokens.plain(first)
    if partitive:
        first += 1
    if not _may_head(tokens, first, partitive):
        return None
    last = first + 1
    longest = 0 if tokens.sort(first) is LATIN else _LONGEST_COUNTED
    while last < first + longest and _may_follow(tokens, last):
        last += 1
    while tokens.sort(last) is LATIN and last < first + 2 * _LONGEST_COUNTED:
        last += 1
    return first, last


def _closes(tokens: Tokens, after: int) -> bool:
    """(82) مخالفة: the number stands in brackets or quotation marks of its own."""
    pair = tokens.raw(after - 2) + tokens.raw(after)
    return pair in ("()", "[]", "«»", "“”", '""', "‹›")


def _may_head(tokens: Tokens, index: int, partitive: bool) -> bool:
    shape = tokens.shapes[index]
    if shape.sort is LATIN:
        return not partitive
    if shape.sort is not WORD or shape.clitic or _stops(shape.word) or len(shape.word) < 2:
        return False
    if _is_joined(shape.raw):
        return False
    if shape.definite and shape.word in UNITS:
        return False  # 14 من الشهر الجاري
    article = shape.definite or shape.word.startswith("ال")
    if article and not partitive and not tokens.shapes[index - 1].definite:
        return False
    return not _is_verb(shape.word)


def _stops(word: str) -> bool:
    """A word that ends a noun phrase, with و or ف on it or without."""
    return word in counted_words.STOPS or (word[:1] in ("و", "ف") and word[1:] in counted_words.STOPS)


def _is_verb(word: str) -> bool:
    """A present tense with ي, سي or لي, a past of many in وا; the few nouns that look so are known."""
    if len(word) < 4:
        return False
    if word.endswith("ت") and not word.endswith("ات") and word.startswith("ا") and len(word) > 4:
        return word != "انترنت"  # ارتفعت
    if (word.endswith("وا") and word != "عضوا") or (
        word.startswith(("لي", "لت", "ست")) and len(word) > 4 and word[:3] not in _NOUNS
    ):
        return not word.endswith(("ه", "ات", "ين")) or word.startswith("ليصبح")
    return word.startswith(("ي", "سي")) and word[:3] not in _NOUNS and not word.endswith(("ه", "ات", "ين"))


_NOUNS = ("يوم", "ياب", "يهو", "يمن", "سيا", "سيد", "سين", "سيخ", "سيم", "ليب", "ليل", "لير", "ليم", "لتر", "ستا")
"""Beginnings of nouns that look like a verb's."""


def _may_follow(tokens: Tokens, index: int) -> bool:
    shape = tokens.shapes[index]
    if shape.sort is LATIN:
        return True
    if shape.sort is not WORD or shape.clitic or _stops(shape.word) or shape.word in date_words.YEAR_CUES:
        return False
    return not _is_joined(shape.raw) and not _is_verb(shape.word) and shape.raw != "اليوم"


def _is_joined(raw: str) -> bool:
    """A word with a conjunction or preposition in front; the nouns that only begin so are few."""
    if raw.startswith(("وال", "بال", "لل", "فال", "كال")):
        return not raw.startswith(counted_words.WHOLE)
    return raw[0] == "و" and len(raw) > 3 and not raw.startswith(counted_words.WHOLE)


def _before_one(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """لائحة واحدة: what is one stands in front."""
    shape = tokens.shapes[index - 1]
    pronoun = tokens.word(index + 1) == "من" or _stops(shape.word)
    noun = shape.sort is WORD and not pronoun and len(shape.word) > 2
    described = shape.word.endswith("يه") or (tokens.word(index) == "واحده" and not shape.word.endswith("ه"))
    if noun and described and tokens.sort(index - 2) is WORD and tokens.word(index - 2).endswith("ه"):
        return index - 2, index  # مباراة دولية واحدة, شركة غاز واحدة
    return (index - 1, index) if noun else None


def _number_of(tokens: Tokens, first: int) -> tuple[int, int] | None:
    """الرقاقات البالغ عددها 100 ألف; عدد المصابين إلى 20."""
    for index in range(first - 1, max(first - _LOOK_BACK, 0), -1):
        if tokens.sort(index) in (BREAK, END, NUMBER) or tokens.raw(index) in (".", "،", "؛"):
            return None
        word = tokens.word(index)
        if word in counted_words.NUMBER_OF and not tokens.shapes[index].definite:
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
    for index in range(first, min(after + 2, len(tokens.shapes))):
        if found := _product(tokens, index):
            return found
    named = any(tokens.sort(index) is LATIN for index in range(first, after))
    if named or tokens.word(first) not in counted_words.PIECES:
        return None
    for index in range(reading.first - 1, max(reading.first - 40, 0), -1):
        if tokens.starts[index] < sentence.start:
            return None
        if found := _product(tokens, index):
            return found
    return None


def _product(tokens: Tokens, index: int) -> str | None:
    shape = tokens.shapes[index]
    return shape.raw if shape.sort is LATIN and len(shape.raw) <= 12 and _PRODUCT.fullmatch(shape.raw) else None


def is_score(tokens: Tokens, reading: Reading) -> bool:
    """Two small numbers and a hyphen near a word of winning or losing, or one of them the word صفر."""
    if not isinstance(reading.value, tuple) or max(reading.value) > 200:
        return False
    if "صفر" in (tokens.word(reading.first), tokens.word(reading.after - 1)):
        return True
    words = range(max(reading.first - 8, 0), min(reading.after + 4, len(tokens.shapes)))
    return any(stem in tokens.word(index) for index in words for stem in counted_words.SCORE_STEMS)
