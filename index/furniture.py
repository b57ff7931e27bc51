"""Lines of an article that are not its prose, and the title of one that does not say it.

Saved pages carry their frame with them: a section's name on top, a picture's caption and credit, a byline, and below
the text "اترك تعليقاً" and "زر الذهاب إلى الأعلى". The text stays as it is; these rules say which lines are no sentence
of the article. They know what such lines say (`_WHOLE`, `_BEGINNINGS` …) and how they are built, never which page they
are from. Lines are compared by their folded words, so marks, tatweel, hamza and punctuation do not matter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice

from pyarabic import araby

from index.articles import Span

_LONGEST_FURNITURE = 300  # code points; a longer line is a paragraph, whatever it begins with
_TELLING = 150  # code points at a line's beginning that say what kind of line it is
_FIRST_WORD = 40  # code points in which the first word of nearly all lines ends
_HEAD_LINES = 24  # lines among which a title is sought; beyond them there is none
_SAID_LINES = 5  # lines that are no frame among which one is no section's name
_CAPTION_LINES = 4  # lines at the top among which captions stand
_LONGEST_ADDRESS = 1000  # code points; Arabic in an address is six for each letter
_LONGEST_TITLE = 120  # code points
_ENOUGH = 1000  # code points of a paragraph in which its title, and a heading's marks and links before it, are found
_SHORTEST_SENTENCE, _SHORTEST_CLAUSE = 24, 50  # code points of a title cut from a paragraph, at least
_PARAGRAPH = 150  # code points from which on a line is no headline

_UNSEEN = f"{''.join(araby.TASHKEEL)}{araby.TATWEEL}\u200b\u200c\u200d\u200e\u200f\u061c\ufeff"
_IGNORED = re.compile(f"[{_UNSEEN}]+")
_FOLD = {
    **dict.fromkeys(set(araby.ALEFAT) - {araby.ALEF}, araby.ALEF),
    araby.ALEF_MAKSURA: araby.YEH, araby.TEH_MARBUTA: araby.HEH,
    araby.WAW_HAMZA: araby.WAW, araby.YEH_HAMZA: araby.YEH, "ی": araby.YEH, "ک": araby.KAF,
}  # fmt: skip
_OTHER_LINE_ENDS = "\r\v\f\x85\u2028\u2029"
_WORD = re.compile(r"[^\W_]+")
_SURELY = re.compile("[0-9A-Za-z\u0621-\u063a\u0641-\u064a]")
"""What is part of a word whatever is folded."""


def _folded(text: str) -> str:
    """Letter after letter: for so few of them faster than a table of all."""
    for letter, plain in _FOLD.items():
        text = text.replace(letter, plain)
    return _IGNORED.sub("", text).lower()


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_folded(text)))


_words_of_one = lru_cache(maxsize=1 << 12)(_words)
"""Of what stands between spaces at the beginning of a line, where the same stands again and again."""


def _phrases(lines: str) -> frozenset[tuple[str, ...]]:
    return frozenset(words for words in map(_words, re.split(r"[|\n]", lines)) if words)


_WHOLE = _phrases("""
اترك تعليقا|اترك ردا|اترك رد|أضف تعليقا|أضف تعليق|أضف تعليقك|إلغاء الرد|التعليقات|تعليقات|لا توجد تعليقات
شاركنا رأيك|زر الذهاب إلى الأعلى|الذهاب إلى الأعلى|العودة إلى الأعلى|العودة للأعلى|تخطى إلى المحتوى
انتقل إلى المحتوى|القائمة|بحث|مقالات ذات صلة|مواضيع ذات صلة|أخبار ذات صلة|ذات صلة|مواضيع متعلقة|أخبار متعلقة
مقالات مشابهة|قد يعجبك أيضا|قد يهمك أيضا|اقرأ أيضا|اقرأ المزيد|شاهد أيضا|المزيد|للمزيد|شارك|شاركها|شارك المقال
شارك الخبر|شارك هذا الموضوع|شارك هذا المقال|مشاركة|طباعة|نسخ الرابط|انسخ الرابط|رابط مختصر|الرابط المختصر
الوسوم|الكلمات الدلالية|كلمات دلالية|كلمات مفتاحية|حجم الخط|إعلان|إعلانات|مساحة إعلانية|الأكثر قراءة
الأكثر مشاهدة|المقال السابق|المقال التالي|الخبر السابق|الخبر التالي|السابق|التالي|تابعنا|تابعونا
النشرة البريدية|اشترك|اشترك الآن|الاسم|البريد الإلكتروني|الموقع الإلكتروني|إرسال التعليق|تسجيل الدخول
leave a reply|leave a comment|comments|no comments|add a comment|post comment|cancel reply|view comments
back to top|scroll to top|skip to content|skip to main content|menu|search|log in|sign in|sign up|subscribe
subscribe now|newsletter|related articles|related posts|related stories|related news|you may also like
you might also like|read more|read also|see also|also read|share|share this|share this article
share this story|share this post|print|copy link|tags|topics|advertisement|advertisements|sponsored|most read
most popular|next article|previous article|next post|previous post|follow us|continue reading|load more
show more|email address|name|website
""")
_BEGINNINGS = _phrases("""
لن يتم نشر عنوان بريدك|الحقول الإلزامية مشار|احفظ اسمي|اقرأ أيضا|اقرأ ايضًا|إقرأ أيضا|اقرأي أيضا|شاهد أيضا
طالع أيضا|اقرأ المزيد|للمزيد من الأخبار|تابعنا على|تابعونا على|تابعنا عبر|تابعونا عبر|تابع آخر الأخبار
اشترك في النشرة|اشترك في نشرتنا|اشترك في قناة|اشترك في قناتنا|اشترك في القائمة البريدية|انضم إلى قناتنا
انضموا إلى قناتنا|حمل تطبيق|حملوا تطبيق|نزل تطبيق|جميع الحقوق محفوظة|كل الحقوق محفوظة|حقوق النشر محفوظة
يستخدم هذا الموقع ملفات|نستخدم ملفات تعريف|شارك على|شارك عبر|مشاركة على|مشاركة عبر|مدة القراءة|وقت القراءة
عدد المشاهدات|عدد القراءات|اضغط للمشاركة|انقر للمشاركة|your email address will not be published
required fields are marked|save my name|read also|also read|see also|follow us on|sign up for our
sign up to our|subscribe to our|join our newsletter|join our channel|download our app|all rights reserved
we use cookies|this site uses cookies|this website uses cookies|by continuing to use this|share on|share via
click to share|click here to share|leave a comment on
""")
_LABELS = _phrases("""
الوسوم|وسوم|كلمات دلالية|الكلمات الدلالية|كلمات مفتاحية|ذات صلة|مواضيع ذات صلة|مقالات ذات صلة|تاغ|تصنيفات
التصنيف|tags|tagged|related|related articles|filed under|categories|category|topics|more on this|copyright
""")
_SHARING = frozenset(_words("""
فيسبوك فايسبوك تويتر إكس واتساب واتس اب تلغرام تيليجرام تيليغرام لينكدإن لينكد إن بينتريست انستغرام انستجرام
يوتيوب سناب شات مسنجر ماسنجر تمبلر بوكيت ريديت فايبر سكايب facebook twitter whatsapp telegram linkedin
pinterest instagram youtube reddit tumblr messenger snapchat viber pocket tiktok threads bluesky flipboard
"""))  # fmt: skip
_AROUND_SHARING = _SHARING | frozenset(_words("""
شارك مشاركة عبر على طباعة نسخ الرابط البريد الإلكتروني بريد تابعنا و x share on via print email copy link mail
"""))  # fmt: skip

_AGENCIES = (
    "رويترز", "ا ف ب", "اف ب", "اي اف بي", "فرانس برس", "د ب ا", "اسوشيتد برس", "اسوشييتد برس", "ا ب", "واس", "وام",
    "كونا", "بترا", "سانا", "قنا", "الاناضول", "ا ش ا", "سبوتنيك", "شينخوا", "بلومبرغ", "بلومبرج", "جيتي", "غيتي",
    "جيتي ايميجز", "غيتي ايميجز", "شترستوك", "شاترستوك", "وكالات", "الوكالات", "متابعات", "reuters", "afp", "ap",
    "getty",
    "getty images", "gettyimages", "associated press", "shutterstock", "bloomberg", "epa", "istock", "unsplash", "dpa",
    "xinhua", "sipa", "ap photo", "alamy",
)  # fmt: skip
_AGENCY = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_AGENCIES, key=len, reverse=True))})(?!\w)")
_AGENCIES_BEGIN = frozenset(name.split()[0] for name in _AGENCIES)
_AROUND_AGENCY = frozenset(_words("""
المصدر مصدر الصورة صورة صور الصور وكالة عبر أرشيفية أرشيف خاص نقلا عن من و تصوير via photo photos image images
source credit credits file by the courtesy of picture handout
"""))  # fmt: skip
_CREDIT_LABEL = re.compile(
    r"(?:©|\(c\)|(?:تصوير|عدسه|مصدر الصوره|حقوق الصوره|الصوره من|photo(?:graph)?s? by|photo credit|image credit|credit|"
    r"images? by|photo|picture|المصدر|مصدر|source|الصوره|صوره)\s*[:：]|(?:photo|image|photograph)s? by\b)"
)
_CAPTION_BEGINS = re.compile(
    r"(?:صوره|لقطه|مشهد|رسم) (?:\w+ ){0,2}(?:ل|من|تظهر|توضح|تجمع|ارشيفيه|تعبيريه|توضيحيه)"
    r"|(?:file photo|file picture|file -|photo:|image:|pictured\b|a photo|an image|a view of)"
)
_CAPTION_CUES = frozenset(_words("صورة لقطة مشهد رسم file photo image pictured a an"))
"""The first words of that."""
_BESIDE = re.compile(r"(?:الي |من |علي )?(?:ال)?(?:يسار|يمين|وسط|l|r|left|right|centre|center)[)\]]")
_LONGEST_ASIDE = 40  # code points, marks among them
_CAPTION = re.compile(rf"[(\[]{_BESIDE.pattern}|ارشيفيه[)\].]*$")
_ARCHIVED, _BEHIND_ARCHIVED, _LONGEST_ARCHIVED = ("ه", "ة"), f" \t)].{_UNSEEN}", 24
"""How that ends before it is folded, what may stand behind it, and its letters with their marks."""
_BYLINE = re.compile(
    r"(?:كتبت?|كتبه|كتبها|متابعه|اعداد|ترجمه|تحرير|حوار|بقلم|مراسل|تغطيه)\s*[-–—:/]+\s*\S"
    r"|بقلم\s+\S|written by\s+\S"
)
_BY = re.compile(r"By (?:[A-Z][\w.’'-]*|and|[,&|])(?: (?:[A-Z][\w.’'-]*|and|[&|]),?){0,7}")
_CREDIT_CUES = frozenset(_words("""
تصوير عدسة مصدر المصدر حقوق صورة الصورة كتب كتبت كتبه كتبها متابعة إعداد ترجمة تحرير حوار بقلم مراسل تغطية
photo photos photograph photographs image images picture credit source written by
""")) | _AGENCIES_BEGIN | _AROUND_AGENCY  # fmt: skip
_CREDIT_MARKS = "-–—()/|©"
"""A credit begins with one of those words, or has one of these marks in it."""
_ADDRESS = re.compile(r"\S*(?://|www\.|pic\.twitter\.com)\S*|[^\s@]+@[^\s@]+")
_HOME = frozenset(_words("الرئيسية الصفحة home homepage"))
_FIRST_WORDS = frozenset(phrase[0] for phrase in _WHOLE | _BEGINNINGS | _LABELS) | _AROUND_SHARING | _HOME
"""Furniture begins with one of these, and most lines do not."""
_CRUMBS = re.compile(r"(?:الرييسيه|الصفحه الرييسيه|home|homepage)\s*[»›>/|\\←-]")
_CITIES = _phrases("""
الرياض|جدة|مكة|مكة المكرمة|المدينة|المدينة المنورة|الدمام|الطائف|تبوك|أبها|جازان|نجران|حائل|القصيم|بريدة|ينبع|الأحساء
القاهرة|الإسكندرية|بيروت|دمشق|حلب|بغداد|أربيل|البصرة|عمان|عمّان|القدس|القدس المحتلة|غزة|رام الله|الكويت|المنامة|الدوحة
دبي|أبوظبي|أبو ظبي|الشارقة|مسقط|صنعاء|عدن|الخرطوم|طرابلس|بنغازي|تونس|الجزائر|الرباط|الدار البيضاء|نواكشوط|مقديشو
واشنطن|نيويورك|سان فرانسيسكو|لندن|باريس|برلين|بروكسل|جنيف|فيينا|روما|مدريد|موسكو|كييف|أنقرة|إسطنبول|طهران|بكين
شنغهاي|طوكيو|سيول|نيودلهي|دافوس|عواصم|عواصم العالم|washington|new york|london|paris|berlin|cairo|beirut|dubai|riyadh
""")
_DATE_WORDS = frozenset(_words("""
السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة يناير فبراير مارس أبريل إبريل مايو يونيو يونيه
يوليو يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون الثاني الأول شباط آذار نيسان أيار حزيران تموز آب أيلول
تشرين جانفي فيفري أفريل ماي جوان جويلية أوت محرم صفر ربيع جمادى الآخرة رجب شعبان رمضان شوال ذو القعدة الحجة
الموافق هـ م ه ص مساء صباحا الساعة آخر تحديث تم نشر النشر نشرت في بتاريخ تاريخ يوم منذ ساعة ساعات دقيقة دقائق
توقيت غرينتش بتوقيت مكة monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
january february march april may june july august september october november december jan feb mar apr jun jul
aug sep sept oct nov dec updated published last posted on at am pm gmt utc est et date modified st nd rd th
"""))  # fmt: skip
_SECTIONS = frozenset(_words("""
أخبار الأخبار خبر سياسة السياسة سياسي اقتصاد الاقتصاد اقتصادي اقتصادية رياضة الرياضة رياضي تكنولوجيا
التكنولوجيا تقنية التقنية علوم العلوم علم ثقافة الثقافة ثقافي فن فنون الفن منوعات المنوعات محليات محلي محلية
المحلية عربي عربية العربية عرب دولي دولية الدولية عالم العالم عالمي عالمية العالمية مقالات مقال المقالات رأي
الرأي آراء تقارير تقرير تحقيقات حوادث الحوادث صحة الصحة أسواق الأسواق سوق بورصة البورصة مال المال أعمال
الأعمال مجتمع المجتمع عاجل حصري الرئيسية افتتاحية سيارات طاقة الطاقة متفرقات ملفات أحدث آخر أهم اليوم شركات
الشركات بنوك البنوك news world business technology tech sport sports politics opinion culture science health
markets economy home local national international exclusive breaking features analysis entertainment lifestyle
latest companies finance money arts and the middle east
"""))  # fmt: skip

_ENDINGS = (".", "؟", "?", "!", "،", ":", "؛", "؟!", "!!")
_HEADING = re.compile(
    r"^(?:#{1,6}\s+|[>*_•\-–—=|\s]+(?=\S)|(?:title|headline|العنوان|عنوان)\s*[:：]\s*)+", re.IGNORECASE
)
_DIVIDER = re.compile("[-–—()/]")
_QUOTED_OR_COUNTED = re.compile(r"[\d\"«“]")
_DIRECTION = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINKED = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_DATELINE = re.compile(r"[^.!؟?\n]{2,50}?(?:\s*:|\s*[-–—])\s+")
_SENTENCE_END = re.compile(r"[.!؟?…]+[”»\"')\]]*(?=\s|$)")
_CLAUSE_END = re.compile(r"\s*[،,؛;:](?=\s)|\s+[–—-](?=\s)")
_OPENING, _CLOSING = "([{«“", ")]}»”"


class _Line:
    """A line with words in it: its text without outer spaces, and where it begins in the body."""

    __slots__ = ("_first", "_plain", "_words", "start", "text")

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self._first = ""
        self._plain: str | None = None
        self._words: tuple[str, ...] | None = None

    @property
    def plain(self) -> str:
        """Its beginning with letters folded and punctuation kept."""
        if self._plain is None:
            self._plain = _folded(self.text[:_TELLING]).strip()
        return self._plain

    @property
    def words(self) -> tuple[str, ...]:
        """The words of that."""
        if self._words is None:
            self._words = tuple(_WORD.findall(self.plain))
        return self._words

    @property
    def first(self) -> str:
        """The first of them, which tells that most lines are no furniture before more is read."""
        if not self._first:
            first = self.text[:_FIRST_WORD].split(None, 1)[0]
            words = _words_of_one(first) if len(first) < _FIRST_WORD else ()
            self._first = words[0] if words else self.words[0]
        return self._first

    @property
    def folded(self) -> str:
        return " ".join(self.words)


def _has_words(text: str) -> bool:
    """Whether a line has, given without outer spaces: of most the first character is part of one."""
    return _SURELY.search(text, 0, _TELLING) is not None or _WORD.search(_folded(text[:_TELLING])) is not None


class Furniture:
    """The lines of a body that are no prose of the article: page furniture, credits, bylines, captions on top.

    A line is judged when something in it is asked about, for most are asked about nothing. Whoever asks in the order
    of the text passes over it once.
    """

    def __init__(self, body: str) -> None:
        self._body = _with_line_feeds(body)
        self._begin = self._end = 0
        self._is_frame = False
        self._captions: frozenset[int] | None = None
        """Where they begin; few lines make one ask."""

    def holds(self, span: Span) -> bool:
        """Whether `span` lies in such a line."""
        start, end = span
        if not self._begin <= start < self._end:
            self._begin, self._end = self._body.rfind("\n", 0, start) + 1, _line_end(self._body, start)
            self._is_frame = self._judge(self._body[self._begin : self._end])
        return self._is_frame and end <= self._end

    def _judge(self, text: str) -> bool:
        text = text.strip()
        if len(text) > _LONGEST_FURNITURE or not _has_words(text):  # a longer one is a paragraph
            return False
        line = _Line(text, self._begin)
        return _is_furniture(line) or _is_credit(line) or self._is_caption(line)

    def _is_caption(self, line: _Line) -> bool:
        """Whether it stands on top, and what it says or what follows tells that it is one."""
        if not _says_caption(line) and not self._credit_follows():
            return False
        if self._captions is None:
            top = list(islice(_lines(self._body), _CAPTION_LINES))
            self._captions = frozenset(caption.start for caption in _captions(top))
        return line.start in self._captions

    def _credit_follows(self) -> bool:
        """Whether the next line with words says who took a picture; of most, that it is too long tells enough."""
        begin = self._end
        while (begin := _line_begin(self._body, begin)) < len(self._body):
            end = _line_end(self._body, begin)
            text = self._body[begin:end].strip()
            if _has_words(text):
                return len(text) <= _TELLING and _is_pictures_credit([_Line(text, begin)])
            begin = end
        return False


def title_of(body: str, fallback: str) -> str:
    """What a reader would call the article: its headline, or the beginning of its first paragraph.

    Never a section's name, a caption, a credit, a byline, a date or furniture; `fallback` where nothing else is said.
    """
    lines = islice(_lines(_with_line_feeds(body)), _HEAD_LINES)
    top = list(islice(lines, _CAPTION_LINES))
    captions = set(_captions(top))
    frameless = (line for line in chain(top, lines) if line not in captions and not _is_frame(line))
    said = list(islice(frameless, _SAID_LINES))
    headlines = (line for place, line in enumerate(said) if not _is_section(line, said[place + 1 :]))
    titles = (_bare(line.text[:_ENOUGH]) for line in chain(headlines, said))
    return _cut(next(filter(_WORD.search, titles), fallback))


def _with_line_feeds(body: str) -> str:
    """The same with every line ended by \\n: one mark is soon found, and a set of them is sought at each character."""
    for mark in _OTHER_LINE_ENDS:
        body = body.replace(mark, "\n")
    return body


def _line_end(body: str, place: int) -> int:
    """Where the line ends that holds `place`."""
    end = body.find("\n", place)
    return end if end >= 0 else len(body)


def _line_begin(body: str, place: int) -> int:
    """Where the next line begins that is not empty, from `place` on."""
    while place < len(body) and body[place] == "\n":
        place += 1
    return place


def _lines(body: str) -> Iterator[_Line]:
    """The lines that have words."""
    end = 0
    while (begin := _line_begin(body, end)) < len(body):
        end = _line_end(body, begin)
        if _has_words(text := body[begin:end].strip()):
            yield _Line(text, begin)


def _is_frame(line: _Line) -> bool:
    """Whether a line is anything but a headline or a sentence."""
    is_address = len(line.text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(line.text) is not None
    return is_address or _is_furniture(line) or _is_credit(line) or _is_date(line)


def _is_furniture(line: _Line) -> bool:
    if len(line.text) > _LONGEST_FURNITURE or line.first not in _FIRST_WORDS:
        return False
    words = line.words
    if words in _WHOLE or any(words[:length] in _BEGINNINGS for length in range(2, 9)):
        return True
    if any(words[:length] in _LABELS for length in (1, 2, 3)) and re.search("[:：©]", line.text[:40]):
        return True
    is_sharing = set(words) <= _AROUND_SHARING and not _SHARING.isdisjoint(words)
    return is_sharing or (words[0] in _HOME and _CRUMBS.match(line.plain) is not None)


def _is_credit(line: _Line) -> bool:
    """Who took the picture, who wrote the text, which agency sent it: nothing else stands in the line."""
    if len(line.text) > _TELLING or not _may_be_credit(line) or len(line.words) > 10:
        return False
    plain = line.plain.strip("()[]{}*_ ")
    if _CREDIT_LABEL.match(plain) or _BYLINE.match(plain) or _BY.fullmatch(line.text):
        return not plain.endswith((".", "؟", "?", "!"))
    if _is_dateline(line):
        return True
    if _AGENCIES_BEGIN.isdisjoint(line.words):
        return False
    rest, agencies = _AGENCY.subn(" ", line.folded)
    left = [word for word in rest.split() if word not in _AROUND_AGENCY]
    if not agencies:
        return False
    return not left or (len(left) <= 2 and re.search(r"[-–—/()|]", line.text) is not None)


def _may_be_credit(line: _Line) -> bool:
    """Most lines are none by their first word and their marks, before more of them is folded."""
    return line.first in _CREDIT_CUES or any(mark in line.text for mark in _CREDIT_MARKS)


def _is_dateline(line: _Line) -> bool:
    """A place and who writes from there, divided by a dash, and no more: "عين اليوم – عمّان", "حائل (واس)"."""
    if len(line.words) > 7 or not _DIVIDER.search(line.text) or line.text.endswith(_ENDINGS):
        return False
    parts = _parts(line.text)
    if len(parts) < 2 or _QUOTED_OR_COUNTED.search(line.text):
        return False
    return _is_origin(parts[0]) or _is_origin(parts[-1])


def _parts(text: str) -> list[tuple[str, ...]]:
    """The words between dashes and brackets; a line that begins with a dash is a list's, and has one part."""
    parts = [_words(part) for part in _DIVIDER.split(text)]
    return [part for part in parts if part] if parts[0] else [_words(text)]


