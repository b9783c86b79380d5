"""The sound check is used by mouse and by keyboard, in both languages, and says what it does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
NO_CARD = {"PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": "/usr/share/alsa/alsa.conf"}
"""Hides the sound card that the sound card tests have set up in this session."""
CODE = "from mtlearn import open_home\nopen_home('{lang}').sound_check()"


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    """Two pages with nothing on them but a heading and the sound check."""
    for lang, title in (("nb", "Hjem"), ("en", "Home")):
        cells = [
            {"cell_type": "markdown", "id": "opening", "metadata": {}, "source": f"# {title}\n\n## Lyd"},
            {
                "cell_type": "code", "id": "sound-check", "metadata": {}, "outputs": [],
                "execution_count": None, "source": CODE.format(lang=lang),
            },
        ]  # fmt: skip
        metadata = {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "mtlearn": {"lang": lang, "title": title},
        }
        book = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "home.ipynb").write_text(json.dumps(book))
    return tmp_path


@pytest.mark.parametrize(
    "page", [{"width": 1200, "height": 900}, {"width": 360, "height": 800}], indirect=True
)
@pytest.mark.parametrize(
    ("lang", "says"), [("nb", "Lyden kommer fra denne siden"), ("en", "Sound comes from this page")]
)
def test_a_tone_is_played_in_the_page_by_keyboard_alone(  # noqa: PLR0913 - fixtures
    *,
    page: Page,
    notebooks: Path,
    serve: Callable[..., Any],
    look: Callable[[Page, str], None],
    violations: Callable[..., list[str]],
    lang: str,
    says: str,
) -> None:
    with serve(notebooks, MTLEARN_SOUND="", **NO_CARD) as course:
        page.goto(course.url(f"{lang}/home.ipynb"))
        panel = page.locator(".mt-soundcheck")
        panel.locator(".mt-check-way", has_text=says).wait_for(timeout=60_000)
        page.locator(".mt-soundcheck input[type=radio]:checked").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        panel.get_by_role("status").get_by_text("ms.").wait_for()
        panel.get_by_role("slider").focus()
        page.keyboard.press("ArrowLeft")
        page.wait_for_function("document.querySelector('.mt-soundcheck output').textContent.startsWith('55')")
        look(page, f"soundcheck-{lang}-{page.viewport_size['width']}")
        assert [] == violations(page, ".mt-soundcheck")
        # Choosing the card where there is none: a sentence, and sound stays in the page.
        panel.get_by_role("radio").first.click()
        panel.locator(".mt-notice").wait_for()
        expect(panel.get_by_role("radio").last).to_be_checked()
        look(page, f"soundcheck-no-card-{lang}-{page.viewport_size['width']}")
        page.reload()
        panel.locator(".mt-check-way", has_text=says).wait_for(timeout=60_000)
        assert panel.get_by_role("slider").input_value() == "55"
        page.goto("about:blank")
