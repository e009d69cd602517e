"""Files -> Documents."""

import hashlib
import json
import tempfile
import textwrap
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgx.model import Document, KgxError, Lost, ReadError
from kgx.read import FORMATS, SINGLE, days, find, identify
from kgx.read.furniture import is_furniture
from kgx.read.head import finish
from kgx.read.markdown import read_markdown
from kgx.read.plain import read_plain
from kgx.read.readers import ARCHIVES, BINARY, FEEDS, READERS, ROWS, read

PROSE = "The ministers of three lake states agreed to open a ferry line between Lund and Bergen."
MORE = '"We are content," said Ben Sol, who heads the Lake Commission.'


def document(folder: Path, text: str | bytes, name: str = "a.txt") -> Document:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).encode())
    (found,) = read(path).documents
    return found


def body(doc: Document) -> list[str]:
    return doc.text.split("\n\n")


def test_a_news_page_saved_as_text(tmp_path: Path) -> None:
    doc = document(
        tmp_path,
        f"""\
        Monday July 5 2021

        Ferry line agreed: what it means for the lake

        4 May 2021 08:30 (UTC+02:00)
        Ferry line agreed: what it means for the lake
        Ada Roe
        Ada Roe
        Read more

        {PROSE}

        {MORE}


        Follow us on Twitter @LakeTimes

        Latest See more
        Storm hits the coast
        """,
    )
    assert doc.title == "Ferry line agreed: what it means for the lake"
    assert doc.authors == ("Ada Roe",)
    assert doc.published == date(2021, 5, 4)
    assert body(doc) == [doc.title, PROSE, MORE]


def test_a_breadcrumb_ends_with_the_title(tmp_path: Path) -> None:
    text = f"Lake.Example » Politics » Ferry line agreed by three states\n04 May 2021 [10:10] - Lake.Example\n\n\n{PROSE}\n\n\u00a0\n\n{MORE}\n\nCopyright © Lake.Example"
    doc = document(tmp_path, text)
    assert doc.title == "Ferry line agreed by three states"
    assert doc.published == date(2021, 5, 4)
    assert doc.publisher == "Lake.Example"
    assert body(doc) == [doc.title, PROSE, MORE]


def test_markdown_loses_its_markup_and_its_tables(tmp_path: Path) -> None:
    doc = document(
        tmp_path,
        """\
        # Timeline: the [ferry](https://lake.example) line

        *Background. Last updated: 3 February 2021*

        - **17 June 2003** – Sweden and *Norway* sign an agreement in Lund.
        - **2005** – The line opens.

        ## The cost

        > "We are **content**," said Ben Sol,
        > who heads the Lake Commission.

        | Line | Length |
        |---|---|
        | Lund | 12 km |

        ![Boats](boats.png)
        """,
        "a.md",
    )
    assert body(doc) == [
        "Timeline: the ferry line",
        "17 June 2003 – Sweden and Norway sign an agreement in Lund.",
        "2005 – The line opens.",
        "The cost",
        MORE,
    ]
    assert (doc.title, doc.published) == ("Timeline: the ferry line", date(2021, 2, 3))


def test_front_matter_is_metadata(tmp_path: Path) -> None:
    text = f"---\ntitle: Ferry line agreed\nauthor: [Ada Roe, Ben Sol]\ndate: 2021-05-04\npublisher: Lake Times\n---\n\n{PROSE}\n"
    doc = document(tmp_path, text, "a.md")
    assert (doc.title, doc.authors) == ("Ferry line agreed", ("Ada Roe", "Ben Sol"))
    assert (doc.published, doc.publisher) == (date(2021, 5, 4), "Lake Times")
    assert body(doc) == ["Ferry line agreed", PROSE]


def test_broken_front_matter_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="the front matter is not valid YAML at line 3"):
        document(tmp_path, "---\nauthor: Ada\ntitle: a: b\n---\n\nText.\n", "a.md")


def test_a_thematic_break_is_no_front_matter() -> None:
    assert read_markdown("---\nAda met Ben.\n---\n").paragraphs == ("Ada met Ben.",)


