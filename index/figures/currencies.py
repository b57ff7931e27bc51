"""Currencies: their nouns, the adjectives that say whose, the signs, and what a bare noun is taken for.

ISO 4217 codes. A bare ريال, دينار, جنيه or ليرة is the one of the country the article speaks of most, else of the
country its newspaper is at home in, else the commonest of that name; each time the figure says it was assumed.
"""

from typing import NamedTuple

from index.figures.spelling import accusatives, duals, lookup, unified


class Currency(NamedTuple):
    """A noun: what it is when nothing says whose, whether that is an assumption, and what it is by country."""

    default: str
    assumed: bool
    by_country: dict[str, str]


_COUNTRIES = {
    "US": "أمريكي أميركي", "CA": "كندي", "AU": "أسترالي", "NZ": "نيوزيلندي", "SG": "سنغافوري", "TW": "تايواني",
    "SA": "سعودي", "OM": "عماني", "QA": "قطري", "YE": "يمني", "IR": "إيراني", "BR": "برازيلي", "KW": "كويتي",
    "BH": "بحريني", "JO": "أردني", "IQ": "عراقي", "TN": "تونسي", "DZ": "جزائري", "LY": "ليبي", "RS": "صربي",
    "AE": "إماراتي", "MA": "مغربي", "EG": "مصري", "GB": "إسترليني استرليني بريطاني إنجليزي", "SD": "سوداني",
    "LB": "لبناني", "SY": "سوري", "TR": "تركي", "JP": "ياباني", "CN": "صيني", "RU": "روسي", "IN": "هندي",
    "PK": "باكستاني", "ID": "إندونيسي", "LK": "سريلانكي", "NP": "نيبالي", "CH": "سويسري", "FR": "فرنسي",
    "SE": "سويدي", "NO": "نرويجي", "DK": "دنماركي دنمركي", "IS": "أيسلندي", "CZ": "تشيكي", "KR": "كوري",
    "MX": "مكسيكي", "AR": "أرجنتيني", "CL": "تشيلي", "CO": "كولومبي", "PH": "فلبيني", "MY": "ماليزي",
    "TH": "تايلاندي تايلندي", "Africa": "أفريقي", "NG": "نيجيري", "MR": "موريتاني", "SO": "صومالي", "PL": "بولندي",
    "HU": "مجري", "UA": "أوكراني", "IL": "إسرائيلي", "BD": "بنغلاديشي", "KE": "كيني", "ET": "إثيوبي", "GH": "غاني",
    "KZ": "كازاخستاني", "VN": "فيتنامي", "BG": "بلغاري", "RO": "روماني", "GE": "جورجي", "DJ": "جيبوتي", "EU": "أوروبي",
}  # fmt: skip
ADJECTIVES = {
    word + ending: country
    for word, country in lookup(_COUNTRIES).items()
    for ending in ("", "ا", "ه", "ان", "ين", "تان", "تين")
}
COUNTRY_NAMES = lookup(
    {
        "SA": "السعودية سعودية المملكة الرياض جدة", "KW": "الكويت", "QA": "قطر الدوحة", "OM": "عمان مسقط",
        "YE": "اليمن صنعاء", "IR": "إيران طهران", "BH": "البحرين المنامة", "JO": "الأردن", "IQ": "العراق بغداد",
        "TN": "تونس", "DZ": "الجزائر", "LY": "ليبيا طرابلس", "AE": "الإمارات دبي أبوظبي", "MA": "المغرب الرباط",
        "EG": "مصر القاهرة", "SD": "السودان الخرطوم", "GB": "بريطانيا لندن", "LB": "لبنان بيروت",
        "SY": "سوريا سورية دمشق", "TR": "تركيا أنقرة إسطنبول", "BR": "البرازيل", "IN": "الهند", "PK": "باكستان",
        "ID": "إندونيسيا", "CH": "سويسرا", "SE": "السويد", "NO": "النرويج", "DK": "الدنمارك", "MX": "المكسيك",
        "AR": "الأرجنتين", "PH": "الفلبين",
    }
)  # fmt: skip

COUNTRY_PAIRS = {("المملكه", "المتحده"): "GB", ("المملكه", "المغربيه"): "MA", ("المملكه", "الاردنيه"): "JO"}
"""Kingdoms other than the one that المملكة is in a Saudi newspaper."""

