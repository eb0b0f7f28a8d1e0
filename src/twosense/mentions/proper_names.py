"""Proper names: streets, products, organisations and people whose name contains the word of a term.

Invariant: only a word with a capital can be part of a name, and only a bounded number of characters around it are examined.
"""

from __future__ import annotations

import re

_REACH = 60  # bytes to either side
_CAPITALISED = rb"[A-Z\x80-\xff][\w'&\x80-\xff-]*"

_AFTER = re.compile(
    rb"(?:[ ]%b){0,2}[ ](?:Street|Road|Lane|Avenue|Boulevard|Crescent|Terrace|Quay|Wharf|Drive|Court|Square"
    rb"|(?:St|Rd|Ln|Ave|Blvd)\b\.?|Inc|Ltd|LLC|GmbH|plc|PLC|Corp|Corporation|Council|College|University|Institute|Academy|Foundation|Museum|Act|Summit"
    rb"|Conference|Awards?|Magazine|Weekly|Podcast|Room|Building|Tower|House|Lounge)\b" % _CAPITALISED
)
_BEFORE = re.compile(
    rb"(?:\b(?:Ministry|Institute|University|College|Journal|Bank|Bureau|House|Museum|School|Society|Academy|Transactions)"
    rb"[ ](?:of|for)[ ](?:the[ ])?(?:%b[ ](?:and[ ])?){0,2}"
    rb"|\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lady|Lord|St|Saint)\.?[ ](?:%b[ ])?"
    rb"|\b\d+[a-z]?[ ](?:%b[ ]){1,3})$" % (_CAPITALISED, _CAPITALISED, _CAPITALISED)
)

# The words before and after the term in well-known names. A vendor's suite such as Marketing Cloud is a sense, and not here.
_KNOWN_BEFORE = {
    b"cloud": "Google IBM Oracle Alibaba Tencent Yandex Huawei Nintendo St Saint",
    b"analytics": "Google Adobe SAP YouTube Yandex Facebook Amazon Azure Cambridge Synapse",
    b"insights": "Facebook Google Azure Adobe Microsoft Page Application",
    b"access": "Microsoft MS",
    b"project": "Microsoft MS Manhattan Apollo Genome Tor GNU Apache",
    b"app": "Power",
    b"apps": "Power Google Azure",
    b"channel": "English Discovery Weather History Disney Bristol Mozambique Suez Beagle Hallmark",
    b"network": "Cartoon Dish Social Food",
    b"trust": "National NHS Foundation Carbon Wellcome Royal Wildlife Housing Hospital Hospitals Healthcare Charitable Academy",
    b"security": "Social Homeland National",
    b"resources": "Human",
    b"report": "Minority",
    b"driver": "Adam Minnie Taxi Baby",
    b"native": "Alaska First",
    b"data": "Azure First",
    b"business": "Harvard",
    b"process": "Bessemer Bologna",
    b"engagement": "Rules",
}
_KNOWN_AFTER = {
    b"dr": "Congo Horton",
    b"bt": "Group Sport Openreach plc Vision TV Tower Broadband Wholesale Ireland Global Cellnet Hub",
    b"channel": "Islands Tunnel Four Five 4 5 Nine",
    b"project": "Gutenberg Runeberg Zomboid Veritas Jupyter Euler",
    b"native": "American Americans Instruments",
    b"network": "Rail",
    b"security": "Council",
    b"access": "Hollywood",
    b"value": "Line",
    b"cloud": "Atlas Foundry Nine Gate",
    b"program": "Files",
    b"product": "Hunt",
    b"content": "ID",
    b"app": "Store",
    b"driver": "San",
    b"trust": "Pilot",
    b"data": "General Becker",
    b"reach": "plc PLC",
    b"image": "Comics",
    b"context": "Travel",
}
_known_before = {term: tuple(f"{name} ".encode() for name in names.split()) for term, names in _KNOWN_BEFORE.items()}
_known_after = {term: frozenset(names.encode().split()) for term, names in _KNOWN_AFTER.items()}
_CONGO = re.compile(rb" of (?:the )?Congo\b")
_NEXT = re.compile(rb" (\w+)")

# "12 HARBOUR DR" (and "TL;DR"), "CX 840"
_IN_CAPITALS = re.compile(rb"\b\d+[A-Z]?[ ](?:[A-Z][A-Z'-]+[ ]){1,3}$")
_FLIGHT = re.compile(rb"[ ]?\d{3,4}\b")


def is_part_of_a_name(data: bytes, start: int, end: int) -> bool:
    """Return whether the bytes `start:end` are part of a proper name."""
    if not 65 <= data[start] <= 90:
        return False
    before = data[max(0, start - _REACH) : start]
    after = data[end : end + _REACH]
    surface = data[start:end]
    word = surface.lower()
    known = _known_after.get(word)
    if known is not None and (following := _NEXT.match(after)) and following[1] in known:
        return True
    if surface.isupper():
        if surface == b"DR":
            return before.endswith(b"TL;") or bool(_IN_CAPITALS.search(before) or _CONGO.match(after))
        return surface == b"CX" and bool(_FLIGHT.match(after))
    return before.endswith(_known_before.get(word, ())) or _AFTER.match(after) is not None or _BEFORE.search(before) is not None
