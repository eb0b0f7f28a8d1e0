"""SARIF: findings in the Static Analysis Results Interchange Format, 2.1.0, as code scanning services read them.

Invariant: the document is valid; columns are UTF-16 code units, as it says; a fix replaces the surface and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from twosense import __version__
from twosense.output.findings.message import message_about_term, path_of
from twosense.output.markdown_text import escape_markdown
from twosense.output.structs import encode
from twosense.scan.fingerprints import parse

if TYPE_CHECKING:
    from twosense.model import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_CATEGORY = "twosense/"  # under which a service keeps the results apart from those of other tools


class Sarif:
    """Formats findings as one run. Its rules, the terms, come after the results, because they are known only then."""

    first = "\n"
    between = ",\n"

    def __init__(self) -> None:
        self._rules: list[dict[str, object]] = []
        self._numbers: dict[str, int] = {}  # of the rule of each term

    def start(self) -> str:
        """Return the head of the document."""
        return (
            f'{{"$schema":"{_SCHEMA}","version":"2.1.0","runs":[{{"columnKind":"utf16CodeUnits",'
            f'"automationDetails":{{"id":"{_CATEGORY}"}},"results":['
        )

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        return encode(self._result(finding))

    def end(self) -> str:
        """Return the tool and its rules."""
        driver = {
            "name": "twosense",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": self._rules,
        }
        return f'\n],"tool":{encode({"driver": driver})}}}]}}\n'

    def _index(self, finding: Finding) -> int:
        """Return the number of the rule that a finding belongs to, which is that of its term."""
        number = self._numbers.setdefault(finding.term, len(self._rules))
        if number == len(self._rules):
            self._rules.append(_rule(finding))
        return number

    def _result(self, finding: Finding) -> dict[str, object]:
        artifact = {"uri": quote(path_of(finding))}
        region = {
            "startLine": finding.line,
            "startColumn": finding.utf16_column,
            "endLine": finding.end_line,
            "endColumn": finding.utf16_end_column,
        }
        snippet = {"byteOffset": finding.offset, "byteLength": finding.length, "snippet": {"text": finding.surface}}
        in_file = {} if finding.place else {"region": region | snippet}  # not in a text that was extracted from the file
        result: dict[str, object] = {
            "ruleId": finding.term,
            "ruleIndex": self._index(finding),
            # A level is for what fails a check; the standard wants "none" for what only informs.
            "kind": "informational" if finding.level == "ordinary" else "fail",
            "level": "none" if finding.level == "ordinary" else finding.level,
            "message": {"text": message_about_term(finding)},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, **in_file}}],
            "partialFingerprints": self._fingerprints(finding),
            "properties": {
                "side": finding.side,
                "lean": finding.lean,
                "confidence": finding.confidence,
                "because": finding.because,
                "more": finding.more,
            },
        }
        if finding.instead and not finding.place:
            result["fixes"] = [
                {
                    "description": {"text": f'Write "{wording}"'},
                    "artifactChanges": [
                        {
                            "artifactLocation": artifact,
                            "replacements": [{"deletedRegion": region, "insertedContent": {"text": wording}}],
                        }
                    ],
                }
                for wording in finding.instead
            ]
        return result

    @staticmethod
    def _fingerprints(finding: Finding) -> dict[str, str]:
        """Return what a service compares to know a result again: its line, and the lines around it, where there are any."""
        parts = parse(finding.fingerprints[0])._asdict()
        return {f"twosense/{part}/v1": digest for part, digest in parts.items() if digest}


def _rule(finding: Finding) -> dict[str, object]:
    """Return the rule of a term, explained by its first finding."""
    term = finding.term
    what = "Readers on the other side may understand {} differently, or may not know it."
    quoted = what.format(f'"{term}"')
    said = finding.detail or finding.summary
    said = f"{said[:1].upper()}{said[1:]}."
    do = f"Write what you mean: {' or '.join(finding.instead)}." if finding.instead else "Write what you mean."
    left = f"If the word must stay, state its sense once, or switch it off: twosense off {term}."
    plain, code = escape_markdown(term), f"`twosense off {term}`" if "`" not in term else "`twosense off`"
    return {
        "id": term,
        "name": "AmbiguousTerm",
        "shortDescription": {"text": f'"{term}" may be misread'},
        "fullDescription": {"text": quoted},
        "defaultConfiguration": {"level": "warning"},
        "help": {
            "text": f"{quoted} {said} {do} {left}",
            "markdown": f"{what.format(f'**{plain}**')}\n\n{escape_markdown(said)}\n\n{escape_markdown(do)}\n\n"
            f"If the word must stay, state its sense once, or switch it off in a comment: {code}.",
        },
        "properties": {"tags": ["terminology", "clarity"], "precision": "medium", "problem.severity": "warning"},
    }
