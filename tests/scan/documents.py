"""Small documents, made by hand: what a test puts in is all that they hold."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ML = "application/vnd.openxmlformats-officedocument"


def _zip(files: dict[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def _types(parts: dict[str, str]) -> str:
    listed = "".join(f'<Override PartName="/{part}" ContentType="{kind}+xml"/>' for part, kind in parts.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{rels}{listed}</Types>'


def _rels(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def docx(paragraphs: Sequence[str], body: str = "", name: str = "document.xml") -> bytes:
    text = body or "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in paragraphs)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return _zip(
        {
            "[Content_Types].xml": _types({f"word/{name}": f"{_ML}.wordprocessingml.document.main"}),
            "_rels/.rels": _rels(("officeDocument", f"word/{name}")),
            f"word/{name}": f"<w:document {space}><w:body>{text}</w:body></w:document>",
        }
    )


def odt(paragraphs: Sequence[str]) -> bytes:
    text = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:body><office:text>{text}</office:text></office:body>"
            "</office:document-content>",
        }
    )


def encrypted_odt() -> bytes:
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "\x01\x02no document",
            "META-INF/manifest.xml": "<manifest:manifest><manifest:file-entry manifest:full-path='content.xml'>"
            "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
        }
    )


def pptx(slides: Sequence[str]) -> bytes:
    spaces = f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_OFFICE}"'
    spaces += ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    names = [f"slides/slide{number}.xml" for number in range(1, len(slides) + 1)]
    listed = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in range(1, len(slides) + 1))
    shape = "<p:sp><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    shape = f"<p:sld {{}}><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:sld>"
    kinds = {f"ppt/{name}": f"{_ML}.presentationml.slide" for name in names}
    return _zip(
        {
            "[Content_Types].xml": _types({"ppt/presentation.xml": f"{_ML}.presentationml.presentation.main", **kinds}),
            "_rels/.rels": _rels(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": _rels(*(("slide", name) for name in names)),
            **{f"ppt/{name}": shape.format(spaces, text) for name, text in zip(names, slides, strict=True)},
        }
    )


def pdf(pages: Sequence[str], *, encrypted: bool = False) -> bytes:
    numbers = range(4, 4 + 2 * len(pages), 2)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{number} 0 R' for number in numbers)}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, text in zip(numbers, pages, strict=True):
        content = f"BT /F 12 Tf 50 700 Td ({text}) Tj ET".encode() if text else b""
        box = "/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>"
        objects += [
            f"<</Type/Page/Parent 2 0 R{box}/Contents {number + 1} 0 R>>".encode(),
            f"<</Length {len(content)}>>stream\n".encode() + content + b"\nendstream",
        ]
    data = b"%PDF-1.4\n"
    offsets = []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    key = (
        "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + "aa" * 32 + ">/U<" + "bb" * 32 + ">>>/ID[<aa><aa>]" if encrypted else ""
    )
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R{key}>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()
