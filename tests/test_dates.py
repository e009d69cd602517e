"""Time expressions: what is found, its TimeML value, its EDTF date."""

from datetime import date
from random import Random

import pytest

from kgx.annotate import annotate
from kgx.dates import TimeExpression, bounds, find_dates
from kgx.model import Document

WEDNESDAY = "2024-06-12"


def dates(text: str, published: str | None = WEDNESDAY, title: str | None = None) -> list[tuple[str, TimeExpression]]:
    """The expressions of a text, each with the words that it covers, signal words included."""
    day = date.fromisoformat(published) if published else None
    annotated = annotate(Document(id="doc_a", path="a.txt", text=text, sha256="", published=day, title=title))
    spans = [(annotated.span(*found.outer), found) for found in find_dates(annotated)]
    return [(text[start:end], found) for (start, end), found in spans]


def only(text: str, published: str | None = WEDNESDAY) -> TimeExpression:
    found = dates(text, published)
    assert len(found) == 1, [words for words, _ in found]
    return found[0][1]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The port opened on 15 June 2019.", "2019-06-15"),
        ("The port opened on June 15, 2019.", "2019-06-15"),
        ("The port opened on Sept. 3, 2019.", "2019-09-03"),
        ("The port opened on 2019-06-15.", "2019-06-15"),
        ("The port opened on 15/06/2019.", "2019-06-15"),
        ("The port opened on 06/15/2019.", "2019-06-15"),
        ("The port opened on 15.06.2019.", "2019-06-15"),
        ("The port opened on the 9th of May 2019.", "2019-05-09"),
        ("The port opened on Sunday, 3 May 1998.", "1998-05-03"),
        ("The port opened in June 2019.", "2019-06"),
        ("The port opened in June of 2019.", "2019-06"),
        ("The port opened in 2019.", "2019"),
        ("The port opened around 1990.", "1990~"),
        ("The port opened in early 2018.", "2018"),
        ("The port opened in mid-2011.", "2011"),
        ("The port opened at the end of 2021.", "2021"),
        ("The port opened in the 1970s.", "197X"),
        ("The port opened in the late 1980s.", "198X"),
        ("The port opened in the nineties.", "199X"),
        ("The port opened in the nineteenth century.", "18XX"),
        ("The port opened in autumn 1995.", "1995-23"),
        ("The port opened in the spring of 2001.", "2001-21"),
        ("The port opened in the first quarter of 2008.", "2008-01/2008-03"),
        ("The port opened on Christmas Eve 1991.", "1991-12-24"),
    ],
)
def test_full_dates(text: str, when: str) -> None:
    assert only(text).when == when


@pytest.mark.parametrize(
    ("text", "when"),
    [  # published on a Wednesday
        ("The crew left on Monday.", "2024-06-10"),
        ("The crew left on Wednesday.", "2024-06-12"),
        ("The crew left on Thursday.", "2024-06-06"),
        ("The crew will leave on Monday.", "2024-06-17"),
        ("The crew will leave on Wednesday.", "2024-06-12"),
        ("The crew is to leave on Friday.", "2024-06-14"),
        ("The crew hopes to leave on Friday.", "2024-06-14"),
        ("The crew is expected to be received on Friday.", "2024-06-14"),
        ("The captain said the crew would leave in September.", "2024-09"),
        ("The crew left last Monday.", "2024-06-10"),
        ("The crew left last Wednesday.", "2024-06-05"),
        ("The crew leaves next Friday.", "2024-06-14"),
        ("The crew left on Tuesday of last week.", "2024-06-04"),
        ("The crew left on Sunday night.", "2024-06-09"),
        ("The crew left in November.", "2023-11"),
        ("The crew left in June.", "2024-06"),
        ("The crew will leave in November.", "2024-11"),
        ("The crew left last November.", "2023-11"),
        ("The crew left last June.", "2023-06"),
        ("The crew will leave next March.", "2025-03"),
        ("The crew will leave next spring.", "2025-21"),
        ("The crew left last winter.", "2023-24"),
        ("The crew left on 17 September.", "2023-09-17"),
        ("The crew left on 2 June.", "2024-06-02"),
        ("The crew left on 2 July.", None),
        ("The crew will leave on 17 September.", "2024-09-17"),
        ("The crew was due to leave in April.", "2024-04"),
        ("The crew announced a fair to be held on 20 June.", "2024-06-20"),
        ("The crew left last year.", "2023"),
        ("The crew left earlier this year.", "2024"),
        ("The crew will leave next month.", "2024-07"),
        ("The fair is scheduled for March.", "2025-03"),
        ("The fair was held in March.", "2024-03"),
        ("The upcoming fair, hosted by Lima in March, is large.", "2025-03"),
        ("The crew left last week.", "2024-06-03/2024-06-09"),
        ("The crew left yesterday.", "2024-06-11"),
        ("The crew will leave tomorrow.", "2024-06-13"),
        ("The crew will leave the day after tomorrow.", "2024-06-14"),
        ("The crew left two years ago.", "2022"),
        ("The crew left five days ago.", "2024-06-07"),
        ("The crew left about three months ago.", "2024-03~"),
        ("The crew left 20 years ago today.", "2004"),
        ("The crew will leave in two weeks' time.", "2024-06-24/2024-06-30"),
        ("The crew left over the weekend.", "2024-06-08/2024-06-09"),
        ("The crew will leave by the end of the decade.", "/2029-12-31"),
        ("The vote was moved to 20 June.", "2024-06-20"),
        ("A march planned for Friday has been called off.", "2024-06-14"),
        ("A march announced for Monday has been called off.", "2024-06-17"),
        ("The first half of last year was dry.", "2023-01/2023-06"),
    ],
)
def test_relative_to_publication(text: str, when: str | None) -> None:
    assert only(text).when == when


