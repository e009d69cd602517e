"""Articles by a general pattern, with invented names: a corpus of any size.

    python benchmarks/corpus.py FOLDER COUNT

An article has some 400 words and a cast of its own: a few people, bodies and places, of which some are in many
articles and most in few. About every other sentence tells a fact, as in the texts of data/raw.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

FACTS = (
    "{a}, the {post} of {body}, met {b} in {town} on {day}.",
    "{a} was appointed {post} of {body} in {month}, after {b} had resigned.",
    "{Body} signed an agreement with {other} in {town} on {day}.",
    "According to {b}, {country} has financed {body} since {year}.",
    '"{country} cooperates with {body}, and nobody in {town} regrets it," {a} said.',
    "{number} people took part in a rally in {town} on {day}, which {b} had organised.",
    "{country} will send {number} engineers to {town} next year, {a} told reporters.",
    "{a} denied that {body} had paid for the bridge over the {river}.",
    "{Body} was founded in {town} in {year} by {b}, who studied in {home}.",
    "The {work} at {town} was opened by {a} in {month}; it cost {number} million euros.",
    "{Other} has its seat in {home} and operates the {work} on the {river}.",
    "{b}, a {trade} from {home}, doubts that the {work} will ever pay for itself.",
    "On {day} {a} visited {country} at the invitation of {other}.",
    "The {river} had flooded {number} houses near {town}, and {body} sent tents and blankets.",
    "Since {year} {a} has been married to {b}; both come from {home}.",
    "{country} condemned the attack on the {work} near {town}, in which {number} workers were hurt.",
    "Officials in {town} may decide about the {work} in {month}, but {b} expects no haste.",
    "{a} received the prize of {other} for a book about the {river}.",
)
COLOUR = (
    "The room of {body} was full by {hour} o'clock, and {b} had to listen from the stairs.",
    "It is a long way from the {river} to the next village, and the road past the {work} is bad in winter.",
    "Prices of {goods} in {town} had risen by {number} per cent before {body} took notice.",
    "The older ones remember a time when the {river} froze for {number} days a year.",
    "A plan of this kind has been talked about in {body} for {number} months, mostly behind closed doors.",
    "Nobody at {other} could say on {weekday} how many of the {number} letters had been answered.",
    "What the repair will cost {body} depends on the weather, on the price of {goods} and on patience.",
    "There were {goods} on the table of {a}, and a map of the {river} that had been folded too often.",
    "Some {number} families live from {goods} on the {river}, and fewer than half of them own a boat.",
    "The report of {other} has {number} pages; its summary fits on one.",
    "At {hour} in the evening the lights went out, and {a} went on by candlelight.",
    "Whether that is enough for {other} will be seen when the {goods} come to market.",
    "{Body} did not answer {number} questions about the {work} on {weekday}.",
    "{a} laughed, and {b} looked at the {number} {goods} on the floor.",
)
WORDS = {
    "post": "director,chairman,president,secretary general,spokesman,head,deputy director,treasurer",
    "trade": "historian,farmer,lawyer,geologist,teacher,surgeon,economist,painter",
    "work": "pumping station,power plant,railway yard,grain terminal,tram line,desalination plant,ferry port,mine",
    "town": "Oslo,Lima,Nairobi,Baku,Porto,Hanoi,Quito,Riga,Tunis,Accra,Perth,Turin,Izmir,Lublin,Cork,Bergen",
    "country": "Norway,Peru,Kenya,Azerbaijan,Portugal,Vietnam,Ecuador,Latvia,Tunisia,Ghana,Australia,Italy",
    "goods": "apples,herrings,bricks,olives,barley,roof tiles,cement,walnuts,wool,candles,timber,onions",
    "weekday": "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday",
    "hour": "five,six,seven,eight,nine,ten",
}
MONTHS = "January February March April May June July August September October November December".split()
SOUNDS = "ba ri mo lan ve ska do tur il pe no sha gri wo ze ma kel du far on".split()


def articles(count: int) -> Iterator[str]:
    """So many articles; the first ones are the same whatever the count."""
    for number in range(count):
        draw = random.Random(number)
        people = [f"{_name(draw)} {_name(draw)}" for _ in range(4)]
        bodies = [f"the {_name(draw)} {kind}" for kind in draw.sample("Institute Union Council Bank Agency".split(), 3)]
        cast = {
            "river": f"{_name(draw)} River",
            "home": draw.choice(WORDS["town"].split(",")),
            **{word: draw.choice(WORDS[word].split(",")) for word in ("town", "country", "work")},
        }
        told = [_sentence(p, draw, people, bodies, cast) for p in (*draw.sample(FACTS, 13), *draw.sample(COLOUR, 11))]
        draw.shuffle(told)
        title = f"{people[0]} and {people[1]} dispute over the {cast['work']} of {cast['town']}"
        paragraphs = [" ".join(told[at : at + 4]) for at in range(0, len(told), 4)]
        yield "\n\n".join([title, f"{cast['town']}, {_day(draw, 2019)}", *paragraphs]) + "\n"


def _sentence(pattern: str, draw: random.Random, people: list[str], bodies: list[str], cast: dict[str, str]) -> str:
    a, b = draw.sample(people, 2)
    body, other = draw.sample(bodies, 2)
    return pattern.format_map(
        {word: draw.choice(known.split(",")) for word, known in WORDS.items()}
        | {"a": a, "b": b, "body": body, "other": other, "Body": "T" + body[1:], "Other": "T" + other[1:]}
        | {"day": _day(draw, 2010), "month": f"{draw.choice(MONTHS)} {draw.randint(1995, 2018)}"}
        | {"year": str(draw.randint(1950, 2015)), "number": str(draw.randint(2, 900))}
        | cast
    )


def _day(draw: random.Random, year: int) -> str:
    return f"{draw.randint(1, 28)} {draw.choice(MONTHS)} {year + draw.randint(0, 6)}"


def _name(draw: random.Random) -> str:
    """A word that may be a name; some are drawn often."""
    named = random.Random(int(3000 * draw.random() ** 2))
    return "".join(named.choices(SOUNDS, k=named.randint(2, 4))).capitalize()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(articles(int(sys.argv[2]))):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
