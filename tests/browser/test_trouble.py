"""What can go wrong, as a learner meets it: a sentence in their language, and nothing lost."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.patient]
TOP = Path(__file__).parents[2]
LESSON = "02-user-leads.ipynb"
NOT_FOR_A_PAGE = re.compile(r"Traceback|site-packages|\.py\b.*line \d")
FULL = {"nb": "er full", "en": "is full"}
READ_ONLY = {"nb": "Det er ikke tillatt å skrive i", "en": "may not be written to"}


def mounted(*command: str) -> bool:
    """Ask the system to mount or unmount something, and say whether it did."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of two megabytes, where the system lets us make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    if not mounted("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)):
        pytest.skip("no disk can be mounted here (it takes root on Linux)")
    yield folder
    mounted("umount", "--lazy", str(folder))


def fill(disk: Path) -> None:
    """Leave no byte of room."""
    ballast = os.open(disk / "ballast", os.O_CREAT | os.O_WRONLY)
    with contextlib.suppress(OSError):
        while True:
            os.write(ballast, b"\0" * 4096)
    os.close(ballast)


def logged(folder: Path) -> list[tuple[str, str]]:
    """Read what the log holds: kind and data."""
    with contextlib.closing(sqlite3.connect(f"file:{folder / 'learner.sqlite3'}?mode=ro", uri=True)) as log:
        return log.execute("SELECT kind, data FROM log ORDER BY id").fetchall()


def write(page: Page, text: str, lang: str, *, saved: bool = True) -> None:
    """Write in the warm-up, until it is said to be saved, or kept in the page."""
    journal = page.locator(".mt-journal").first
    journal.locator("textarea").fill(text)
    said = {"nb": ("Lagret", "ikke lagret ennå"), "en": ("Saved", "not saved yet")}[lang][not saved]
    expect(journal).to_contain_text(said, timeout=15_000)


