"""Shorter forms of a name, as news repeats it: كيري after وزير الخارجية الأميركي جون كيري.

Words are folded (``newsroom.arabic.folding``) throughout.
"""

from collections.abc import Iterator

_ARTICLE = "ال"

# Longer ones are sentences, and no name.
_MOST_WORDS = 8
_LEAST_LETTERS = 2

# Titles, as they stand before a name; one with the article stands directly before it.
_TITLES = frozenset(
    "سيد سيده دكتور دكتوره د شيخ شيخه امير اميره ملك ملكه سلطان رئيس رييس رييسه وزير وزيره مدير مديره امين عضو نايب نايبه"
    " قايد زعيم مستشار مستشاره سفير سفيره مبعوث موفد مندوب متحدث متحدثه ناطق ناطقه لواء عميد عقيد فريق جنرال ماريشال"
    " كولونيل مهندس مهندسه استاذ استاذه بروفيسور قاضي قاضيه محامي محاميه لاعب مدرب حارس مهاجم كاتب كاتبه شاعر شاعره"
    " صحفي صحفيه صحافي صحافيه محافظ عمده حاكم مفوض مفوضه محلل محلله خبير خبيره بابا اسقف امام حاج حاجه مرشد كابتن"
    " ممثل ممثله فنان فنانه مخرج نجم مسيول مسيوله نظير نظيره".split()
)

# What stands before the name of a place.
_PLACE_HEADS = frozenset(
    "مدينه محافظه بلده قريه ولايه اقليم منطقه حي مقاطعه جمهوريه مملكه دوله اماره سلطنه جزيره شبه مخيم ضاحيه بحر نهر خليج"
    " جبل وادي مضيق قضاء ناحيه شارع ميدان".split()
)

# The first word of what is no person: its last word alone is not its name.
_GROUP_HEADS = frozenset(
    "وزاره منظمه مجلس حزب شركه بنك مصرف اتحاد حركه جامعه هييه لجنه جمعيه موسسه مركز معهد نادي صحيفه جريده مجله وكاله قناه"
    " اذاعه جيش قوات كتايب سرايا لواء جبهه جماعه تنظيم تحالف ايتلاف تيار نقابه محكمه برلمان حكومه مكتب صندوق فريق منتخب"
    " بورصه مستشفي مدرسه كليه بيت دار شبكه مجموعه رابطه حلف سلطه اداره مديريه دايره امانه كتله قياده مفوضيه بعثه سفاره"
    " بلديه غرفه ديوان جهاز شرطه محافظه مقاطعه ولايه مدينه".split()
)

# Words that are one with the name after them: عبد ربه, أبو مازن, بن علي.
_COMPOUND_HEADS = frozenset("عبد ابو ابي ابا بو ام بن ابن بنت ال دي دو دا دل فان فون ذو ذي باي سان لا لو نور سيف".split())


def shorter_forms(form: str, *, is_place: bool = False) -> Iterator[str]:
    """Give the shorter forms of the folded name ``form``, the longest first; none is ``form`` itself.

    Without its title (الرئيس محمود عباس: محمود عباس); without what says that it is a place
    (مدينة حلب: حلب); its last word, for a person (جون كيري: كيري); one word without the
    article (السودان: سودان).
    """
    words = form.split()
    if not 0 < len(words) <= _MOST_WORDS or not all(any(map(str.isalpha, word)) for word in words):
        return
    seen = {form}
    for shorter in _shorter(words, is_place=is_place):
        if shorter not in seen and len(shorter) >= _LEAST_LETTERS:
            seen.add(shorter)
            yield shorter


def _shorter(words: list[str], *, is_place: bool) -> Iterator[str]:
    if len(words) == 1:
        if len(words[0]) >= len(_ARTICLE) + 3:
            yield words[0].removeprefix(_ARTICLE)
        return
    name = _without_head(words) if is_place else _without_titles(words)
    if name:
        yield " ".join(name)
    if not is_place and (surname := _surname(name)):
        yield surname


def _without_head(words: list[str]) -> list[str]:
    return words[1:] if words[0] in _PLACE_HEADS else words


def _without_titles(words: list[str]) -> list[str]:
    """Return the words from the name on: after a title, and what belongs to it (الخارجية الأميركي)."""
    first = 0
    while first < len(words) - 1 and _is_title(words[first]):
        first += 1
        while first < len(words) - 1 and words[first].startswith(_ARTICLE) and not _is_title(words[first]):
            first += 1
    return words[first:]


def _is_title(word: str) -> bool:
    return word.rstrip(".").removeprefix(_ARTICLE) in _TITLES


def _surname(words: list[str]) -> str | None:
    """Return the last word of a person's name, with what is one with it; ``None`` if this is no such name."""
    if len(words) < 2 or words[0].startswith(_ARTICLE) or words[0] in _GROUP_HEADS:
        return None
    has_compound = len(words) > 2 and words[-2] in _COMPOUND_HEADS
    if len(words) == 2 and words[0] in _COMPOUND_HEADS:
        return None
    return " ".join(words[-2:]) if has_compound else words[-1]
