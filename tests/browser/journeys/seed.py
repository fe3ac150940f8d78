"""The complete annotation of the article that the project began from, which is not shipped: it is no open text.

It is read from ``$HAWASHI_SEED_ARTICLE``, else from the development data beside the repository, where that is there.
"""

import os
from pathlib import Path

from tests.browser.journeys.marks import Said, Work, actor, place

GIVEN = os.environ.get("HAWASHI_SEED_ARTICLE")
DEFAULT = Path(__file__).resolve().parents[4] / "shared" / "data" / "seed_article.txt"

OFFICIAL = "مسؤول كبير بالخارجية الأميركية"
UNITED_NATIONS = "الأمم المتحدة"

NAMES = (
    actor("جون كيري", "كيري 1 3 4 5"),
    actor("سيرغي لافروف", "لافروف 1 2 3 5"),
    actor("John Kerry"),
    actor("Sergei Lavrov"),
    actor("الأوروبية"),
    actor("تنظيم الدولة الإسلامية 1 2 3"),
    actor(OFFICIAL),
    actor("الخارجية الأميركية"),
    actor("الخارجية الروسية"),
    actor("ماريا زاخاروفا"),
    actor("منظمة حظر الأسلحة الكيميائية"),
    actor(f"{UNITED_NATIONS} 1 2"),
    actor("مسؤولون أميركيون 1 2"),
    actor("القوات الجوية السورية"),
    actor("المعارضة السورية"),
    actor("الوزير الأميركي"),
    actor("وكالات"),
    place("سوريا 1 2 3 4 5 6 7"),
    place("جنيف 1 2 3"),
    place("Geneva"),
    place("Switzerland"),
    place("حلب"),
    place("جرابلس"),
    place("موسكو 1 2"),
    place("واشنطن"),
    place("أوروبا"),
)

QUOTES = (
    Said((("هناك قضايا كثيرة", "إلى تسوية"),), OFFICIAL),
    Said((("نأمل أن نرى", "بهذه الخطة"),), OFFICIAL),
    Said((("المباحثات ستتناول", "في سوريا"),), "ماريا زاخاروفا"),
    Said((("المحادثات التي تجريها", "من نهايتها"),), "كيري"),
    Said((("من السابق لأوانه", "إبرام اتفاق"),), "مسؤولون أميركيون"),
    Said((("الخطة هي أفضل", "المسار السياسي"),), "الوزير الأميركي"),
    Said((("أن يسفر اجتماع", "سوريا"),), UNITED_NATIONS),
    Said((("شيء", "شيء"),), UNITED_NATIONS),
    Said((("تحقيق الحد الأدنى", "من المدنيين"),), UNITED_NATIONS),
)


def work() -> Work | None:
    """Return the work, or None on a machine without the article; a path that was given must be right."""
    path = Path(GIVEN) if GIVEN else DEFAULT
    return Work(path.read_text(encoding="utf-8"), NAMES, QUOTES) if GIVEN or path.is_file() else None