def test_nothing_is_relative_to_an_unknown_publication() -> None:
    found = dates("Ada Roe left on Monday. Last year she was ill. She came back in May.", None)
    assert [(e.value, e.when) for _, e in found] == [("XXXX-WXX-1", None), ("", None), ("XXXX-05", None)]


@pytest.mark.parametrize(
    ("text", "whens"),
    [
        ("He fell on 3 May 2012. Two days later he rose.", ["2012-05-03", "2012-05-05"]),
        ("He fell on 3 May 2012. A week later he rose.", ["2012-05-03", "2012-05-10"]),
        ("He fell on 3 May 2012. A month later he rose.", ["2012-05-03", "2012-06"]),
        ("He fell on 3 May 2012 and rose the following day.", ["2012-05-03", "2012-05-04"]),
        ("He fell on 3 May 2012. The day before, he had sung.", ["2012-05-03", "2012-05-02"]),
        ("He fell on 3 May 2012. On the same day Ben Sol rose.", ["2012-05-03", "2012-05-03"]),
        ("He fell in February 2015. Six months later he rose.", ["2015-02", "2015-08"]),
        ("He fell in 1963. A year later he rose.", ["1963", "1964"]),
        ("He fell on 3 May 2019 and rose on 5 June.", ["2019-05-03", "2019-06-05"]),
        ("He fell on 3 May 2019. He rose on 5 June.", ["2019-05-03", "2019-06-05"]),
        (
            "He fell in January 1994. Ada Roe had fallen in March, and Ben Sol rose in October.",
            ["1994-01", "1994-03", "1994-10"],
        ),
        ("Ada Roe, who was elected on 3 May 2019, was ill. She left on 5 June.", ["2019-05-03", "2024-06-05"]),
        ("He fell in 2019. He rose in March.", ["2019", "2024-03"]),
        ("In September 2017 he met the mayor in Oslo on the 7th.", ["2017-09", "2017-09-07"]),
        ("He came on the 7th floor.", []),
        ("He fell in 1963. Three years after that he rose.", ["1963", "1966"]),
        ("He fell in 1983. He rose a decade later.", ["1983", "1993~"]),
        ("He fell in May 2018 and rose two days later.", ["2018-05", None]),
        ("He fell in March 2017. In September of the same year he rose.", ["2017-03", "2017-09"]),
        ("He fell in March 2017. In April of the following year he rose.", ["2017-03", "2018-04"]),
        ("He fell in March 2017; in the summer of that year he rose.", ["2017-03", "2017-22"]),
        ("He fell in 2009, and since then he has been quiet.", ["2009", "2009/.."]),
        ("He fell in 2009. Since then Ada Roe has run the club.", ["2009", "2009/.."]),
        ("He fell on Tuesday and rose a day later.", ["2024-06-11", "2024-06-12"]),
        ("A month after 3 May 2012 he rose.", ["2012-06"]),
        ("In 2015 he came, and he left at the end of the year.", ["2015", "2015"]),
        ("He will leave at the end of the year.", ["2024"]),
        ("He has led it since 2016. A week later he left.", ["2016/..", None]),
        ("Exercise Bold Lynx 2021 was held in March of that year.", ["2021-03"]),
        ("She fell in 2009. He rose three days later than planned.", ["2009", None]),
    ],
)
def test_relative_to_what_was_spoken_of(text: str, whens: list[str | None]) -> None:
    assert [found.when for _, found in dates(text)] == whens


