"""The quiz as a page meets it: messages in, a view out, and no answer key before an answer."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.course.item import Gap, feedbacks
from mtlearn.course.lesson import items
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.quiz import Quiz

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.language import Language

COURSE = Path(__file__).parents[1] / "little-course"
ITEMS = items("little-lesson", COURSE)
SINGLE, MULTIPLE, ORDERING, MATCHING, STATEMENT, GAP, NUMERIC, SPOT, AUDIO = range(9)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "learner.sqlite3")
    yield store
    store.close()


def quiz(store: Store, lang: Language = "nb") -> Quiz:
    return Quiz(lang, Record(store, "little-lesson"), ITEMS, COURSE)


def send(panel: Quiz, **message: Any) -> None:
    panel._hear(panel, message, [])


def answer(panel: Quiz, item: int, *texts: str) -> dict[str, Any]:
    """Answer an item by what its parts say on the page, as a learner would."""
    shown = panel.view["items"][item]["options"]
    send(panel, type="answer", item=item, answer=[shown.index(text) for text in texts])
    return panel.view["items"][item]


def test_nothing_of_what_holds_is_in_the_page_before_an_answer(store: Store) -> None:
    """No feedback, no author's id, no key, in any synced trait; ids would tell what belongs together."""
    panel = quiz(store)
    sent = json.dumps(
        {
            name: getattr(panel, name)
            for name in panel.trait_names(sync=True)
            if name not in {"layout", "_esm", "_css"}
        },
        default=str,
    )
    for item, shown in zip(ITEMS, panel.view["items"], strict=True):
        for name, feedback in feedbacks(item):
            assert feedback.nb not in sent
            assert f'"{name}"' not in json.dumps(panel.view)
        for gap in item.gaps if isinstance(item, Gap) else ():
            assert not [word for word in (*gap.accepts.nb, *gap.accepts.en) if word in json.dumps(shown)]
    assert not {"right", "holds"} & set(re.findall(r'"(\w+)":', json.dumps(panel.view)))
    assert "3.5" not in json.dumps(panel.view)
    assert "mirroring" not in json.dumps(panel.view)
    assert all(item["answer"] is None and "verdict" not in item for item in panel.view["items"])


def test_every_word_the_page_speaks_is_sent_to_it(store: Store) -> None:
    """No sentence is missing when it is needed, such as where the sound cannot be played."""
    spoken = set(re.findall(r"words\.(\w+)", Quiz._esm))
    assert set() == spoken - set(quiz(store).words)


def test_an_answer_gets_feedback_on_every_option(store: Store) -> None:
    """What was chosen, what holds, and why, for each; and the sources underneath."""
    panel = quiz(store)
    shown = answer(panel, SINGLE, "Vann")
    verdict = dict(
        zip(
            shown["options"],
            zip(shown["verdict"]["holds"], shown["verdict"]["feedback"], strict=True),
            strict=True,
        )
    )
    assert {
        "Vann": (True, "Uten vann ingen te."),
        "Blader": (False, "De kommer etterpå."),
        "Kopp": (False, "Den venter."),
    } == verdict
    assert ["Det stemmer."] == [shown["verdict"]["said"]]
    assert ["#source-tea-book"] == [source["href"] for source in shown["verdict"]["sources"][0]["sources"]]
    assert (1, 9) == (panel.view["answered"], panel.view["total"])


@pytest.mark.parametrize(
    ("item", "texts", "held"),
    [
        (SINGLE, ["Kopp"], None),
        (MULTIPLE, ["Vann", "Klokke"], "«Vann»"),
        (ORDERING, ["Koke", "Vente", "Helle"], "«Koke»"),
        (ORDERING, ["Helle", "Vente", "Koke"], None),
        (MATCHING, ["Kjele", "Pose", "Kopp"], "«Lokk»"),
    ],
)
def test_what_held_is_named_first(store: Store, item: int, texts: list[str], held: str | None) -> None:
    """No answer is met with a word of failure; what was seen is said, and then that one may look again."""
    said = answer(quiz(store), item, *texts)["verdict"]["said"]
    assert "Se en gang til" in said
    assert (f"Dette stemmer: {held}. " in said) if held else "Dette stemmer" not in said
    assert not any(word in said.lower() for word in ("feil", "galt", "poeng", "dessverre"))


@pytest.mark.parametrize(
    ("item", "texts"),
    [
        (SINGLE, ["Vann"]),
        (MULTIPLE, ["Blader", "Vann"]),
        (ORDERING, ["Koke", "Helle", "Vente"]),
        (MATCHING, ["Kjele", "Kopp", "Pose"]),
    ],
)
def test_each_type_can_be_answered_so_that_it_holds(store: Store, item: int, texts: list[str]) -> None:
    """The four types that are answered by choosing, by what their parts say."""
    shown = answer(quiz(store), item, *texts)
    assert shown["verdict"]["right"]
    assert all(shown["verdict"]["holds"]) or item in {SINGLE, MULTIPLE}


