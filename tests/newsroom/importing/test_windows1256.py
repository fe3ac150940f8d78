"""Arabic in windows-1256 is told from every other encoding of every other language."""

import pytest

from newsroom.importing.samples import read_samples
from newsroom.importing.windows1256 import is_windows_1256

ARTICLES = [sample.text for sample in read_samples()]

FOREIGN = {
    "Russian": "Министр заявил в понедельник, что переговоры с партнёрами продолжатся на следующей неделе в Вене.",
    "Russian capitals": "МИНИСТР ЗАЯВИЛ В ПОНЕДЕЛЬНИК ЧТО ПЕРЕГОВОРЫ ПРОДОЛЖАТСЯ НА СЛЕДУЮЩЕЙ НЕДЕЛЕ",
    "Hebrew": "שר החוץ אמר ביום שני כי המשא ומתן יימשך בשבוע הבא בווינה",
    "Greek": "Ο υπουργός δήλωσε τη Δευτέρα ότι οι διαπραγματεύσεις θα συνεχιστούν την επόμενη εβδομάδα",
    "German": "Der Außenminister erklärte, die Gespräche würden nächste Woche in Österreich fortgeführt. Ägypten übt.",
    "French": "À Paris, l'État a déclaré que l'élève naïf, où qu'il fût, reçût Noël. Ça ira : ÉTÉ.",
    "Spanish": "El señor ministro declaró que las negociaciones continuarán el próximo año en España. ¿Mañana?",
    "Turkish": "Dışişleri Bakanı görüşmelerin önümüzdeki hafta sürdürüleceğini söyledi. ŞİŞLİ ÇĞÜÖ",
    "Chinese": "外交部长星期一表示，谈判将于下周在维也纳继续进行，十二个国家的代表将出席会议。",
    "Japanese": "外務大臣は月曜日、交渉は来週ウィーンで続けられると述べた。",
    "Thai": "รัฐมนตรีต่างประเทศกล่าวเมื่อวันจันทร์ว่าการเจรจาจะดำเนินต่อไปในสัปดาห์หน้า",
}


def passages(text: str, words: int) -> list[str]:
    every = text.split()
    return [" ".join(every[at : at + words]) for at in range(0, len(every) - words + 1, words)]


@pytest.mark.parametrize("text", ARTICLES)
def test_recognises_whole_articles(text):
    assert is_windows_1256(text.encode("cp1256", "ignore"))


def test_recognises_passages_of_20_words():
    assert all(is_windows_1256(part.encode("cp1256", "ignore")) for text in ARTICLES for part in passages(text, 20))


@pytest.mark.parametrize("codec", ["iso8859_6", "mac_arabic", "cp720", "cp864"])
@pytest.mark.parametrize("words", [1, 2, 3, 5, 8, 20, 100])
def test_never_garbles_arabic_of_another_code_page(codec, words):
    wrong = []
    for text in ARTICLES:
        for part in passages(text, words):
            data = part.encode(codec, "ignore")
            if is_windows_1256(data) and data.decode("cp1256") != data.decode(codec):
                wrong.append(part)
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        ("Russian", "cp1251"),
        ("Russian", "koi8_r"),
        ("Russian", "iso8859_5"),
        ("Russian capitals", "cp1251"),
        ("Russian capitals", "koi8_r"),
        ("Hebrew", "cp1255"),
        ("Greek", "cp1253"),
        ("German", "latin1"),
        ("German", "cp850"),
        ("French", "latin1"),
        ("French", "mac_roman"),
        ("Spanish", "latin1"),
        ("Turkish", "cp1254"),
        ("Chinese", "gbk"),
        ("Chinese", "big5"),
        ("Japanese", "shift_jis"),
        ("Japanese", "euc_jp"),
        ("Thai", "tis_620"),
    ],
)
def test_refuses_other_languages_whole_and_in_parts(language, codec):
    text = FOREIGN[language]
    parts = [text, *(part for words in (1, 2, 3, 5) for part in passages(text, words))]
    assert [part for part in parts if is_windows_1256(part.encode(codec, "ignore"))] == []


def test_refuses_control_characters():
    assert not is_windows_1256(ARTICLES[0].encode("cp1256", "ignore") + b"\x1a")


def test_accepts_latin_words_and_names_beside_arabic():
    text = "قالت شركة Citroën إن قناة الـCNN ستبث مقابلة مع مديرها التنفيذي مساء اليوم في مدينة حلب"
    assert is_windows_1256(text.encode("cp1256"))