@pytest.mark.parametrize("lang", ["nb", "en"])
@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_what_is_done_while_the_disk_takes_nothing_is_saved_when_it_does(  # noqa: PLR0913, PLR0917 - fixtures
    trouble: str,
    lang: str,
    small_disk: Path,
    serve: Callable[..., Any],
    page: Page,
    open_lesson: Callable[[Page, str], Page],
) -> None:
    """Writing, answering and playing go on, with a sentence why; with room again it is saved by itself."""
    if trouble == "read-only":  # a disk with a file open for writing will not be made so
        assert mounted("mount", "-o", "remount,ro", str(small_disk))
    with serve(MTLEARN_DATA=str(small_disk), MTLEARN_SOUND="browser") as course:
        open_lesson(page, course.url(f"{lang}/{LESSON}"))
        if trouble == "full":
            fill(small_disk)
        write(page, "meanwhile " + "x" * 9000, lang, saved=False)
        expect(page.locator(".mt-shell .mt-notice")).to_contain_text(
            (FULL if trouble == "full" else READ_ONLY)[lang]
        )
        item = page.locator(".mt-quiz .mt-item").first
        item.locator("input").first.check()
        item.locator(".mt-main").click()
        expect(item.locator(".mt-said")).to_be_visible()
        exercise = page.locator(".mt-exercise").first
        exercise.locator(".mt-start").click()
        expect(exercise.locator(".mt-is-playing")).to_be_visible(timeout=30_000)
        exercise.locator(".mt-pad").nth(2).click(delay=100)
        exercise.locator(".mt-stop").click()
        expect(exercise.locator(".mt-strengths li").first).to_be_visible(timeout=30_000)
        assert not NOT_FOR_A_PAGE.search(page.content())
        if trouble == "full":
            (small_disk / "ballast").unlink()
        else:
            assert mounted("mount", "-o", "remount,rw", str(small_disk))
        expect(page.locator(".mt-shell .mt-notice")).to_have_count(0, timeout=15_000)
        assert {"answer", "words", "take"} <= {kind for kind, _ in logged(small_disk)}
        page.goto("about:blank")


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_a_log_another_program_holds_is_said_and_written_later(
    lang: str, fresh_course: Any, page: Page, open_lesson: Callable[[Page, str], Page]
) -> None:
    """The page stands still for two seconds at most, says so, and saves when the other is done."""
    open_lesson(page, fresh_course.url(f"{lang}/{LESSON}"))
    write(page, "before", lang)
    holder = sqlite3.connect(fresh_course.data / "learner.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    write(page, "meanwhile", lang, saved=False)
    said = {"nb": "Et annet program holder filen", "en": "Another program is holding the file"}[lang]
    expect(page.locator(".mt-shell .mt-notice")).to_contain_text(said)
    holder.execute("ROLLBACK")
    holder.close()
    expect(page.locator(".mt-shell .mt-notice")).to_have_count(0, timeout=15_000)
    assert any("meanwhile" in data for _, data in logged(fresh_course.data))


@pytest.mark.parametrize(
    ("damage", "nb", "en"),
    [
        ("noise", "En ny fil er begynt", "A new file has been begun"),
        ("another", "En ny fil er begynt", "A new file has been begun"),
        ("newer", "nyere utgave av kurset", "a newer edition of the course"),
        ("a-folder", "kunne ikke lagres", "could not be saved"),
        ("no-folder", "kunne ikke lagres", "could not be saved"),
    ],
)
def test_a_log_that_cannot_be_read_is_left_whole_and_said(  # noqa: PLR0913, PLR0917 - fixtures
    damage: str,
    nb: str,
    en: str,
    tmp_path: Path,
    serve: Callable[..., Any],
    page: Page,
    open_lesson: Callable[[Page, str], Page],
) -> None:
    """Home and lesson say it in both languages; the old file is not written over."""
    folder = tmp_path / "data"
    path = folder / "learner.sqlite3"
    before = b"\xde\xad\xbe\xef" * 5000
    if damage == "no-folder":
        folder.write_bytes(before)
    else:
        folder.mkdir()
    if damage == "noise":
        path.write_bytes(before)
    elif damage == "a-folder":
        path.mkdir()
    elif damage in {"another", "newer"}:
        with contextlib.closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE birds (name TEXT)")
            other.execute(f"PRAGMA user_version = {99 if damage == 'newer' else 1}")
            other.commit()
        before = path.read_bytes()
    for lang, said in (("nb", nb), ("en", en)):
        if damage in {"noise", "another"} and lang == "en":
            for one in folder.glob("learner.sqlite3*"):
                one.unlink()
            path.write_bytes(before)
        with serve(MTLEARN_DATA=str(folder)) as course:
            page.goto(course.url(f"{lang}/{LESSON}"))
            page.wait_for_selector("body[data-mt-state=ready]", timeout=60_000)
            expect(page.locator(".mt-shell .mt-notice").first).to_contain_text(said)
            assert not NOT_FOR_A_PAGE.search(page.content())
            page.goto("about:blank")
    kept = folder if damage == "no-folder" else path
    if damage in {"noise", "another"}:
        kept = next(folder.glob("*damaged*.sqlite3"))
    assert kept.is_dir() or before == kept.read_bytes()
    assert open_lesson


def notebook(*cells: str) -> str:
    """Write a notebook of code cells, with words before and after."""
    words = [
        {"id": name, "cell_type": "markdown", "metadata": {}, "source": f"## {name}"} for name in ("a", "z")
    ]
    code = [
        {
            "id": f"c{n}",
            "cell_type": "code",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for n, source in enumerate(cells)
    ]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [words[0], *code, words[1]]}
    )


OPEN = "from mtlearn import open_lesson\nlesson = open_lesson({name!r}, {lang!r})\nlesson"


