"""What an author is told about a lesson's scenes: dead ends, circles, ways nobody can take, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.course import lesson as lessons
from mtlearn.course.finding import Finding
from mtlearn.course.ways import unheard, ways

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mtlearn.course.scene import Moment, Scene
    from mtlearn.course.ways import Ways

__all__ = ["check_scenes"]

Said = tuple[tuple[str, ...], str]
"""Words that stand one after the other in the file, the last at the place meant; and what is the matter."""


def check_scenes(name: str, content: Path) -> Iterator[Finding]:
    """Check the scenes of one lesson."""
    for path, scene in lessons.scenes(name, content).items():
        if path.parent.name == "scenes" and path.stem != scene.id:
            yield Finding(path, 1, f"its id is {scene.id!r}, and its file is called otherwise.")
        for places, said in _check(scene):
            yield Finding(path, _line(path, places), said)


def _check(scene: Scene) -> Iterator[Said]:
    circles = list(_circles(scene))
    yield from circles
    for moment in scene.moments:
        if not any(not choice.offered_when for choice in moment.choices):
            said = f"{moment.id}: a choice that is always open should stand here, so that nobody gets stuck."
            yield (_id(moment.id),), said
    if not circles:
        try:
            yield from _check_ways(scene)
        except ValueError as error:
            yield (), str(error)


def _circles(scene: Scene) -> Iterator[Said]:
    """Find where a scene leads nowhere, comes back to itself, or is never led to."""
    moments = {moment.id: moment for moment in scene.moments}
    endings = {ending.id for ending in scene.endings}
    met: set[str] = set()
    for place, said in _walk(scene.start, moments, endings, (), met):
        yield (_id(place),), f"{place}: {said}"
    for name in [*moments, *sorted(endings)]:
        if name not in met:
            yield (_id(name),), f"{name}: no way through the scene leads here."


def _walk(
    at: str, moments: dict[str, Moment], endings: set[str], way: tuple[str, ...], met: set[str]
) -> Iterator[tuple[str, str]]:
    """Follow every way from a moment once; a way that comes back to itself would never end."""
    if at in way:
        yield at, "a way through the scene comes back here; it should always go on to an ending."
        return
    if at in met:
        return
    met.add(at)
    if at not in moments:
        if at not in endings:
            yield way[-1] if way else at, f"it leads to {at!r}, which is neither a moment nor an ending."
        return
    for choice in moments[at].choices:
        for goal in dict.fromkeys((choice.goto, *(branch.goto for branch in choice.branches if branch.goto))):
            yield from _walk(goal, moments, endings, (*way, at), met)


def _check_ways(scene: Scene) -> Iterator[Said]:
    """Find what can be written and never be met: no state on any way makes it so."""
    found = ways(scene)
    for moment in scene.moments:
        if moment.id in found.fewest:
            yield from _check_moment(moment, found)
            yield from _check_playing(moment)
        else:
            said = f"{moment.id}: no way through the scene leads here, whatever is chosen."
            yield (_id(moment.id),), said
    for ending in scene.endings:
        fewest = found.endings.get(ending.id, (None, None))[0]
        if fewest is None:
            yield (_id(ending.id),), f"{ending.id}: no way through the scene leads here, whatever is chosen."
        elif fewest < scene.decisions and not ending.early:
            said = f"{ending.id}: it can be reached in {fewest} decisions; {scene.decisions} are promised."
            yield (_id(ending.id),), said
    for quality, far in found.widest.items():
        if 0 < scene.widest < far:
            yield ("widest:",), f"{quality} can come {far} steps from its start, beyond {scene.widest}."


def _check_moment(moment: Moment, found: Ways) -> Iterator[Said]:
    """Find words never told, choices never open and branches never followed at one moment."""
    for at, variant in enumerate(moment.variants):
        if variant.text and (moment.id, at) not in found.told:
            said = f"{moment.id}: {variant.when!r} is never first to hold."
            yield (_id(moment.id), f"when: {variant.when}"), said
    for choice in moment.choices:
        chosen = (_id(moment.id), _id(choice.id))
        if (moment.id, choice.id) not in found.taken:
            yield chosen, f"{choice.id}: no way comes here with {choice.offered_when!r}."
            continue
        for at, branch in enumerate(choice.branches):
            if (moment.id, choice.id, at) not in found.followed:
                yield (
                    (*chosen, f"when: {branch.when}"),
                    f"{choice.id}: {branch.when!r} is never first to hold.",
                )


def _check_playing(moment: Moment) -> Iterator[Said]:
    """Find outcomes no playing comes to, and playing that comes to none."""
    outcomes = [choice for choice in moment.choices if choice.heard is not None]
    if moment.plays is None:
        for choice in outcomes:
            said = f"{choice.id}: it says what is heard, and nobody plays here."
            yield (_id(moment.id), _id(choice.id), "heard:"), said
        return
    never, lost = unheard(moment)
    for choice in outcomes:
        if choice.id in never:
            said = f"{choice.id}: no playing comes to {choice.heard!r}; what stands before it is heard first."
            yield (_id(moment.id), _id(choice.id), "heard:"), said
    if lost:
        said = (
            f"{moment.id}: some playing has no outcome; an always open one with heard: '' should stand last."
        )
        yield (_id(moment.id), "plays:"), said


def _id(name: str) -> str:
    return f"id: {name}"


def _line(path: Path, places: tuple[str, ...]) -> int | None:
    """Find the line where the last of some words stands, each after the one before it; counted from 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    at = -1
    for words in places:
        ours = (n for n in range(at + 1, len(lines)) if words in lines[n] and _ends(lines[n], words))
        at = next(ours, at)
    return at + 1 if at >= 0 else None


def _ends(line: str, words: str) -> bool:
    """Whether words stand whole in a line: no longer name begins with them."""
    after = line.split(words, 1)[1][:1]
    return not (after.isalnum() or after == "-") if words.startswith("id: ") else True