def test_what_was_said_on_a_day_is_no_anchor() -> None:
    found = dates("He left in February 2015, his lawyer said on Friday. Six months later he founded a club.")
    assert found[-1][1].when == "2015-08"


def test_anchors_reach_one_paragraph_back() -> None:
    far = "He fell in 1983.\n\nNobody saw it, and nobody spoke of it.\n\nA year later he rose."
    same = "He fell in March 1983.\n\nIn May of the same year he rose. Nobody saw it."
    assert dates(same)[-1][1].when == "1983-05"
    near = "He fell in 1983.\n\nA year later he rose. Nobody saw it."
    assert dates(far)[-1][1].when is None
    assert dates(near)[-1][1].when == "1984"


@pytest.mark.parametrize(
    ("text", "relation", "when"),
    [
        ("She has run the bank since January 2018.", "since", "2018-01/.."),
        ("She has run the bank since the 1990s.", "since", "199X/.."),
        ("She ran the bank from the beginning of the 1990s.", "since", "199X/.."),
        ("She ran the bank until 2009.", "until", "/2009"),
        ("She ran the bank until the end of 2021.", "until", "/2021-12-31"),
        ("She will run the bank until the end of March.", "until", "/2025-03-31"),
        ("She will run the bank until Friday.", "until", "/2024-06-14"),
        ("She had left the bank by 2009.", "by", "/2009"),
        ("She had left the bank before 1977.", "before", None),
        ("She joined the bank after 2016.", "after", None),
        ("Since September the bank has been shut.", "since", "2023-09/.."),
        ("She ran the bank from 2015 until now.", "since", "2015/.."),
        ("The bank's archive (2015–present) is shut.", "since", "2015/.."),
        ("A letter from 2016 was found.", "at", "2016"),
        ("The meeting was postponed from May.", "before", None),
    ],
)
def test_signal_words(text: str, relation: str, when: str | None) -> None:
    found = only(text)
    assert (found.relation, found.when) == (relation, when)


@pytest.mark.parametrize(
    ("words", "when", "ends"),
    [
        ("from 3 to 14 June 2020", "2020-06-03/2020-06-14", ["2020-06-03", "2020-06-14"]),
        ("from 3 to 9 June", "2024-06-03/2024-06-09", ["2024-06-03", "2024-06-09"]),
        ("from 18 to 20 October 2025", "2025-10-18/2025-10-20", ["2025-10-18", "2025-10-20"]),
        ("on 2–8 June 2025", "2025-06-02/2025-06-08", ["2025-06-02", "2025-06-08"]),
        ("on June 15-20, 2023", "2023-06-15/2023-06-20", ["2023-06-15", "2023-06-20"]),
        ("between 2001 and 2004", "2001/2004", ["2001", "2004"]),
        ("from 2011 until 2013", "2011/2013", ["2011", "2013"]),
        ("from June to August 2018", "2018-06/2018-08", ["2018-06", "2018-08"]),
        ("from November 2019 to March", "2019-11/2020-03", ["2019-11", "2020-03"]),
        ("from 1 January to 31 March 2020", "2020-01-01/2020-03-31", ["2020-01-01", "2020-03-31"]),
        ("from September 1, 2001, to July 31, 2004", "2001-09-01/2004-07-31", ["2001-09-01", "2004-07-31"]),
        ("from 2010 to the end of 2014", "2010/2014-12-31", ["2010", "2014"]),
        ("in 1998-2000", "1998/2000", ["1998", "2000"]),
        ("in 2018/19", "2018/2019", ["2018", "2019"]),
        ("from Monday to Wednesday", "2024-06-10/2024-06-12", ["2024-06-10", "2024-06-12"]),
        ("on 7 and 8 June", "2024-06-07/2024-06-08", ["2024-06-07", "2024-06-08"]),
        ("yesterday and today", "2024-06-11/2024-06-12", ["2024-06-11", "2024-06-12"]),
    ],
)
def test_ranges(words: str, when: str, ends: list[str]) -> None:
    ((covered, found),) = dates(f"The two navies trained off the coast {words}.")
    assert (covered, found.when) == (words, when)
    assert [part.value for part in found.parts] == ends


