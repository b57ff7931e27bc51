"""Queries as no reader would type them, and as every reader does now and then: made of the language's own pieces."""

import random
from collections.abc import Callable, Iterator, Sequence

from index.corpus import Corpus, QueryError
from tui.messages import sentence

TOP, ON_A_SCREEN = 20, 10
WIDTHS = ("normal", "normal", "exact", "wide")
BAD = ("raised", "unexplained", "too slow")

KINDS = ("money", "percent", "count", "date", "Money", "مال", "", "nothing")
AMOUNTS = (
    *(
        "1e9USD",
        "20%",
        "10..20%",
        "..",
        "5km..5kg",
        "1e99",
        "-5",
        "١٬٠٠٠",
        "9" * 40,
        "مليار",
        "10..",
        "..3",
        "e",
        "1e9e9",
    ),
    *('"مليار دولار"', '"', "NaN", "inf", "5 km", "0", "1,00,0", "1.2.3"),
)
DAYS = ("2015", "2015-08", "2015-08-06..", "..2015", "2015-13", "٢٠١٥/٠٨", "0000", "9999-99-99", "أمس", "2015..2014")
EXPRESSIONS = (
    *(
        "كت.*",
        ".*",
        "(ا|ا)*ب",
        "(?:ا|ا|اا)*[بج]",
        "(",
        "[",
        "a{2,3}",
        "(a{9}){99}",
        "\\",
        "[ة-ت]",
        "(?R)",
        "^$",
        "|",
        "()",
    ),
    *(
        "(.*)(.*)(.*)(.*)(.*)ة",
        "[^ا]*",
        "((((ا))))",
        "(?<=ال).*",
        "ا**",
        "*",
        "\\d+",
        "\\w{1,3}ون",
        "." * 190,
        "(.?){60}ب",
    ),
)
ODD = (
    "\x00",
    "\x1b[31m",
    "\u202e",
    "\u200f",
    "\ufeff",
    "\ud800",
    "ﷺ",
    "ﻻ",
    "ـ",
    "َ",
    "🧨",
    "½",
    "İ",
    "ß",
    "\u2028",
    "\t",
)
GLUE = (
    " ",
    " ",
    " ",
    " AND ",
    " OR ",
    " | ",
    " + ",
    " NOT ",
    " -",
    " +",
    "",
    "(",
    ")",
    " (",
    ") ",
    '"',
    "~",
    "*",
    "?",
    "=",
)


def fuzzed(words: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Queries without end, made of `words` that a corpus has."""
    while True:
        query = rng.choice(_MAKERS)(words, rng)
        yield _harmed(query, rng) if rng.random() < 0.3 else query


def _word(words: Sequence[str], rng: random.Random) -> str:
    word = rng.choice(words)
    return rng.choice((word, word, f"={word}", f"~{word}", f"{word}~", f"{word}~{rng.randrange(12)}", word[:3] + "*"))


def _phrase(words: Sequence[str], rng: random.Random) -> str:
    inside = " ".join(rng.choice(words) for _ in range(rng.choice((0, 1, 2, 3, 5, 19, 21))))
    return rng.choice(("", "=", "~")) + f'"{inside}"' + rng.choice(("", "~3", "~99", "~"))


def _pattern(words: Sequence[str], rng: random.Random) -> str:
    letters = list(rng.choice(words))
    for _ in range(rng.randrange(1, 4)):
        letters.insert(rng.randrange(len(letters) + 1), rng.choice("*?"))
    return rng.choice(("", "=", "title:")) + "".join(letters)


def _regex(_: Sequence[str], rng: random.Random) -> str:
    return rng.choice(("", "=", "~", "title:")) + f"/{rng.choice(EXPRESSIONS)}" + rng.choice(("/", "/", "/", ""))


def _filter(words: Sequence[str], rng: random.Random) -> str:
    value = {
        "source:": lambda: rng.choice((*words, '"صحيفة اليوم"', "", "(")),
        "author:": lambda: rng.choice((*words, '"علي', "*")),
        "date:": lambda: rng.choice(DAYS),
        "kind:": lambda: rng.choice(KINDS),
        "value:": lambda: rng.choice(("", ">", "<", ">=", "<=", "=", "><")) + rng.choice(AMOUNTS),
        "names:": lambda: rng.choice(("on", "off", "OFF", "maybe")),
        "title:": lambda: _word(words, rng),
    }
    name = rng.choice(list(value))
    return name + value[name]()


def _mixed(words: Sequence[str], rng: random.Random) -> str:
    makers: tuple[Callable[[Sequence[str], random.Random], str], ...] = (
        _word,
        _word,
        _phrase,
        _pattern,
        _regex,
        _filter,
    )
    return "".join(rng.choice(makers)(words, rng) + rng.choice(GLUE) for _ in range(rng.randrange(1, 9)))


def _many(words: Sequence[str], rng: random.Random) -> str:
    """At the limits, and beyond."""
    return rng.choice(
        (
            " ".join(rng.choice(words) for _ in range(rng.choice((40, 63, 64, 65, 300)))),
            " AND ".join(rng.choice(words) for _ in range(rng.choice((10, 64, 65)))),
            "(" * rng.choice((19, 20, 21, 900)) + rng.choice(words),
            " ".join(f"*{rng.choice(words)[1:3]}*" for _ in range(rng.choice((20, 64)))),
            " ".join(f"~{rng.choice(words)}" for _ in range(60)),
            " ".join("/.*/" for _ in range(30)),
            "-" * 50 + rng.choice(words),
            rng.choice(words) * 300,
            '"' + " ".join(["في"] * 20) + '"~99',
        )
    )


def _noise(_: Sequence[str], rng: random.Random) -> str:
    return "".join(
        chr(rng.choice((rng.randrange(32, 127), rng.randrange(0x600, 0x700), rng.randrange(0x3000)))) for _ in range(20)
    )


def _harmed(query: str, rng: random.Random) -> str:
    """A piece taken out, doubled, or something odd put in."""
    start = rng.randrange(len(query) + 1)
    end = min(len(query), start + rng.randrange(1, 9))
    return query[:start] + rng.choice(("", query[start:end] * 2, rng.choice(ODD), rng.choice(GLUE))) + query[end:]


_MAKERS = (_word, _phrase, _pattern, _regex, _filter, _mixed, _mixed, _mixed, _mixed, _many, _noise)


def asked(corpus: Corpus, query: str, width: str) -> str:
    """What became of one query: answered, nothing, cut, explained; or what may not be."""
    try:
        results = corpus.search(query, limit=TOP, width=width)
        for hit in results.hits[:ON_A_SCREEN]:
            assert hit.snippet.text is not None
            assert all(match.span.start < match.span.end for match in hit.matches)
    except QueryError as error:
        return "explained" if is_explained(error, query) else "unexplained"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        print(f"{type(error).__name__}: {error}")
        return "raised"
    if any("⟨" in sentence(note) for note in results.notes):
        return "unexplained"
    return "cut" if any(note.code == "cut" for note in results.notes) else "answered" if results.hits else "nothing"


def is_explained(error: QueryError, query: str) -> bool:
    """Whether the error names a place in the query, and its sentence is whole."""
    start, end = error.params["start"], error.params["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    return 0 <= start < end <= len(query) and "⟨" not in sentence(error)
