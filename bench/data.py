"""Data: seeded glossaries of any size, generated once into a folder of the system's temporary files.

Invariant: the same size gives the same bytes on every machine.
"""

from __future__ import annotations

import hashlib
import random
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.gettempdir()) / "twosense-bench"

# Business words, so that headwords share words as real ones do. The rest of the vocabulary is made of syllables.
_BUSINESS = """account adoption agency agile alert alliance allocation analytics api app approval architecture archive asset
audience audit automation availability backlog backup balance bandwidth banner baseline batch benchmark bid billing board
bounce brand breach bridge brief broker browser budget bug build bundle business cache campaign capability capacity card
cash catalog change channel churn circuit claim click client cloud cluster code cohort commerce compliance component
connection console consumer container content context contract control conversion cookie copy core cost coverage creative
credit cross customer cycle dashboard data database deal debt delivery demand deployment design desk device digital direct
disaster discount discovery display domain driver edge efficiency email encryption endpoint engagement engine enterprise
environment event exchange experience export feature feed field file filter firewall flow forecast form framework frequency
funnel gateway goal governance graph grid group growth guide handler health hook host hub identity image impact import
impression incident index influence infrastructure ingest innovation input insight instance integration intent interaction
interface inventory invoice issue journey kernel key label lake landing language latency launch layer lead ledger legacy
level library license lifecycle limit link list load location log loop loyalty machine mail maintenance management map
margin market master matrix measure media member memory message metric migration mobile model module monitor native network
node notice object offer office operation optimization order organic outage owner package page panel partner patch path
pattern payment peer performance pipeline pixel plan platform point policy pool portal portfolio position price priority
privacy process product profile program project promotion protocol provider proxy purchase quality quarter query queue quota
rate reach record recovery region registry release report request research resource response retention return revenue review
risk roadmap role route rule sales sample scale schedule schema scope score script search security segment sensor server
service session share shift signal site social software source space spend sprint stack staff stage standard statement
storage story strategy stream subject support survey switch system table tag target task team template test thread ticket
timeline token tool touch traffic transaction transfer trend trigger trust unit update upgrade user utility value vendor
version video view virtual vision visit volume wallet warehouse web widget window workflow workload zone""".split()
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstv" for vowel in "aeio"]
_OTHERS = 60_000  # made-up words: a large glossary has a vocabulary of about this size


def _others() -> list[str]:
    rng = random.Random(0)
    found: dict[str, None] = {}
    while len(found) < _OTHERS:
        found["".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 4)))] = None
    return list(found)


_OTHER = _others()


def _word(rng: random.Random) -> str:
    return rng.choice(_BUSINESS if rng.random() < 0.65 else _OTHER)


def vocabulary() -> tuple[list[str], list[str]]:
    """Return the business words and the made-up words."""
    return _BUSINESS, _OTHER


def headwords(count: int, seed: int = 1) -> list[str]:
    """Return `count` different headwords of one to four words; one in 25 is an acronym."""
    rng = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        if rng.random() < 0.04:
            name = "".join(rng.choice("ABCDEFGHIJKLMNOPRSTUVW") for _ in range(rng.randint(2, 5)))
        else:
            name = " ".join(_word(rng) for _ in range(rng.choice((1, 2, 2, 2, 3, 3, 4))))
        found.setdefault(name.casefold() if name.islower() else name)
    keys: dict[str, str] = {}
    for name in found:
        keys.setdefault(name.casefold(), name)
    names = list(keys.values())
    spare = names[: count - len(names)]
    return names + [f"{name} {number}" for number, name in enumerate(spare)]


def glossary(count: int) -> Path:
    """Return the path of a glossary of `count` terms with two senses each; a term takes about 600 bytes."""
    FOLDER.mkdir(exist_ok=True)
    made_by = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]  # an older version wrote other glossaries
    path = FOLDER / f"glossary-{count}-{made_by}.toml"
    if path.exists():
        return path
    rng = random.Random(2)

    def sentence(words: int) -> str:
        return " ".join(_word(rng) for _ in range(words)).capitalize() + "."

    lines = ['title = "bench"', "[sides.marketing]", 'label = "Marketing"', "[sides.it]", 'label = "IT"']
    for name in headwords(count):
        lines += ["", "[[term]]", f'name = "{name}"', f'clash = "{sentence(9)}"']
        for side in ("marketing", "it"):
            lines += ["[[term.sense]]", f'side = "{side}"', f'meaning = "{sentence(3)}"', f'definition = "{sentence(20)}"']
            lines += [f'say = {{ noun = "{sentence(2)[:-1]}" }}']
    draft = path.with_suffix(".draft")
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft.rename(path)
    return path