HTML = """\
<!doctype html>
<html><head><title>Ferry line agreed - Lake Times</title>
<meta name="author" content="Ada Roe">
<meta property="article:published_time" content="2021-05-04T23:30:00+11:00">
<script>var ads = "Boat Deals";</script></head>
<body><nav><a href="/">Home</a> <a href="/x">Rowing Zone</a></nav>
<div class="cookies">This site uses cookies. <button>Got it</button></div>
<article><h1>Ferry line agreed</h1>
<p class="byline">By Ada Roe</p>
<p><strong>Q: Who pays for the boats of the new line across the lake?</strong></p>
<p><strong>A:</strong> Sweden pays <a href="x">a third</a> of the cost, and Norway pays the remainder of it.</p>
<h2>What comes next</h2>
<ul><li>The line opens in June.</li><li>A second follows in July.</li></ul>
<p>The ministers of three lake states agreed to open a ferry line between Lund and Bergen.</p>
</article>
<aside class="related"><h3>Most read</h3><ul><li>Ten boats to see</li></ul></aside>
<footer>&copy; 2021 Lake Media Ltd. Terms of Use | Advertise</footer></body></html>
"""


def test_html_keeps_the_article_alone(tmp_path: Path) -> None:
    doc = document(tmp_path, HTML, "a.html")
    assert (doc.title, doc.authors) == ("Ferry line agreed", ("Ada Roe",))
    assert doc.published == date(2021, 5, 4)  # the day that it was there
    assert doc.publisher == "Lake Times"
    assert body(doc) == [
        "Ferry line agreed",
        "Q: Who pays for the boats of the new line across the lake?",
        "A: Sweden pays a third of the cost, and Norway pays the remainder of it.",
        "What comes next",
        "The line opens in June.",
        "A second follows in July.",
        PROSE,
    ]


def test_json_ld_is_metadata(tmp_path: Path) -> None:
    linked = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle",'
        ' "datePublished": "2021-05-04T08:00:00Z", "author": [{"name": "Ada Roe"}, {"name": "Ben Sol"}],'
        ' "publisher": {"name": "Lake Times"}}]}</script>'
    )
    page = f"<html><head>{linked}</head><body><article><h1>Ferry line agreed</h1><p>{PROSE}</p></article></body></html>"
    doc = document(tmp_path, page, "a.html")
    assert doc.authors == ("Ada Roe", "Ben Sol")
    assert (doc.published, doc.publisher) == (date(2021, 5, 4), "Lake Times")


@pytest.mark.parametrize(
    ("line", "authors", "published", "publisher"),
    [
        ("By Ada Roe", ("Ada Roe",), None, None),
        ("BY ADA ROE", ("Ada Roe",), None, None),
        ("By Ada Roe and Ben Sol, Lake Times", ("Ada Roe", "Ben Sol"), None, "Lake Times"),
        ("By Ada Roe in Lund and Ben Sol in Bergen", ("Ada Roe", "Ben Sol"), None, None),
        ("By Ada Roe, 4 May 2021", ("Ada Roe",), date(2021, 5, 4), None),
        ("By Our Correspondent", (), None, None),
        ("Written by: Ada van der Roe", ("Ada van der Roe",), None, None),
        ("**Oslo, 4 May 2021** — *By Ada Roe*", ("Ada Roe",), date(2021, 5, 4), None),
        ("Ada Roe | Lake Times | 12/05/2021", ("Ada Roe",), None, "Lake Times"),  # May or December
        ("Oslo, 4 May 2021", (), date(2021, 5, 4), None),
        ("Lake Observer, 4 May 2021", (), date(2021, 5, 4), "Lake Observer"),
        ("Tuesday, May 4th, 2021", (), date(2021, 5, 4), None),
        ("Published: 4 May 2021, 10:05 | Last updated 9 May 2021", (), date(2021, 5, 4), None),
        ("Last updated: 9 May 2021", (), date(2021, 5, 9), None),
        ("2021-05-04T10:05:00Z", (), date(2021, 5, 4), None),
        ("04.05.2021 10:05", (), date(2021, 5, 4), None),
    ],
)
def test_a_line_of_metadata_leaves_the_text(
    line: str, authors: tuple[str, ...], published: date | None, publisher: str | None
) -> None:
    page = finish(read_plain(f"Ferry line agreed\n\n{line}\n\n{PROSE}\n\n{MORE}"))
    assert (page.authors, page.published, page.publisher) == (authors, published, publisher)
    assert page.paragraphs == ("Ferry line agreed", PROSE, MORE)


