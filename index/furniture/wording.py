"""What the lines say that are no prose: by these words they are known, folded as lines are."""

from index.furniture.folding import phrases_of, words_of

WHOLE = phrases_of("""
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
BEGINNINGS = phrases_of("""
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
LABELS = phrases_of("""
الوسوم|وسوم|كلمات دلالية|الكلمات الدلالية|كلمات مفتاحية|ذات صلة|مواضيع ذات صلة|مقالات ذات صلة|تاغ|تصنيفات
التصنيف|tags|tagged|related|related articles|filed under|categories|category|topics|more on this|copyright
""")
SHARING = frozenset(words_of("""
فيسبوك فايسبوك تويتر إكس واتساب واتس اب تلغرام تيليجرام تيليغرام لينكدإن لينكد إن بينتريست انستغرام انستجرام
يوتيوب سناب شات مسنجر ماسنجر تمبلر بوكيت ريديت فايبر سكايب facebook twitter whatsapp telegram linkedin
pinterest instagram youtube reddit tumblr messenger snapchat viber pocket tiktok threads bluesky flipboard
"""))  # fmt: skip
AROUND_SHARING = SHARING | frozenset(words_of("""
شارك مشاركة عبر على طباعة نسخ الرابط البريد الإلكتروني بريد تابعنا و x share on via print email copy link mail
"""))  # fmt: skip

AGENCIES = (
    "رويترز", "ا ف ب", "اف ب", "اي اف بي", "فرانس برس", "د ب ا", "اسوشيتد برس", "اسوشييتد برس", "ا ب", "واس", "وام",
    "كونا", "بترا", "سانا", "قنا", "الاناضول", "ا ش ا", "سبوتنيك", "شينخوا", "بلومبرغ", "بلومبرج", "جيتي", "غيتي",
    "جيتي ايميجز", "غيتي ايميجز", "شترستوك", "شاترستوك", "وكالات", "الوكالات", "متابعات", "reuters", "afp", "ap",
    "getty", "getty images", "gettyimages", "associated press", "shutterstock", "bloomberg", "epa", "istock",
    "unsplash", "dpa", "xinhua", "sipa", "ap photo", "alamy",
)  # fmt: skip
AGENCIES_BEGIN = frozenset(name.split()[0] for name in AGENCIES)
AROUND_AGENCY = frozenset(words_of("""
المصدر مصدر الصورة صورة صور الصور وكالة عبر أرشيفية أرشيف خاص نقلا عن من و تصوير via photo photos image images
source credit credits file by the courtesy of picture handout
"""))  # fmt: skip
CAPTION_CUES = frozenset(words_of("صورة لقطة مشهد رسم file photo image pictured a an"))
"""The first words of a caption that says it is one."""
CREDIT_CUES = frozenset(words_of("""
تصوير عدسة مصدر المصدر حقوق صورة الصورة كتب كتبت كتبه كتبها متابعة إعداد ترجمة تحرير حوار بقلم مراسل تغطية
photo photos photograph photographs image images picture credit source written by
""")) | AGENCIES_BEGIN | AROUND_AGENCY  # fmt: skip
HOME = frozenset(words_of("الرئيسية الصفحة home homepage"))
FIRST_WORDS = frozenset(phrase[0] for phrase in WHOLE | BEGINNINGS | LABELS) | AROUND_SHARING | HOME
"""Furniture begins with one of these, and most lines do not."""
CITIES = phrases_of("""
الرياض|جدة|مكة|مكة المكرمة|المدينة|المدينة المنورة|الدمام|الطائف|تبوك|أبها|جازان|نجران|حائل|القصيم|بريدة|ينبع|الأحساء
القاهرة|الإسكندرية|بيروت|دمشق|حلب|بغداد|أربيل|البصرة|عمان|عمّان|القدس|القدس المحتلة|غزة|رام الله|الكويت|المنامة|الدوحة
دبي|أبوظبي|أبو ظبي|الشارقة|مسقط|صنعاء|عدن|الخرطوم|طرابلس|بنغازي|تونس|الجزائر|الرباط|الدار البيضاء|نواكشوط|مقديشو
واشنطن|نيويورك|سان فرانسيسكو|لندن|باريس|برلين|بروكسل|جنيف|فيينا|روما|مدريد|موسكو|كييف|أنقرة|إسطنبول|طهران|بكين
شنغهاي|طوكيو|سيول|نيودلهي|دافوس|عواصم|عواصم العالم|washington|new york|london|paris|berlin|cairo|beirut|dubai|riyadh
""")
DATE_WORDS = frozenset(words_of("""
السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة يناير فبراير مارس أبريل إبريل مايو يونيو يونيه
يوليو يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون الثاني الأول شباط آذار نيسان أيار حزيران تموز آب أيلول
تشرين جانفي فيفري أفريل ماي جوان جويلية أوت محرم صفر ربيع جمادى الآخرة رجب شعبان رمضان شوال ذو القعدة الحجة
الموافق هـ م ه ص مساء صباحا الساعة آخر تحديث تم نشر النشر نشرت في بتاريخ تاريخ يوم منذ ساعة ساعات دقيقة دقائق
توقيت غرينتش بتوقيت مكة monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
january february march april may june july august september october november december jan feb mar apr jun jul
aug sep sept oct nov dec updated published last posted on at am pm gmt utc est et date modified st nd rd th
"""))  # fmt: skip
SECTIONS = frozenset(words_of("""
أخبار الأخبار خبر سياسة السياسة سياسي اقتصاد الاقتصاد اقتصادي اقتصادية رياضة الرياضة رياضي تكنولوجيا
التكنولوجيا تقنية التقنية علوم العلوم علم ثقافة الثقافة ثقافي فن فنون الفن منوعات المنوعات محليات محلي محلية
المحلية عربي عربية العربية عرب دولي دولية الدولية عالم العالم عالمي عالمية العالمية مقالات مقال المقالات رأي
الرأي آراء تقارير تقرير تحقيقات حوادث الحوادث صحة الصحة أسواق الأسواق سوق بورصة البورصة مال المال أعمال
الأعمال مجتمع المجتمع عاجل حصري الرئيسية افتتاحية سيارات طاقة الطاقة متفرقات ملفات أحدث آخر أهم اليوم شركات
الشركات بنوك البنوك news world business technology tech sport sports politics opinion culture science health
markets economy home local national international exclusive breaking features analysis entertainment lifestyle
latest companies finance money arts and the middle east
"""))  # fmt: skip