def test_a_range_in_brackets() -> None:
    found = only(
        "The base in the valley was led by a general of the eastern command, Ben Sol (June 2016 – August 2018)."
    )
    assert found.when == "2016-06/2018-08"


def test_a_range_is_no_postponement() -> None:
    assert only("The visit of the envoy to Chad on June 12-14, 2018 brought results.").when == "2018-06-12/2018-06-14"


def test_dates_that_are_no_range() -> None:
    assert [e.when for _, e in dates("The vote was put off from 3 May 2020 to 10 June 2020.")] == [None, "2020-06-10"]
    assert [e.when for _, e in dates("She came in 2012 and 2014.")] == ["2012", "2014"]
    assert [e.when for _, e in dates("She came on 7 and 9 June 2020.")] == ["2020-06-07", "2020-06-09"]


def test_a_month_before_and_after_a_day_makes_no_range() -> None:
    assert [words for words, _ in dates("Talks of May 3 May begin again.")] == ["May 3"]


def test_joined_dates_share_their_year() -> None:
    assert [e.when for _, e in dates("It rained in April and May 2019.")] == ["2019-04", "2019-05"]
    assert [e.when for _, e in dates("It rained in June, July and August 2020.")] == ["2020-06", "2020-07", "2020-08"]


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("The ties are more than thirty years old.", "DURATION", "P30Y"),
        ("She was held for nine days.", "DURATION", "P9D"),
        ("They began a two-week exercise.", "DURATION", "P2W"),
        ("He came for a three-day visit.", "DURATION", "P3D"),
        ("It took eighteen months.", "DURATION", "P18M"),
        ("It took two and a half years.", "DURATION", "P2.5Y"),
        ("It took a year and a half.", "DURATION", "P1.5Y"),
        ("It took half an hour.", "DURATION", "PT30M"),
        ("It took several years.", "DURATION", "PXY"),
        ("They argued for decades.", "DURATION", "PXDE"),
        ("It grew over the past three years.", "DURATION", "P3Y"),
        ("It will grow in the next six months.", "DURATION", "P6M"),
        ("It was the worst storm in a decade.", "DURATION", "P1DE"),
        ("It meets every year.", "SET", "P1Y"),
        ("It meets twice a week.", "SET", "P1W"),
        ("It meets annually.", "SET", "P1Y"),
        ("It meets every Monday.", "SET", "XXXX-WXX-1"),
        ("It meets on Mondays.", "SET", "XXXX-WXX-1"),
        ("It costs 3 million dollars a year.", "SET", "P1Y"),
        ("It is now closed.", "DATE", "PRESENT_REF"),
        ("It closed recently.", "DATE", "PAST_REF"),
        ("It closed some time ago.", "DATE", "PAST_REF"),
        ("It grew in recent years.", "DATE", "PAST_REF"),
        ("It may close in the future.", "DATE", "FUTURE_REF"),
        ("It closed several years ago.", "DATE", "PAST_REF"),
        ("It grew in fiscal 2008.", "DATE", "FY2008"),
    ],
)
def test_lengths_sets_and_references_date_nothing(text: str, type_: str, value: str) -> None:
    found = only(text)
    assert (found.type, found.value, found.when) == (type_, value, None)


@pytest.mark.parametrize(
    ("text", "value", "when"),
    [
        ("The talks ended on Tuesday evening.", "2024-06-11TEV", "2024-06-11"),
        ("The talks ended last night.", "2024-06-11TNI", "2024-06-11"),
        ("The talks ended this morning.", "2024-06-12TMO", "2024-06-12"),
        ("The talks ended at 10:30 a.m. Tuesday.", "2024-06-11T10:30", "2024-06-11"),
        ("The talks ended on 3 May 2020, 18:00 UTC.", "2020-05-03T18:00Z", "2020-05-03"),
        ("The talks ended on the evening of 4 June.", "2024-06-04TEV", "2024-06-04"),
    ],
)
def test_times_of_day(text: str, value: str, when: str) -> None:
    found = only(text)
    assert (found.type, found.value, found.when) == ("TIME", value, when)


def test_a_clock_time_takes_the_day_beside_it() -> None:
    clock, monday = dates("The talks began at 10:30 on Monday.")
    assert (clock[1].value, clock[1].when) == ("2024-06-10T10:30", "2024-06-10")
    assert monday[1].when == "2024-06-10"


