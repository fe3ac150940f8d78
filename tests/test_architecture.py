"""The rules of the house: who may import whom, who may change what, how templates and styles are written.

A rule that fails here is a design question, not a nuisance.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("newsroom", "annotations")
LONGEST_FILE = 300

# From the ground up: a module imports from its own storey or from one below.
PURE = (
    r"newsroom\.(spans|text|paging)", r"newsroom\.arabic(\..+)?", r"annotations\.(identifiers|admin\.bounds)",
    r"annotations\.(agreement(\..+)?|comparison|exchange\.(records|jsonl))",
    r"newsroom\.importing\.(decoding|files|refusals|windows1256)",
)  # fmt: skip
MODELS = (r".+\.querysets", r".+\.models(\..+)?")
# What answers requests and commands.  Access and middleware are about requests too.
OUTSIDE = (
    r".+\.(views|admin|management|templatetags)(\..+)?", r".+\.forms",
    r"newsroom\.(access|middleware|context_processors)", r"newsroom\.demo(\..+)?",
)  # fmt: skip
URLS = (r".+\.urls",)
STOREYS = ("pure", "models", "rules and stores", "views, forms, admin, commands", "urls")

# The one door for change writes through these; nothing else changes an annotation.
THE_DOOR = {
    f"annotations.{name}"
    for name in (
        "curation", "linking", "undoing", "changing", "fitting", "journal", "rows", "states", "reverting",
        # The gold set: what is decided between the annotators' sets, and that the decision is finished.
        "adjudicating", "gold_rows",
        # What the law wants gone: words of the log, the text of an article, the name of a person.
        "redacting", "withdrawing", "anonymising",
    )
}
# What is said of annotations, and which of them are examples: rows beside the annotations, each with a door of its own.
OTHER_DOORS = {
    "annotations.discussion": "Comment.objects.", "annotations.examples": "GuidelineExample.objects.",
    # How far a change of many has come; the change itself goes through the one door.
    "annotations.bulk_runs": "BulkRun.objects.",
}  # fmt: skip
WRITING = {"save", "update", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# What machines and reviewers say of annotations without changing them: rows beside them.
WRITES_BESIDE = {
    "annotations.findings": "Finding.objects.", "annotations.collection_findings": "Finding.objects.",
    "annotations.claims": "Claim.objects.",
}  # fmt: skip
# Who is to annotate what, and how far they are: rows beside the annotations, not the annotations themselves.
WRITES_ASSIGNMENTS = {f"annotations.{name}" for name in ("assigning", "reassigning", "finishing")}
# Figures that were computed from annotations and can be thrown away.
KEEPS_FIGURES = {"annotations.agreement_summaries"}
# Sets the links of an annotation to those that it read, to compare them with the log.
READS_LINKS = {"annotations.integrity.events"}
STATE = {
    "article", "tag", "start", "end", "exact", "note", "author", "status", "reviewer", "reviewed_at", "reason",
    "version", "deleted_at", "kind", "speaker_unnamed", "links", "is_gold", "origins",
}  # fmt: skip
# Built by formatting for speed, with everything escaped (tests/annotations/test_note_markup.py).
MARKUP_BY_HAND = {"annotations.count_markup", "annotations.note_markup", "annotations.templatetags.annotation_tags"}

GPL = ("pyarabic", "tashaphyne", "qalsadi", "mishkal", "alyahmor", "libqutrub", "krippendorff", "camel-tools", "stanza")


@cache
def modules() -> dict[str, Path]:
    """Return every module of ours by its name; migrations are history and follow no rule."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "migrations" not in parts:
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree_of(name: str) -> ast.Module:
    return ast.parse(modules()[name].read_text(encoding="utf-8"))


@cache
def imports_of(name: str) -> frozenset[str]:
    """Return what a module imports: modules of ours by their full name, others as they are written."""
    found = set()
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            submodules = inner & modules().keys()
            found |= submodules if len(submodules) == len(inner) else submodules | {node.module}
    return frozenset(found)


def own_imports_of(name: str) -> set[str]:
    return set(imports_of(name) & modules().keys()) - {name}


def storey_of(name: str) -> int:
    patterns = {0: PURE, 4: URLS, 3: OUTSIDE, 1: MODELS}
    for storey, alternatives in patterns.items():
        if any(re.fullmatch(pattern, name) for pattern in alternatives):
            return storey
    return 2


def templates() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt"))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_modules_are_found():
    assert {"newsroom.spans", "annotations.curation", "annotations.views.marks", "newsroom.urls"} <= modules().keys()
    assert {"newsroom.models", "annotations.refusals"} <= own_imports_of("annotations.changing")
    assert "annotations.curation" in own_imports_of("annotations.views.marks")


