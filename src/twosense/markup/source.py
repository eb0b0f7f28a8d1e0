"""Source code: prose is what comments and docstrings say, without their delimiters, examples and code that is commented out.

Pygments, which comes with Textual, tells comments from strings in each language. Invariant: a line of a comment is prose as a
whole or not at all, but for its delimiters, its tags, and code in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from errno import ETIMEDOUT
from functools import lru_cache
from time import process_time
from typing import TYPE_CHECKING

from twosense.markup.blank import Span, blank
from twosense.markup.lines import normalised

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_COMMENT_DELIMITERS = re.compile(  # at the start and the end of a line of a comment
    rb"""^[ \t]*+(?:[rRuUbBfF]{0,2}(?:\"\"\"|''')|/\*[*!]*+|\*++/?|//[/!]*+|\#++[!:']?|--++(?:\[=*\[)?|;++|<\#|<!--)
    | (?:\"\"\"|'''|(?<!\*)\*++/|\#>|-->|\]=*+\])[ \t]*+$""",
    re.VERBOSE | re.MULTILINE,
)
_CODE_LINE = re.compile(
    rb"""^[ \t]*+(?:
      (?:>>>|\.\.\.|\$|%|>|In\ \[)[ ].*+                                      # an example, a command
    | \.\.[ ][\w.-]++(?::[\w.-]++)*+::.*+
    | [\w.\[\]"'*&:]+(?:[ \t]*+:[ ]?[\w\[\], |]++)?[ \t]*+(?:[-+*/|&%]|:|\?\?|<<|>>)?=(?!=)[ \t]*+\S.*+  # an assignment
    | (?!TODO|FIXME|XXX|HACK|NOTE)[\w.$@!<>:]++\([^\n]*\)?[;:,{]?[ \t]*+(?:=>|->)?.*+  # a call
    # A statement; but a line with a full stop at its end or with a word that hardly any language has is part of a sentence.
    | (?![^"'\n]*[ ](?:(?:the|an|are|was|were|be|been|of|to|that|which|what|we|you|they|it|its|our|their|these|those|can|must
        |should|may|will|would|has|have|but|because|a[ ](?!and|not|for)[a-z]{3}\w*|is(?![ ](?:not|None|True|False)\b)
        |The|It|This)[ ,]|[a-z]+\)?\.[ \t]*$))(?:
        (?:from[ ]\S+[ ]import|import[ ][\w.{"'*]+|\#?include[ ]|using[ ]\w[\w.]*;|package[ ][\w.]+|export[ ]\w+|require\b).*+
      | (?:def|class|func|function|fn|public|private|protected|static|const|let|var|val|async|await|struct|enum|interface|type)
        [ ]++[\w<].*?[(){};=<:].*+
      | (?:if|for|while|switch|catch|elif|else[ ]if|with|match|until|unless|when)\b[ ]?\(?.*(?:[{:;]|[ ]then|[ ]do)[ \t]*+$
      | if[ ].*:[ ](?:return|break|continue|pass|raise)\b.*+
      | (?:return|yield|raise|throw|assert|del|print|echo|delete|new|await)\b[ (][^\n]*[();=\[\].].*+
      | (?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|FROM|WHERE|JOIN|AND|OR|ORDER|GROUP)[ ].*+)
    | [\w"'.-]++[ ]?:[ ]*+(?:[\w"'./-]++,?|[\[{&*|>].*+)?(?=[ \t]*$)                 # a key of YAML or JSON with a short value
    | -[ ]?[\w.-]++(?::[ ]*+\S*+)?(?=[ \t]*$)
    | [\w, *]+[ ]:[ ].*+                                                      # a parameter in NumPy's style
    | [@:]\w[^\n]*;(?=[ \t]*$)
    | (?:[{}\[\]()|](?!@)|<(?!/?(?:p|b|i|a|li|ul|ol|em|br|code|strong)\b)).*+
    | .*[;{}][ \t]*+$ | .*(?:=>|&&|\|\||===?|!==?|:=|\+=|->).*+
    )[ \t]*+$""",
    re.VERBOSE | re.MULTILINE,
)
_INLINE = re.compile(
    rb"""
      `{1,3}[^`\n]{1,200}+`{1,3}
    | \{@\w+[^}\n]{0,200}+\}
    | <(?:code|pre|c|tt|see|paramref|typeparamref)\b[^\n]{0,300}?(?:</(?:code|pre|c|tt)>|/>)
    | </?\w[^<>\n]{0,200}+>
    | ^[ \t]*+[@\\](?:param|arg|tparam|event|fires|slot|csspart|cssproperty|attr|option
        |throws|exception|raises|see|property|prop|field|typedef|type)\b(?:\[\w+\])?
      (?:[ ]+\{[^}\n]{0,200}+\})?(?:[ ]+[\[\]\w.$*=&-]+)?
    | [@\\][A-Za-z]\w*+(?:[ ]+\{[^}\n]{0,200}+\})?
    | :\w[\w \t*,.\[\]|]{0,80}+:(?=[ \t]|$) | :\w{1,30}+(?::\w{1,30}+){0,3}+:(?=`)
    | ^[ \t]*+[a-z_*][\w*]{0,60}+(?:[ ]?\([^)\n]{0,100}+\))?:(?=[ ]|$)         # a parameter in Google's style
    | \b\w++(?:\.\w++){0,20}+\([^()\n]{0,100}+\)                              # a call in a sentence
    | \b\w++\#\w++ | \b[a-z]\w*+:\w[\w/.-]*+ | \b[\w.-]{1,100}+(?:/[\w.<>-]++){2,}+  # names of members, roles, paths
    | \b\w++\.\w*_\w*+ | \b\w*_\w*+ | \b[a-z]++[A-Z]\w*+ | \b\w++(?:\.\w++){2,}+ | \b[\w.]{1,100}+\[[^\]\n]{0,60}+\]
    | "[^"\n]{1,40}+" | (?<!\w)'[^'\n]{1,60}+'(?!\w) | (?<![\w:]):\w++(?:,[ ]:\w++)*+
    | \b(?:\w++=\S++)
    """,
    re.VERBOSE | re.MULTILINE,
)

_PATIENCE_S, _PATIENCE_S_PER_BYTE = 2.0, 1e-5  # six times what a file of a repository takes; Pygments may take quadratic time
# Without the line end some lexers miss a comment in the last line. The delimiters close what is open: to look for them in vain,
# once for each comment that is not closed, takes quadratic time.
_END = "\n*/ --> ]] -}\n"


def spans(data: bytes, language: str) -> Iterator[Span]:
    """Yield the spans that are not prose, in byte offsets.

    Raises ValueError if there is no such language, TimeoutError if Pygments takes too long.
    """
    unix = normalised(data)
    done = 0
    for start, end in _comments(unix, language):
        yield done, start
        done = end
        comment = unix[start:end]
        delimiters = [found.span() for found in _COMMENT_DELIMITERS.finditer(comment)]
        text = blank(comment, delimiters)
        code = [found.span() for found in _CODE_LINE.finditer(text)]
        for first, after in (*delimiters, *code, *(found.span() for found in _INLINE.finditer(blank(text, code)))):
            yield start + first, start + after
    yield done, len(data)


def is_language(name: str) -> bool:
    """Return whether there is a language of this name, for Pygments."""
    try:
        _lexer(name)
    except ValueError:
        return False
    return True


def _comments(data: bytes, language: str) -> Iterator[Span]:
    """Yield the spans of comments and docstrings."""
    from pygments.token import Comment, String

    text = data.decode("utf-8", "surrogateescape") + _END
    at = offset = 0
    end_of_patience = process_time() + _PATIENCE_S + len(text) * _PATIENCE_S_PER_BYTE
    for index, kind, value in _lexer(language).get_tokens_unprocessed(text):
        if process_time() > end_of_patience:
            raise TimeoutError(ETIMEDOUT, "its comments take too long to find", language)
        if kind in String.Doc or (kind in Comment and kind not in (Comment.Preproc, Comment.PreprocFile, Comment.Hashbang)):
            if index < at:
                continue
            offset += len(text[at:index].encode("utf-8", "surrogateescape"))
            length = len(value.encode("utf-8", "surrogateescape"))
            yield offset, min(offset + length, len(data))
            at, offset = index + len(value), offset + length


@lru_cache
def _lexer(language: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        raise ValueError(language) from None