@pytest.mark.parametrize(
    ("dateline", "published", "publisher"),
    [
        ("LUND, 4 May 2021 (Lake Wire) — ", date(2021, 5, 4), "Lake Wire"),
        ("LUND, Sweden, May 4, 2021 /Lake Wire/ -- ", date(2021, 5, 4), "Lake Wire"),
        ("PORT LUND, Tuesday, 4 May 2021 (Lake Wire) - ", date(2021, 5, 4), "Lake Wire"),
        ("LUND, Feb. 26, 2021 – ", date(2021, 2, 26), None),
        ("LUND (Lake Wire) - ", None, "Lake Wire"),
        ("LUND, May 4 – ", None, None),
    ],
)
def test_a_dateline_is_metadata_and_stays(dateline: str, published: date | None, publisher: str | None) -> None:
    page = finish(read_plain(f"Ferry line agreed\n\n{dateline}{PROSE}\n\n{MORE}"))
    assert (page.published, page.publisher) == (published, publisher)
    assert page.paragraphs == ("Ferry line agreed", dateline + PROSE, MORE)


@pytest.mark.parametrize(
    "title",
    [
        "Ada Roe (December 12, 1917 – May 3, 1984)",
        "Ada Roe, 12 December 1917 - 3 May 1984",
        "Ada Roe (born 12 December 1917) – ferry captain",
        "Ada Roe (December 12, 1917 – May 3, 1984) was a ferry captain.",
    ],
)
def test_the_dates_of_a_life_are_no_dates_of_publication(title: str) -> None:
    assert finish(read_plain(f"{title}\n\n{PROSE}\n\n{MORE}")).published is None


def test_a_dateline_takes_its_year_from_the_rest() -> None:
    page = finish(read_plain(f"Monday January 3 2022\n\nFerry line agreed\n\nLUND, December 28 – {PROSE}\n\n{MORE}"))
    assert page.published == date(2021, 12, 28)


def test_the_day_of_a_print_out_counts_only_alone() -> None:
    head = "Monday July 5 2021\n\nFerry line agreed\n\n"
    assert finish(read_plain(f"{head}{PROSE}")).published == date(2021, 7, 5)
    assert finish(read_plain(f"{head}4 May 2021\n\n{PROSE}")).published == date(2021, 5, 4)


def test_dates_that_head_a_chronicle_stay() -> None:
    lines = ["Chronicle of a strike", "3 May 2021", PROSE, "4 May 2021", MORE, "7 May 2021", "The strike ended."]
    page = finish(read_plain("\n".join(lines)))
    assert (page.paragraphs, page.published) == (tuple(lines), None)


@pytest.mark.parametrize(
    "items",
    [
        ("Founded: 4 May 1998", "Seat: Lund", "Signed in Oslo on 3 May 2001"),
        ("Born 4 May 1950, Lund", "Married Ben Sol in 1970"),
        ("3 May 2019 – Oslo Talks", "4 May 2020 – Lund Pact", "5 May 2021 – Bergen Accord"),
        ("Oslo → Bergen: 300 km", "Lund → Oslo: 400 km"),
    ],
)
def test_items_with_dates_are_facts_and_no_metadata(items: tuple[str, ...]) -> None:
    page = finish(read_markdown("# The pact in brief\n\n" + "\n".join(f"- {item}" for item in items)))
    assert page.paragraphs == ("The pact in brief", *items)
    assert page.published is None


def test_markdown_keeps_the_text_of_html_and_of_indented_lines() -> None:
    source = "<div class='x'>Ada met <b>Ben</b> &amp; Cal.</div>\n\n<!-- a note -->\n\n    Cal left.<br>Ben stayed.\n"
    assert read_markdown(source).paragraphs == ("Ada met Ben & Cal.", "Cal left.", "Ben stayed.")


