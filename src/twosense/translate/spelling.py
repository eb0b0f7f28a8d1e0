"""Spelling: the American spelling of British words, and which of the two a text uses.

The glossary is written in British spelling. Invariant: a word that is not in the tables below stays as it is, and the capitals
of a word stay. (`text.stems` has a rougher rule, which is right for stems only.)
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# "behav" stands for behaviour and behavior, and what is derived from them.
_OUR = "arm behavi cand clam col demean disfav dishon endeav fav ferv flav harb hon hum lab neighb od parl ranc rig rum sav"
_OUR += " splend tum val vap vig"
_ENDS_OUR = " s ed ing al ally able ably less ful ite ites er ers hood hoods"
_RE = "cent fib theat lit calib lust somb multicent kilomet millimet centimet"  # centre, center
_ENDS_RE = {"": "", "s": "s", "d": "ed"}
_DOUBLED = "cancel channel counsel dial duel equal fuel funnel initial jewel label level libel marvel medal model panel pedal"
_DOUBLED += (
    " pencil quarrel remodel relabel rival shovel signal snorkel spiral total travel trial tunnel unravel"  # lling, ling
)
_ENDS_DOUBLED = "ed ing ings er ers"
_ISE = """
    agon alphabet amort anonym antagon apolog author bapt brutal canal capital categor character civil colon commercial
    commodit computer container context critic crystal custom decentral demon digit digital dramat econom emphas
    energ equal eternal external factor familiar fertil final formal general global harmon hospital hypothes ideal
    immun incentiv industrial initial institutional internal international item jeopard legal liberal local
    marginal maxim mechan memor mesmer miniatur minim mobil modern modular monet monopol moral national neutral normal
    optim organ ostrac parallel parameter patron penal personal plural polar popular priorit privat product professional
    public random rational real recogn regular reorgan revolution ritual romantic sanit scrutin secular sensit serial social
    special stabil standard steril stigmat subsid summar symbol synchron synthes system tantal templat theor token
    trivial unauthor unrecogn util vandal verbal vector victim virtual visual vocal western
"""
_ENDS_ISE = "e es ed ing er ers able ation ations ational ationally"
_YSE = "anal paral catal electrol"  # analyse, analyze; the form on -yses is a noun, too
_ENDS_YSE = "e ed er ers ing"
_OTHERS = """
    centring:centering defence:defense defences:defenses offence:offense offences:offenses pretence:pretense grey:gray
    ageing:aging fulfil:fulfill fulfils:fulfills fulfilment:fulfillment enrol:enroll enrols:enrolls enrolment:enrollment
    instalment:installment instalments:installments skilful:skillful wilful:willful sceptical:skeptical sceptic:skeptic
    sceptics:skeptics aluminium:aluminum jewellery:jewelry manoeuvre:maneuver manoeuvres:maneuvers paediatric:pediatric
    anaesthetic:anesthetic orthopaedic:orthopedic encyclopaedia:encyclopedia pyjamas:pajamas aeroplane:airplane
"""
# British words whose American spelling the British use, too, for something else or as well.
_SHARED = """
    programme:program programmes:programs licence:license licences:licenses practise:practice practises:practices
    practised:practiced practising:practicing cheque:check cheques:checks chequebook:checkbook catalogue:catalog
    catalogues:catalogs catalogued:cataloged cataloguing:cataloging analogue:analog metre:meter metres:meters tyre:tire
    tyres:tires kerb:curb kerbs:curbs storey:story storeys:stories artefact:artifact artefacts:artifacts mould:mold
    plough:plow judgement:judgment judgements:judgments acknowledgement:acknowledgment whilst:while amongst:among
    learnt:learned spelt:spelled towards:toward
"""
_WORD = re.compile(r"[A-Za-z]+")
# Takes half the time of a pattern. A word keeps its capitals, so that a name is no word of the tables: "the Lincoln Center".
_BETWEEN_WORDS = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))
_ANALYSES = re.compile(r"\b(that|which|who) analyses\b")  # where it is a verb


class _Tables(NamedTuple):
    """British words and their American spelling: those that show which a text uses, -ise, and those that do not show it."""

    plain: dict[str, str]
    ise: dict[str, str]
    shared: dict[str, str]


@cache
def _tables() -> _Tables:
    plain = {f"{stem}our{end}": f"{stem}or{end}" for stem in _OUR.split() for end in _ENDS_OUR.split(" ")}
    plain |= {f"{stem}re{end}": f"{stem}er{american}" for stem in _RE.split() for end, american in _ENDS_RE.items()}
    plain |= {f"{stem}l{end}": f"{stem}{end}" for stem in _DOUBLED.split() for end in _ENDS_DOUBLED.split()}
    plain |= {f"{stem}ys{end}": f"{stem}yz{end}" for stem in _YSE.split() for end in _ENDS_YSE.split()}
    plain |= _pairs(_OTHERS)
    ise = {f"{stem}is{end}": f"{stem}iz{end}" for stem in _ISE.split() for end in _ENDS_ISE.split()}
    return _Tables(plain, ise, _pairs(_SHARED))


def _pairs(text: str) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in text.split())
    return {british: american for british, _, american in pairs}


def american(text: str) -> str:
    """Return a text of the glossary in American spelling."""
    return _WORD.sub(_spelt, _ANALYSES.sub(r"\1 analyzes", text))


def _spelt(found: re.Match[str]) -> str:
    word, lower = found[0], found[0].lower()
    spelt = next((table[lower] for table in _tables() if lower in table), None)
    if spelt is None:
        return word
    if word.isupper() and len(word) > 1:
        return spelt.upper()
    return spelt.capitalize() if word[0].isupper() else spelt


def is_american(prose: bytes) -> bool:
    """Return whether a text has more words in American than in British spelling; one that shows neither is British.

    Words on -ize decide only where no others do: many British texts have them, too.
    """
    words = set(prose.translate(_BETWEEN_WORDS).decode("utf-8", "replace").split())
    for table in _tables()[:2]:
        british, others = len(words & table.keys()), len(words.intersection(table.values()))
        if british != others:
            return others > british
    return False
