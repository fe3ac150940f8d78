"""The thread of an annotation, what concerns a person, and examples for the guidelines."""

import pytest

from annotations import curation, discussion, examples
from annotations.identifiers import new_uuid7
from annotations.models import Comment, GuidelineExample
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON, PLAIN

HOSTILE = "<script>alert(1)</script>\u202e</p>"


@pytest.fixture
def url(mark) -> str:
    return f"/annotations/{mark.pk}/comments/"


@pytest.fixture
def comment(reviewer, mark):
    """Samira asks Layla about her mark."""
    return discussion.add(reviewer, mark.pk, "أهو شخص يا @layla؟").comment


def test_htmx_gets_the_thread_and_everybody_else_a_page_with_the_passage(as_annotator, url, mark, comment):
    fragment = as_annotator.get(url, headers=HTMX)
    assert fragment.content.decode().lstrip().startswith(f'<details class="thread" id="thread-{mark.pk}"')
    page = as_annotator.get(url, headers=PLAIN)
    assert f"<mark>{mark.exact}</mark>" in page.content.decode()
    for response in (fragment, page):
        assert f'id="comment-{comment.pk}"' in response.content.decode()
        assert response.headers["Cache-Control"] == "private, no-store"


def test_htmx_posts_a_comment_and_gets_the_thread_with_it(as_annotator, url, mark):
    response = as_annotator.post(url, {"text": "  سطر\r\nوسطر\n"}, headers=HTMX)
    assert response.status_code == 201
    assert "سطر\nوسطر</p>" in response.content.decode()
    assert Comment.objects.get().text == "سطر\nوسطر"
    assert 'data-open="1"' in response.content.decode()


def test_a_plain_form_leads_back_to_where_it_stood(as_annotator, url):
    response = as_annotator.post(url, {"text": "رأي", "next": "/articles/1/?x=1"}, headers=PLAIN)
    assert (response.status_code, response.url) == (303, "/articles/1/?x=1")


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_a_plain_form_leads_nowhere_else(as_annotator, url, target):
    assert as_annotator.post(url, {"text": "رأي", "next": target}, headers=PLAIN).url == url


def test_json_gets_the_numbers(as_annotator, url, mark, comment):
    answer = as_annotator.post(url, {"text": "نعم"}, headers=JSON).json()
    assert (answer["annotation"], answer["comments"], answer["open"]) == (str(mark.pk), 2, 2)


@pytest.mark.parametrize(
    ("text", "status"), [("", 422), (" \n ", 422), ("م" * 5001, 413), ("a\0b", 422), ("م" * 5000, 201)],
    ids=["nothing", "white space", "too long", "NUL", "as long as can be"],
)  # fmt: skip
def test_text_has_to_be_there_and_not_too_long(as_annotator, url, text, status):
    for headers in (HTMX, JSON):
        assert as_annotator.post(url, {"text": text}, headers=headers).status_code == (status if headers == HTMX or status != 201 else 201)
    assert Comment.objects.count() == (status == 201)


def test_line_ends_of_a_browser_count_once(as_annotator, url):
    assert as_annotator.post(url, {"text": "م\r\n" * 2499 + "مم"}, headers=HTMX).status_code == 201


def test_says_whom_it_could_not_tell(as_annotator, url):
    assert "@nobody" in as_annotator.post(url, {"text": "@nobody"}, headers=HTMX).content.decode()


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["htmx", "plain"])
def test_what_people_wrote_is_never_markup(as_reviewer, url, mark, headers):
    discussion.add(mark.author, mark.pk, HOSTILE)
    examples.add_example(factories.make_person("huda", "reviewer"), mark.pk, HOSTILE)
    page = as_reviewer.get(url, headers=headers).content.decode()
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)") == 2


# Who may read the thread, write in it, delete Samira's comment, decide on examples.
MAY = {
    None: (401, 401, 401, 401),
    "reader": (200, 403, 403, 403),
    "annotator": (200, 201, 403, 403),
    "second_annotator": (200, 201, 403, 403),
    "reviewer": (200, 201, 200, 200),
    "administrator": (200, 201, 200, 200),
}


