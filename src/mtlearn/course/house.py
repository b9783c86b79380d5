"""The house's rules for its sentences: what is never written, in either language, and what is instead.

Every rule has an example of the slip it finds and of the sentence it lets be; the tests hold it to both.
Rules of taste are advice. What may not be claimed (a cure, a right that is none) is serious.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.course.spelling import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtlearn.course.prose import Said
    from mtlearn.language import Language

__all__ = ["CLAIMS", "RULES", "Rule", "slips"]


class Rule(NamedTuple):
    """One rule: what is looked for, in which language (None: both), and what to write instead.

    Attributes:
        lang: the language it is about, or None.
        pattern: what is never written.
        instead: what to write.
        slip: an example that it finds.
        fine: one that it lets be.
        unless: words in the same sentence that make it right, such as the "not" of "it is not a cure".
        serious: whether it is more than taste.
    """

    lang: Language | None
    pattern: re.Pattern[str]
    instead: str
    slip: str
    fine: str
    unless: re.Pattern[str] | None = None
    serious: bool = False


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_DENIED: Final = _words(
    "ikke|ingen|uten|verken|mer enn|mer vekt",
    "no|not|nor|cannot|without|neither|more than|more weight",
)
_SENTENCE: Final = re.compile(r"(?<=[.!?:»])\s+|\n+")

FORMS: Final = re.compile(
    r"\b((hånd|tunge|stor)?tromma|(tur)?gruppa|(mellom|fri)?tida|(gitar)?kassa|døra|hånda|lista|tavla|klokka|jakka|hetta|lua"
    r"|uka|kølla|trappa|gata|låta|lufta|lomma|linja|ferja|helsa|veska|sola|ruta|plata|panna|lukta|boka|sida"
    r"|stemma|stua|øvelsa|rekka|kvinna)\b",
    re.IGNORECASE,
)
"""Definite forms in -a where the house writes -en; «hytta», «jenta», «øya» and «visa» stay."""

RULES: Final = (
    Rule(None, re.compile(r"(?<=\S)  +(?=\S)"), "one space", "To  ord.", "To ord."),
    Rule(None, re.compile(r"(?<=\w) [,;:!?.](?=\s|$)"), "no space before the mark", "Nå , da.", "Nå, da …"),
    Rule(None, re.compile(r"\.\.\."), "… is one mark", "Vent...", "Vent …"),
    Rule(
        None, re.compile(r"—|(?<=\w )-(?= \w)|--(?=\s)"), "a comma, a full stop, or –", "Nå - da.", "12–14 år"
    ),
    Rule(
        None,
        re.compile(r"(?<![\w.,-])\d+-\d+(?![\w-])"),
        "– between two figures",
        "i takt 3-5",
        "i takt 3–5, i § 3-1",
        unless=re.compile("§|Section"),
    ),
    Rule("nb", re.compile(r"[\"“”„‘]"), "«…»", 'Hun sa "nei".', "Hun sa «nei»."),
    Rule(
        "nb", re.compile(r"(?<=\w)['’]s\b"), "the genitive without an apostrophe", "Maja's", "Majas, Idris’"
    ),
    Rule(
        "nb",
        re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])"),
        "a decimal comma",
        "0.5",
        "0,5, CC BY 4.0",
        unless=re.compile(r"CC BY|kl\.|versjon|kapittel"),
    ),
    Rule("nb", re.compile(r"\d%"), "a space before %", "95%", "95 %"),
    Rule("nb", FORMS, "the form in -en", "Hun lukker døra.", "Hun lukker døren på hytta."),
    Rule(
        "nb", _words("i forhold til", "ift"), "«om», «for», «til» or «med»", "i forhold til dette", "om dette"
    ),
    Rule("nb", _words("etterhvert"), "«etter hvert»", "Det kommer etterhvert.", "Det kommer etter hvert."),
    Rule("nb", _words("tilstede"), "«til stede»", "Vær tilstede.", "Vær til stede, med tilstedeværelse."),
    Rule("nb", _words("idag", "imorgen", "igår", "forøvrig", "ihvertfall"), "two words", "idag", "i dag"),
    Rule("nb", _words("på daglig basis", "på ukentlig basis"), "«hver dag»", "på daglig basis", "hver dag"),
    Rule(
        "nb", _words(r"adresser(?:e|er|te|es)"), "«ta opp»", "adressere behovet", "ta opp behovet, adressen"
    ),
    Rule(
        "nb",
        _words(r"implementer(?:e|er|te|t|es)"),
        "«innføre», «ta i bruk»",
        "implementere tiltak",
        "innføre tiltak",
    ),
    Rule(
        "nb",
        _words("feedback", "input", "outcome", "review", "case", "skills", "mindset", "setting"),
        "the Norwegian word",
        "Hun fikk feedback.",
        "Hun fikk svar.",
    ),
    Rule(
        "nb",
        _words(r"fasiliter\w*"),
        "«legge til rette for»",
        "fasilitere møtet",
        "legge til rette for møtet",
    ),
    Rule("nb", _words("dedikert[e]?"), "«egen», «fast»", "et dedikert rom", "et eget rom"),
    Rule(
        "nb",
        _words("i henhold til", "vedrørende", "ovennevnte"),
        "«etter», «om»",
        "vedrørende saken",
        "om saken",
    ),
    Rule(
        "nb",
        _words("gjøre en forskjell", "på slutten av dagen", "ved slutten av dagen"),
        "«bety noe»",
        "Det kan gjøre en forskjell.",
        "Det kan bety noe.",
    ),
    Rule(
        "nb",
        _words("det er viktig å (?:merke seg|huske|påpeke)"),
        "say it",
        "Det er viktig å huske at",
        "Husk at",
    ),
    Rule(
        "nb",
        _words(
            "(?:til|for|ved|uten|av|om|med|enn) og (?:være|ha|gå|spille|lytte|se|si|ta|gi|få|la|gjøre|bli)"
        ),
        "«å» before a verb",
        "Det er fint for og spille.",
        "Det er fint å spille, for så å høre.",
    ),
    Rule("en", re.compile(r"[\"“”«»]"), "‘…’", 'She said "no".', "She said ‘no’."),
    Rule("en", re.compile(r"'"), "the apostrophe ’", "don't", "don’t"),
    Rule("en", _words("percent"), "per cent", "60 percent", "60 per cent"),
    Rule("en", re.compile(r"\d %"), "no space before %", "95 %", "95%"),
    Rule("en", re.compile(r"(?<![\d.,])\d+,\d{1,2}(?![\d,])"), "a decimal point", "0,5", "0.5; 1,234"),
    Rule(
        None,
        _words(
            "feil",
            "galt",
            r"mislyk\w+",
            "poengsum",
            "stryk",
            "wrong",
            "mistakes?",
            r"fail\w*",
            "score",
            "deficit",
        ),
        "no word of failure",
        "Det var feil.",
        "Det var noe annet.",
        unless=re.compile("ingen toner er feil|no note is wrong"),
        serious=True,
    ),
    Rule(
        None,
        _words(r"misbruk\w*", r"narkoman\w*", "addicts?", "abusers?", r"junk(?:y|ies?)"),
        "the person first",
        "en narkoman",
        "en som bruker rusmidler",
        serious=True,
    ),
    Rule(
        None,
        re.compile(
            r"(?<![\d/.:])(?:113|112|116 ?117|\d{2}(?: \d{2}){3}|\d{3} \d{2} \d{3})(?!\d| (?:deltakere|part))"
        ),
        "no telephone number: those to ring stand on the local service's own page",
        "Ring 113.",
        "113 deltakere",
        serious=True,
    ),
)

CLAIMS: Final[dict[str, Rule]] = {
    what: Rule(
        None,
        re.compile(pattern, re.IGNORECASE),
        f"{what} is never claimed",
        slip,
        fine,
        _DENIED,
        serious=True,
    )
    for what, pattern, slip, fine in (
        (
            "a cure",
            r"kurer|helbred|\bcur(e|es|ing)\b",
            "Musikk helbreder.",
            "Musikk er ikke en kur som helbreder.",
        ),
        (
            "a right to music therapy",
            r"(rett|krav) (til|på) (å få )?(musikkterapi|det\b)|right to (get )?(music therapy|it\b)",
            "Du har rett til musikkterapi.",
            "Ingen rett til musikkterapi står i loven.",
        ),
        (
            "effect proven",
            r"\bbevist\b|påvist|\bprov(en|es|e)\b|kan vise at|show that something works",
            "Det er bevist.",
            "Det er ikke bevist.",
        ),
        ("harmlessness", r"ufarlig|harmless", "Det er ufarlig.", "Ingen kan si at det er ufarlig."),
        ("for free", r"\bgratis\b|free of charge", "Det er gratis.", "Det er ikke alltid gratis."),
        ("binding force", r"bindende|legally binding", "Den er bindende.", "Den er ikke bindende."),
        (
            "a grade for substance use",
            r"bokstavkarakter|letter grade",
            "Den har en bokstavkarakter.",
            "Vi fant ingen bokstavkarakter.",
        ),
    )
}
"""What the course may say only to deny it, each with the words that deny."""


def slips(
    words: Iterable[Said], rules: Iterable[Rule] = (*RULES, *CLAIMS.values())
) -> Iterator[tuple[Said, Rule, str]]:
    """Find where a rule is not kept: the text, the rule, and the words."""
    kept = tuple(rules)
    for said in words:
        text = plain(said.text)
        for rule in kept:
            if rule.lang not in {None, said.lang} or (rule.unless is _DENIED and not said.ours):
                continue
            if not rule.pattern.search(text):
                continue
            for sentence in _SENTENCE.split(text) if rule.unless else (text,):
                if rule.unless is _DENIED and sentence.rstrip().endswith("?"):
                    continue  # who asks claims nothing
                if (found := rule.pattern.search(sentence)) and not (
                    rule.unless and rule.unless.search(sentence)
                ):
                    yield said, rule, found[0]
