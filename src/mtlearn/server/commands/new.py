"""``mtlearn new``: a lesson, an item or a scene to write in, in both languages and whole from the start."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import MtlearnError

if TYPE_CHECKING:
    from pathlib import Path

    from mtlearn.language import Language

__all__ = ["add"]

_ABOUT: Final = """\
Begin a lesson, an item of a quiz or a scene. What is written stands in both languages and opens at once; the
mark ✎ shows where your words go, and `mtlearn check` names every one that is left. docs/authoring.md tells
how a lesson is made.
"""
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add the command to the command line."""
    from mtlearn.course.skeletons import item_types  # noqa: PLC0415 - only this command needs it

    parser = commands.add_parser(
        "new",
        help="for authors: begin a lesson, an item or a scene",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kinds = parser.add_subparsers(title="what", required=True, metavar="lesson|item|scene")
    lesson = kinds.add_parser("lesson", help="a lesson, with its page in both languages")
    lesson.add_argument("name", type=_name, help="a short name for its folder, such as music-at-home")
    lesson.add_argument("--nb", required=True, metavar="TITLE", help="its title in Bokmål")
    lesson.add_argument("--en", required=True, metavar="TITLE", help="its title in English")
    lesson.add_argument("--minutes", type=int, default=20, help="how long it takes (default: 20)")
    lesson.set_defaults(do=_lesson)
    item = kinds.add_parser("item", help="an item at the end of a lesson's quiz")
    item.add_argument("lesson", help="the lesson's name")
    item.add_argument("name", type=_name, help="a short name for the item, unlike those of the quiz")
    item.add_argument(
        "--type", choices=item_types(), default="single-choice", help="(default: single-choice)"
    )
    item.add_argument("--objective", default="", help="which objective it asks about (default: the first)")
    item.set_defaults(do=_item)
    scene = kinds.add_parser("scene", help="a scene, in a lesson that has none, or several")
    scene.add_argument("lesson", help="the lesson's name")
    scene.add_argument("name", type=_name, help="a short name for the scene, such as the person's")
    scene.set_defaults(do=_scene)


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        message = f"{text!r} is not a short name; use small letters a to z, digits and hyphens: music-at-home"
        raise argparse.ArgumentTypeError(message)
    return text


def _lesson(options: argparse.Namespace) -> int:
    from mtlearn.course import lesson as course  # noqa: PLC0415 - only this command needs it
    from mtlearn.course import skeletons  # noqa: PLC0415 - the same
    from mtlearn.course.loading import CONTENT  # noqa: PLC0415 - the same
    from mtlearn.language import LANGUAGES  # noqa: PLC0415 - the same
    from mtlearn.server.place import find_notebooks  # noqa: PLC0415 - the same

    entries, folder = course.lessons(CONTENT), CONTENT / options.name
    if folder.exists() or options.name in {entry.id for entry in entries}:
        message = f"There is a lesson or a folder {options.name!r} already. Choose another name."
        raise MtlearnError(message)
    number = max((entry.number for entry in entries), default=0) + 1
    titles: dict[Language, str] = {"nb": options.nb, "en": options.en}
    files = {folder / "lesson.yaml": skeletons.lesson(), folder / "scene.yaml": skeletons.scene(options.name)}
    files[folder / "quiz.yaml"] = "\n".join(
        skeletons.item(kind, name, objective)
        for kind, name, objective in (
            ("single-choice", "first-item", "first"),
            ("ordering", "second-item", "second"),
        )
    )
    for lang in LANGUAGES:
        page = find_notebooks() / lang / f"{number:02}-{options.name}.ipynb"
        files[page] = skeletons.notebook(options.name, titles[lang], lang)
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)
    _append(
        CONTENT / "lessons.yaml",
        skeletons.entry(options.name, number, titles, options.minutes),
    )
    course.lessons.cache_clear()
    print(f"Write where there is a ✎, then run mtlearn check. Lesson {number} is on the map.")
    return 0


def _item(options: argparse.Namespace) -> int:
    from mtlearn.course import lesson as course  # noqa: PLC0415 - only this command needs it
    from mtlearn.course import skeletons  # noqa: PLC0415 - the same
    from mtlearn.course.loading import CONTENT  # noqa: PLC0415 - the same

    known = list(course.lesson(options.lesson, CONTENT).objectives)
    objective = options.objective or known[0]
    if objective not in known:
        message = f"The lesson {options.lesson!r} has no objective {objective!r}. It has: {', '.join(known)}."
        raise MtlearnError(message)
    if options.name in {item.id for item in course.items(options.lesson, CONTENT)}:
        message = f"The quiz of {options.lesson!r} has an item {options.name!r} already. Choose another name."
        raise MtlearnError(message)
    path = CONTENT / options.lesson / "quiz.yaml"
    _append(path, "\n" + skeletons.item(options.type, options.name, objective))
    return 0


def _scene(options: argparse.Namespace) -> int:
    from mtlearn.course import lesson as course  # noqa: PLC0415 - only this command needs it
    from mtlearn.course import skeletons  # noqa: PLC0415 - the same
    from mtlearn.course.loading import CONTENT  # noqa: PLC0415 - the same

    folder = CONTENT / course.find(options.lesson, CONTENT).id
    several = folder / "scenes"
    path = several / f"{options.name}.yaml" if several.is_dir() else folder / "scene.yaml"
    if path.exists():
        message = (
            f"{path} is there already. For several scenes, move it to scenes/ under the name of its id, "
            'and show each on the page as lesson.scene("name"); then run this again.'
        )
        raise MtlearnError(message)
    path.write_text(skeletons.scene(options.name), encoding="utf-8")
    print(path)
    return 0


def _append(path: Path, text: str) -> None:
    before = path.read_text(encoding="utf-8")
    path.write_text(before.rstrip("\n") + "\n" + text, encoding="utf-8")
    print(path)