@pytest.mark.parametrize("person", MAY, ids=str)
def test_each_role_may_what_it_may(request, client, url, mark, comment, person):
    if person:
        client.force_login(request.getfixturevalue(person))
    read, write, delete, decide = MAY[person]
    settle = 200 if write == 201 else write
    assert client.get(url, headers=HTMX).status_code == read
    assert client.post(url, {"text": "رأي"}, headers=HTMX).status_code == write
    assert client.post(f"/comments/{comment.pk}/resolve/", headers=HTMX).status_code == settle
    assert client.post(f"/comments/{comment.pk}/reopen/", headers=HTMX).status_code == settle
    assert client.post(f"/annotations/{mark.pk}/example/", {"note": "شخص"}, headers=HTMX).status_code == decide
    if decide == 200:
        example = GuidelineExample.objects.get()
        assert client.post(f"/examples/{example.pk}/remove/", headers=HTMX).status_code == 200
    assert client.post(f"/comments/{comment.pk}/delete/", headers=HTMX).status_code == delete
    assert client.get("/comments/").status_code == (200 if person else 302)


def test_where_others_are_hidden_everything_of_them_is_not_found(client, second_annotator, article, reviewer, mark, url, comment):
    example = examples.add_example(reviewer, mark.pk, "شخص")
    article.collection.settings.mode = "blind"
    article.collection.settings.save()
    client.force_login(second_annotator)
    assert client.get(url).status_code == 404
    for address in (
        url, f"/comments/{comment.pk}/resolve/", f"/comments/{comment.pk}/reopen/", f"/comments/{comment.pk}/delete/",
        f"/annotations/{mark.pk}/example/", f"/examples/{example.pk}/remove/",
    ):  # fmt: skip
        response = client.post(address, {"text": "رأي"}, headers=HTMX)
        assert response.status_code == 404
        assert mark.exact not in response.content.decode()
    assert Comment.objects.count() == GuidelineExample.objects.count() == 1


def test_what_is_not_there_is_not_found(as_reviewer):
    for address in (
        f"/annotations/{new_uuid7()}/comments/", f"/annotations/{new_uuid7()}/example/", "/comments/999999/resolve/",
        "/comments/99999999999999999999999/reopen/", "/comments/999999/delete/", "/examples/999999/remove/",
    ):  # fmt: skip
        assert as_reviewer.post(address, {"text": "رأي"}, headers=HTMX).status_code == 404, address


def test_other_methods_are_refused(as_reviewer, url, mark, comment):
    assert as_reviewer.put(url).status_code == 405
    assert as_reviewer.post("/comments/").status_code == 405
    for address in (f"/comments/{comment.pk}/resolve/", f"/annotations/{mark.pk}/example/", "/examples/1/remove/"):
        assert as_reviewer.get(address).status_code == 405


def test_a_comment_on_what_was_deleted_is_refused(as_annotator, annotator, url, mark):
    curation.delete(annotator, mark.pk, 1)
    assert as_annotator.post(url, {"text": "رأي"}, headers=HTMX).status_code == 410
    assert as_annotator.get(url).status_code == 200


def test_the_review_queue_holds_the_thread_and_gets_the_reviewer_back(as_reviewer, mark, comment):
    page = as_reviewer.get(f"/review/{mark.pk}/")
    assert f'id="comment-{comment.pk}"' in page.content.decode()
    address = page.context["address"]
    assert f'name="next" value="{address}"' in page.content.decode()
    response = as_reviewer.post(f"/annotations/{mark.pk}/comments/", {"text": "نعم", "next": address})
    assert (response.status_code, response.url) == (303, address)
    assert as_reviewer.get(address).status_code == 200
    # The answer to a verdict holds the next annotation, and is no page to come back to.
    other = factories.make_annotation(mark.author, mark.article, "موسكو", "location")
    answer = as_reviewer.post(f"/review/{mark.pk}/approve/", {"version": mark.version}, headers=HTMX).content.decode()
    assert f'id="thread-{other.pk}"' in answer
    assert 'name="next" value="/review/?' in answer


