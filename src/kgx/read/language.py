"""Which language a text is in, by py3langid, which carries its model with it."""

import re
from functools import cache
from typing import Any

import pycountry

_ENOUGH = 200  # characters; less is too little to tell
_MOST = 5000  # characters that are looked at
_SURE = 0.99
_COMMON = frozenset("the of and to that for with by from have which their".split())
_SHARE = 0.1  # of such words in a text that is English by them alone: the detector takes half a second to load


def foreign(text: str) -> str | None:
    """The language of a text that is surely not English; None for English, and for what is too short to tell."""
    if len(text) < _ENOUGH:
        return None
    text = text[:_MOST]
    words = re.findall(r"\w+", text.casefold())
    if sum(word in _COMMON for word in words) >= _SHARE * max(1, len(words)):
        return None
    code, probability = _identifier().classify(text)
    if code == "en" or probability < _SURE:
        return None
    known = pycountry.languages.get(alpha_2=code)
    return str(known.name if known else code)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # takes long, and is not needed where nothing changed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
