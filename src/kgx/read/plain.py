"""Plain text: paragraphs parted by empty lines, or a line each."""

import re

from kgx.read.page import Page, clean, paragraphs, wrap_width

_NUMBER = re.compile(r"\(?(\d{1,2})[.)] (?=\S)")


def read_plain(text: str) -> Page:
    """The paragraphs of a plain text; the numbers of numbered paragraphs are left out."""
    text = clean(text)
    width = wrap_width(text)
    chunks = re.split(r"\n{2,}", text.strip("\n"))
    found = [p for chunk in chunks for p in paragraphs(chunk.split("\n"), width)]
    numbers = [int(match[1]) for p in found if (match := _NUMBER.match(p))]
    if numbers[:2] == [1, 2]:
        found = [_NUMBER.sub("", p, count=1) for p in found]
    return Page(paragraphs=tuple(found))
