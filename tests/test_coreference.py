"""Noun phrases without a name, and the names that they stand for; "" where no link is safe."""

import pytest

from kgx.analysis import Analysis
from kgx.annotate import annotate
from kgx.extract import extract
from kgx.model import Document

CASES = {
    # pronouns: the last one of the text
    "he": ("Ned Orr met the press. He left at noon.", "He", "Ned Orr"),
    "he, of a post": ("Ned Orr, mayor of Lima, met Ben Sol. The mayor of Lima sang. He left at noon.", "He", "Ned Orr"),
    "she, by her title": ("Ms Ada Roe spoke to Mr Ben Sol. She left at noon.", "She", "Ada Roe"),
    "his, of whom the sentence goes on to tell": (
        "Ned Orr slept. During his trip to Oslo, Ben Sol met the press.",
        "his",
        "Ben Sol",
    ),
    "he, who says what is told of another": ("Ben Sol left. Ned Orr will travel to Mali on Tuesday, he said.", "he", "Ben Sol"),
    "he, who said and added": (
        "A broker said no. He said Mali took it from Ned Orr. He added that it would rain.",
        "He",
        "",
    ),
    "his, whose wife": (
        "Cy Dunn sang. Cy Dunn was born to Ned Orr, a clerk with the Lakes Company, and his wife.",
        "his",
        "Ned Orr",
    ),
    "he, not who is named in passing": (
        "Sir Ned Orr was an envoy. Sir Ned served in Lima. Sir Ned met Ms Ada Roe. She left, with John Sol taking over.\n\nHe sang.",
        "He",
        "Ned Orr",
    ),
    "he, of a spokesman without a name": ("Ned Orr left. The Kenyan spokesman said no. He said it would rain.", "He", ""),
    "he, not the woman": ("Mr Ben Sol was there when Ms Ada Roe spoke. He left at noon.", "He", "Ben Sol"),
    "him, not the subject": ("Ned Orr called. Ben Sol met him in Oslo.", "him", "Ned Orr"),
    "he, as the first he": ("He worked under Ben Sol in Oslo, but returned to Lima, where he wrote books.", "he", ""),
    "he, not his father": ("Cy Dunn died. Born in Lima, the son of Ned Orr, he studied law.", "he", "Cy Dunn"),
    "he, whom the subject names": ("Ned Orr came. The head of the fund, Ben Sol, said that he slept.", "he", "Ben Sol"),
    "he, who spoke before": ("Mr Ned Orr fell ill, Ben Sol said. He said that all was well.", "He", "Ben Sol"),
    "he, of whom the quotation tells": (
        'Mr Ned Orr died at home, Ben Sol added. "He was a fine man and a friend to us all," he said.',
        "He",
        "Ned Orr",
    ),
    "he, not who told of him": (
        "Mr Ned Orr could face a charge, Mr Ben Sol said. Cy Dunn spoke. 'It rains.' "
        '"All is being looked at, but he was only caught on Friday," Cy Dunn said.',
        "he",
        "Ned Orr",
    ),
    "one of a people": ("There is one American in Lima.", "American", ""),
    "he, or some other man": ("Ned Orr said that the man confessed in Lima. \"It is good that he was caught,\" Cy Dunn said.", "he", ""),
    "a unit": ("A US Army unit left Lima.", "unit", ""),
    "he, who spoke and called": ("Mr Ned Orr fell ill, Ben Sol said. He called on Kenya to help.", "He", "Ben Sol"),
    "the other commission": ("The Mining Commission met. A royal commission met too. The commission adjourned.", "commission", ""),
    "himself": ("Ned Orr said on Friday Ben Sol had shot and killed himself.", "himself", "Ben Sol"),
    "he, who is defended": ("Ben Sol is defending Ned Orr over what was done when he was mayor.", "he", "Ned Orr"),
    "he, on whom people call": (
        "Ben Sol spoke. Campaigners have called on Ned Orr to go, saying he did little.",
        "he",
        "Ned Orr",
    ),
    "three days": ("Ada Roe, Ben Sol and Cy Dunn came. The three-day forum began.", "three", ""),
    "the army": ("They met at Army Headquarters. The army left.", "army", ""),
    "the new company": ("Solvik Energy grew. It will lead the new company.", "company", ""),
    "the interim body": ("The Federal Government met. The interim government left.", "government", ""),
    "his": ("Ned Orr sold his house.", "his", "Ned Orr"),
    "they": ("Ned Orr met Ben Sol. They left at noon.", "They", ""),
    "I": ('"I will never leave the old town," Ada Roe said.', "I", "Ada Roe"),
    "we, of a spokesman": ('"We will never leave the old town," said Ben Sol, spokesman of Solvik Energy.', "We", "Solvik Energy"),
    "he, in a quotation": ('Ned Orr left. "He never liked the old town," Ben Sol said.', "He", "Ned Orr"),
    "it": ("Solvik Energy grew. It builds turbines.", "It", "Solvik Energy"),
    "its": ("Kenya sent its soldiers to Mali.", "its", "Kenya"),
    "its, of two": ("Kenya and Ghana met. Its border is long.", "Its", ""),
    "whose": ("Solvik Energy, whose turbines are large, grew.", "whose", "Solvik Energy"),
    # descriptions
    "the minister": ("Foreign Minister Ada Roe came. The minister left at noon.", "minister", "Ada Roe"),
    "the prime minister": ("Prime Minister Ada Roe met Mining Minister Ben Sol. The prime minister left.", "minister", "Ada Roe"),
    "the PM": ("Prime Minister Ada Roe met Mining Minister Ben Sol. The PM left.", "PM", "Ada Roe"),
    "the minister of": ("Chad's minister, Ada Roe, and Mali's minister, Ben Sol, came. The minister of Chad left.", "minister", "Ada Roe"),
    "the president-elect": ("Chad elected Ada Roe as president. The president-elect left at noon.", "elect", "Ada Roe"),
    "he, of this paragraph": (
        "Mr Ned Orr is a curator. Mr Orr sang. Mr Orr danced.\n\nBen Sol, a lecturer in Lima, will retire. He has taught there since 1972.",
        "He",
        "Ben Sol",
    ),
    "the highest court": ("The Constitutional Court of Chad sat. The case went to the highest court.", "court", ""),
    "the apposition": ("Ned Orr, a lawyer, came. The lawyer left at noon.", "lawyer", "Ned Orr"),
    "a minister": ("Foreign Minister Ada Roe came. A minister left at noon.", "minister", ""),
    "the minister of another": ("Foreign Minister Ada Roe came. The minister of trade left.", "minister", ""),
    "the council": ("The Mining Council met. The council adjourned.", "council", "Mining Council"),
    "the company": ("Solvik Energy grew. The company builds turbines.", "company", "Solvik Energy"),
    "the company, of two": ("Talks of Solvik Energy with Halden Group failed. The company left.", "company", ""),
    "this company, of two": ("Solvik Energy bought a stake in Halden Group. This company builds turbines.", "company", "Halden Group"),
    "the company, not its board": ("Solvik Energy named a Board of Directors. The company left.", "company", "Solvik Energy"),
    "the council, not its member": ("Council member Ned Orr sang. The council adjourned.", "council", ""),
    "the country left": ("Chad grew. Kenya withdrew its troops from the country.", "country", "Chad"),
    "an appointee": ("Ms Ada Roe sang. Cy Dunn sang. Cy Dunn sang. Norvik Bank named Ben Sol as director. He left.", "He", "Ben Sol"),
    "his, again": ("Ned Orr was born in Oslo. His father, Henry Dunn, was a cook. His mother sang.", "His", "Ned Orr"),
    "and his wife": ("Ned Orr knew Henry Dunn (1789–1850) and his wife.", "his", "Henry Dunn"),
    "by his wife, she": ("Ned Orr was a son of Cy Dunn by his wife, Eve Ek. He left.", "He", "Ned Orr"),
    "the country": ("Kenya grew. The country exports tea.", "country", "Kenya"),
    "the alliance, of no states": ("Reuters was there. The alliance adjourned.", "alliance", ""),
    "the bloc": ("The African Union met. The bloc adjourned.", "bloc", "African Union"),
    "the operation": ("Operation Tall Reed began. The operation failed.", "operation", "Operation Tall Reed"),
    "the previous operation": ("Operation Tall Reed began. The previous operation failed.", "operation", ""),
    "the meeting between": ("Ned Orr went to the Mekong Meeting. The meeting between Chad and Mali failed.", "meeting", ""),
    "the navy chief": ("Chief of Naval Staff Ned Orr met Police Chief Ben Sol. The navy chief left.", "chief", "Ned Orr"),
    "the union leader": ("Party leader Ned Orr met Ben Sol. The union leader left.", "leader", ""),
    "the treaty": ("Chad left the Mekong Treaty. The treaty expired.", "treaty", "Mekong Treaty"),
    # pronouns of what is in the clause
    "his own": ("Ned Orr is a banker. Ned Orr sings. Ned Orr was appointed when Ben Sol tendered his resignation.", "his", "Ben Sol"),
    "whose term": ("Ben Sol appointed Cy Dunn. Ned Orr's term was extended, which made him proud.", "him", "Ned Orr"),
    "acted on": ("Ben Sol resigned. Ben Sol wept. Ben Sol left. Ada Roe ended the appointment of Ned Orr and replaced him.", "him", "Ned Orr"),
    "who will be appointed": ("President Ada Roe will appoint Ned Orr as chief of staff. He will succeed Ben Sol.", "He", "Ned Orr"),
    "whose ship": ("Cy Dunn sang. Cy Dunn left. Cy Dunn was moved. The harbour is where Ned Orr's ship was hit while he slept.", "he", "Ned Orr"),
    # nationality
    "forces": ("Kenyan forces left.", "forces", "Kenya"),
    "side": ("The Ghanaian side left.", "side", "Ghana"),
    "the government, not a body for it": (
        "Ned Orr left the Lakes Commission on Good Government. The government fell.",
        "government",
        "",
    ),
    "the government of": ("The government of Chad fell.", "government", "Chad"),
    "our contingent": ("Our contingent in Mali is small, Kenya said. Kenya is proud. Kenya sings.", "contingent", "Kenya"),
    "the award of another": ("Ada Roe won the Reed Award. Ben Sol won the Norvik Society (NS) Award in May.", "Award", ""),
    # several
    "the two countries": ("Kenya met Ghana. The two countries signed.", "countries", "Ghana, Kenya"),
    "both sides": ("Kenya met Ghana. Both sides signed.", "sides", "Ghana, Kenya"),
    "the two ministers": ("Foreign Minister Ada Roe met Foreign Minister Ben Sol. The two ministers sang.", "ministers", "Ada Roe, Ben Sol"),
    "the three of two": ("Kenya met Ghana. The three countries signed.", "countries", ""),
    "the two ministers, not envoys": ("Ambassador Ada Roe met Judge Ben Sol. The two ministers sang.", "ministers", ""),
    "the two leaders, not who speaks": ("Ned Orr met Ben Sol. Ms Ada Roe, a lawyer, said that the two leaders sang.", "leaders", "Ben Sol, Ned Orr"),
    "the two sides, not the dateline's": ("OSLO, Norway, 4 May 2020 (Reed Wire) – Kenya grew. The two sides signed.", "sides", ""),
    "a list": ("Ada Roe, Ben Sol and Cy Dunn came.", "Roe", "Ada Roe, Ben Sol, Cy Dunn"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_reference(case: str) -> None:
    text, word, expected = CASES[case]
    x = Analysis(annotate(Document(id="doc_x", path="x.txt", text=text, sha256="")))
    head = max(token.i for token in x.doc if token.text == word)
    assert ", ".join(sorted(x.entities[e].label for e in x.referents.of(head))) == expected


def test_a_delegation_is_a_group_of_its_own() -> None:
    text = "A delegation of Finland came to Oslo. The delegation left at noon."
    document = Document(id="doc_x", path="x.txt", text=text, sha256="")
    x = Analysis(annotate(document))
    first, last = (token.i for token in x.doc if token.text == "delegation")
    (group,) = x.referents.of(first)
    assert x.referents.of(last) == (group,)
    assert x.entities[group].types == ("Group",)
    assert [s.predicate for s in extract(document).statements if s.subject == group] == ["kgx:partOf"]


def test_he_may_be_the_person_of_the_title() -> None:
    title = "Tasker Henry Blaine"
    text = f"{title}\n\nSoldier, born at Lima. He served as aide to General Dunn. In 1897 he became director of the Seed Institute."
    record = extract(Document(id="doc_x", path="x.txt", text=text, sha256="", title=title))
    labels = {e.id: e.label for e in record.entities}
    assert [labels[m.member] for m in record.memberships if m.role == "director"] == [title]