@pytest.fixture(scope="module")
def odd_course(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., Any]) -> Iterator[Any]:
    """Notebooks as they should not be, served with little patience."""
    folder = tmp_path_factory.mktemp("odd")
    for lang in ("nb", "en"):
        (folder / lang).mkdir()
        opened = OPEN.format(name="user-leads", lang=lang)
        books = {
            "home": notebook(),
            "unknown": notebook(OPEN.format(name="nope", lang=lang)),
            "parts": notebook(opened, "lesson.exercise('zither')", "lesson.card('nope')", "lesson.warm_up()"),
            "syntax": notebook("def (", opened + ".warm_up()"),
            "endless": notebook("while True: pass", opened + ".warm_up()"),
            "no-json": "this is { no notebook",
            "empty": "",
            "list": "[]",
            "no-kernel": notebook(opened + ".warm_up()").replace("kernelspec", "something"),
        }
        for name, text in books.items():
            (folder / lang / f"{name}.ipynb").write_text(text)
    with serve(folder, MTLEARN_CELL_SECONDS="8") as course:
        yield course


@pytest.mark.parametrize("lang", ["nb", "en"])
@pytest.mark.parametrize(
    ("name", "nb", "en", "widgets"),
    [
        ("unknown", "Dette finnes ikke i kurset", "The course does not have this", 0),
        ("parts", "Dette finnes ikke i kurset", "The course does not have this", 2),
        ("syntax", "Denne delen ville ikke starte", "This part would not start", 1),
        ("endless", "Denne delen ville ikke starte", "This part would not start", 1),
        ("no-kernel", "", "", 1),
    ],
)
def test_a_part_that_does_not_run_says_so_and_the_rest_can_be_used(  # noqa: PLR0913, PLR0917 - fixtures
    name: str, nb: str, en: str, widgets: int, lang: str, odd_course: Any, page: Page, open_lesson: Any
) -> None:
    """In the page's language, with the words around it and the widgets after it in place."""
    open_lesson(page, odd_course.url(f"{lang}/{name}.ipynb"))
    if said := nb if lang == "nb" else en:
        expect(page.locator(".mt-stopped").first).to_contain_text(said)
    else:
        expect(page.locator(".mt-stopped")).to_have_count(0)
    expect(page.locator(".mt-widget")).to_have_count(widgets)
    expect(page.get_by_role("heading", name="z", exact=True)).to_be_visible()
    assert not NOT_FOR_A_PAGE.search(page.content())


@pytest.fixture(scope="module")
def coming_course(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., Any]) -> Iterator[Any]:
    """The course with one lesson on its map that is not written yet, and a notebook that opens it."""
    folder = tmp_path_factory.mktemp("coming")
    shutil.copytree(TOP / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "audio").symlink_to(TOP / "audio")
    lessons = folder / "src" / "mtlearn" / "content" / "lessons.yaml"
    before, entry, after = lessons.read_text(encoding="utf-8").partition("- id: meetings\n")
    assert "status: ready" in after
    lessons.write_text(before + entry + after.replace("status: ready", "status: coming", 1), encoding="utf-8")
    for lang in ("nb", "en"):
        (folder / lang).mkdir()
        book = notebook(OPEN.format(name="meetings", lang=lang))
        (folder / lang / "coming.ipynb").write_text(book, encoding="utf-8")
    with serve(folder, PYTHONPATH=str(folder / "src")) as course:
        yield course


@pytest.mark.parametrize(("lang", "said"), [("nb", "ikke skrevet ennå"), ("en", "not written yet")])
def test_a_lesson_that_is_not_written_says_so_and_the_words_around_it_stand(
    lang: str, said: str, coming_course: Any, page: Page, open_lesson: Any
) -> None:
    """It is planned, and a sentence says so where it would begin."""
    open_lesson(page, coming_course.url(f"{lang}/coming.ipynb"))
    expect(page.locator(".mt-stopped").first).to_contain_text(said)
    expect(page.locator(".mt-widget")).to_have_count(0)
    expect(page.get_by_role("heading", name="z", exact=True)).to_be_visible()
    assert not NOT_FOR_A_PAGE.search(page.content())


