"""Invented Arabic news of any length, the same each time."""

import random

WORDS = """
وزير الزراعة المدينة مشروع الجسر الشركة المرفأ البلدية المهندسون الموقع الأعمال المرحلة الأسبوع الماضي الحكومة
المجلس البرلمان المحافظة الطريق الساحلي التجارة الصناعة المدارس الطلاب المستشفى الأطباء المياه الكهرباء الميناء
السفن الصيادون الأسواق الأسعار الموسم المحصول القمح الزيتون المزارعون التعاونية المصرف القروض الاستثمار العمال
السلام الاتفاق الوفد الزيارة المحادثات البيان التقرير الخبراء الباحثون الجامعة المكتبة المتحف الآثار السياحة
قال أعلن أكد أوضح أضاف وصل افتتح وقع بحث ناقش أطلق من إلى في على عن مع بعد قبل خلال حول بين دون هذا الذي التي
""".split()
LEAD_WORDS = 9
PARAGRAPH_CHARACTERS = 400


def make_text(length: int, seed: int = 0) -> str:
    """Return a headline and paragraphs, ``length`` code points in all."""
    chance = random.Random(seed)
    blocks = [_sentence(chance, LEAD_WORDS)]
    size = len(blocks[0])
    while size < length:
        blocks.append(_paragraph(chance))
        size += 2 + len(blocks[-1])
    # A word, not white space, at the end: the text is stored as it is.
    return "\n\n".join(blocks)[:length].rstrip()


def choose_spans(text: str, number: int, seed: int = 0) -> list[tuple[int, int, str]]:
    """Return ``number`` different (start, end, tag slug) of whole words: names, places, and quotations over both."""
    chance = random.Random(seed)
    words = word_spans(text)
    chosen = set()
    while len(chosen) < number:
        slug = chance.choice(("actor", "actor", "location", "quote"))
        length = chance.randint(8, 40) if slug == "quote" else chance.randint(1, 3)
        first = chance.randrange(len(words))
        last = min(first + length, len(words)) - 1
        chosen.add((words[first][0], words[last][1], slug))
    return sorted(chosen)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each word, in code points."""
    spans, start = [], 0
    for word in text.split():
        start = text.index(word, start)
        spans.append((start, start + len(word)))
        start += len(word)
    return spans


def _paragraph(chance: random.Random) -> str:
    sentences = []
    while sum(map(len, sentences)) < PARAGRAPH_CHARACTERS:
        sentences.append(_sentence(chance, chance.randint(8, 24)))
    return "، ".join(sentences) + "."


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words))
