"""Numbers below a hundred in words: ثلاثة, ثلاثة عشر, ثلاثة وعشرون; and where such a word counts nothing."""

from collections.abc import Callable
from decimal import Decimal

from index.figures import measures
from index.figures import number_words as words
from index.figures.digits import Part
from index.figures.tokens import Tokens

_ORDINAL_UNITS = ("حادي", "حاديه", "ثاني", "ثانيه")
"""Of eleven and twelve; with the article they are adjectives."""
_CONSTRUCT = ("اثنا", "اثني", "اثنتا", "اثنتي")
"""Two as it stands before عشر; alone أثنى is "praised"."""
_NAMING = ("رقم", "الرقم", "زائد")
"""In front of a numeral these make a name of it: رقم واحد, the powers called خمسة زائد واحد."""
_GROUPS = ("مجموعه", "قمه")
"""مجموعة العشرين and مجموعة السبع are names."""
_WEST = ("هام", "بروميتش", "باي")
"""وست هام is West Ham, بست باي Best Buy."""
CENTURY = ("القرن", "قرن")
"""القرن العشرين is one century, not twenty."""
COUNTS = {
    word: Decimal(value) for table in (words.UNITS, words.TENS, words.JOINED_TEENS) for word, value in table.items()
}
"""Words that are a number with none behind them."""


def after_and(tokens: Tokens, index: int) -> int | None:
    """The token that و joins at `index`, whether و is written apart or on it."""
    shape = tokens.shapes[index]
    if shape.clitic == "و":
        return index
    return index + 1 if shape.raw == "و" and tokens.plain(index + 1) else None


def below_hundred(tokens: Tokens, index: int) -> Part | None:
    """One to ninety-nine in words; zero too, which joins nothing."""
    shape, following = tokens.shapes[index], tokens.shapes[index + 1]
    word = shape.word
    if word not in _BELOW_HUNDRED:
        return None
    if shape.definite and (word in _ORDINAL_UNITS or tokens.word(index - 1) in CENTURY):
        return None
    if word in words.TEEN_UNITS:
        if following.word in words.TEN and not following.clitic:
            return Part(Decimal(10 + words.TEEN_UNITS[word]), index + 2, 0)
        tens_after = _tens_after(tokens, index + 1) if word in words.UNITS or word == "احد" else None
        if tens_after:
            return Part(words.TEEN_UNITS[word] + tens_after.value, tens_after.after, 0)
    if word in COUNTS:
        return None if is_no_count(tokens, index) else Part(COUNTS[word], index + 1, 0)
    if word in words.TEN:
        ordinal = not shape.clitic and tokens.word(index - 1) in words.ORDINALS
        return None if ordinal else Part(Decimal(10), index + 1, 0)
    zero = word in words.ZERO and not shape.definite
    return Part(Decimal(0), index + 1, 0) if zero else None


_BELOW_HUNDRED = COUNTS.keys() | words.TEEN_UNITS.keys() | words.TEN | words.ZERO


def is_no_count(tokens: Tokens, index: int) -> bool:
    """إحدى is "one of", الاثنين Monday, كل واحد everybody, الغرفة الواحدة each, وقت واحد the same."""
    shapes = tokens.shapes
    shape, before, following = shapes[index], shapes[index - 1].word, shapes[index + 1].word
    if before in _NAMING or following == "زائد" or (shape.definite and before in _GROUPS):
        return True
    rule = _NO_COUNTS.get(shape.word)
    return rule is not None and rule(tokens, index)


def _is_rank(tokens: Tokens, index: int) -> bool:
    """الذكرى السبعين, الرابع والعشرون."""
    shape = tokens.shapes[index]
    if shape.definite and _is_singular(tokens, index - 1):
        return True
    before = tokens.word(index - 1).removeprefix("و")
    return shape.clitic == "و" and (before in words.ORDINALS or before == "احد")


def _is_monday(tokens: Tokens, index: int) -> bool:
    return tokens.shapes[index].definite or tokens.word(index - 1).removeprefix("و") in ("يوم", "اليوم")


def _is_someone(tokens: Tokens, index: int) -> bool:
    """كل واحد, أي واحد, الواحد; and وأحد, which is "and one of"."""
    shape, before = tokens.shapes[index], tokens.word(index - 1)
    return shape.definite or before.endswith("كل") or before in _BEFORE_SOMEONE or "أحد" in shape.raw


_BEFORE_SOMEONE = ("اي", "لا", "عبد", "ان", "وقت")


def _is_west(tokens: Tokens, index: int) -> bool:
    return tokens.word(index + 1) in _WEST


def _is_other(_: Tokens, __: int) -> bool:
    """إحدى, أثنى: by itself another word."""
    return True


_NO_COUNTS: dict[str, Callable[[Tokens, int], bool]] = {
    **dict.fromkeys(words.TENS, _is_rank),
    **dict.fromkeys((*_CONSTRUCT, "احدي"), _is_other),
    **dict.fromkeys(("واحد", "واحده"), _is_someone),
    "اثنين": _is_monday,
    "ست": _is_west,
}
"""What makes no count of a number word; of others nothing does."""


def _is_singular(tokens: Tokens, index: int) -> bool:
    """The noun of الذكرى السبعين, which makes an ordinal of it, unlike that of الأيام الثلاثين."""
    shape = tokens.shapes[index]
    return (
        shape.raw.startswith("ال") and not shape.word.endswith(("ات", "ين", "ون")) and shape.word not in measures.UNITS
    )


def _tens_after(tokens: Tokens, index: int) -> Part | None:
    joined = after_and(tokens, index)
    if joined is None or tokens.word(joined) not in words.TENS:
        return None
    return Part(Decimal(words.TENS[tokens.word(joined)]), joined + 1, 0)