class TestCountOfOpenComments:
    def test_stands_on_the_note_and_goes_when_they_are_resolved(self, as_annotator, annotator, article, mark, comment):
        assert 'class="chip-talk"' in as_annotator.get(article.get_absolute_url()).content.decode()
        discussion.resolve(annotator, comment.pk)
        assert 'class="chip-talk"' not in as_annotator.get(article.get_absolute_url()).content.decode()

    def test_comes_with_what_others_changed_and_with_the_answer_to_a_change(
        self, as_annotator, article, mark, comment
    ):
        news = as_annotator.get(f"/articles/{article.pk}/changes/?since=0", headers=HTMX)
        edited = as_annotator.post(f"/annotations/{mark.pk}/", {"version": 1, "note": "م"}, headers=HTMX)
        for response in (news, edited):
            assert 'class="chip-talk"' in response.content.decode()

    def test_is_nothing_for_visitors(self, client, article, mark, comment):
        assert 'class="chip-talk"' not in client.get(article.get_absolute_url()).content.decode()
        card = client.get(f"/annotations/{mark.pk}/", headers=HTMX).content.decode()
        assert "data-thread" not in card
        assert "أهو شخص" not in card


def test_the_card_and_the_admin_hold_the_thread(as_reviewer, mark, comment):
    for address in (f"/annotations/{mark.pk}/", f"/admin/annotations/annotation/{mark.pk}/change/"):
        page = as_reviewer.get(address).content.decode()
        assert f'id="comment-{comment.pk}"' in page
        assert f'name="next" value="{address}"' in page


class TestWhatConcernsMe:
    def test_lists_mentions_and_links_to_their_threads(self, as_annotator, mark, comment):
        page = as_annotator.get("/comments/").content.decode()
        assert f'href="/annotations/{mark.pk}/comments/#comment-{comment.pk}"' in page
        assert 'class="mention-mark"' in page

    def test_the_header_has_a_dot_while_one_is_open(self, as_annotator, annotator, comment):
        assert 'class="mention-dot"' in as_annotator.get("/").content.decode()
        discussion.resolve(annotator, comment.pk)
        assert 'class="mention-dot"' not in as_annotator.get("/").content.decode()

    def test_pages_hold_each_comment_once(self, as_annotator, annotator, article, monkeypatch, mark):
        monkeypatch.setattr("annotations.views.discussion.PAGE_SIZE", 2)
        comments = [discussion.add(annotator, mark.pk, f"تعليق {number}").comment for number in range(5)]
        discussion.resolve(annotator, comments[1].pk)
        found, address = [], "/comments/"
        while address:
            context = as_annotator.get(address).context
            found += [said.comment for said in context["said"]]
            older = context["older"]
            address = older and f"/comments/?after={older.pk}&open={int(older.resolved_at is None)}"
        assert found == [*comments[4:1:-1], comments[1], comments[0]]

    @pytest.mark.parametrize("query", ["after=x", "after=-1", "after=" + "9" * 30, "open=2&after=1", "after=%00"])
    def test_a_broken_address_is_refused(self, as_annotator, query):
        assert as_annotator.get(f"/comments/?{query}").status_code == 422

    def test_costs_the_same_for_any_number(self, as_annotator, annotator, mark, django_assert_num_queries):
        discussion.add(annotator, mark.pk, "أولا")
        as_annotator.get("/comments/")
        with django_assert_num_queries(10):  # session, person, rights (2), collections, comments, mentioned people; the header (3)
            as_annotator.get("/comments/")
        for number in range(5):
            discussion.add(annotator, mark.pk, f"تعليق {number}")
        with django_assert_num_queries(10):
            as_annotator.get("/comments/")


def test_an_example_gets_a_new_note_and_is_removed_again(as_reviewer, reviewer, mark):
    url = f"/annotations/{mark.pk}/example/"
    as_reviewer.post(url, {"note": "شخص"}, headers=HTMX)
    as_reviewer.post(url, {"note": "شخص لا مؤسسة"}, headers=HTMX)
    example = GuidelineExample.objects.get()
    assert (example.note, example.added_by, example.collection) == ("شخص لا مؤسسة", reviewer, mark.article.collection)
    assert as_reviewer.post(url, {"note": "م" * 2001}, headers=HTMX).status_code == 413
    as_reviewer.post(f"/examples/{example.pk}/remove/", headers=HTMX)
    assert not GuidelineExample.objects.exists()
