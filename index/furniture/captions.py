"""What stands under a picture on top of an article."""

import re
from collections.abc import Iterator, Sequence

from index.furniture.folding import UNSEEN, folded
from index.furniture.kinds import ENDINGS, LONGEST_FURNITURE, is_frame, is_headline, is_pictures_credit
from index.furniture.lines import TELLING, Line
from index.furniture.wording import CAPTION_CUES

CAPTION_LINES = 4  # lines at the top among which captions stand
_CAPTION_BEGINS = re.compile(
    r"(?:صوره|لقطه|مشهد|رسم) (?:\w+ ){0,2}(?:ل|من|تظهر|توضح|تجمع|ارشيفيه|تعبيريه|توضيحيه)"
    r"|(?:file photo|file picture|file -|photo:|image:|pictured\b|a photo|an image|a view of)"
)
_BESIDE = re.compile(r"(?:الي |من |علي )?(?:ال)?(?:يسار|يمين|وسط|l|r|left|right|centre|center)[)\]]")
_LONGEST_ASIDE = 40  # code points, marks among them
_CAPTION = re.compile(rf"[(\[]{_BESIDE.pattern}|ارشيفيه[)\].]*$")
_ARCHIVED, _BEHIND_ARCHIVED, _LONGEST_ARCHIVED = ("ه", "ة"), f" \t)].{UNSEEN}", 24
"""How that ends before it is folded, what may stand behind it, and its letters with their marks."""


def captions_of(top: Sequence[Line]) -> Iterator[Line]:
    """What stands under a picture: it says where in the picture who is, or its credit follows, then the article.

    A headline and a first paragraph, too, may be followed by "رويترز". But a headline does not end with a full stop,
    and no other headline comes after its agency; a paragraph's agency ends the article or comes after several.
    """
    for place, line in enumerate(top):
        if len(line.text) > LONGEST_FURNITURE:
            continue
        if says_caption(line) and not is_frame(line):
            yield line
        elif any(other.text.endswith(ENDINGS) for other in top[:place]):
            return
        elif is_pictures_credit(top[place + 1 : place + 2]) and not is_frame(line):
            after = next((other for other in top[place + 2 :] if not is_frame(other)), None)
            if after is not None and (line.text.endswith(".") or is_headline(after)):
                yield line


def says_caption(line: Line) -> bool:
    if line.first in CAPTION_CUES and _CAPTION_BEGINS.match(line.plain):
        return True
    text = line.text[:TELLING]
    ending = text.rstrip(_BEHIND_ARCHIVED)
    may_say = ending.endswith(_ARCHIVED) and folded(ending[-_LONGEST_ARCHIVED:]).endswith("ارشيفيه")
    asides = text.replace("[", "(").split("(")[1:]
    may_say = may_say or any(_BESIDE.match(folded(aside[:_LONGEST_ASIDE])) for aside in asides)
    return may_say and _CAPTION.search(line.plain) is not None