def _is_origin(words: tuple[str, ...]) -> bool:
    return words in _CITIES or _AGENCY.fullmatch(" ".join(words)) is not None


def _is_date(line: _Line) -> bool:
    """A line of dates and times alone."""
    return (
        len(line.text) <= _TELLING
        and all(word in _DATE_WORDS or (word[0].isdecimal() and len(word) <= 6) for word in line.words)
        and any(word[0].isdecimal() for word in line.words)
    )


def _captions(top: Sequence[_Line]) -> Iterator[_Line]:
    """What stands under a picture: it says where in the picture who is, or its credit follows, then the article.

    A headline and a first paragraph, too, may be followed by "رويترز". But a headline does not end with a full stop,
    and no other headline comes after its agency; a paragraph's agency ends the article or comes after several.
    """
    for place, line in enumerate(top):
        if len(line.text) > _LONGEST_FURNITURE:
            continue
        if _says_caption(line) and not _is_frame(line):
            yield line
        elif any(other.text.endswith(_ENDINGS) for other in top[:place]):
            return
        elif _is_pictures_credit(top[place + 1 : place + 2]) and not _is_frame(line):
            after = next((other for other in top[place + 2 :] if not _is_frame(other)), None)
            if after is not None and (line.text.endswith(".") or _is_headline(after)):
                yield line