def test_a_masthead_and_a_site_are_the_publisher() -> None:
    page = finish(read_plain(f"LAKE NEWS AGENCY\nHome | World\n\nThree states agree on ferry line\n\n{PROSE}"))
    assert (page.title, page.publisher) == ("Three states agree on ferry line", "LAKE NEWS AGENCY")
    page = finish(read_plain(f"Ferry line agreed - Lake Times\n\n{PROSE}"))
    assert (page.title, page.publisher) == ("Ferry line agreed", "Lake Times")


def test_a_text_without_a_title_has_none() -> None:
    assert finish(read_plain(f"{PROSE}\n\n{MORE}")).title is None


@pytest.mark.parametrize(
    "line",
    [
        "Read more",
        "Read also: Ferries of the north",
        "Follow us on Twitter @LakeTimes",
        "Follow us on Twitter and Telegram.",
        "Share",
        "Share | Print | Send by e-mail",
        "Share this article on Facebook",
        "Facebook Twitter Telegram",
        "Latest See more",
        "Most read",
        "Advertisement",
        "ADVERTISEMENT - STORY CONTINUES BELOW",
        "Copyright © Lake.Example",
        "(c) 2021 Lake Wire. All rights reserved.",
        "We use cookies to make this site better. By continuing you agree to our policy.",
        "Accept All Cookies or Manage Preferences.",
        "Subscribe to our newsletter to get the best stories.",
        "Sign up for our newsletter",
        "Photo: Ben Sol in Lund (Lake Wire)",
        "Tags: Sweden, ferries",
        "3 comments",
        "5 hours ago",
        "4 min read",
        "Terms of Use | Advertise With Us | Download Our App",
    ],
)
def test_furniture_is_dropped(line: str) -> None:
    assert line not in finish(read_plain(f"Ferry line agreed\n\n{PROSE}\n\n{line}\n\n{MORE}\n\n{line}")).paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell after the news.",
        "Share of costs: Sweden pays a third.",
        "Follow us, the minister told the crowd.",
        "Copyright law was amended in Kenya.",
        "By continuing the talks, both sides showed good will.",
        "Subscribe to our cause, the poet said.",
        "Home secretary Ben Sol resigned.",
        "Photo agencies in Lund went on strike.",
        "Read more books, the king told his ministers.",
        "Comments by Ada Roe were withdrawn.",
        "Source of the trouble: a ferry.",
        "More on Tuesday.",
        "Latest talks failed.",
        "Print workers stopped work in Lund.",
        "By using tear gas, police broke the terms of the truce.",
        "We and our partners have signed the pact.",
        "Join the alliance in 2004",
        "Credit: Sweden lent 40 million euros.",
        "Topics of the talks were boats and trains.",
    ],
)
def test_a_sentence_is_never_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_hard_wrapped_prose_is_joined_and_a_list_is_not() -> None:
    wrapped = textwrap.fill(f"{PROSE} {MORE} The talks in Oslo lasted for two days and nights.", 60)
    text = f"{wrapped}\n\nWho came:\n- Ada Roe, prime minister\n- Ben Sol\n"
    assert read_plain(text).paragraphs == (
        wrapped.replace("\n", " "),
        "Who came:",
        "Ada Roe, prime minister",
        "Ben Sol",
    )


def test_a_line_each_is_a_paragraph_each() -> None:
    lines = (PROSE, "The talks lasted two days.", MORE, "Sweden will pay.")
    assert read_plain("\n".join(lines)).paragraphs == lines


def test_numbers_of_paragraphs_are_markup() -> None:
    assert read_plain(f"1. {PROSE}\n\n2. {MORE}").paragraphs == (PROSE, MORE)
    assert read_plain(f"12 boats sank.\n\n2. {MORE}").paragraphs == ("12 boats sank.", f"2. {MORE}")


