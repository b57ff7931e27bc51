"""The country a newspaper, an agency or a site is at home in: whose ريال it means where it says no more.

Told by the country of its address (.sa, .com.eg), else by its name. Names that newspapers of several countries bear
(الوطن, الشروق, الدستور, الجزيرة) tell nothing, nor does one that is read in all (الشرق الأوسط).
"""

import re
from functools import lru_cache

from index.keys import normalised
from index.words import keys

_TOP_LEVELS = {
    "sa": "SA", "ae": "AE", "eg": "EG", "qa": "QA", "kw": "KW", "bh": "BH", "om": "OM", "ye": "YE", "iq": "IQ",
    "jo": "JO", "lb": "LB", "sy": "SY", "sd": "SD", "ly": "LY", "tn": "TN", "dz": "DZ", "ma": "MA", "mr": "MR",
    "tr": "TR", "ir": "IR", "uk": "GB",
}  # fmt: skip
_NAMES = {
    "SA": (
        "الرياض alriyadh; عكاظ okaz; سبق sabq; المدينة almadina; جريدة اليوم alyaum; الاقتصادية aleqtisadiya aleqt;"
        "الوئام alweeam; الرياضي arreyadi; aljazirah; 3alyoum;"
        "وكالة الأنباء السعودية; واس spa; المواطن almowaten; عاجل ajel"
    ),
    "AE": "البيان albayan; صحيفة الخليج alkhaleej; الإمارات اليوم emaratalyoum; وكالة أنباء الإمارات; وام wam",
    "EG": (
        "الأهرام ahram; اليوم السابع youm7; المصري اليوم almasryalyoum; الوفد alwafd; مصراوي masrawy;"
        "أخبار اليوم akhbarelyom;"
        "صدى البلد elbalad; البوابة نيوز albawabhnews; وكالة أنباء الشرق الأوسط; mena; فيتو vetogate"
    ),
    "KW": "القبس alqabas; الأنباء الكويتية alanba; الجريدة aljarida; alraimedia; وكالة الأنباء الكويتية; كونا kuna",
    "QA": "الراية raya; الشرق القطرية; العرب القطرية alarab; وكالة الأنباء القطرية; قنا qna; لوسيل lusailnews",
    "BH": "أخبار الخليج; الأيام البحرينية alayam; وكالة أنباء البحرين; بنا bna",
    "OM": "الشبيبة shabiba; عمان الثقافي omandaily; وكالة الأنباء العمانية; العمانية omannews",
    "YE": "سبأ نت saba; المصدر أونلاين almasdaronline; عدن الغد adengad; المشهد اليمني",
    "JO": "الغد alghad; بترا petra; عمون ammonnews; خبرني khaberni; السوسنة assawsana; الرأي الأردنية alrai",
    "IQ": "السومرية alsumaria; شفق نيوز shafaq; الزمان azzaman; وكالة الأنباء العراقية; واع ina; بغداد اليوم",
    "LB": "النهار annahar; السفير assafir; النشرة elnashra; لبنان24 lebanon24; الوكالة الوطنية للإعلام; المدن almodon",
    "SY": "سانا sana; تشرين tishreen; عنب بلدي enabbaladi; زمان الوصل zamanalwsl",
    "TN": "باب نات babnet; موزاييك mosaiquefm; وكالة تونس أفريقيا للأنباء; tap",
    "DZ": "الخبر elkhabar; النهار الجديد ennaharonline; الشروق أونلاين echoroukonline; واج aps",
    "MA": "هسبريس hespress; هبة بريس hibapress; اليوم24 alyaoum24; وكالة المغرب العربي للأنباء",
    "LY": "عين ليبيا eanlibya; وكالة الأنباء الليبية; وال lana",
    "SD": "السوداني alsudani; سونا suna; الراكوبة alrakoba; النيلين alnilin",
    "TR": "الأناضول aa anadolu; ديلي صباح dailysabah",
    "IR": "إرنا irna; فارس farsnews; تسنيم tasnimnews; العالم alalam",
}
_ADDRESS = re.compile(r"(?:https?://)?(?:www\d?\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[:/?#]|$)", re.IGNORECASE)
_SECOND_LEVELS = frozenset({"com", "net", "org", "gov", "edu", "co", "info"})


def _known() -> dict[str, str]:
    """Every name, and every Latin word of it by itself, as domains have them."""
    known: dict[str, str] = {}
    for country, names in _NAMES.items():
        for name in names.split(";"):
            words = name.split()
            arabic = " ".join(word for word in words if not word.isascii())
            latin = [word for word in words if word.isascii()]
            known |= dict.fromkeys([*filter(None, [_plain(arabic)]), *latin], country)
    return known


def _plain(name: str) -> str:
    return " ".join(map(normalised, keys(name)))


_KNOWN = _known()


@lru_cache(maxsize=1 << 12)
def home_of(source: str, url: str = "") -> str | None:
    """The country of a source, by its name and the address of the article; None where neither tells."""
    return _by_address(url[:200]) or _by_address(source[:200]) or _KNOWN.get(_plain(source[:200]))


def _by_address(text: str) -> str | None:
    found = _ADDRESS.match(text.strip())
    if not found:
        return None
    *labels, last = found[1].lower().split(".")
    while len(labels) > 1 and labels[-1] in _SECOND_LEVELS:
        labels.pop()
    return _TOP_LEVELS.get(last) or _KNOWN.get(labels[-1].replace("-", ""))
