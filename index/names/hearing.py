"""Names found by ear: the words of a corpus that sound like a word of the other script.

Sound alone is a weak witness, so it must be the better the shorter the name is; and a word that Arabic inflects like
its own (with the article, with endings) or that stands everywhere is no foreign name, however alike it sounds: متى is
not Meta, السني not Sony. What this finds and misses: `python -m tests.bench.names`.
"""

from collections.abc import Iterator

from index.names.forms import Lexicon, is_arabic
from index.names.sound import arabic_skeleton, heard, latin_skeletons, name_key, strain
from index.words import Key

MOST_STRAIN = {2: 0.04, 3: 0.16, 4: 0.3}
MOST_STRAIN_OF_LONG = 0.4
"""How unlike two words may sound, by the number of consonants; more consonants agree less often by chance."""

_NEAR = 0.15
"""A word that is so much more of a strain than one as frequent is another word: برايس is not Paris, باريس is."""

_COMMON = 50
_COMMON_SHARE = 0.05
"""A word in more articles than this, and than this share of all, is not taken for a name by its sound."""

_LARGE = 1000
"""In a corpus of so many articles a word that stands in one alone is as likely a slip as a name."""

_SURE = 0.06
"""What strains less, with four consonants, may be inflected: product names do take the article (الفيسبوك)."""

_SHORTEST_LATIN = {2: 5, 3: 4}
"""Letters a Latin word must have to be what an Arabic name of so many consonants stands for: أوبر is not OPR."""

_MOST = 8
"""Words taken for one name, at most: the most frequent."""

Heard = dict[Key, tuple[float, int]]
"""Words that sound like a name: the strain, and in how many articles they stand."""


def sounding_like(word: Key, lexicon: Lexicon) -> list[Key]:
    """The words that sound like a name: for a Latin one Arabic words; for an Arabic one the Latin words it may stand
    for, and other Arabic spellings of those."""
    if not is_arabic(word):
        return _arabic_for(word, lexicon)
    if not _may_be_foreign(word, 0, lexicon):
        return []
    found: dict[Key, None] = {}
    for latin in _latin_for(word, lexicon):
        found[latin] = None
        found.update(dict.fromkeys(_arabic_for(latin, lexicon)))
    found.pop(word, None)
    return list(found)


def _arabic_for(latin: Key, lexicon: Lexicon) -> list[Key]:
    least_often = 2 if lexicon.articles >= _LARGE else 1
    found: Heard = {}
    for skeleton in latin_skeletons(latin):
        for word, count in lexicon.sounding(skeleton).items():
            if count < least_often:
                continue
            if (cost := strain(latin, heard(word), _most_strain(word, skeleton))) is not None:
                found[word] = cost, count
    return [word for word in _nearest(found) if _may_be_foreign(word, found[word][0], lexicon)]


def _latin_for(arabic: Key, lexicon: Lexicon) -> list[Key]:
    skeleton = arabic_skeleton(arabic)
    spoken, most, shortest = heard(arabic), _most_strain(arabic, skeleton), _SHORTEST_LATIN.get(len(skeleton), 0)
    found: Heard = {}
    for word, count in (lexicon.sounding(skeleton.upper()) if len(skeleton) > 1 else {}).items():
        if len(word) >= shortest and (cost := strain(word, spoken, most)) is not None:
            found[word] = cost, count
    return _nearest(found)


def _nearest(found: Heard) -> list[Key]:
    """The words that no other as frequent sounds much nearer than, the most frequent first."""
    kept = [
        word
        for word, (cost, count) in found.items()
        if not any(other < cost - _NEAR and often >= count for other, often in found.values())
    ]
    return sorted(kept, key=lambda word: -found[word][1])[:_MOST]


def _most_strain(arabic: Key, skeleton: str) -> float:
    consonants = len(skeleton) + arabic.count("ه") + arabic.count("ح")
    return MOST_STRAIN.get(consonants, MOST_STRAIN_OF_LONG)


# ---- what Arabic does to its own words

_PREFIXES = ("و", "ف", "ب", "ل", "ك", "س")
_PRONOUNS = ("ه", "ها", "هم", "هن", "نا", "ت", "وا", "ته", "كم", "تها")
_ENDINGS = ("ي", "ية", "ة", "ين", "ون", "ات", "ان", "يا")
_ACCUSATIVE = ("ا",)
_PERSONS = "تينا"
_SHORTEST = 3

_WITH_ARTICLE = 0.1
_WITH_PRONOUN = 0.5
_WITH_ENDING = 3.0
_WITH_ACCUSATIVE = 1.0
_OTHER_PERSON = 0.3
_INFLECTED = 0.1
"""How often, for each time it stands, a word that is no name stands without ال, without a pronoun, without an ending,
in another person of the verb, or inflected itself."""


def _may_be_foreign(word: Key, cost: float, lexicon: Lexicon) -> bool:
    """Whether the corpus uses an Arabic word as it uses foreign names."""
    own = _often(word, lexicon)
    if own > max(_COMMON, _COMMON_SHARE * lexicon.articles):
        return False
    if any(often > limit * own for often, limit in _stems(word, lexicon)):
        return False
    if len(arabic_skeleton(word)) >= len(MOST_STRAIN) + 1 and cost <= _SURE:
        return True
    inflected = [f"ال{word}", *(word + ending for ending in ("ه", "ها", "هم", "ات", "ون", "نا"))]
    return sum(_often(form, lexicon) for form in inflected) <= 1 + _INFLECTED * own


def _stems(word: Key, lexicon: Lexicon) -> Iterator[tuple[int, float]]:
    """How often the words stand of which this may be a form, each with how often is too often."""
    if word.startswith("ال"):
        yield _often(word[2:], lexicon), _WITH_ARTICLE
    if len(word) > _SHORTEST:
        yield from ((_often(word[1:], lexicon), 1.0) for prefix in _PREFIXES if word.startswith(prefix))
        if (first := name_key(word)[:1]) and first in _PERSONS:
            yield from ((_often(person + word[1:], lexicon), _OTHER_PERSON) for person in "تين" if person != first)
    if word.endswith("ية"):
        yield _often(f"{word[:-1]}ا", lexicon), 1.0
    accusative = () if word.endswith("يا") else _ACCUSATIVE
    for endings, limit in ((_PRONOUNS, _WITH_PRONOUN), (_ENDINGS, _WITH_ENDING), (accusative, _WITH_ACCUSATIVE)):
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                yield _often(word[: -len(ending)], lexicon), limit


def _often(form: str, lexicon: Lexicon) -> int:
    return sum(lexicon.spellings(Key(form)).values())
