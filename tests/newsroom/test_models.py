"""Articles, sources and collections: what follows from the text, and what the database keeps true."""

import datetime
import hashlib

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from newsroom.installation import install_default_collection
from newsroom.models import Article, Collection, DatabaseMark, Source, hash_text
from tests import factories

DAY = datetime.datetime(2026, 10, 5, tzinfo=datetime.UTC)


def test_headline_hash_and_folded_text_follow_from_the_text(db):
    article = factories.make_article("\n  أَحْمَد في المدرسة \nنص")
    assert article.headline == str(article) == "أَحْمَد في المدرسة"
    assert article.content_hash == hashlib.sha256(article.text.encode()).hexdigest() == hash_text(article.text)
    assert "احمد في المدرسه" in article.folded_text


def test_the_text_is_stored_as_it_is(db):
    text = "\ufeff ب\u0651\u064e  é e\u0301 \u200f\u2028\u0085\t ﻻ 👨\u200d👩 \n\n "
    factories.make_article(text)
    assert Article.objects.get().text == text


def test_a_headline_is_cut_to_its_column(db):
    assert len(factories.make_article("س" * 600).headline) == 500


def test_an_article_is_sorted_by_its_publication_else_by_its_import(db):
    assert factories.make_article("أ", published_at=DAY).sorted_at == DAY
    assert factories.make_article("ب", published_at=None, imported_at=DAY).sorted_at == DAY


def test_a_partly_loaded_article_keeps_what_was_not_loaded(db):
    factories.make_article("خبر")
    article = Article.objects.without_text().get()
    article.language = "arz"
    article.save()
    stored = Article.objects.get()
    assert (stored.text, stored.headline, stored.folded_text, stored.language) == ("خبر", "خبر", "خبر", "arz")


def test_a_text_is_once_in_a_collection(db):
    factories.make_article("خبر")
    other = Collection.objects.create(name="أخرى")
    factories.make_article("خبر", collection=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_article("خبر", link="https://example.org/")
    assert Article.objects.count() == 2


def test_there_is_one_default_collection(db):
    assert Collection.objects.get(is_default=True).name == Collection.DEFAULT_NAME
    with pytest.raises(IntegrityError), transaction.atomic():
        Collection.objects.create(name="أخرى", is_default=True)


def test_installing_again_keeps_a_renamed_default_collection(db):
    Collection.objects.update(name="سميتها")
    install_default_collection(type("App", (), {"name": "newsroom"}))
    assert list(Collection.objects.values_list("name", "is_default")) == [("سميتها", True)]


@pytest.mark.parametrize("model", [Source, Collection])
def test_names_are_given_once(db, model):
    assert str(model.objects.create(name="اسم")) == "اسم"
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(name="اسم")


@pytest.mark.parametrize("owner", ["source", "collection"])
def test_what_has_articles_cannot_be_removed(article, owner):
    with pytest.raises(ProtectedError), transaction.atomic():
        getattr(article, owner).delete()


def test_a_database_is_marked_once(db):
    mark = DatabaseMark.objects.create(name=DatabaseMark.DEMO)
    mark.refresh_from_db()
    assert (str(mark), mark.created_at is None) == ("demo", False)
    with pytest.raises(IntegrityError), transaction.atomic():
        DatabaseMark.objects.create(name=DatabaseMark.DEMO)


def test_an_article_has_an_address(article):
    assert article.get_absolute_url() == f"/articles/{article.pk}/"