def test_pure_modules_know_no_framework():
    frameworks = {"django", "environ", "annotations"}
    found = {
        name: each
        for name in modules()
        if storey_of(name) == 0
        for each in imports_of(name)
        if each.split(".")[0] in frameworks and not (each in modules() and storey_of(each) == 0)
    }
    assert found == {}


def test_imports_point_downwards():
    upwards = [
        f"{name} ({STOREYS[storey_of(name)]}) imports {imported} ({STOREYS[storey_of(imported)]})"
        for name in modules()
        for imported in own_imports_of(name)
        if storey_of(imported) > storey_of(name)
    ]
    assert upwards == []


def test_newsroom_does_not_know_annotations():
    knowing = {
        name: each
        for name in modules()
        if name.split(".")[0] == "newsroom"
        for each in imports_of(name)
        if each.split(".")[0] == "annotations"
    }
    assert knowing == {}


def test_no_module_imports_itself_through_others():
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " → ".join([*way[way.index(name) :], name])
        if name not in done:
            for imported in own_imports_of(name):
                visit(imported, (*way, name))
            done.add(name)

    for name in modules():
        visit(name, ())


def test_imports_stand_at_the_top_or_say_why_not():
    for name, path in modules().items():
        lines = path.read_text(encoding="utf-8").splitlines()
        for function in ast.walk(tree_of(name)):
            if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            for node in ast.walk(function):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    above = lines[function.lineno : node.lineno - 1]
                    assert "PLC0415" in lines[node.lineno - 1], f"{name}:{node.lineno}"
                    assert any("#" in line or '"""' in line for line in above), f"{name}:{node.lineno} gives no reason"


def test_a_module_has_a_noun_for_a_name():
    last_names = {name.rpartition(".")[2] for name in modules()}
    assert not last_names & {"utils", "helpers", "common", "misc", "tools", "base"}


def test_annotations_change_through_the_one_door():
    for name in modules():
        if name.split(".")[0] != "annotations" or name in THE_DOOR:
            continue
        for node in ast.walk(tree_of(name)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
                written = ast.unparse(node)
                is_the_door = written.startswith(("curation.", "undoing.", "discussion."))
                # Built-in tags and groups are installed, not annotated.
                is_installation = name == "annotations.installation" and node.func.attr == "get_or_create"
                is_beside = name in WRITES_BESIDE and written.startswith(WRITES_BESIDE[name])
                is_work = name in WRITES_ASSIGNMENTS and written.startswith("Assignment.objects.")
                is_figures = name in KEEPS_FIGURES and written.startswith("AgreementSummary.objects.")
                is_another_door = name in OTHER_DOORS and written.startswith(OTHER_DOORS[name])
                is_known = is_the_door or is_installation or is_work or is_beside or is_figures or is_another_door
                assert is_known, f"{name}:{node.lineno} writes: {written}"
            set_here = assigned_attributes(node) - ({"links"} if name in READS_LINKS else set())
            assert not set_here & STATE, f"{name}:{node.lineno} changes the state of an annotation"


def assigned_attributes(node: ast.AST) -> set[str]:
    """Return the names of the attributes that a statement sets."""
    if isinstance(node, ast.Assign):
        targets = node.targets
    else:
        targets = [node.target] if isinstance(node, (ast.AugAssign, ast.AnnAssign)) else []
    flat = [each for target in targets for each in (target.elts if isinstance(target, ast.Tuple) else [target])]
    return {each.attr for each in flat if isinstance(each, ast.Attribute)}


def test_locks_and_log_belong_to_the_one_door():
    inner = {"annotations.journal", "annotations.rows"}
    assert {name for name in modules() if own_imports_of(name) & inner} <= THE_DOOR


def test_markup_is_trusted_in_few_places():
    for name in modules():
        names = {node.id for node in ast.walk(tree_of(name)) if isinstance(node, ast.Name)}
        assert not names & {"mark_safe", "SafeText"}, name
        assert "SafeString" not in names or name in MARKUP_BY_HAND, name


def test_a_file_holds_one_idea():
    paths = [*modules().values(), *templates(), *(ROOT / "static").rglob("*.js"), *(ROOT / "static").rglob("*.css")]
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize("path", ["requirements.txt", "tests/requirements.txt"])
def test_no_package_forces_its_licence_or_weight_on_the_site(path):
    lines = (ROOT / path).read_text(encoding="utf-8").lower().splitlines()
    names = {re.split(r"[\[<>=~!; ]", line)[0].replace("_", "-") for line in lines if line and line[0] not in "#-"}
    assert "django" in names or path.startswith("tests")
    assert not names & {*GPL, "torch", "tensorflow", "transformers"}