def _says_caption(line: _Line) -> bool:
    if line.first in _CAPTION_CUES and _CAPTION_BEGINS.match(line.plain):
        return True
    text = line.text[:_TELLING]
    ending = text.rstrip(_BEHIND_ARCHIVED)
    may_say = ending.endswith(_ARCHIVED) and _folded(ending[-_LONGEST_ARCHIVED:]).endswith("ارشيفيه")
    asides = text.replace("[", "(").split("(")[1:]
    may_say = may_say or any(_BESIDE.match(_folded(aside[:_LONGEST_ASIDE])) for aside in asides)
    return may_say and _CAPTION.search(line.plain) is not None


def _is_pictures_credit(lines: Iterable[_Line]) -> bool:
    return any(_is_credit(line) and not _BYLINE.match(line.plain) for line in lines)


def _is_headline(line: _Line) -> bool:
    return len(line.words) >= 4 and len(line.text) < _PARAGRAPH and not line.text.endswith(_ENDINGS)


def _is_section(line: _Line, after: Sequence[_Line]) -> bool:
    """The name of a page's section: made of such words, or one or two words on top of a headline and its article."""
    if len(line.words) <= 5 and all(word in _SECTIONS or word.removeprefix("و") in _SECTIONS for word in line.words):
        return True
    if len(line.words) > 2 or len(after) < 2 or line.text.startswith("#") or line.text.endswith(_ENDINGS):
        return False
    return _is_headline(after[0]) and len(after[1].text) >= _PARAGRAPH


