"""The words around dates and times: periods of a year, what announces a year, parts of the day."""

from index.figures.spelling import lookup, vocabulary

PERIODS = lookup({"Q": "ربع", "H": "نصف"})
PLURAL_PERIODS = lookup({"Q": "أرباع"})
YEAR_NOUNS = vocabulary("عام سنة عامي سنتي أعوام سنوات عامى")
YEAR_CUES = YEAR_NOUNS | vocabulary(
    "أواخر أوائل مطلع بداية نهاية منتصف صيف شتاء ربيع خريف بحلول "
    "موسم منذ مالي مالية حالي حالية جاري ماضي مقبل قادم ميلادي"
)
"""What makes a bare number of four digits a year."""
WEAK_YEAR_CUES = vocabulary("في قبل بعد حتى خلال من إلى بين")
"""After these only a number of our own centuries is a year, and only where nothing is counted."""
OF = vocabulary("من")
MONTH_NOUNS = vocabulary("شهر")
CLOCK = vocabulary("الساعة ساعة")
MORNING = vocabulary("صباحا صباح فجرا فجر ص الصباح")
EVENING = vocabulary("مساء مساءا ليلا عصرا ظهرا م المساء الظهر العصر")
ZONES = vocabulary("جمت غرينتش بتوقيت تغ gmt")
COMMON_ERA = vocabulary("م ميلادي ميلادية")
HIJRI_ERA = vocabulary("ه هـ هجري هجرية")
DATE_WORDS = frozenset(
    {*PERIODS, *PLURAL_PERIODS, *YEAR_CUES, *WEAK_YEAR_CUES, *OF, *MONTH_NOUNS, *CLOCK, *MORNING, *EVENING, *ZONES}
    | COMMON_ERA
    | HIJRI_ERA
) - {"ص", "م", "ه"}
