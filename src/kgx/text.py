"""Texts as formats take them: XML, a line a value, spreadsheets, Markdown; and for comparison."""

import re
import unicodedata

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")
_FORBIDDEN = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # production 2 of XML 1.0
_CONTROL = re.compile(r"[\x7f-\x9f]")
_FORMULA = re.compile(r"(^|;)(?=[\s\x00-\x1f\x7f-\x9f]*[=+\-@|%＝＋－＠])")  # also in their full-width forms
_MARKUP = re.compile(r"[\\`*\[\]<>|~&]|(?<![^\W_])_|_(?![^\W_])")


def xml_text(text: str) -> str:
    """A text without the characters that XML cannot hold, not even escaped."""
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """A text without line breaks and control characters. Marks of the direction of writing stay: they are part of it."""
    return _CONTROL.sub("", xml_text(_BREAKS.sub(" ", text)))


def no_formula(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe stands before what Excel, Calc or Sheets may take for a formula.

    That is at its beginning, and after a semicolon, which parts cells where the comma is the decimal sign (OWASP, "CSV
    Injection").
    """
    return _FORMULA.sub(r"\1'", text)


def markdown(text: str) -> str:
    """A text on one line as Markdown that shows it, in a cell of a table too (CommonMark; GitHub's tables)."""
    return _MARKUP.sub(r"\\\g<0>", text)


def unaccented(text: str) -> str:
    """A text without accents, and with its letters in their plain forms (Unicode, NFKD)."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
