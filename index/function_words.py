"""Words that a question is put with and that no article is about: particles, pronouns, question words, «to be».

They count for little in a question; in the index they are words like all others, so that phrases of them are found.
The classes are those of any Arabic grammar (closed ones, so the list is no sample); a conjunction written on to one of
them (وفي، فهو) is seen through. What they may count is measured: research/search-quality.md, `tests.bench.tuning`.
"""

from functools import lru_cache

from index.keys import normalised
from index.words import Key

WEIGHT = 0.5
"""What the scores of such a word count beside those of other words (`tests.bench.tuning`)."""

_QUESTIONS = "من ما ماذا متى أين كيف كم أي أية أيهما لماذا لم لمن هل ماهو ماهي بم بماذا علام عم فيم مما منذ أيان أنى"
_PREPOSITIONS = "من إلى عن على في حتى مع عند لدى بين منذ خلال حول ضد دون قبل بعد فوق تحت أمام وراء نحو ضمن عبر سوى غير"
_PRONOUNS = (
    "أنا نحن أنت أنتم أنتن هو هي هم هن هما إياه إياها هذا هذه هذان هذين هاتان هاتين هؤلاء ذلك تلك أولئك"
    " ذاك هنا هناك هنالك الذي التي اللذان اللذين اللتان اللتين الذين اللاتي اللواتي اللائي"
)
_WITH_PRONOUNS = (
    "له لها لهم لهن لهما لي لنا لك لكم به بها بهم بهما بنا بي بك بكم فيه فيها فيهم فيهما منه منها منهم"
    " منهما عنه عنها عنهم عليه عليها عليهم عليهما إليه إليها إليهم إليهما معه معها معهم لديه لديها لديهم"
    " عنده عندها بينهم بينهما أنه أنها أنهم إنه إنها إنهم كأنه كأنها لأنه لأنها لكنه لكنها"
)
_CONJUNCTIONS = (
    "و ف أو أم ثم بل لكن لكي كي إن أن إذ إذا إذن لو لولا لأن كأن بأن كما بينما عندما حيث حين حيثما كلما"
    " ريثما إما أما إلا قد لقد سوف"
)
_NEGATIONS = "لا لم لن ليس ليست ليسوا ما لما كلا"
_BEING = "كان كانت كانوا كانا كانتا يكون تكون يكونوا يكن تكن كن كنت كنا سيكون ستكون تم يتم تمت"
_OTHERS = "كل بعض كلا كلتا نفس ذات مثل أيضا فقط جدا يا ال"


def _of(*lists: str) -> frozenset[Key]:
    return frozenset(normalised(Key(word)) for words in lists for word in words.split())


_WORDS = _of(
    _QUESTIONS, _PREPOSITIONS, _PRONOUNS, _WITH_PRONOUNS, _CONJUNCTIONS, _NEGATIONS, _BEING, _OTHERS,
)  # fmt: skip


@lru_cache(maxsize=1 << 12)
def is_function_word(key: Key) -> bool:
    """Whether a word, by itself or after a conjunction, is none that an article is about."""
    word = normalised(key)
    fused = word[:1] == "و" or (word[:1] == "ف" and len(word) > 3)  # فلم is a film more often than ف and لم
    return word in _WORDS or (fused and word[1:] in _WORDS)