def test_answers_outlive_the_kernel_and_follow_to_the_other_language(store: Store) -> None:
    """A reload, a lost kernel or the other language shows the same answers, in the same places."""
    first = quiz(store)
    answer(first, MATCHING, "Kjele", "Pose", "Kopp")
    answer(first, MULTIPLE, "Vann")
    after = quiz(store)
    assert [item["answer"] for item in first.view["items"]] == [
        item["answer"] for item in after.view["items"]
    ]
    english = quiz(store, "en")
    assert [item["answer"] for item in first.view["items"]] == [
        item["answer"] for item in english.view["items"]
    ]
    shown = english.view["items"][MATCHING]
    assert ["Kettle", "Bag", "Cup"] == [shown["options"][place] for place in shown["answer"]]
    assert "‘Lid’" in shown["verdict"]["said"]


def test_another_tab_sees_the_answers_when_it_wakes(store: Store) -> None:
    """Two tabs on one lesson: the other reads the log again when it comes into sight."""
    one, other = quiz(store), quiz(store)
    answer(one, SINGLE, "Vann")
    assert 0 == other.view["answered"]
    send(other, type="wake")
    assert 1 == other.view["answered"]


def test_one_may_answer_again_and_begin_again(store: Store) -> None:
    """The same answer given twice is still news to the page; beginning again clears what is shown."""
    panel = quiz(store)
    times = [answer(panel, SINGLE, text)["times"] for text in ("Kopp", "Kopp", "Vann")]
    assert [1, 2, 3] == times
    send(panel, type="again")
    assert 0 == panel.view["answered"]
    assert "verdict" not in panel.view["items"][SINGLE]


@pytest.mark.parametrize(
    "message",
    [
        {"type": "answer", "item": 0, "answer": []},
        {"type": "answer", "item": 2, "answer": [0, 0, 1]},
        {"type": "answer", "item": 3, "answer": [0]},
        {"type": "dance"},
        {},
    ],
)
def test_an_answer_with_gaps_changes_nothing(store: Store, message: dict[str, Any]) -> None:
    """What cannot be judged is neither logged nor shown."""
    panel = quiz(store)
    send(panel, **message)
    assert (0, "", []) == (panel.view["answered"], panel.notice, store.entries("answer"))