def _bare(text: str) -> str:
    """A line without the marks of a heading, links' addresses and double spaces."""
    text = _HEADING.sub("", _LINKED.sub(r"\1", text))
    return " ".join(_DIRECTION.sub("", text).split()).strip("*_ ").rstrip("# ")


def _cut(text: str) -> str:
    """At most `_LONGEST_TITLE` code points: to the end of a sentence, else of a clause, else of a word, with …"""
    text = text if len(text) <= _LONGEST_TITLE else _without_dateline(text)
    if len(text) <= _LONGEST_TITLE:
        return text
    sentence = [match.end() for match in _SENTENCE_END.finditer(text, 0, _LONGEST_TITLE)]
    clause = [match.start() for match in _CLAUSE_END.finditer(text, 0, _LONGEST_TITLE)]
    for ends, shortest in ((sentence, _SHORTEST_SENTENCE), (reversed(clause), _SHORTEST_CLAUSE)):
        for end in ends:
            if end >= shortest and _is_balanced(text[:end]):
                return text[:end].rstrip(" .،")
    return text[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ،؛:-–—") + "…"


def _without_dateline(text: str) -> str:
    """A first paragraph without "ماجد الرفاعي – سبق – ينبع:" in front."""
    at = 0
    for match in _DATELINE.finditer(text, 0, _LONGEST_TITLE):
        if match.start() != at or len(_words(match.group())) > 7:
            break
        at = match.end()
    said_by_whom = at and any(map(_is_origin, _parts(text[:at].replace(":", " "))))
    return text[at:] if said_by_whom else text


def _is_balanced(text: str) -> bool:
    """No bracket or quotation is left open."""
    pairs = zip(_OPENING, _CLOSING, strict=True)
    return all(text.count(one) == text.count(other) for one, other in pairs) and text.count('"') % 2 == 0
