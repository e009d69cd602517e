"""Who holds which post where, however the text says so; in the notation of test_rules."""

import pytest
from test_rules import facts, notation, read

from kgx.model import Membership

CASES = {
    # before the name
    "title": ("Foreign Minister Ada Roe of Ghana left.", ["post(Ada Roe, Foreign Minister, Ghana)"]),
    "nationality": ("Ghanaian Foreign Minister Ada Roe left.", ["post(Ada Roe, Foreign Minister, Ghana)"]),
    "owner": ("Ghana's foreign minister, Ada Roe, left.", ["post(Ada Roe, foreign minister, Ghana)"]),
    "of": ("President of Ghana Peter Lind left.", ["post(Peter Lind, President, Ghana)"]),
    "company": ("Solvik Energy spokesman Ned Orr left.", ["post(Ned Orr, spokesman, Solvik Energy)"]),
    "deputy": ("Deputy Prime Minister Ada Roe of Ghana left.", ["post(Ada Roe, Deputy Prime Minister, Ghana)"]),
    "rank alone": ("General Ned Orr left.", []),
    "praise before": ("The smug civil servant Ned Orr and the nuclear physicist Ada Roe left.", ["post(Ada Roe, nuclear physicist)", "post(Ned Orr, civil servant)"]),
    "what a minister has charge of": ("Emergency Services Minister Ada Roe left.", ["post(Ada Roe, Emergency Services Minister)"]),
    "of a country's president": ("He recalled the visit of U.S. president Ned Orr.", ["post(Ned Orr, president, United States)"]),
    "of a people": ("Rwanda mourned. The Hutu President Ned Orr left.", ["post(Ned Orr, Hutu President, Rwanda)"]),
    "the end of a longer name": ("Lord of the Isles director Ben Jackson left.", ["post(Ben Jackson, director)"]),
    "fellow": ("The vote of key fellow Peronists went to Ned Orr.", []),
    "owned body": ("Director of Boston's Logan International Airport Tom Kane left.", ["post(Tom Kane, Director, Logan International Airport)"]),
    "shadow": ("The Shadow Foreign Affairs Minister, Ada Roe, left.", ["post(Ada Roe, Shadow Foreign Affairs Minister)"]),
    "royal": ("Royal Commissioner Ned Orr QC left.", ["post(Ned Orr, Royal Commissioner)"]),
    "of the year": ("Ned Orr was named swimmer of the year.", []),
    "who is coached": ("Ned Orr will become the coach of world tennis number one Lleyton Hewitt, after a year.", []),
    "against a body": ("The royalist anti-Taliban commander Ned Orr left.", ["post(Ned Orr, commander)"]),
    "of a state": ("Western Australian Justice Ned Orr left.", ["post(Ned Orr, Justice)"]),
    "of a party by name": ("Liberal Party President Ned Orr left.", ["post(Ned Orr, President, Liberal Party)"]),
    "at a court for somebody": ("Ned Orr is the administration's top lawyer at the Supreme Court.", ["post(Ned Orr, lawyer)"]),
    "author": ("Ned Orr, author of The Reed Laboratory, left.", ["post(Ned Orr, author)"]),
    "of two fields": ("Ned Orr, senior vice president-investments, left.", ["post(Ned Orr, senior vice president)"]),
    "a firm": ("DRS, a warfare systems producer, said so.", []),
    "an acronym": ("Ned Orr, Director DPKO, and Commander UNMISS left.", []),
    "a paper's": ("She met the Courant's Middle East correspondent, Ned Orr.", ["post(Ned Orr, correspondent, Courant)"]),
    "with a hyphen": ("Reed Corp senior vice-president Ned Orr left.", ["post(Ned Orr, senior vice-president, Reed Corp)"]),
    "behind a month": ("In March President Ned Orr left.", ["post(Ned Orr, President)"]),
    "behind a day": (
        "In a television interview yesterday prime minister Ned Orr left.",
        ["post(Ned Orr, prime minister)"],
    ),
    "behind another month": ("Earlier this month deputy prime minister Ned Orr left.", ["post(Ned Orr, deputy prime minister)"]),
    "of listeners": ("Ada Roe told reporters Akiman came to Lima.", []),
    "of a committee": (
        "Ned Orr, vice-chairman of the influential 1922 committee of members, left.",
        ["post(Ned Orr, vice-chairman)"],
    ),
    "of a state that is gone": (
        "U.S. Secretary of State Ada Roe and Soviet Foreign Minister Ned Orr left.",
        ["post(Ada Roe, Secretary of State, United States)", "post(Ned Orr, Foreign Minister, Soviet Union)"],
    ),
    "of two states that are one": (
        "West German Chancellor Ada Roe met East German leader Ned Orr.",
        ["post(Ada Roe, Chancellor, Germany)", "post(Ned Orr, leader, East Germany)"],
    ),
    "of a capital": (
        "Germany said nothing. Bonn Environment Minister Ned Orr left.",
        ["post(Ned Orr, Environment Minister, Germany)"],
    ),
    "that the country does not have": (
        "Japan made no offer before the trip and Trade and Industry Secretary Ned Orr left.",
        ["post(Ned Orr, Trade and Industry Secretary)"],
    ),
    "of a guest": (
        "The rules will be explained to the Gambia this week when Foreign Minister Ned Orr comes.",
        ["post(Ned Orr, Foreign Minister)"],
    ),
    "of one who asks": (
        "The alliance asked Chad for help. President Ned Orr left.",
        ["post(Ned Orr, President)"],
    ),
    "for a field of one word": ("Postal Minister Ned Orr left.", ["post(Ned Orr, Postal Minister)"]),
    "for a field that reads like a body": (
        "Minister of Heavy Industries Ada Roe and Minister for Trade Negotiations Ned Orr left.",
        ["post(Ada Roe, Minister of Heavy Industries)", "post(Ned Orr, Minister for Trade Negotiations)"],
    ),
    "of a branch of a body": (
        "Ned Orr, director of the Peru office of the Lakes Bank, left.",
        ["post(Ned Orr, director, Lakes Bank)"],
    ),
    "of an envoy to a body": (
        "Mali's UN ambassador Ned Orr left.",
        ["post(Ned Orr, ambassador, Mali; to United Nations)"],
    ),
    "of a body that is not the one named": (
        "Ada Roe heads the Customs Bureau. Ned Orr, deputy director of the machinery bureau, left.",
        ["post(Ada Roe, head, Customs Bureau)", "post(Ned Orr, deputy director)"],
    ),
    "of a branch that a country names": (
        "Ned Orr, head of the Peruvian branch, left.",
        ["post(Ned Orr, head)"],
    ),
    "of his country's delegation": (
        "Ned Orr, manager of the Lakes Federation and head of his nation's delegation, left.",
        ["post(Ned Orr, manager, Lakes Federation)", "post(Ned Orr, head)"],
    ),
    "of a new bank": ("New bank chairman Ned Orr left.", ["post(Ned Orr, bank chairman)"]),
    "in four words": (
        "Customs Bureau Deputy Director General Ned Orr left.",
        ["post(Ned Orr, Deputy Director General, Customs Bureau)"],
    ),
    "before the other name of the body": (
        "Eishiro Orr, chairman of the Federation of Economic Groups (Keidanren), urged Ben Sol to leave.",
        ["post(Eishiro Orr, chairman, Federation of Economic Groups)"],
    ),
    "as a nickname": ('Businessman Ned Orr, known as the "steel king," left.', ["post(Ned Orr, businessman)"]),
    "of a party's chancellor": (
        "Ned Orr is a member of the Social Democratic Party (SPD). SPD Chancellor Ben Sol left.",
        ["member(Ned Orr, Social Democratic Party)", "post(Ben Sol, Chancellor)"],
    ),
    "of a body that begins like a field": (
        "Ned Orr, Secretary of the Presidential Commission on Good Roads, left.",
        ["post(Ned Orr, Secretary, Presidential Commission on Good Roads)"],
    ),
    "of a firm that is not the body named": (
        "The Lakes Commission ruled against it. The brewery firm's chairman Ned Orr left.",
        ["post(Ned Orr, chairman)"],
    ),
    "of two presidents": (
        "South Africa grew. President Ned Orr of South Africa and President João Sol left.",
        ["post(Ned Orr, President, South Africa)", "post(João Sol, President)"],
    ),
    "of two fields and one": (
        "Business Secretary Ada Roe and Work and Pensions Secretary Ned Orr left.",
        ["post(Ada Roe, Business Secretary)", "post(Ned Orr, Work and Pensions Secretary)"],
    ),
    "private": ("Ned Orr was assistant private secretary.", ["post(Ned Orr, assistant private secretary)"]),
    "that is called": (
        "Ned Orr, whom US President Ada Roe named as her special envoy last month, called Egypt's foreign minister.",
        ["post(Ada Roe, President, United States)", "post(Ned Orr, special envoy; 2024-05/)"],
    ),
    "that somebody quit": ("Ned Orr quit as environment secretary.", ["post(Ned Orr, environment secretary)"]),
    "for operations": (
        "Ned Orr, Under-Secretary-General for Peacekeeping Operations, left.",
        ["post(Ned Orr, Under-Secretary-General)"],
    ),
    "at another embassy": (
        "Ned Orr worked at the British embassy in Rome. He was a counsellor at the embassy in Lima.",
        ["member(Ned Orr, British embassy)", "post(Ned Orr, counsellor)"],
    ),
    "after a year that another clause opens with": (
        "In 1979, Ned Orr chaired the Lakes talks, and was head of the Lakes Bank for years.",
        ["post(Ned Orr, head, Lakes Bank)"],
    ),
    "in a war": ("Ned Orr served as a tank commander in World War II.", ["post(Ned Orr, tank commander)"]),
    "counted since": (
        "The UK's third prime minister since July, Ned Orr, left.",
        ["post(Ned Orr, prime minister, United Kingdom)"],
    ),
    "of a counterpart whose country has no such post": (
        "US Secretary of State Ada Roe met her Iranian counterpart Ned Orr at the Hotel President Wilson.",
        ["post(Ada Roe, Secretary of State, United States)"],
    ),
    "of a counterpart without a minister": (
        "Iranian Foreign Minister Ned Orr and his U.S. counterpart Ben Sol left.",
        ["post(Ned Orr, Foreign Minister, Iran)"],
    ),
    "at a command": ("Captain Ned Orr called on Commander Eastern Naval Area, Rear Admiral Ben Sol, in Lima.", []),
    "of a party's member": (
        "Prime Minister Orr grew old. The cabinet of Social Democrat Mihai Orr, mayor of Lima, left.",
        ["post(Mihai Orr, Prime Minister)", "post(Mihai Orr, mayor, Lima)"],
    ),
    "of an acronym": (
        "Confederation of Malian Industry (CMI) president Ned Orr left.",
        ["post(Ned Orr, president, Confederation of Malian Industry)"],
    ),
    "of a portfolio": (
        "Visiting British Corporate Affairs Minister Ned Orr left.",
        ["post(Ned Orr, Corporate Affairs Minister, United Kingdom)"],
    ),
    "of state": (
        "Ned Orr, undersecretary of state for economic affairs, left.",
        ["post(Ned Orr, undersecretary of state for economic affairs)"],
    ),
    "under another": (
        "Last May Under Secretary of Agriculture Ned Orr left.",
        ["post(Ned Orr, Under Secretary of Agriculture)"],
    ),
    "of the exchequer": (
        "The U.K. economy grew, Chancellor of the Exchequer Ned Orr said.",
        ["post(Ned Orr, Chancellor of the Exchequer, United Kingdom)"],
    ),
    "of a deputy": (
        "Deputy State Department spokeswoman Ada Roe left.",
        ["post(Ada Roe, spokeswoman, US State Department)"],
    ),
    "of a broker": ("Bombay broker Ned Orr left.", ["post(Ned Orr, broker)"]),
    "once with a hyphen": (
        "Mali's former vice-president, Ned Orr, left.",
        ["post(Ned Orr, vice-president, Mali)"],
    ),
    "of a network": ("Ned Orr, head of the Reed Front network, left.", ["post(Ned Orr, head, Reed Front)"]),
    "of a force": ("The Chief of the Army, Lieutenant-General Ned Orr, left.", ["post(Ned Orr, Chief of the Army)"]),
    "hyphened": ("The Attorney-General, Ada Roe, left.", ["post(Ada Roe, Attorney-General)"]),
    "the one or the other": ("A spokesman for the Interior Minister, Ned Orr, emerged soon after.", []),
    "who owns an office": ("She spoke with Ned Orr, the Prime Minister's office said.", []),
    "a prize": ("It may win best actor for Ned Orr, best director for Ada Roe, and best song.", []),
    # after the name
    "apposition": ("Ada Roe, the governor of the Bank of Ghana, left.", ["post(Ada Roe, governor, Bank of Ghana)"]),
    "at": ("Ned Orr, an economist at the Seed Institute, left.", ["post(Ned Orr, economist, Seed Institute)"]),
    "mayor": ("Ada Roe, mayor of Lima, left.", ["post(Ada Roe, mayor, Lima)"]),
    "two posts": (
        "Ada Roe, president of Ghana and chairwoman of the Mining Council, left.",
        ["post(Ada Roe, president, Ghana)", "post(Ada Roe, chairwoman, Mining Council)"],
    ),
    # plural
    "paired": (
        "The foreign ministers of Ghana and Chad, Ada Roe and Ben Sol, left.",
        ["post(Ada Roe, foreign minister, Ghana)", "post(Ben Sol, foreign minister, Chad)"],
    ),
    "shared": (
        "Ghanaian ministers Ada Roe and Ben Sol left.",
        ["post(Ada Roe, minister, Ghana)", "post(Ben Sol, minister, Ghana)"],
    ),
    "beside another": (
        "Ghana's Prime Minister Ada Roe and Foreign Minister Ben Sol left Norway.",
        ["post(Ada Roe, Prime Minister, Ghana)", "post(Ben Sol, Foreign Minister, Ghana)"],
    ),
    "each from a country": (
        "Culture ministers Ada Roe from Ghana and Ben Sol from Chad left.",
        ["post(Ada Roe, Culture minister, Ghana)", "post(Ben Sol, Culture minister, Chad)"],
    ),
    "accredited": (
        "Envoy Extraordinary and Minister Plenipotentiary Ben Sol left.",
        ["post(Ben Sol, Minister)"],
    ),
    "an ambassador with full powers": (
        "He met with Ambassador Extraordinary and Plenipotentiary of the Republic of Ghana Peter Lind.",
        ["post(Peter Lind, Ambassador, Ghana)"],
    ),
    "of several affairs": (
        "The Ghanaian Minister of Foreign, Religious and Cultural Affairs, Peter Lind, left.",
        ["post(Peter Lind, Minister of Foreign, Religious and Cultural Affairs, Ghana)"],
    ),
    "for terms": (
        "Peter Lind was a three-term senator from Ohio.",
        ["post(Peter Lind, senator)"],
    ),
    "later": ("Peter Lind was later director of the Seed Institute.", ["post(Peter Lind, director, Seed Institute)"]),
    "member, once": ("Peter Lind was a member of the Seed Institute in 1990.", ["member(Peter Lind, Seed Institute; 1990)"]),
    "president, and member of another": (
        "Peter Lind was president of the Seed Institute and a member of the choir.",
        ["post(Peter Lind, president, Seed Institute)"],
    ),
    "not of a country": (
        "It made Chad the largest copper producer, behind Mali, Peter Lind, president of the Seed Institute, said.",
        ["post(Peter Lind, president, Seed Institute)"],
    ),
    "of a budget": (
        "Peter Lind served as Secretary of Programming and Budget.",
        ["post(Peter Lind, Secretary of Programming and Budget)"],
    ),
    "a priest": ("Lima appointed Fr. Peter Lind as director.", ["post(Peter Lind, director)"]),
    "of a place of two names": ("Peter Lind was bishop of Lima-Callao.", ["post(Peter Lind, bishop)"]),
    "a hyphenated word": ("Peter Lind worked as a front-of-house assistant.", ["post(Peter Lind, assistant)"]),
    "not of a state that leads a force": (
        "The rebels fear Ecomog, the Nigerian-led force which backed President Ada Roe.",
        ["post(Ada Roe, President)"],
    ),
    "the first with its years": (
        "Peter Lind was mayor of Lima from 1990 to 1994 and director of the Seed Institute.",
        ["post(Peter Lind, director, Seed Institute)", "post(Peter Lind, mayor, Lima; 1990/1994)"],
    ),
    "each with its years": (
        "Peter Lind was director of the Seed Institute from 1909 to 1953 and chairman of the Mining Council from 1938 to 1952.",
        ["post(Peter Lind, chairman, Mining Council; 1938/1952)", "post(Peter Lind, director, Seed Institute; 1909/1953)"],
    ),
    "not what he fits": ("Peter Lind is the right executive to lead the firm.", []),
    "previous": ("He served under the previous President, Peter Lind.", ["post(Peter Lind, President)"]),
    "not of another's state": (
        "The visit of the President of the Republic of Ghana Ben Sol to Chad and his talks with President Ada Roe were useful.",
        ["post(Ben Sol, President, Ghana)", "post(Ada Roe, President)"],
    ),
    "then": ("The then-defence minister of Ghana, Ada Roe, left.", ["post(Ada Roe, defence minister, Ghana)"]),
    "not both of one country": (
        "Prime Minister Ada Roe left. Samoa's Prime Minister Ben Sol met her. Samoa sings. Samoa dances. Samoa eats.",
        ["post(Ada Roe, Prime Minister)", "post(Ben Sol, Prime Minister, Samoa)"],
    ),
    "of a people, not a country": ("Bosnian Serb leader Ada Roe left.", ["post(Ada Roe, leader)"]),
    "a text that ends with a name": ("Prime Minister Ada Roe", ["post(Ada Roe, Prime Minister)"]),
    "a text that breaks off": ("Talks were led by President Ada Roe of", ["post(Ada Roe, President)"]),
    "of an interim government": (
        "The Deputy Prime Minister of the interim Sudanese government, Ada Roe, left.",
        ["post(Ada Roe, Deputy Prime Minister, Sudan)"],
    ),
    "not of an ambassador's country": (
        "President Ada Roe met Kuwait's ambassador, Ben Sol. Kuwait sings. Kuwait dances. Ben Sol, Kuwait's ambassador, left.",
        ["post(Ada Roe, President)", "post(Ben Sol, ambassador, Kuwait)", "post(Ben Sol, ambassador, Kuwait)"],
    ),
    "a place before": ("In Besmaya, the Secretary General met reporters.", []),
    "no apposition": (
        "Ghana sings. After speaking with Ada Roe, the president will go to Lima.",
        [],
    ),
    "of a person's country": (
        "King Ben Sol of Jordan met President Ada Roe.",
        ["post(Ben Sol, King, Jordan)", "post(Ada Roe, President)"],
    ),
    "retired": (
        "He met Defence Secretary, General (Retd) Ada Roe, in Lima.",
        ["post(Ada Roe, Defence Secretary)"],
    ),
    "honorific": ("Her Majesty Queen Ada Roe of Tonga left.", ["post(Ada Roe, Queen, Tonga)"]),
    "one after another": (
        "There were the head of the Seed Institute, Ada Roe and the head of Solvik Energy, Ben Sol, who spoke.",
        ["post(Ada Roe, head, Seed Institute)", "post(Ben Sol, head, Solvik Energy)"],
    ),
    "rank": ("Lieutenant Commander Ada Roe left.", []),
    "of a party": ("The head of the Ghanaian unit, Ada Roe, left.", ["post(Ada Roe, head)"]),
    "of a party abroad": (
        "The head of the company Solvik Energy, Ada Roe, left.",
        ["post(Ada Roe, head, Solvik Energy)"],
    ),
    "with a goal": (
        "Ada Roe, commander of the medical group to Chad, left.",
        ["post(Ada Roe, commander)"],
    ),
    # former
    "former": ("Former Ghanaian president Peter Lind left.", ["post(Peter Lind, president, Ghana)"]),
    "counterpart": (
        "Ghana's foreign minister, Ada Roe, met her Chadian counterpart, Ben Sol.",
        ["post(Ada Roe, foreign minister, Ghana)", "post(Ben Sol, foreign minister, Chad)"],
    ),
    # envoys
    "ambassador": ("Ghana's ambassador to Chad, Ada Roe, left.", ["post(Ada Roe, ambassador, Ghana; to Chad)"]),
    "no country's": ("Ada Roe, special envoy for Chad, left.", ["post(Ada Roe, special envoy; to Chad)"]),
    "portfolio": ("Ada Roe, minister for Coastal Affairs, left.", ["post(Ada Roe, minister)"]),
    "teacher": ("Ada Roe, professor of Law at the Seed Institute, left.", ["post(Ada Roe, professor, Seed Institute)"]),
    "abbreviated": ("Ghana's PM Kojo Lind left.", ["post(Kojo Lind, Prime Minister, Ghana)"]),
    "right before": (
        "Ben Sol, Ghana's Chief Justice Ada Roe and Chadian Ambassador to Kenya Ned Orr left.",
        ["post(Ada Roe, Chief Justice, Ghana)", "post(Ned Orr, Ambassador, Chad; to Kenya)"],
    ),
    "of the adviser's": ("The Ghanaian president's adviser, Ned Orr, left.", ["post(Ned Orr, adviser, Ghana)"]),
    "a line above": ("Ada Roe of Ghana\n\nNed Orr, mayor", ["post(Ned Orr, mayor)"]),
    "behind a place": ("After talks in Lima, Peru, Foreign Minister Ned Orr left.", ["post(Ned Orr, Foreign Minister)"]),
    "incumbent": ("Ghana's incumbent president, Ada Roe, left.", ["post(Ada Roe, president, Ghana)"]),
    "branch": ("Ned Orr was chairman of the Lima branch.", ["post(Ned Orr, chairman)"]),
    "who, nearest": (
        "Ada Roe wed a daughter of Eva Ek and her husband, Cy Dunn (1801–1870), who was a lawyer.",
        ["post(Cy Dunn, lawyer)"],
    ),
    "profession first": ("Economist Tom Dunn of the Solvik Bank left.", ["post(Tom Dunn, economist, Solvik Bank)"]),
    # verbs
    "minister for": ("Ned Orr, Kenya's Minister for Works, Transport and Trade, left.", ["post(Ned Orr, Minister for Works, Transport and Trade, Kenya)"]),
    "secretary of state for": ("The Secretary of State for Defence, Ned Orr, left.", ["post(Ned Orr, Secretary of State for Defence)"]),
    "minister for years": ("Ned Orr was minister for ten years.", ["post(Ned Orr, minister)"]),
    "a named chair": ("The Ada Roe Professor of Law at the Seed Institute left.", []),
    "across a semicolon": (
        "They named Ned Orr; director of the Seed Institute, Ben Sol; Ada Roe.",
        ["post(Ben Sol, director, Seed Institute)"],
    ),
    "swore in": ("Ned Orr was sworn in as mayor of Lima by Ben Sol.", ["post(Ned Orr, mayor, Lima)"]),
    "pro tempore": ("Ned Orr remains mayor pro tempore of Lima.", ["post(Ned Orr, mayor pro tempore, Lima)"]),
    "succession before another post": (
        "Ned Orr replaced Ben Sol in Lima. Orr was director of the Seed Institute in 2010.",
        ["post(Ned Orr, director, Seed Institute; 2010)"],
    ),
    "succeeded as": ("Ned Orr was succeeded as mayor of Lima by Ada Roe.", ["post(Ada Roe, mayor, Lima)", "post(Ned Orr, mayor, Lima)"]),
    "praise": ("Ned Orr was a very dedicated leader.", []),
    "be": ("Ned Orr is director of the Seed Institute.", ["post(Ned Orr, director, Seed Institute)"]),
    "was, from until": (
        "Ned Orr was director of the Seed Institute from 2010 to 2014.",
        ["post(Ned Orr, director, Seed Institute; 2010/2014)"],
    ),
    "resign": (
        "Ned Orr resigned as director of the Seed Institute in May 2012.",
        ["post(Ned Orr, director, Seed Institute; /2012-05)"],
    ),
    "become": ("Ned Orr became director of the Seed Institute in May 2012.", ["post(Ned Orr, director, Seed Institute; 2012-05/)"]),
    "serve as": ("Ned Orr served as mayor of Lima.", ["post(Ned Orr, mayor, Lima)"]),
    "pronoun": (
        "Ned Orr spoke. He is director of the Seed Institute.",
        ["post(Ned Orr, director, Seed Institute)"],
    ),
    "not": ("Ned Orr is not director of the Seed Institute.", ["post(Ned Orr, director, Seed Institute; denied)"]),
    "said": ("Ben Sol said that Ned Orr is director of the Seed Institute.", ["post(Ned Orr, director, Seed Institute; claimed)"]),
    "seeks": ("Ned Orr wants to become mayor of Lima.", ["post(Ned Orr, mayor, Lima; planned)"]),
    "nobody": ("The mayor of Lima left.", []),
    # fields that a post is for
    "two fields": ("Kenyan Trade and Industry Minister Ada Roe left.", ["post(Ada Roe, Trade and Industry Minister, Kenya)"]),
    "three fields": ("Ghana's Lands, Forestry and Natural Resources Minister Ben Sol left.", ["post(Ben Sol, Lands, Forestry and Natural Resources Minister, Ghana)"]),
    "fields first": ("Industry and Trade Minister Ada Roe left.", ["post(Ada Roe, Industry and Trade Minister)"]),
    "fields behind": ("Minister for Health, Population and Nutrition Anna Lena Roe left.", ["post(Anna Lena Roe, Minister for Health, Population and Nutrition)"]),
    "an unknown field": ("The Minister for Industry, Commerce and Lotteries Ada Lena Roe left.", ["post(Ada Lena Roe, Minister for Industry, Commerce and Lotteries)"]),
    "no field but a body": ("The Ministry of Health and Education Minister Ada Roe left.", ["post(Ada Roe, Education Minister)"]),
    "two posts, not two fields": ("Prime Minister and Defence Minister Ada Roe left.", ["post(Ada Roe, Prime Minister)", "post(Ada Roe, Defence Minister)"]),
    # a part of a body is not the body
    "department": ("Ada Roe, head of the research department at the Norvik Bank, left.", ["post(Ada Roe, head of the research department, Norvik Bank)"]),
    "a parish in a town": ("Ada Roe, pastor of a small parish in Lima, left.", ["post(Ada Roe, pastor)"]),
    "diocese": ("Vicar General Ned Orr of the Diocese of Lima left.", ["post(Ned Orr, Vicar General, Diocese of Lima)"]),
    "protocol": ("U.S. Deputy Chief of Protocol Ada Roe left.", ["post(Ada Roe, Deputy Chief of Protocol, United States)"]),
    "its editor": ("The Press Council of Mali spoke. The paper stands by its story, and its editor, Ada Roe, left.", ["post(Ada Roe, editor)"]),
    "evaluation": ("Ada Roe was a great diplomat, Ned Orr said.", []),
    "superlative": ("Ada Roe is the youngest prime minister of Ghana since 1812.", []),
    "speaks a language": ("A fluent Arabic speaker, Ada Roe became a specialist in law.", ["post(Ada Roe, specialist)"]),
    "of a reign": ("Ned Orr is the twelfth prime minister of the reign of Queen Ada.", ["post(Ned Orr, prime minister)", "post(Ada, Queen)"]),
    "country representative": ("The World Food Programme (WFP) Country Representative Richard Regan spoke.", ["post(Richard Regan, Country Representative, World Food Programme)"]),
    "honorifics": ("Prime Minister Datuk Seri Amir Roe left.", ["post(Amir Roe, Prime Minister)"]),
    "honorable": ("H.E. Ada Roe, Ambassador of Ghana, met Honorable Ben Sol, mayor of Lima.", ["post(Ada Roe, Ambassador, Ghana)", "post(Ben Sol, mayor, Lima)"]),
    "a people": ("Tutsi leader Ada Roe met Sikh activist Ben Sol.", ["post(Ada Roe, Tutsi leader)", "post(Ben Sol, Sikh activist)"]),
    "a region's people": ("Ghana's first woman minister, North Ghanaian lawyer Ada Roe, left.", ["post(Ada Roe, woman minister, Ghana)", "post(Ada Roe, North Ghanaian lawyer)"]),
    "a city and its envoy": ("Germany's Ambassador to Ankara Martin Lind left.", ["post(Martin Lind, Ambassador, Germany; to Ankara)"]),
    "district judge": ("U.S. District Judge Ada Roe left.", ["post(Ada Roe, District Judge, United States)"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_posts(case: str) -> None:
    text, expected = CASES[case]
    record = read(text)
    found = [notation(fact, record) for fact in facts(record) if isinstance(fact, Membership)]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ned Orr became mayor of Lima in May 2012.", "Appointment(Lima, appointee Ned Orr; 2012-05)"),
        ("Ada Roe was appointed mayor of Lima by Ben Sol.", "Appointment(Ben Sol, Lima, appointee Ada Roe)"),
        ("Ben Sol named Ada Roe as mayor of Lima in 2014.", "Appointment(Ben Sol, Lima, appointee Ada Roe; 2014)"),
    ],
)
def test_a_post_taken_up_is_an_appointment(text: str, event: str) -> None:
    record = read(text)
    assert event in [notation(fact, record) for fact in record.events]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Peter Lind, president of Ghana, left.", "present"),
        ("Peter Lind, a former president of Ghana, left.", "past"),
        ("Ada Roe sued the deposed president, Peter Lind.", "past"),
        ("He sued former chairman and chief executive Peter Lind.", "past"),
        ("He sued the former chairman and the chief executive Peter Lind.", "present"),
        ("Former President Peter Lind of Ghana left.", "past"),
        ("Peter Lind, then president of Ghana, left.", "past"),
        ("Peter Lind, who was president of Ghana, left.", "past"),
    ],
)
def test_a_former_post_is_past(text: str, tense: str) -> None:
    (post,) = read(text).memberships
    assert post.evidence[0].tense == tense


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Kenya and Kenya's press met Kenya's court. President Ada Roe spoke.", "Kenya"),
        # it is not that of another body, of a guest, or of a leader who is marked as foreign
        ("Kenya is large. Kenya is green. Kenya is old.\n\nThe Ghanaian Coast Fund met President Ada Roe.", None),
        ("NAIROBI, Kenya, 4 May 2020 (Wire) – President Ada Roe arrived in Kenya on Monday.", None),
        ("Prime Minister Ben Sol, after his Swiss talks, left at the invitation of President Ada Roe.", None),
        ("Kenya said that Prime Minister Ben Sol and President Ada Roe had spoken.", None),
        ("Kenyan President Ben Sol met Kenya's press in Kenya.\n\nForeign Minister Ada Roe spoke too.", None),
    ],
)
def test_a_post_of_no_country_belongs_to_that_of_the_text(text: str, country: str | None) -> None:
    record = read(text)
    person = next(e.id for e in record.entities if e.label == "Ada Roe")
    (post,) = (m for m in record.memberships if m.member == person)
    labels = {e.id: e.label for e in record.entities}
    assert (labels[post.organization] if post.organization else None) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The trade of Canada with its neighbour grew. President Ada Roe was glad.", None),
        ("The trade of Kenya with its neighbour grew. President Ada Roe was glad.", "Kenya"),
        ("The trade of Mexico with its neighbour grew. Prime Minister Ada Roe was glad.", None),
        ("The trade of Kenya with its neighbour grew. Chancellor Ada Roe was glad.", None),
        ("OTTAWA, Canada – Canada's trade grew.\n\nPresident Ada Roe was glad.", None),
        ("NAIROBI, Kenya – Kenya's trade grew.\n\nPresident Ada Roe was glad.", "Kenya"),
        ("The trade of Germany with its neighbour grew. Chancellor Ada Roe was glad.", "Germany"),
    ],
)
def test_a_post_that_the_country_of_the_text_lacks_is_another_s(text: str, country: str | None) -> None:
    record = read(text)
    labels = {e.id: e.label for e in record.entities}
    assert [m.organization and labels[m.organization] for m in record.memberships] == [country]


