"""All of BidiTest.txt and BidiCharacterTest.txt of Unicode against `tui.rtl.bidi`.

    python -m tests.bench.bidi_conformance [FOLDER]

FOLDER is where the two files lie; Debian's package unicode-data puts them in /usr/share/unicode.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.command import words_given
from tui.rtl import bidi

REMOVED = "buvxyz"
_SAMPLES = {
    "L": "a", "R": "\u05d0", "AL": "\u0627", "EN": "1", "AN": "\u0661", "ES": "+", "ET": "%", "CS": ",",
    "NSM": "\u0300", "BN": "\u00ad", "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "LRE": "\u202a",
    "RLE": "\u202b", "LRO": "\u202d", "RLO": "\u202e", "PDF": "\u202c", "LRI": "\u2066", "RLI": "\u2067",
    "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip

Case = tuple[str, int | None, int | None, str, str]
"""Text, base direction asked for (None: by its first strong character), paragraph level expected if it is told, then
levels and order as the files write them: `x` for a removed character, removed ones left out of the order."""


def character_cases(path: Path) -> Iterator[Case]:
    """The cases of BidiCharacterTest.txt or of an excerpt in its format."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            points, asked, level, levels, order = line.split(";")
            text = "".join(chr(int(point, 16)) for point in points.split())
            yield text, None if asked == "2" else int(asked), int(level), levels, order


def class_cases(path: Path) -> Iterator[Case]:
    """The cases of BidiTest.txt: sequences of classes, each for up to three base directions."""
    levels = order = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@Levels:"):
            levels = line.partition(":")[2].strip()
        elif line.startswith("@Reorder:"):
            order = line.partition(":")[2].strip()
        elif line and line[0] not in "#@":
            names, _, bits = line.partition(";")
            text = "".join(_SAMPLES[name] for name in names.split())
            for bit, asked in ((1, None), (2, 0), (4, 1)):
                if int(bits) & bit:
                    yield text, asked, None, levels, order


def outcome(text: str, asked: int | None) -> tuple[int, str, str]:
    """What our algorithm makes of one case, written as the files write it."""
    letters = bidi.classes(text)
    base, resolved = bidi.levels(text, asked)
    line = bidi.line_levels(letters, resolved, base)
    shown = ["x" if letter in REMOVED else str(level) for letter, level in zip(letters, line, strict=True)]
    order = [str(at) for at in bidi.reorder(line) if letters[at] not in REMOVED]
    return base, " ".join(shown), " ".join(order)


def agrees(case: Case) -> bool:
    """Whether a case comes out as the file says."""
    text, asked, level, levels, order = case
    base, *rest = outcome(text, asked)
    return rest == [levels.strip(), order.strip()] and level in (None, base)


def main() -> int:
    """Run both files; print the counts and the first failures; exit 1 if there are any."""
    folder = Path(next(iter(words_given(__doc__)), "/usr/share/unicode"))
    failed = 0
    for name, cases in (("BidiCharacterTest.txt", character_cases), ("BidiTest.txt", class_cases)):
        began, total, failures = time.process_time(), 0, []
        for case in cases(folder / name):
            total += 1
            if not agrees(case):
                failures.append(case)
        for case in failures[:5]:
            print(ascii(case), outcome(case[0], case[1]))
        print(f"{name}: {total:,} cases, {len(failures):,} failed, {time.process_time() - began:.0f} s CPU")
        failed += len(failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
