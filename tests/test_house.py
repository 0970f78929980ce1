"""The house keeps its shape: sizes, arrows inside a room, dotted names, settings, translations."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "durf"
ROOMS = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists())
FILES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def test_no_file_is_over_five_hundred_lines_and_no_function_over_sixty() -> None:
    too_long = []
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        if len(text.splitlines()) > 500:
            too_long.append(str(file.relative_to(ROOT)))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > 60:
                    too_long.append(f"{file.relative_to(ROOT)}:{node.name} {lines}")
    assert too_long == []


def test_no_folder_holds_more_than_ten_python_files() -> None:
    folders = {file.parent for file in FILES}
    counts = {
        str(folder.relative_to(ROOT)): len([file for file in folder.glob("*.py") if file.name != "__init__.py"])
        for folder in folders
    }
    assert {folder: count for folder, count in counts.items() if count > 10} == {}


def test_no_template_is_over_a_hundred_and_twenty_lines() -> None:
    long = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in SOURCE.rglob("*.html")
    }
    assert {file: lines for file, lines in long.items() if lines > 120} == {}


def test_no_template_carries_inline_script_or_style() -> None:
    script = r"<script(?![^>]*(src=|type=\"application/json\"))|javascript:|\son[a-z]+="
    inline = re.compile(script + r"|<style|\sstyle=", re.I)
    found = []
    for file in SOURCE.rglob("*.html"):
        if file.name == "mail_base.html" or "notices" in file.parts[-2:-1]:
            continue  # letters: mail programs read inline styles only
        if inline.search(file.read_text(encoding="utf-8")):
            found.append(str(file.relative_to(ROOT)))
    assert found == []


def test_only_urls_import_views() -> None:
    guilty = []
    for file in FILES:
        inside = file.relative_to(SOURCE).parts
        if file.name == "urls.py" or "views" in inside or file.name == "views.py":
            continue
        views = r"from durf\.\w+(\.\w+)*\.?views|from durf\.\w+ import .*\bviews\b"
        if re.search(views, file.read_text(encoding="utf-8")):
            guilty.append(str(file.relative_to(ROOT)))
    assert guilty == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "planted", "said"),
    [
        ("network/queries.py", "from durf.wishes import queries as upward", "durf.network.queries -> durf.wishes"),
        ("safety/routes.py", "import durf.members.models", "durf.safety.routes -> durf.members.models"),
        ("matching/people.py", "import django", "durf.matching.people -> django"),
        ("attic/__init__.py", "", "attic"),
    ],
    ids=["a higher room", "the room just above", "Django in a pure library", "a room without a place"],
)
def test_lint_fails_on_a_planted_upward_import(tmp_path: Path, file: str, planted: str, said: str) -> None:
    without = shutil.ignore_patterns("__pycache__", "locale", "static", "templates")
    shutil.copytree(SOURCE, tmp_path / "src/durf", ignore=without)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with_fault = tmp_path / "src/durf" / file
    with_fault.parent.mkdir(exist_ok=True)
    with with_fault.open("a", encoding="utf-8") as opened:
        opened.write(f"\n{planted}\n")
    lint = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    there = {**os.environ, "PYTHONPATH": str(tmp_path / "src")}
    found = subprocess.run(lint, cwd=tmp_path, env=there, capture_output=True, text=True, check=False)
    assert found.returncode != 0
    assert said in found.stdout


def test_every_dotted_name_in_settings_exists() -> None:
    names = [
        *settings.NOTICE_CHANNELS,
        *settings.NOTICE_SOURCES.values(),
        *settings.WORKER_SWEEPS,
        *settings.REACH_SOURCES,
        *settings.PERSONAL_DATA,
        *settings.BLOCK_FOLLOWERS,
        *settings.NOTEBOOK_FOLLOWERS,
        settings.WISH_INTRODUCED,
    ]
    assert all(callable(import_string(name)) for name in names)


def test_every_setting_is_explained() -> None:
    read = set()
    for file in SOURCE.rglob("*.py"):
        read |= set(re.findall(r'"(DURF_[A-Z_]+)"', file.read_text(encoding="utf-8")))
    read.discard("DURF_TEST_DATABASE")  # of this suite alone
    explained = set(re.findall(r"`(DURF_[A-Z_]+)`", (ROOT / "docs/settings.md").read_text(encoding="utf-8")))
    assert read - explained == set()
    assert explained - read == set()


def test_no_row_points_to_a_higher_room() -> None:
    order = [name.removeprefix("durf.") for name in settings.INSTALLED_APPS if name.startswith("durf.")]
    upward = []
    for model in apps.get_models():
        room = model._meta.app_label
        if room not in order:
            continue
        for field in model._meta.get_fields():
            other = field.related_model if field.is_relation and not field.auto_created else None
            label = getattr(getattr(other, "_meta", None), "app_label", room)
            if label in order and order.index(label) < order.index(room):
                upward.append(f"{model.__name__}.{field.name}")
    assert upward == []


@pytest.mark.slow
@pytest.mark.parametrize("room", [room for room in ROOMS if (SOURCE / room / "locale").exists()])
def test_dutch_is_complete(room: str, tmp_path: Path) -> None:
    gathered = gather(room, tmp_path)
    have = {
        (entry.msgctxt, entry.msgid)
        for entry in polib.pofile(str(SOURCE / room / "locale/nl/LC_MESSAGES/django.po"))
        if entry.translated()
    }
    missing = [entry.msgid for entry in gathered if (entry.msgctxt, entry.msgid) not in have]
    assert missing == []


def test_a_room_with_texts_has_a_translation() -> None:
    marked = re.compile(r"\{% (blocktranslate|translate)|gettext")
    without = [
        room
        for room in ROOMS
        if not (SOURCE / room / "locale/nl").exists()
        and any(
            marked.search(file.read_text(encoding="utf-8"))
            for pattern in ("*.py", "*.html", "*.txt")
            for file in (SOURCE / room).rglob(pattern)
        )
    ]
    assert without == []


def gather(room: str, folder: Path) -> polib.POFile:
    """Gather a copy of the room's texts with Django's own tool."""
    assert shutil.which("xgettext") is not None, "gettext is missing; tests/bring.sh says how to get it"
    copy = folder / room
    subprocess.run(["cp", "-r", str(SOURCE / room), str(copy)], check=True)
    subprocess.run(["rm", "-rf", str(copy / "locale")], check=True)
    (copy / "locale").mkdir()
    command = ["-P", "-m", "django", "makemessages", "-l", "nl", "-e", "html,txt,py", "--no-location"]
    subprocess.run([sys.executable, *command], cwd=copy, check=True, capture_output=True)
    made = copy / "locale/nl/LC_MESSAGES/django.po"
    return polib.pofile(str(made)) if made.exists() else polib.POFile()
