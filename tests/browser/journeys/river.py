"""An invented article with the difficulties of real ones, and its complete annotation.

Quote marks that never close, a quote without marks, one in two parts, one in another, one of somebody unnamed;
proclitics, one with tatweel; names in two scripts, shorter forms of names; NO-BREAK SPACEs.
"""

from tests.browser.journeys.marks import UNNAMED, Said, Work, actor, place

TEXT = """الحلواني وقدري يبحثان مياه الفرات باجتماع دمشق

NNA1207 Minister Rana Halwani (L) and her counterpart Samir Qadri (R) before a meeting in Damascus, Syria, 7 October 2026
الحلواني (يسار) وقدري خلال لقائهما بدمشق حول مياه الفرات (سانا)

اجتمعت وزيرة الري رنا الحلواني ونظيرها سمير قدري اليوم الأربعاء في دمشق لوضع اللمسات الأخيرة على اتفاق بشأن تقاسم \
مياه الفرات بين سوريا والعراق.

وأكد مسؤول رفيع بوزارة الري مع بداية اللقاء أن "هناك نقاطا كثيرة تحتاج إلى وقت،\u00a0مضيفا "نرجو أن نوقع اليوم جزءا \
منها وأن نعود قريبا إلى بغداد بنص كامل".

من جهته، صرح المتحدث باسم وزارة الموارد المائية ليث الجبوري بأن المحادثات ستشمل محطات القياس على الفرات وتبادل \
البيانات مع أنقرة.

«النهر لا ينتظر أحدا»، قالت الحلواني بعد عودتها من زيارة لـموسكو وأنقرة، «وكل شهر يضيع يخسره المزارعون».

وقال مصدر طلب ألا يذكر اسمه إن «الخلاف على الحصص لم يحسم بعد»، في حين طالبت الأمم المتحدة\u00a0بنشر النص كاملا.

وعندما زار قدري حلب في أيلول/ سبتمبر الماضي، تضمن اقتراحه تبادل دمشق وبغداد قياسات السدود ومراقبة المحطات "المشتركة".

وأعربت الأمم المتحدة عن أملها في أن يسفر اجتماع الحلواني وقدري عن\u00a0"خطوة" من أجل سوريا والعراق.

المصدر : وكالات
"""

OFFICIAL = "مسؤول رفيع بوزارة الري"

NAMES = (
    actor("رنا الحلواني", "الحلواني 1 2 4 5"),
    actor("سمير قدري", "قدري 1 2 4 5"),
    actor("Rana Halwani"),
    actor("Samir Qadri"),
    actor("سانا"),
    actor(OFFICIAL),
    actor("وزارة الري"),
    actor("وزارة الموارد المائية"),
    actor("ليث الجبوري"),
    actor("الأمم المتحدة 1 2"),
    actor("وكالات"),
    place("الفرات 1 2 3 4"),
    place("دمشق 1 2 3 4"),
    place("Damascus"),
    place("Syria"),
    place("سوريا 1 2"),
    place("العراق 1 2"),
    place("بغداد 1 2"),
    place("أنقرة 1 2"),
    place("موسكو"),
    place("حلب"),
)

QUOTES = (
    Said((("هناك نقاطا", "إلى وقت"),), OFFICIAL),
    Said((("نرجو أن نوقع", "بنص كامل"),), OFFICIAL),
    Said((("المحادثات ستشمل", "مع أنقرة"),), "ليث الجبوري"),
    Said((("النهر لا ينتظر", "أحدا"), ("وكل شهر", "المزارعون")), "الحلواني", cue="قالت"),
    Said((("الخلاف على الحصص", "لم يحسم بعد"),), UNNAMED),
    Said((("أن يسفر اجتماع", "سوريا والعراق"),), "الأمم المتحدة"),
    Said((("خطوة", "خطوة"),), "الأمم المتحدة"),
)


def work() -> Work:
    return Work(TEXT, NAMES, QUOTES)
