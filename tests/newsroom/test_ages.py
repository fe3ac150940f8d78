"""How long ago something was, in words."""

import datetime

import pytest
from django.utils import timezone, translation

from newsroom.ages import age_in_words


@pytest.mark.parametrize(
    ("seconds", "english", "arabic"),
    [
        pytest.param(-5, "just now", "الآن", id="a clock that goes before ours"),
        pytest.param(0, "just now", "الآن", id="this moment"),
        pytest.param(58, "just now", "الآن", id="under a minute"),
        pytest.param(61, "1\xa0minute ago", "قبل 1\xa0دقيقة", id="a minute"),
        pytest.param(3 * 3600 + 600, "3\xa0hours ago", "قبل 3\xa0ساعات", id="the largest unit alone"),
    ],
)
def test_says_how_long_ago_in_both_languages(seconds, english, arabic):
    moment = timezone.now() - datetime.timedelta(seconds=seconds)
    for language, words in (("en", english), ("ar", arabic)):
        with translation.override(language):
            assert age_in_words(moment) == words