@pytest.mark.parametrize("name", ["no-json", "empty", "list"])
@pytest.mark.parametrize(("lang", "said"), [("nb", "lar seg ikke lese"), ("en", "cannot be read")])
def test_a_file_that_is_no_notebook_is_said_with_the_way_home(
    name: str, lang: str, said: str, odd_course: Any, page: Page
) -> None:
    """Never a blank page, never where the file lies."""
    page.expected_errors = ["500"]  # type: ignore[attr-defined] # asked for on purpose
    page.goto(odd_course.url(f"{lang}/{name}.ipynb"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(said)
    page.locator("main a").last.click()
    expect(page.get_by_role("heading", name="z", exact=True)).to_be_visible()


def test_a_name_too_long_for_any_file_leads_nowhere(odd_course: Any) -> None:
    """It is a page that is not there, like any other."""
    status, _, text = odd_course.get(f"/voila/render/nb/{'a' * 300}.ipynb")
    assert 404 == status
    assert "Her er det ingen side" in text


ODD: list[Any] = [
    None, 7, "text", [], {}, {"type": None}, {"type": 5}, {"type": "answer"}, {"type": "guarded"},
    {"type": "answer", "item": "nope", "answer": 1}, {"type": "answer", "item": 10**30, "answer": [10**30]},
    {"type": "answer", "item": -99, "answer": []}, {"type": "write", "text": None}, {"type": "write"},
    {"type": "place", "section": {"a": 1}}, {"type": "choose", "choice": -5, "step": "x"},
    {"type": "back", "to": 1e300}, {"type": "set", "name": [], "value": {}}, {"type": "play"},
    {"type": "ways", "ways": 4}, {"type": "open", "take": {}}, {"type": "open", "width": -1e300},
    {"type": "keep", "take": []}, {"type": "fetch", "take": 1, "format": "../x"},
    {"type": "rescue", "mine": [[1]]},
    {"type": "voice", "voice": "../../x"}, {"type": "volume", "value": "loud"}, {"type": "listen", "take": 0},
    {"type": "start"}, {"type": "clock", "at": 1e308}, {"type": "clock", "at": -1e308},
    {"type": "play", "on": True, "pitch": 1e9, "velocity": -4, "at": -50}, {"type": "stop", "at": -1e308},
    {"type": "start"}, {"type": "play", "on": 1, "pitch": "c", "velocity": None, "at": None},
    {"type": "stop", "at": None},
]  # fmt: skip
"""What no page of ours sends. JSON has no NaN; a browser sends null for it."""


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_messages_no_page_would_send_harm_nothing(
    lang: str, fresh_course: Any, page: Page, open_lesson: Callable[[Page, str], Page]
) -> None:
    """Nonsense to every widget, ten megabytes of text, twenty thousand notes in a row: the lesson goes on."""
    frames: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    open_lesson(page, fresh_course.url(f"{lang}/{LESSON}"))
    page.evaluate(
        """async (odd) => {
            const some = document.querySelector('.mt-exercise').exercise.model;
            const manager = some.widget_manager;
            const models = [];
            for (const promise of Object.values(manager._models ?? {})) models.push(await promise);
            window.mtModels = models.length;
            for (const model of models) for (const one of odd) model.send(one);
        }""",
        ODD,
    )
    assert page.evaluate("window.mtModels") > 0
    page.evaluate(
        """() => { const model = document.querySelector('.mt-exercise').exercise.model;
            model.send({ type: 'start' });
            for (let n = 0; n < 20000; n += 1) model.send(
              { type: 'play', on: n % 2 === 0, pitch: 60 + (n % 12), velocity: 80, at: n / 10000 });
            model.send({ type: 'stop', at: 2 }); }"""
    )
    write(page, "tredve " + "x" * 10_000_000, lang)
    write(page, "etterpå", lang)
    item = page.locator(".mt-quiz .mt-item").first
    item.locator("input").first.check()
    item.locator(".mt-main").click()
    expect(item.locator(".mt-said")).to_be_visible(timeout=20_000)
    assert not NOT_FOR_A_PAGE.search(page.content())
    assert not any("Traceback" in frame for frame in frames)
    assert any("etterpå" in json.loads(data) for kind, data in logged(fresh_course.data) if kind == "words")