def test_a_message_that_makes_no_sense_becomes_a_sentence(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """No traceback reaches the page."""
    panel = quiz(store)
    send(panel, type="answer", item=99, answer=["x"])
    assert panel.words["unexpected"] == panel.notice
    assert "in Quiz" in caplog.text


def test_feedback_comes_even_when_the_answer_cannot_be_saved(tmp_path: Path) -> None:
    """Where the log cannot be written it is said, and the answer counts; once it can, the notice goes."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    store = Store(tmp_path / "taken" / "learner.sqlite3")
    panel = quiz(store)
    assert answer(panel, SINGLE, "Vann")["verdict"]["right"]
    assert str(tmp_path / "taken") in panel.notice
    assert "kunne ikke lagres" in panel.notice or "kan ikke lagres" in panel.notice
    (tmp_path / "taken").unlink()
    answer(panel, MULTIPLE, "Vann")
    assert "" == panel.notice
    assert 2 == Quiz("nb", Record(store, "little-lesson"), ITEMS, COURSE).view["answered"]
    store.close()


def test_an_answer_to_an_item_that_was_rewritten_is_asked_again(store: Store) -> None:
    """A saved answer with parts the item no longer has is not shown, and does not stop the page."""
    Record(store, "little-lesson").answer("what-first", ("coffee",), right=False)
    Record(store, "little-lesson").answer("gone", ("x",), right=False)
    assert 0 == quiz(store).view["answered"]


def listened(panel: Quiz) -> list[tuple[dict[str, Any], Any]]:
    """Hear what the page is told."""
    told: list[tuple[dict[str, Any], Any]] = []
    panel.send = lambda content, buffers=None: told.append((content, buffers))
    return told


def given(panel: Quiz, item: int, answer: list[Any], **more: str) -> dict[str, Any]:
    """Answer an item as the page sends it."""
    send(panel, type="answer", item=item, answer=answer, **more)
    return panel.view["items"][item]


def test_a_statement_and_its_reason_are_judged_each_for_itself(store: Store) -> None:
    """What held is named; the statement has its own explanation, and so has every reason."""
    panel = quiz(store)
    reasons = panel.view["items"][STATEMENT]["options"]
    shown = given(panel, STATEMENT, [1, reasons.index("Bladene trenger luft.")])
    assert "Dette stemmer: «Det stemmer ikke». " in shown["verdict"]["said"]
    assert {"holds": False, "feedback": "Lokket skal på."} == shown["verdict"]["statement"]
    assert 3 == len(shown["verdict"]["feedback"])
    shown = given(panel, STATEMENT, [1, reasons.index("Varmen blir igjen under lokket.")])
    assert "Det stemmer." == shown["verdict"]["said"]


def test_gaps_stand_where_each_language_has_them(store: Store) -> None:
    """The words between differ in order; an answer that fits is shown in the other language's own word."""
    panel = quiz(store)
    assert [0, 1] == panel.view["items"][GAP]["blanks"]
    shown = given(panel, GAP, ["VANN", "sukkeret"])
    assert ["VANN", "sukkeret"] == shown["answer"]
    assert [True, False] == shown["verdict"]["holds"]
    assert "Dette stemmer: «VANN». " in shown["verdict"]["said"]
    english = quiz(store, "en").view["items"][GAP]
    assert (["The ", " draw once the ", " has boiled."], [1, 0]) == (
        list(english["pieces"]),
        english["blanks"],
    )
    assert ["water", "sukkeret"] == english["answer"]
    assert ["water", "tea leaves"] == english["verdict"]["words"]


def test_a_number_that_cannot_be_read_gets_a_sentence_and_is_not_logged(store: Store) -> None:
    """It is said how to write it; once it can be read it is judged."""
    panel = quiz(store)
    told = listened(panel)
    send(panel, type="answer", item=NUMERIC, answer=["tre og en halv"])
    assert [{"type": "unclear", "item": NUMERIC, "said": panel.words["number_unclear"]}] == [
        content for content, _ in told
    ]
    assert [] == store.entries("answer")
    shown = given(panel, NUMERIC, ["3,2"])
    assert (True, ["3,5 minutter"]) == (shown["verdict"]["right"], shown["verdict"]["words"])


def test_a_text_with_a_spot_reads_on_in_its_own_order(store: Store) -> None:
    """The sentences are not mixed, since they make up a text."""
    panel = quiz(store)
    shown = panel.view["items"][SPOT]
    assert [spot.text.nb for spot in ITEMS[SPOT].spots] == shown["options"]  # type: ignore[union-attr] # a hot-spot
    assert [False, True, False] == given(panel, SPOT, [0])["verdict"]["holds"]


@pytest.mark.parametrize(
    ("sure", "text", "said"),
    [
        ("sure", "Vann", "Du var sikker, og det stemmer."),
        ("guessing", "Vann", "Du gjettet, og det stemmer."),
        ("fairly", "Kopp", "Du var ganske sikker, og her er det noe mer å se. Se en gang til."),
        ("certain", "Vann", "Det stemmer."),
    ],
)
def test_how_sure_one_was_is_said_back_kindly(store: Store, sure: str, text: str, said: str) -> None:
    """It may be said with any answer; what is no such word is passed over."""
    panel = quiz(store)
    place = panel.view["items"][SINGLE]["options"].index(text)
    shown = given(panel, SINGLE, [place], confidence=sure)
    assert shown["verdict"]["said"].startswith(said)
    assert (sure if sure != "certain" else "") == shown["confidence"]
    assert shown["confidence"] == quiz(store, "en").view["items"][SINGLE]["confidence"]


def test_what_is_heard_comes_as_sound_and_in_words(store: Store) -> None:
    """The page knows the sound by its place alone; in words it is the same notes."""
    panel = quiz(store)
    told = listened(panel)
    name = panel.view["items"][AUDIO]["sound"]

    async def ask() -> None:
        send(panel, type="fetch", id=name)
        await asyncio.gather(*panel._tasks)

    asyncio.run(ask())
    [(content, [sound])] = told
    assert {"type": "sound", "id": name, "mime": "audio/flac"} == content
    assert sound.startswith(b"fLaC")
    send(panel, type="describe", item=AUDIO)
    send(panel, type="describe", item=SINGLE)
    assert ["described"] == [content["type"] for content, _ in told[1:]]
    lines = told[1][0]["lines"]
    assert "1,0 til 2,7: kalimba, svakt: C5, E5." == lines[0]
    assert "1,0 til 2,7: piano, svakt: C5, E5." == lines[1]


def test_a_word_for_how_sure_that_this_version_does_not_know_is_passed_over(store: Store) -> None:
    """A log that a later version wrote opens all the same."""
    Record(store, "little-lesson").answer("what-first", ("water",), right=True, confidence="unshaken")
    shown = quiz(store).view["items"][SINGLE]
    assert ("", "Det stemmer.") == (shown["confidence"], shown["verdict"]["said"])