def test_a_colleague_in_a_body_holds_another_post() -> None:
    record = read("Greens leader Bob Sol of Chad left. His Senate colleague Ada Roe stayed.")
    assert "Ada Roe" not in " ".join(notation(m, record) for m in record.memberships)


@pytest.mark.parametrize(
    "text",
    [
        "There is support for the US drive to oust President Ned Orr.",
        "The United States government has said it wants to see President Ned Orr removed.",
    ],
)
def test_who_acts_against_a_president_has_not_that_president(text: str) -> None:
    assert {m.organization for m in read(text).memberships} == {None}


def test_a_shire_s_president_is_not_the_country_s() -> None:
    record = read("Sri Lanka sent boats. The shire president, Ron Grant, sent food.")
    assert {m.organization for m in record.memberships} == {None}


def test_a_country_that_is_only_spoken_of_has_not_the_minister() -> None:
    record = read("The office clarified a report on the Indian economy, read by Foreign Minister Ada Roe.")
    assert {m.organization for m in record.memberships} == {None}


def test_a_company_s_president_is_not_the_country_s() -> None:
    record = read("DUBLIN, Ireland – Norvik plc said Ned Orr will retire as President and Chief Executive Officer.")
    assert {m.organization for m in record.memberships} == {None}


def test_an_ambassador_without_a_state_is_not_his_host_s() -> None:
    record = read(
        "MINSK, Belarus – Ned Orr met the minister of health of Belarus with Ambassador Ada Roe and guests from Chad."
    )
    assert {m.organization for m in record.memberships} == {None}


def test_where_an_envoy_is_sent_is_not_whose_the_minister_is() -> None:
    record = read("The UN envoy to Chad and Mali, Ned Orr, met Foreign Minister Ada Roe on Tuesday.")
    assert "post(Ada Roe, Foreign Minister)" in [notation(m, record) for m in record.memberships]


def test_a_planned_successor_passes_nothing_back() -> None:
    record = read("Ned Orr, director of the Seed Institute, will replace Ada Roe in May.")
    assert [notation(m, record) for m in record.memberships] == ["post(Ned Orr, director, Seed Institute)"]


def test_a_successor_holds_the_same_post() -> None:
    record = read("Ned Orr, director of the Seed Institute, spoke. He succeeded Ada Roe in 2012.")
    assert "post(Ada Roe, director, Seed Institute)" in [notation(m, record) for m in record.memberships]