@pytest.mark.parametrize(
    "text",
    [
        "Some 640 people met.",
        "Resolution 1991 was adopted.",
        "The Boeing 737 carried 2000 soldiers.",
        "The number was increased to 1800.",
        "About 2000 soldiers came.",
        "Agenda 2030 was adopted.",
        "She bought a quarter of the firm.",
        "Theresa May met April Jones.",
        "You may march with us.",
        "The fall of the city shocked them.",
        "Ada Roe, 56, came first by 68 votes to 51.",
        "The second bridge was built in a second place.",
        "She read the Sunday Times.",
        "She went to Sunday-school.",
        "She sang last Shrove Tuesday.",
        "She worked for 21st Century Pictures.",
        "By then mayor Ada Roe was ill.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert [words for words, e in dates(text) if e.when or e.type == "DATE"] == []


def test_the_number_in_a_name_dates_nothing() -> None:
    assert [e.when for _, e in dates("Exercise Bold Lynx 2025 opened at the base on Monday.")] == ["2024-06-10"]
    assert [e.when for _, e in dates("The 2023 edition was called off.")] == ["2023"]


def test_today_in_the_present_means_these_days() -> None:
    assert only("Today the line carries coal.").when is None
    assert only("The line was opened today.").when == WEDNESDAY


def test_a_season_in_the_present_is_any_year() -> None:
    assert only("In summer the pass is open.").when is None


def test_the_order_of_day_and_month_is_that_of_the_document() -> None:
    assert only("It ended on 04/05/2021.").when is None
    assert dates("It began on 3 May 2020. It ended on 04/05/2021.")[1][1].when == "2021-05-04"
    assert dates("It began on May 3, 2020. It ended on 04/05/2021.")[1][1].when == "2021-04-05"


def test_a_heading_frames_the_weekdays_below_it() -> None:
    title = "The week in the valley: 2–8 June 2025"
    text = f"{title}\n\nMONDAY. A bridge was opened.\n\nSUNDAY. A mayor was elected. The next day she resigned.\n\nNEXT WEEK. A minister is due on Tuesday. She was last there last November."
    found = {words: e.when for words, e in dates(text, None, title)}
    assert found["MONDAY"] == "2025-06-02"
    assert found["SUNDAY"] == "2025-06-08"
    assert found["The next day"] == "2025-06-09"
    assert found["on Tuesday"] == "2025-06-10"
    assert found["last November"] == "2024-11"


def test_the_opening_date_frames_its_item() -> None:
    text = "9 September 2010 – The section is opened. A month later the bank lends a million.\n\n2012 – The land joins. It leaves again in December 2014."
    assert [e.when for _, e in dates(text, None)] == ["2010-09-09", "2010-10", "2012", "2014-12"]


def test_a_dateline_stands_in_for_the_publication() -> None:
    text = (
        "Notes on the canal\n\nLast updated: 3 February 2025\n\nThe canal was dug in 1875. On 22 January it was shut."
    )
    assert dates(text, None, "Notes on the canal")[-1][1].when == "2025-01-22"


def test_spans() -> None:
    text = "It closed in September of the same year."
    annotated = annotate(Document(id="doc_a", path="a.txt", text=text, sha256=""))
    (found,) = find_dates(annotated)
    assert text[slice(*annotated.span(found.start, found.end))] == "September of the same year"
    assert text[slice(*annotated.span(*found.outer))] == "in September of the same year"


def test_any_words_in_any_order() -> None:
    vocabulary = [
        *"the a in on from to until since by between and of , . – - / ( ) last next this that same following".split(),
        *"Monday May March June 3 9th 15 31 2019 1990 1990s 10:30 a.m. year years month days week weekend quarter".split(),
        *"two half few several ago later before after early end beginning about nearly every twice first second".split(),
        *"winter fall century decade today tomorrow then now recently morning night noon Christmas fiscal met will".split(),
    ]
    random = Random(5)
    for _ in range(150):
        text = " ".join(random.choices(vocabulary, k=40))
        annotated = annotate(Document(id="doc_a", path="a.txt", text=text, sha256="", published=date(2024, 6, 12)))
        at = 0
        for found in find_dates(annotated):
            assert at <= found.start < found.end, text
            at = found.end - 1
            assert found.when is None or bounds(found.when) != (None, None), text
            for part in found.parts:
                assert part.when is None or bounds(part.when) != (None, None), text


def test_an_empty_document_has_no_dates() -> None:
    assert dates("") == []