def test_characters_are_cleaned() -> None:
    dirty = "\ufeffCafe\u0301\u00a0owners\u200b in\tMalmo\u0308\x07 \u00admet."
    assert read_plain(dirty).paragraphs == ("Café owners in Malmö met.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Café owners in Malmö met Ada Roe on 3 May 2020, said the mayor of Malmö. The cafés are to close."
    assert document(tmp_path, text.encode(encoding)).text == text


def test_html_names_its_charset(tmp_path: Path) -> None:
    page = HTML.replace("<head>", '<head><meta charset="windows-1251">').replace("Ben", "Ada").replace("Lund", "Лунд")
    assert "Лунд" in document(tmp_path, page.encode("windows-1251"), "a.html").text


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\n", "the file is empty"),
        ("a.txt", b"PK\x03\x04\x00\x00\x08", "broken (BadZipFile: "),
        ("a.txt", b"\xff\xfeA", "not a text in any known encoding"),
        ("a.txt", b"Read more\n\nShare\n", "no article text"),
        ("a.html", b"<html><body></body></html>", "no article text"),
        ("a.html", b"<!-- -->", "no article text"),
        ("a.md", b"---\ntitle: [\n---\n", "not valid YAML"),
        ("a.jpg", b"\xff\xd8\xff", "not a format that kgx reads (.docx .eml .epub .htm .html .md"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, raw: bytes, told: str) -> None:
    with pytest.raises(ReadError) as caught:
        document(tmp_path, raw, name)
    message = str(caught.value)
    assert told in message
    assert "\n" not in message


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(ReadError, match="cannot be read"):
        read(tmp_path / "a.txt")


def test_a_document_knows_the_bytes_it_was_made_from(tmp_path: Path) -> None:
    known = hashlib.sha256(PROSE.encode()).hexdigest()
    assert document(tmp_path, PROSE).sha256 == known
    (tmp_path / "a.txt").write_text(PROSE + MORE, encoding="utf-8")
    with pytest.raises(Lost, match="changed while it was being read"):
        read(tmp_path / "a.txt", known)


def test_every_format_that_is_looked_for_has_a_reader() -> None:
    unpacked = {".gz", ".tgz", ".parquet", ".warc"}
    assert {*SINGLE} == {*READERS, *BINARY}
    assert {*FORMATS} == {*SINGLE, *ROWS, *FEEDS, *ARCHIVES, *unpacked}


def test_find_lists_files_once_and_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/y.HTML", "c.jpg", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    one = tmp_path / "b.txt"
    assert find([tmp_path]) == [(tmp_path / name, tmp_path) for name in ("a/y.HTML", "a/z.md", "b.txt")]
    assert find([one, tmp_path, one])[0] == (one, tmp_path)
    assert len(find([one, tmp_path, one])) == 3


def test_find_passes_over_the_texts_of_a_graph(tmp_path: Path) -> None:
    for name in ("g/graph.ttl", "g/texts/doc_a.txt", "texts/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert find([tmp_path]) == [(tmp_path / "texts" / "a.txt", tmp_path)]


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgxError, match=r"gone: no such file or folder; name the texts"):
        find([tmp_path / "gone"])


def test_ids_differ_where_stems_are_the_same() -> None:
    root = Path("r")
    ids = identify([(root / "a/x.txt", root), (root / "b/X.md", root), (root / "y.txt", root)])
    assert len({name.casefold() for name in ids}) == 3
    assert ids[2] == "doc_y"
    assert ids == identify(
        [(Path("s/a/x.txt"), Path("s")), (Path("s/b/X.md"), Path("s")), (Path("s/y.txt"), Path("s"))]
    )
    assert identify([(Path("r/Æ b (1).txt"), Path("r"))]) == ["doc_Æ_b_1"]
    twice = identify([(Path("r/x.txt"), Path("r")), (Path("s/x.txt"), Path("s"))])
    assert len(set(twice)) == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("4 May 2021", [(4, 5, 2021)]),
        ("May 4th, 2021 and 05 June 2022", [(4, 5, 2021), (5, 6, 2022)]),
        ("Sept. 3", [(3, 9, None)]),
        ("2–8 June 2025", []),
        ("May 2021", []),
        ("31 February 2021", []),
        ("25/12/2021", [(25, 12, 2021)]),
    ],
)
def test_days(line: str, expected: list[tuple[int, int, int | None]]) -> None:
    assert [(day.day, day.month, day.year) for day in days.find(line)] == expected


