"""Who says it, how sure, negated, when: one clause of each text in one line.

A voice is told by what departs from "the text says that it is so": its speaker, "not", "perhaps", "to come".
"""

import pytest

from kgx.annotate import annotate
from kgx.frames import Frames
from kgx.model import Document
from kgx.rules import event_nouns
from kgx.voice import Voices

CASES = {
    "plain": ("Ada Roe left.", "leave", "so"),
    # reported
    "said that": ("Ada Roe said that Ben Sol left.", "leave", "Roe: so"),
    "said": ("Ben Sol left, Ada Roe said.", "leave", "Roe: so"),
    "reluctance": ("Ada Roe spoke of the reluctance of Ben Sol to leave.", "leave", "not so"),
    "joined to a plan": ("Ada Roe pledged to deepen ties and signed a deal.", "sign", "so"),
    "part of a plan": ("Ada Roe pledged to deepen ties and sign a deal.", "sign", "so, to come"),
    "conjoined": ("Ada Roe said that Ben Sol left and Cy Dunn stayed.", "stay", "Roe: so"),
    "the saying itself": ("Ada Roe announced that Ben Sol left.", "announce", "so"),
    "according to": ("According to Ada Roe, Ben Sol left.", "leave", "Roe: so"),
    "officials": ("Officials said that Ben Sol left.", "leave", "Officials: so"),
    "beside the verb": ("Ada Roe left after a meeting with Nakasone, Norvik News Service said.", "leave", "Service: so"),
    "nobody": ("It was reported that Ben Sol left.", "leave", "'report': so"),
    "is said to": ("Ben Sol is said to have left.", "leave", "'say': perhaps so"),
    "noun of saying": ("Ada Roe's statement that Ben Sol left was wrong.", "leave", "Roe: so"),
    "rumour": ("There were rumours that Ben Sol left.", "leave", "'rumours': perhaps so"),
    "accused": ("Ada Roe accused Ben Sol of selling it.", "sell", "Roe: so"),
    "presented": ("It should be noted that Ben Sol left.", "leave", "so"),
    "hoped for": ("Ada Roe hoped for reaching a deal with Ben Sol.", "reach", "perhaps so, to come"),
    "confident of": ("Ada Roe was confident of signing the deal.", "sign", "perhaps so, to come"),
    "in the event of": ("Ada Roe will come in the event of talks with Ben Sol.", "talk", "perhaps so, to come"),
    "looked forward to": ("Ada Roe was looking forward to her talks with Ben Sol.", "talk", "so, to come"),
    "chose not to": ("Ned Orr, who decided not to run after serving as head, left.", "serve", "so"),
    "a possibility": ("There is a possibility that Ben Sol left.", "leave", "perhaps so"),
    "misleading": (
        'The spokesman said the reports that Chad intended to attack ships were "misleading propaganda."',
        "attack",
        "'reports': perhaps not so, to come",
    ),
    "post and speaker behind a comma": ("The delay was a bitter setback, the president of the Union of Farmers, Ada Roe, said.", "be", "Roe: so"),
    "as soon as": ("Ada Roe will lift it as soon as Ben Sol complied with the pact.", "comply", "perhaps so"),
    "proposed that": ("Ada Roe revived a proposal that Japan buy rice.", "buy", "perhaps so, to come"),
    "quoted as saying": ("Ben Sol left, the report was quoted as saying.", "leave", "report: so"),
    "charged with": ("Ben Sol was charged with spying in a scandal that shook Lima.", "shake", "so"),
    "due to": ("Ben Sol was due to eat in Lima before flying to Quito.", "fly", "so, to come"),
    "planned by": ("Ada Roe seeks help for the talks planned by Mali.", "talk", "so, to come"),
    "however": (
        "Lt Gen Ned Orr claimed that Kenyan forces entered Chad on Wednesday night, however Chad army rejected the claims.",
        "reject",
        "so",
    ),
    "will come and be met": ("Ada Roe will arrive in Lima and be greeted by Ben Sol.", "greet", "so, to come"),
    "offered": ("Ada Roe offered aid to Mali.", "offer", "so, to come"),
    "after what is to come": ("Ada Roe will leave after Mali signs the treaty.", "sign", "so, to come"),
    "once it is done": ("Once Mali signs the treaty, Chad will leave.", "sign", "perhaps so"),
    "a report that is false": ("The report that Iran left the base was propaganda.", "leave", "'reports': perhaps not so"),
    # quoted
    "quotation": ('"Ben Sol left the party in a great hurry," Ada Roe said.', "leave", "Roe: so"),
    "quotation before its speaker": ('Ada Roe said: "Ben Sol left the party in a great hurry."', "leave", "Roe: so"),
    "curly": ("“Ben Sol left the party in a great hurry,” Ada Roe told reporters.", "leave", "Roe: so"),
    "sentence within": ('"It rained all night. Ben Sol left the party," Ada Roe said.', "leave", "Roe: so"),
    "paragraphs": ('Ada Roe said: "It rained all night in Oslo.\n\n"Ben Sol left the party."', "leave", "Roe: so"),
    "paragraphs run together": (
        'Ada Roe said. "It rained all night in Oslo. "Ben Sol left the party." Cy Dunn stayed for the night.',
        "stay",
        "so",
    ),
    "no cue": ('Ada Roe said the rain was bad. "Ben Sol left the party in a hurry."', "leave", "Roe: so"),
    "after the quotation": ('"It rained all night in Oslo," Ada Roe said. Ben Sol left.', "leave", "so"),
    "a word in inverted commas": ('Ben Sol left the "Heron" party.', "leave", "so"),
    # denied, not
    "not": ("Ben Sol did not leave.", "leave", "not so"),
    "never": ("Ben Sol never left.", "leave", "not so"),
    "nobody did": ("Nobody left.", "leave", "not so"),
    "neither": ("Neither minister left.", "leave", "not so"),
    "denied that": ("Ada Roe denied that Ben Sol left.", "leave", "Roe: not so"),
    "denied doing": ("Ada Roe denied selling it.", "sell", "not so"),
    "refused": ("Ben Sol refused to leave.", "leave", "not so"),
    "without": ("Ben Sol ate without leaving.", "leave", "not so"),
    "no noun": ("No agreement was signed.", "agreement", "not so"),
    "called off": ("Kenya cancelled the summit.", "summit", "not so"),
    "denied the noun": ("Kenya denied the attack.", "attack", "Kenya: not so"),
    # perhaps
    "may": ("Ben Sol may leave.", "leave", "perhaps so, to come"),
    "could have": ("Ben Sol could have left.", "leave", "perhaps so"),
    "adverb": ("Ben Sol reportedly left.", "leave", "perhaps so"),
    "if": ("If Ben Sol leaves, Ada Roe will stay.", "leave", "perhaps so"),
    "what hangs on if": ("Ada Roe will stay if Ben Sol leaves.", "stay", "perhaps so, to come"),
    "done, whatever follows": ("Ben Sol has signed, which helps if Ada Roe stays.", "sign", "so"),
    "question": ("Did Ben Sol leave?", "leave", "perhaps so"),
    "whether": ("Ada Roe did not say whether Ben Sol left.", "leave", "Roe: perhaps so"),
    "alleged": ("The alleged attack was short.", "attack", "perhaps so"),
    # to come
    "will": ("Ben Sol will leave.", "leave", "so, to come"),
    "planned": ("Ben Sol plans to leave.", "leave", "so, to come"),
    "agreed": ("Ben Sol agreed to leave.", "leave", "so, to come"),
    "due": ("Ben Sol is due to leave.", "leave", "so, to come"),
    "is to": ("Ben Sol is to leave.", "leave", "so, to come"),
    "would, said": ("Ada Roe said that Ben Sol would leave.", "leave", "Roe: so, to come"),
    "beside a plan": ("Ben Sol will go to Oslo, replacing Ada Roe.", "replace", "so, to come"),
    "talks to come": ("Ben Sol will go to Oslo for talks.", "talk", "so, to come"),
    "looks forward to": ("Ben Sol looks forward to meeting Ada Roe.", "meet", "perhaps so, to come"),
    "wanted": ("Ben Sol wanted to leave.", "leave", "perhaps so, to come"),
    "urged": ("Ada Roe urged Ben Sol to leave.", "leave", "perhaps so, to come"),
    "of a planned noun": ("The upcoming summit, hosted by Kenya, is large.", "host", "so, to come"),
    "a decision made": ("The decision in appointing Ben Sol was right.", "appoint", "so"),
    "a proposal for": ("Ada Roe rejected a proposal for a summit.", "summit", "perhaps so, to come"),
    "pleased to": ("Ada Roe is pleased to lead the bank.", "lead", "so"),
    "before a noun to come": ("Ben Sol will go to Mali, before ending his trip with a visit to Chad.", "visit", "so, to come"),
    "to be on a noun": ("Ben Sol will be on a visit to Chad.", "visit", "so, to come"),
    "planned noun": ("The planned summit is large.", "summit", "so, to come"),
    "called for": ("Kenya called for a summit.", "summit", "perhaps so, to come"),
    # factual, presupposed
    "managed": ("Ben Sol managed to leave.", "leave", "so"),
    "rose to": ("Ben Sol rose to become a judge.", "become", "so"),
    "prompted": ("The vote prompted Ben Sol to leave.", "leave", "so"),
    "began": ("Ben Sol began to leave.", "leave", "so"),
    "condemned": ("Kenya condemned the attack.", "attack", "so"),
    "left to": ("Ben Sol left to become a judge.", "become", "so"),
    "bidden": ("Recall that Ben Sol left.", "leave", "so"),
    "motion": ("Ada Roe came to Oslo to meet Ben Sol.", "meet", "so"),
    "came for in vain": ("Police came to Oslo to detain Ben Sol.", "detain", "perhaps so, to come"),
    "never closed": (
        'Ada Roe said. "It rained all night in Oslo. Cy Dunn sang. Ben Sol left. Eve Ek ate. Ned Orr slept. "No more," he said.',
        "sleep",
        "so",
    ),
    "spliced": ('"We did not meet Ben Sol, we do not have a quarrel with him," Ada Roe said.', "meet", "Roe: not so"),
    "ways to": ("They learn new ways to attack Goma.", "attack", "perhaps so, to come"),
    "the first to": ("Ada Roe was the first woman to lead it.", "lead", "so"),
    "would not say how": ("Ada Roe would not say how Ben Sol left.", "leave", "Roe: so"),
    "confessed to planning": ("Ada Roe confessed to planning attacks on Goma.", "attack", "so, to come"),
    "arranged": ("A meeting has been arranged between Kenya and Chad.", "meeting", "so, to come"),
    "lucky to have": ("Ada Roe is very lucky to have served there.", "serve", "so"),
    "unlikely to": ("Ada Roe is unlikely to sign it.", "sign", "perhaps not so, to come"),
    "will be": ("It will be her second visit to Oslo.", "visit", "so, to come"),
    "close to": ("Ada Roe is close to signing it.", "sign", "perhaps so, to come"),
    "admitted planning": ("Ada Roe admitted planning the attack on Goma.", "attack", "so"),
    "massed to": ("Farmers had massed in Oslo to protest.", "protest", "so"),
    "accused of a past deed": ("They accused Ada Roe of trying to hide it when Ben Sol left.", "leave", "They: so"),
    "perhaps of a fact": ("The attack on Goma may be a warning.", "attack", "so"),
    "purpose": ("Ada Roe called Oslo to meet Ben Sol.", "meet", "perhaps so, to come"),
    "relative clause": ("Ben Sol, who left in May, is a judge.", "leave", "so"),
    "a sentence of its own": ("Ben Sol married Eve Ek in May 1917; the couple would have two children.", "marry", "so"),
    "presupposed by a speaker": ("Ada Roe said that the summit was short.", "summit", "Roe: so"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_voice(case: str) -> None:
    text, lemma, expected = CASES[case]
    assert told(text, lemma) == expected


def told(text: str, lemma: str) -> str:
    annotated = annotate(Document(id="doc_x", path="x.txt", text=text, sha256=""))
    frames = Frames(annotated.doc, event_nouns(), {})
    voice = Voices(annotated, frames).of(next(f for f in frames if f.lemma == lemma))
    speaker = f"{annotated.doc[voice.speaker]}: " if voice.speaker is not None else ""
    attribution = f"'{voice.attribution}': " if voice.attribution is not None else ""
    perhaps = "perhaps " if voice.certainty == "hedged" else ""
    return f"{speaker or attribution}{perhaps}{'not ' if voice.polarity == 'negative' else ''}so{', to come' if voice.tense == 'future' else ''}"
