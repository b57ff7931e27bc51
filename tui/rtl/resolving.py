"""UAX #9, rules W1 to I2: from the classes of one isolating run sequence to its levels.

Each rule is a substitution over the string of classes, so an ordinary paragraph is resolved at the speed of `re`.
"""

import re

from tui.rtl.mirroring import OPENING


def resolve(text: str, letters: str, level: int, before: int, after: int) -> bytes:
    """Rules W1 to I2 for one isolating run sequence; `before` and `after` are the levels that give sos and eos."""
    sos, eos = "LR"[before & 1], "LR"[after & 1]
    resolved = _weak(sos, letters)
    if _BRACKET.search(text):
        resolved = _brackets(text, letters, resolved, sos, "LR"[level & 1])
    return _neutral(sos, resolved, eos, "LR"[level & 1]).translate(_implicit(level)).encode("latin-1")


# W1 to W7: weak types

_W1_ISOLATE = re.compile("([ijkq])(m+)")
_W1 = re.compile("([^m])(m+)")
_W2 = re.compile("A[^LR]*")
_W4 = re.compile("(?<=E)[ec](?=E)")
_W4_ARABIC = re.compile("(?<=N)c(?=N)")
_W5 = re.compile("t+")
_W6 = str.maketrans("etc", "ooo")
_W7 = re.compile("L[^R]*")


def _weak(sos: str, letters: str) -> str:
    """The classes after the weak rules: only L, R, E, N, and neutrals are left."""
    run = sos + letters
    if "m" in run:
        run = _W1_ISOLATE.sub(lambda found: found[1] + "o" * len(found[2]), run)
        run = _W1.sub(lambda found: found[1] * (1 + len(found[2])), run)
    if "E" in run:
        run = _W2.sub(lambda found: found[0].replace("E", "N"), run)
    run = run.replace("A", "R")
    run = _W4_ARABIC.sub("N", _W4.sub("E", run))
    if "E" in run:
        run = _W5.sub(_terminators, run)
    run = run.translate(_W6)
    if "E" in run:
        run = _W7.sub(lambda found: found[0].replace("E", "L"), run)
    return run[1:]


def _terminators(found: re.Match[str]) -> str:
    """Rule W5 for one run: 25% and $25 are numbers, a lone % is not."""
    start, end = found.span()
    beside_number = "E" in (found.string[start - 1], found.string[end : end + 1])
    return "E" * (end - start) if beside_number else found[0]


# N0 to N2: brackets and neutrals

_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_CLOSING = frozenset(OPENING.values())
_BRACKET = re.compile("[" + re.escape("".join(OPENING) + "".join(_CLOSING)) + "]")
_STRONG = {"L": "L", "R": "R", "E": "R", "N": "R"}
_MAX_OPEN = 63  # BD16


def bracket_pairs(text: str, resolved: str) -> list[tuple[int, int]]:
    """Rule BD16: the pairs of brackets that are still neutral in `resolved`, by their opening."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text):
        at, character = found.start(), found[0]
        if resolved[at] != "o":
            continue
        if character in OPENING:
            if len(opened) == _MAX_OPEN:
                return []
            closing = OPENING[character]
            opened.append((_CANONICAL.get(closing, closing), at))
            continue
        wanted = _CANONICAL.get(character, character)
        for depth in range(len(opened) - 1, -1, -1):
            if opened[depth][0] == wanted:
                pairs.append((opened[depth][1], at))
                del opened[depth:]
                break
    return sorted(pairs)


def _brackets(text: str, letters: str, resolved: str, sos: str, embedding: str) -> str:
    """Rule N0: a pair takes the embedding direction if it holds any of it, else the other if that came before too."""
    pairs = bracket_pairs(text, resolved)
    if not pairs:
        return resolved
    run = list(resolved)
    for opening, closing in pairs:
        inside = {_STRONG.get(letter) for letter in set(run[opening + 1 : closing])}
        if embedding in inside:
            direction = embedding
        elif inside - {None}:
            direction = _context(run, opening, sos)
        else:
            continue
        for at in (opening, closing):
            _set_bracket(run, letters, at, direction)
    return "".join(run)


def _context(run: list[str], before: int, sos: str) -> str:
    for at in range(before - 1, -1, -1):
        if run[at] in _STRONG:
            return _STRONG[run[at]]
    return sos


def _set_bracket(run: list[str], letters: str, at: int, direction: str) -> None:
    """Marks that stood on a bracket follow it."""
    run[at] = direction
    for mark in range(at + 1, len(run)):
        if letters[mark] != "m":
            break
        run[mark] = direction


_NEUTRALS = re.compile("[BSwoijkq]+")


def _neutral(sos: str, resolved: str, eos: str, embedding: str) -> str:
    """Rules N1 and N2: neutrals between two of a direction take it, others take the embedding direction."""
    run = sos + resolved + eos

    def between(found: re.Match[str]) -> str:
        start, end = found.span()
        before, after = _STRONG[run[start - 1]], _STRONG[run[end]]
        return (before if before == after else embedding) * (end - start)

    return _NEUTRALS.sub(between, run)[1:-1]


def _implicit(level: int) -> dict[int, int]:
    """Rules I1 and I2 as a translation of classes into levels."""
    higher = {"L": 1, "R": 0, "E": 1, "N": 1} if level & 1 else {"L": 0, "R": 1, "E": 2, "N": 2}
    return {ord(letter): level + more for letter, more in higher.items()}
