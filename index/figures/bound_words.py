"""The words that qualify a figure: نحو, أكثر من, ما لا يقل عن, على الأقل."""

from index.figures.figure import Bound
from index.figures.spelling import unified

BEFORE_SPELT = {
    Bound.ABOUT: (
        "نحو · حوالي · قرابة · زهاء · ما يقرب من · ما يقارب · ما "
        "يقارب من · يقارب · تقارب · قاربت · قارب · يناهز · تناهز · ناهز"
        " · بحدود · في حدود · تقريبا · قريبا من · قريب من · ما يعادل تقريبا"
    ),
    Bound.MORE: (
        "أكثر من · فأكثر من · أزيد من · أكبر من · أعلى من · أكثر بكثير من · "
        "يزيد على · يزيد عن · تزيد على · تزيد عن · زاد عن · زادت عن"
        " · زاد على · زادت على · يتجاوز · تتجاوز · تجاوز · "
        "تجاوزت · متجاوزا · متجاوزة · يفوق · تفوق · فاق · فاقت · تخطى"
        " · تخطت · يتخطى · تتخطى · فوق · ما يربو على · يربو على · تربو على"
    ),
    Bound.AT_LEAST: (
        "لا يقل عن · لا تقل عن · لم يقل عن · لم تقل عن · ليس أقل من · ما لا يقل عن"
        " · بحد أدنى · كحد أدنى · على الأقل · لا أقل من"
    ),
    Bound.LESS: (
        "أقل من · فأقل من · "
        "أقل بكثير من · أقل بقليل من · أقل قليلا من · أدنى من · أصغر من · دون · ما دون · تحت · يقل عن · تقل عن"
    ),
    Bound.AT_MOST: (
        "ما يصل إلى · لا يتجاوز · لا تتجاوز · لا يزيد على · لا "
        "يزيد عن · لا تزيد على · لا تزيد عن · لا يتعدى · لا تتعدى"
        " · لم يتجاوز · لم تتجاوز · "
        "لم يزد على · لم يزد عن · لم تزد على · لم تزد عن · بحد أقصى · كحد أقصى · لا يفوق · لا أكثر من · ليس أكثر من"
    ),
}
AFTER_SPELT = {
    Bound.ABOUT: "تقريبا",
    Bound.AT_LEAST: "على الأقل · على أقل تقدير · فأكثر · أو أكثر · كحد أدنى · بحد أدنى · فما فوق",
    Bound.AT_MOST: "على الأكثر · على أقصى تقدير · كحد أقصى · بحد أقصى · فأقل · أو أقل",
}

Phrase = tuple[str, ...]


def _phrases(spelt: dict[Bound, str]) -> dict[Phrase, Bound]:
    return {tuple(unified(phrase).split()): bound for bound, phrases in spelt.items() for phrase in phrases.split("·")}


BEFORE = _phrases(BEFORE_SPELT)
AFTER = _phrases(AFTER_SPELT)
FILLERS = frozenset(unified("مبلغ ال قيمة عدد نسبة مسافة").split())
"""What may stand between the bound and the number: أكثر من مبلغ 5 ملايين."""
VERBS = frozenset(unified("يتجاوز تتجاوز تجاوز تجاوزت يفوق تفوق فاق فاقت تخطى تخطت يتخطى تتخطى").split())
"""Of these the subject may stand between them and the number: تجاوز عدد الضحايا 100."""
BOUND_WORDS = frozenset(word for phrase in (*BEFORE, *AFTER) for word in phrase) | FILLERS - {"ال"}
