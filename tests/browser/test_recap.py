"""A recap in a real page: read aloud by a voice of the machine's own, or there to be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import mtlearn.widgets
from mtlearn.course.recap import recap
from mtlearn.language import LANGUAGES, Language, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from ..serving import Course  # noqa: TID252 - tests are no package to name from outside

pytestmark = pytest.mark.browser
SCRIPT = (Path(mtlearn.widgets.__file__).parent / "recap.js").read_text(encoding="utf-8")
CHOICE = SCRIPT[SCRIPT.index("const RECAP_TONGUES") : SCRIPT.index("export default")].replace("export ", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_can_be_read_where_the_browser_has_no_voice(
    course: Course, page: Page, open_lesson: Callable[[Page, str], Page], lang: Language
) -> None:
    """The page says so, shows no button that does nothing, and has all that would be said."""
    open_lesson(page, course.url(f"{lang}/07-guidelines.ipynb"))
    shown = page.locator(".mt-recap")
    assert [sentence.text[lang] for sentence in recap("guidelines")] == shown.locator(
        "ol > li"
    ).all_inner_texts()
    own = words("recap", lang)
    spoken = page.evaluate(
        f"lang => {{ {CHOICE} return Boolean(recapVoice(speechSynthesis.getVoices(), lang)) }}", lang
    )
    expect(shown.get_by_role("button", name=own["listen"], exact=True)).to_be_visible(visible=spoken)
    if not spoken:
        expect(shown.get_by_role("status").last).to_have_text(own["no_voice"])


@pytest.mark.parametrize(
    ("lang", "voices", "chosen"),
    [
        ("nb", [["nb-NO", True]], "nb-NO"),
        ("nb", [["en-US", True], ["no_NO", True]], "no_NO"),
        ("nb", [["nb-NO", False], ["en-GB", True]], None),
        ("en", [["en-US", True], ["en-GB", True]], "en-GB"),
        ("en", [["en-GB", False], ["en-US", True]], "en-US"),
        ("en", [], None),
    ],
)
def test_only_a_voice_of_the_machines_own_reads(
    page: Page, lang: str, voices: list[list[object]], chosen: str | None
) -> None:
    """What a voice from elsewhere reads would be sent there; and none reads another language than its own."""
    found = page.evaluate(
        f"""([lang, told]) => {{ {CHOICE}
            const voices = told.map(([lang, localService]) => ({{ lang, localService }}));
            return recapVoice(voices, lang)?.lang ?? null; }}""",
        [lang, voices],
    )
    assert chosen == found
