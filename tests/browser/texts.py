"""The article of the journeys: invented news, each paragraph with one difficulty."""

HEADLINE = "وزيرا الري والنقل يبحثان مشروع الجسر في مرفأ السلام"

# A name after a proclitic, and one after a proclitic with tatweel.
PROCLITICS = "وصل الوفد صباحا ولافروف بين أعضائه، ثم عاد بعد زيارة لـموسكو استغرقت يومين من المحادثات."

# A quotation that holds a place, and a seam between the two directions.
QUOTE = "وقالت المهندسة رنا الحلواني: «سيبنى الجسر بسواعد أهل تدمر قبل الشتاء» (Reuters) بحسب بيان الشركة."
SAID = "سيبنى الجسر بسواعد أهل تدمر قبل الشتاء"
SPEAKER = "رنا الحلواني"

MIXED = "ووقعت شركة Green Fields عقدا مع بلدية الميناء بقيمة 25 مليونا لمدة عامين."

# An astral character, a family of four joined by U+200D, and a flag of two code points.
EMOJI = "🌾 احتفل أهل الحي 👨\u200d👩\u200d👧\u200d👦 بالمشروع، ورفع العمال علم 🇯🇴 الأردن فوق البوابة."

DIACRITICS = "زارَ الوَفْدُ مَدِينَةَ حَلَبَ وأَثْنَى على كَرَمِ أَهْلِها."

# Lam and alef are drawn as one glyph.
LAM_ALEF = "وترك الوفد الأمر لأهله، وقال إن السلام بلا عمل وعد لا يدوم."

NO_BREAK_SPACE = "وأكد\u00a0البنك المركزي\u00a0أن سعر الصرف ثابت هذا الشهر."

SOURCE_LINE = "المصدر : وكالات"

BLOCKS = [HEADLINE, PROCLITICS, QUOTE, MIXED, EMOJI, DIACRITICS, LAM_ALEF, NO_BREAK_SPACE, SOURCE_LINE]
ARTICLE = "\n\n".join(BLOCKS)

_FILLER = "واستمرت الأعمال في المرحلة {number} من المشروع دون توقف، وتابعها المهندسون من الموقع يوما بيوم."

# Longer than any screen: what is far below has not been laid out yet.
LONG_ARTICLE = "\n\n".join([HEADLINE, *(_FILLER.format(number=number) for number in range(1, 41)), PROCLITICS])
