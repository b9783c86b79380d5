"""The partner says what it is, what it heard and what it is about to do, in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import mtlearn
from mtlearn.language import LANGUAGES, Language, words
from mtlearn.music.partner.partner import STANCES, Partner

from .duet import KEYS, moves, phrased

SOURCE = Path(mtlearn.__file__).parent / "music" / "partner"
NEVER = ["feil", "mangl", "følels", "humør", "diagnos", "poeng", "fail", "wrong", "mood", "feel", "score"]
HOLES = re.compile(r"{(\w+)}")


def kinds() -> set[str]:
    """Find every kind of plan that is written in the partner's modules."""
    found = set()
    for path in SOURCE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Plan":
                found |= {
                    one.value
                    for one in ast.walk(node.args[0])
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_way_has_a_name_and_a_sentence_and_every_plan_its_words(lang: Language) -> None:
    said = words("partner", lang)
    wanted = {f"{part}-{stance}" for part in ("stance", "about") for stance in STANCES}
    wanted |= {f"plan-{kind}" for kind in kinds()}
    assert set() == wanted - set(said)
    for stance in STANCES:
        assert 1 == said[f"about-{stance}"].count(".")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("stance", STANCES)
def test_what_a_plan_says_fills_its_words(stance: str, lang: Language) -> None:
    said = words("partner", lang)
    partner = Partner(stance, 1, KEYS, 1)
    for move in moves(phrased(3, rest=8)):
        partner.hear(move)
        for now in (move.time, move.time + 0.1):
            partner.wait(now)
            plan = partner.plan(now)
            assert plan.at is None or plan.at >= now
            text = said[f"plan-{plan.kind}"]
            assert set(HOLES.findall(text)) <= set(plan.values)
            text.format(**plan.values)


def test_both_languages_leave_the_same_holes() -> None:
    sides = [words("partner", lang) for lang in LANGUAGES]
    for key, text in sides[0].items():
        assert set(HOLES.findall(text)) == set(HOLES.findall(sides[1][key]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_failure_feeling_or_health(lang: Language) -> None:
    text = " ".join(words("partner", lang).values()).lower()
    for word in (
        "feil",
        "mangl",
        "følels",
        "humør",
        "diagnos",
        "poeng",
        "fail",
        "wrong",
        "mood",
        "feel",
        "score",
    ):
        assert word not in text
