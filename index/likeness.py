"""Words that are alike without sharing a key: one typo apart, or fitting a pattern of letters and wildcards."""

import re


def one_typo(word: str, other: str) -> bool:
    """Whether the words differ by one letter left out, put in or changed, or by two neighbours swapped."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    shorter, longer = sorted((word, other), key=len)
    at = next((place for place, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    swapped = shorter[at : at + 2] == longer[at : at + 2][::-1] and shorter[at + 2 :] == longer[at + 2 :]
    return swapped or shorter[at + 1 :] == longer[at + 1 :]


def regex_of(pattern: str) -> re.Pattern[str]:
    """A pattern, `*` standing for any letters and `?` for one, as a regular expression for whole words."""
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(letter) or re.escape(letter) for letter in pattern), re.DOTALL)
