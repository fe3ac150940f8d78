"""The database's own rules of relations, met by plain SQL and by the ORM without the one door."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from annotations.models import Annotation, Relation, Tag
from tests import factories

TEXT = "قال الوزير إن الحصاد جيد، وأضاف أن القمح وفير في حلب. ثم ختم."
FITS_NOT = pytest.raises(IntegrityError)


@pytest.fixture
def ends(annotator) -> dict[str, Annotation]:
    article, other = factories.make_article(TEXT), factories.make_article(f"{TEXT}\nنسخة")
    marks = {
        "head": ("الحصاد جيد", "quote"), "part": ("القمح وفير", "quote"), "third": ("ثم ختم", "quote"),
        "actor": ("الوزير", "actor"), "cue": ("قال", "cue"), "place": ("حلب", "location"),
    }  # fmt: skip
    made = {name: factories.make_annotation(annotator, article, *mark) for name, mark in marks.items()}
    made["stranger"] = factories.make_annotation(annotator, other, "الوزير")
    return made


def relate(ends, source: str, role: str, target: str, **fields) -> Relation:
    """Write a relation without asking anybody but the database."""
    with transaction.atomic():
        return Relation.objects.create(
            article=fields.get("article", ends[source].article), role=role, source=ends[source], target=ends[target]
        )


def change(annotation, **fields) -> None:
    with transaction.atomic():
        Annotation.objects.filter(pk=annotation.pk).update(**fields)


def execute(sql: str, values=()) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def tag(slug: str) -> Tag:
    return Tag.objects.get(slug=slug)


def test_a_quote_with_all_that_belongs_to_it(ends):
    relate(ends, "head", "speaker", "actor")
    relate(ends, "head", "cue", "cue")
    relate(ends, "part", "continues", "head")
    relate(ends, "third", "continues", "head")
    change(ends["head"], kind="direct")
    assert Relation.objects.live().count() == 4


@pytest.mark.parametrize(
    ("source", "role", "target"),
    [
        ("actor", "speaker", "actor"), ("place", "speaker", "actor"), ("actor", "continues", "head"),
        ("head", "speaker", "place"), ("head", "speaker", "part"), ("head", "cue", "actor"),
        ("head", "continues", "actor"), ("head", "continues", "head"), ("head", "friend", "actor"),
        ("head", "speaker", "stranger"),
    ],
)  # fmt: skip
def test_ends_that_do_not_fit_are_refused(ends, source, role, target):
    with FITS_NOT:
        relate(ends, source, role, target)
    assert not Relation.objects.exists()


def test_the_article_is_that_of_both_ends(ends):
    with FITS_NOT:
        relate(ends, "head", "speaker", "actor", article=ends["stranger"].article)
    relation = relate(ends, "head", "speaker", "actor")
    with FITS_NOT, transaction.atomic():
        Relation.objects.update(article=ends["stranger"].article)
    with FITS_NOT:
        change(ends["actor"], article=ends["stranger"].article)
    with FITS_NOT, transaction.atomic():
        Relation.objects.filter(pk=relation.pk).update(target=ends["stranger"])


def test_a_role_is_played_once(ends):
    relate(ends, "head", "continues", "part")
    with FITS_NOT:
        relate(ends, "head", "continues", "third")


def test_plain_sql_is_refused_too(ends):
    relate(ends, "head", "speaker", "actor")
    with pytest.raises(DatabaseError, match="the ends of a relation need the tags of its role"):
        execute("UPDATE annotations_relation SET role = 'cue'")
    with pytest.raises(DatabaseError, match="the ends of a relation need the tags of its role"):
        execute("UPDATE annotations_annotation SET tag_id = %s WHERE exact = 'الوزير'", [tag("location").pk])
    with pytest.raises(DatabaseError, match="only a quote has a kind"):
        execute("UPDATE annotations_annotation SET kind = 'direct' WHERE exact = 'حلب'")


CHAINS = [
    ([("part", "head"), ("third", "part")], "a part of a part"),
    ([("part", "head"), ("head", "third")], "a head with parts becomes a part"),
    ([("part", "head"), ("head", "part")], "a circle"),
]


@pytest.mark.parametrize("pairs", [pairs for pairs, _ in CHAINS], ids=[name for _, name in CHAINS])
def test_chains_are_refused(ends, pairs):
    (first, second) = pairs
    relate(ends, first[0], "continues", first[1])
    with pytest.raises(IntegrityError, match="continues its head"):
        relate(ends, second[0], "continues", second[1])


@pytest.mark.parametrize("role", ["speaker", "cue"])
def test_a_part_has_no_links_of_its_own(ends, role):
    target = {"speaker": "actor", "cue": "cue"}[role]
    relate(ends, "part", "continues", "head")
    with pytest.raises(IntegrityError, match="belong to the head"):
        relate(ends, "part", role, target)
    relate(ends, "third", role, target)
    with pytest.raises(IntegrityError, match="belong to the head"):
        relate(ends, "third", "continues", "head")


@pytest.mark.parametrize("fields", [{"kind": "mixed"}, {"speaker_unnamed": True}], ids=["kind", "unnamed"])
def test_kind_and_unnamed_source_are_a_heads(ends, fields):
    with pytest.raises(IntegrityError, match="only a quote"):
        change(ends["actor"], **fields)
    with pytest.raises(IntegrityError, match="only a quote"), transaction.atomic():
        Annotation.objects.bulk_create([
            Annotation(article=ends["place"].article, tag=tag("actor"), start=0, end=3, exact="قال",
                       author=ends["place"].author, **fields),
        ])  # fmt: skip
    relate(ends, "part", "continues", "head")
    with pytest.raises(IntegrityError, match="belong to the head"):
        change(ends["part"], **fields)
    change(ends["third"], **fields)
    with pytest.raises(IntegrityError, match="belong to the head"):
        relate(ends, "third", "continues", "head")


def test_an_unknown_kind_is_refused(ends):
    with FITS_NOT:
        change(ends["head"], kind="loud")


def test_an_unnamed_source_has_no_speaker(ends):
    relate(ends, "head", "speaker", "actor")
    with pytest.raises(IntegrityError, match="not unnamed"):
        change(ends["head"], speaker_unnamed=True)


@pytest.mark.parametrize("gone", ["head", "actor"])
def test_a_hidden_relation_binds_nobody_until_its_end_comes_back(ends, gone):
    relate(ends, "head", "speaker", "actor")
    change(ends[gone], deleted_at=timezone.now())
    assert not Relation.objects.live().exists()
    other = "actor" if gone == "head" else "head"
    change(ends[other], tag=tag("location"))
    with pytest.raises(IntegrityError, match="tags of its role"):
        change(ends[gone], deleted_at=None)
    change(ends[other], tag=ends[other].tag)
    change(ends[gone], deleted_at=None)
    assert Relation.objects.live().count() == 1


def test_what_relations_do_not_depend_on_changes_freely(ends):
    relate(ends, "head", "speaker", "actor")
    for name in ("head", "actor"):
        change(ends[name], note="ملاحظة", status="approved", version=9)
    assert Relation.objects.live().count() == 1


if connection.vendor == "sqlite":
    # Only SQLite has INSERT OR REPLACE.
    def test_replacing_an_end_is_looked_at_as_well(ends):
        relate(ends, "head", "speaker", "actor")
        columns = [field.column for field in Annotation._meta.concrete_fields]
        values = [str(tag("location").pk) if column == "tag_id" else f'"{column}"' for column in columns]
        names = ", ".join(f'"{column}"' for column in columns)
        with pytest.raises(DatabaseError):
            execute(
                f"INSERT OR REPLACE INTO annotations_annotation ({names}) SELECT {', '.join(values)} "
                "FROM annotations_annotation WHERE exact = 'الوزير'"
            )
