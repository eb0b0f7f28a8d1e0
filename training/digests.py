"""Digests: let what was learned of a term hold for the new words of its meanings: `python -m training.digests TERM...`.

The weights of a term hold for the meanings by which its mentions were labelled. Use this where a meaning was reworded, and
nobody would label a mention otherwise because of it; a change of what a sense is needs new labels and a fit.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec
from msgspec.structs import replace

from twosense.glossary.merge import merge
from twosense.paths import PACKAGED, LayerPaths
from twosense.senses import weights
from twosense.text.fold import fold


def main() -> None:
    """Write the digests of the meanings that the glossary has now."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("terms", nargs="+", metavar="TERM", help="a headword whose meanings were reworded")
    keys = list(map(fold, parser.parse_args().terms))
    learned, known = weights.load(), merge(LayerPaths(project=False, layers=PACKAGED), cues=False).terms
    now = {key: weights.digest((sense.side, sense.meaning) for sense in known[key].senses) for key in keys}
    terms = {key: replace(term, senses=now.get(key, term.senses)) for key, term in learned.terms.items()}
    Path(weights.FILE).write_bytes(msgspec.msgpack.encode(replace(learned, terms=terms)))


if __name__ == "__main__":
    main()