# noun spellings and plurals | the default, with ? where it is an assumption | country:code …
_NOUNS = (
    ("دولار", "", "USD", "US:USD CA:CAD AU:AUD NZ:NZD SG:SGD TW:TWD"),
    ("ريال", "", "SAR?", "SA:SAR OM:OMR QA:QAR YE:YER IR:IRR BR:BRL"),
    ("دينار", "دنانير", "KWD?", "KW:KWD BH:BHD JO:JOD IQ:IQD TN:TND DZ:DZD LY:LYD RS:RSD"),
    ("درهم", "دراهم", "AED?", "AE:AED MA:MAD"),
    ("جنيه جنية", "جنيهات جنيها", "EGP?", "EG:EGP GB:GBP SD:SDG LB:LBP"),
    ("ليرة", "ليرات", "LBP?", "LB:LBP SY:SYP TR:TRY"),
    ("يورو أورو", "", "EUR", "EU:EUR"),
    ("إسترليني باوند", "", "GBP", "GB:GBP"),
    ("ين", "ينات", "JPY", "JP:JPY"),
    ("يوان رنمينبي", "", "CNY", "CN:CNY"),
    ("روبل", "", "RUB", "RU:RUB"),
    ("روبية", "روبيات", "INR?", "IN:INR PK:PKR ID:IDR LK:LKR NP:NPR"),
    ("فرنك", "", "CHF?", "CH:CHF FR:FRF DJ:DJF Africa:XAF"),
    ("كرونة كرون كرونا", "كرونات", "SEK?", "SE:SEK NO:NOK DK:DKK IS:ISK CZ:CZK"),
    ("وون", "", "KRW", "KR:KRW"),
    ("بيزو", "", "MXN?", "MX:MXN AR:ARS CL:CLP CO:COP PH:PHP"),
    ("رينغيت رينجت رنجيت", "", "MYR", "MY:MYR"),
    ("بات", "", "THB", "TH:THB"),
    ("راند", "", "ZAR", "Africa:ZAR"),
    ("نايرا نيرة", "", "NGN", "NG:NGN"),
    ("أوقية", "", "MRU", "MR:MRU"),
    ("تومان", "", "IRT", "IR:IRT"),
    ("زلوتي", "", "PLN", "PL:PLN"),
    ("فورنت", "", "HUF", "HU:HUF"),
    ("شيكل شيقل", "شواقل شواكل", "ILS", "IL:ILS"),
    ("تاكا", "", "BDT", "BD:BDT"),
    ("بيتكوين", "", "BTC", ""),
)
NOUNS: dict[str, Currency] = {}
DUAL_NOUNS: dict[str, Currency] = {}
for _spellings, _plurals, _default, _codes in _NOUNS:
    _currency = Currency(_default.rstrip("?"), "?" in _default, dict(pair.split(":") for pair in _codes.split()))
    _singulars = unified(_spellings).split()
    _forms = {*_singulars, *accusatives(_singulars), *(word + "ات" for word in _singulars), *unified(_plurals).split()}
    NOUNS |= dict.fromkeys(_forms, _currency)
    DUAL_NOUNS |= {dual: _currency for word in _singulars for dual in duals(word) if dual[-1] == "ن"}

# sub-unit | its currency, ? where it is an assumption | country:code …
SUBUNITS: dict[str, Currency] = {}
for _spellings, _default, _codes in (
    ("سنت سنتا سنتات سينت سينتات سنتاً", "USD?", "US:USD CA:CAD AU:AUD EU:EUR"),
    ("هللة هللات", "SAR", ""),
    ("قرش قروش قرشا", "EGP?", "EG:EGP SD:SDG LB:LBP SY:SYP TR:TRY"),
    ("فلس فلوس فلسا فلسات", "KWD?", "KW:KWD BH:BHD JO:JOD IQ:IQD AE:AED"),
    ("مليم مليمات مليما", "TND?", "TN:TND"),
    ("بنس بنسات بنسا", "GBP", ""),
    ("كوبيك", "RUB", ""),
    ("أغورة أغورات", "ILS", ""),
):
    _currency = Currency(_default.rstrip("?"), "?" in _default, dict(pair.split(":") for pair in _codes.split()))
    SUBUNITS |= dict.fromkeys(unified(_spellings).split(), _currency)
PER_MAIN = {"KWD": 1000, "BHD": 1000, "OMR": 1000, "JOD": 1000, "TND": 1000, "LYD": 1000, "IQD": 1000}
"""How many sub-units make one: a hundred unless said here."""

_LETTERED_SIGNS = {
    "SAR": "ر.س", "QAR": "ر.ق", "OMR": "ر.ع", "YER": "ر.ي", "KWD": "د.ك", "BHD": "د.ب", "JOD": "د.أ", "IQD": "د.ع",
    "TND": "د.ت", "DZD": "د.ج", "LYD": "د.ل", "AED": "د.إ", "MAD": "د.م", "EGP": "ج.م", "SDG": "ج.س", "LBP": "ل.ل",
    "SYP": "ل.س",
}  # fmt: skip
_CODES = (
    "USD EUR GBP JPY CNY ILS INR RUB TRY SAR QAR OMR YER KWD BHD "
    "JOD IQD TND DZD LYD AED MAD EGP SDG LBP SYP CHF CAD AUD "
    "SEK NOK DKK KRW BRL ZAR MYR SGD HKD NZD PKR IDR THB"
)
SIGNS = {
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "UK£": "GBP", "JP¥": "JPY", "¥": "JPY", "CN¥": "CNY", "₪": "ILS",
    "₹": "INR", "₽": "RUB", "₺": "TRY", "﷼": "SAR", "⃁": "SAR", "SR": "SAR", "CA$": "CAD", "A$": "AUD", "₩": "KRW",
    **{code: code for code in _CODES.split()},
    **{sign: code for code, sign in _LETTERED_SIGNS.items()},
    **{sign + ".": code for code, sign in _LETTERED_SIGNS.items()},
}  # fmt: skip
CENT_SIGNS = {"¢": "USD", "c": "USD"}
ASSUMED = frozenset(noun for nouns in (NOUNS, DUAL_NOUNS, SUBUNITS) for noun, money in nouns.items() if money.assumed)
"""Currencies of several countries, which the text or its newspaper must tell."""
CURRENCY_WORDS = frozenset({*COUNTRY_NAMES, *NOUNS, *DUAL_NOUNS, *SUBUNITS})