@settings(deadline=None)  # libraries are imported on the way
@given(
    st.sampled_from([b"", b"%PDF-1.7\n", b"{\\rtf1 ", b"PK\x03\x04", b"\x1f\x8b\x08", b"<html>", b"\xff\xfe"]),
    st.binary(max_size=300),
    st.sampled_from(sorted(FORMATS)),
)
def test_any_bytes_are_read_or_refused(start: bytes, rest: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(start + rest)
        try:
            reading = read(path)
        except ReadError:
            return
    assert reading.documents or reading.unread
    assert all(document.text.strip() == document.text != "" for document in reading.documents)


@given(st.text(st.characters(codec="utf-8"), max_size=400), st.sampled_from(sorted(READERS)))
def test_any_text_is_read_clean_or_refused(text: str, suffix: str) -> None:
    try:
        page = finish(READERS[suffix](text))
    except ReadError:
        return
    for paragraph in page.paragraphs:
        assert paragraph == paragraph.strip() == unicodedata.normalize("NFC", paragraph) != ""
        assert not any(unicodedata.category(c) == "Cc" for c in paragraph)


@pytest.mark.parametrize(
    ("text", "title", "authors", "publisher"),
    [
        ("Can the pact last?\n\nAda Roe\nLake Daily\n4 May 2021\n\n{}", "Can the pact last?", ("Ada Roe",), "Lake Daily"),
        ("Subject: Pact signed\nDate: 4 May 2021\nAuthor: Ada Roe\n\n{}", "Pact signed", ("Ada Roe",), None),
        ("WORLD NEWS | May 4, 2021 / 10:05 AM\n\nPact signed\n\n{}", "Pact signed", (), None),
        ("STATEMENT ON THE PACT\n\n{}\n\nLund, 4 May 2021", "STATEMENT ON THE PACT", (), None),
        ("Pact signed\n4 May 2021\n{}\n\n(Reporting by Ada Roe; Editing by Cal Poe)", "Pact signed", ("Ada Roe",), None),
        ("Pact signed\n\nAda Roe, Ben Sol\n\n{}\n\nReporting by Ada Roe and Ben Sol", "Pact signed", ("Ada Roe", "Ben Sol"), None),
    ],
)  # fmt: skip
def test_heads_and_tails(text: str, title: str, authors: tuple[str, ...], publisher: str | None) -> None:
    page = finish(read_plain(text.format(PROSE)))
    assert (page.title, page.authors, page.publisher) == (title, authors, publisher)
    assert page.published == (date(2021, 5, 4) if "2021" in text else None)
    assert page.paragraphs == (title, PROSE)


def test_the_texts_beside_the_checkout_lose_no_sentence(shared: Path) -> None:
    for path, _ in find([shared / "seeds"]):
        raw = path.read_text(encoding="utf-8").replace("\u00a0", " ")
        lines = [line.strip() for line in raw.split("\n") if len(line) > 150]
        (doc,) = read(path).documents
        assert body(doc)[-len(lines) :] != []
        assert set(lines) <= set(body(doc))


GOLD = Path(__file__).parent / "gold"
CORPORA = {GOLD / "sample.json": GOLD.parent.parent / "data" / "raw", GOLD / "dev.json": GOLD / "dev"}


@pytest.mark.parametrize(
    ("path", "gold"),
    [
        pytest.param(folder / name, gold, id=name)
        for file, folder in CORPORA.items()
        for name, gold in json.loads(file.read_text(encoding="utf-8"))["docs"].items()
    ],
)
def test_the_metadata_of_the_corpora(path: Path, gold: dict[str, Any]) -> None:
    (doc,) = read(path).documents
    if "published" in gold:
        assert str(doc.published) == gold["published"]
    assert doc.authors == ((gold["author"],) if "author" in gold else ())
    assert [words for words in gold.get("absent", []) if words in doc.text] == []
