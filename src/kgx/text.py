"""Texts as formats of one line a value take them."""

import re

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")
_FORBIDDEN = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # production 2 of XML 1.0
_CONTROL = re.compile(r"[\x7f-\x9f]")


def xml_text(text: str) -> str:
    """A text without the characters that XML cannot hold, not even escaped."""
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """A text without line breaks and control characters. Marks of the direction of writing stay: they are part of it."""
    return _CONTROL.sub("", xml_text(_BREAKS.sub(" ", text)))
