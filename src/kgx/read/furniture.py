"""Lines of a page that are no part of its text: share buttons, prompts, credits, copyright, link lists.

Every pattern matches a whole line and is narrow: a sentence of the article that begins with the same
word ("Share prices fell …") must stay.
"""

import re

_SITES = r"(?:facebook|twitter|x|instagram|telegram|whatsapp|linked ?in|youtube|tiktok|reddit|pinterest|rss|viber|vk|bluesky|threads|messenger|e-?mail|google news|flipboard)"
_LINE = re.compile(
    r"""[\W_]*(?:
    (?:click\ (?:here\ )?to\ )?(?:read|see|view|show|load|learn)\ (?:more|all|less)(?:\ (?:news|stories|articles|here|on\ this\ (?:story|topic)))?
  | (?:continue|keep)\ reading | read\ (?:the\ )?(?:full|whole|original)\ (?:story|article|text|report)
  | (?:latest|top|breaking|more|other|all|recent|popular|related|trending)\ ?(?:news|stories|articles|posts|headlines|videos|topics|content|links)?\ ?(?:see\ (?:more|all))?
  | (?:most|more)\ (?:read|viewed|popular|shared|commented|recent)(?:\ (?:news|stories|articles))? | trending(?:\ now)? | in\ other\ news | more\ like\ this
  | (?:more|also)\ (?:on|from|in)\ (?:this\ (?:story|topic|section|site)|the\ web|the\ author|our\ site) | you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested\ in|enjoy)
  | recommended(?:\ for\ you)? | editors?['’]?s?\ (?:picks?|choice) | (?:read|see|watch|listen)\ (?:also|next)(?::.{0,160})? | (?:also|related)\ read(?:\ ?:.{0,160})? | (?:read|see)\ more\ ?:.{0,160} | related(?:\ (?:articles?|stor(?:y|ies)|news|posts?))?:.{0,160}
  | share(?:\ (?:this|the|it|now|via|with|on|to|article|story|post|page|link|news|your\ friends|friends|(?:this|the)\ (?:article|story|post|page|news)|"""
    + _SITES
    + r"""|and|or|,))*(?:\ ?:)?
  | (?:share|tweet|pin|like|post|send|save|print|copy|e-?mail|bookmark|comment|download|listen|watch|reply|report|views?|font\ size|(?:copy|get)\ (?:the\ )?(?:short\ )?link)(?:\ (?:this|it|page|article|(?:the|this)\ (?:page|article|story|post)|link|pdf|version|now|friendly|the\ pdf|to\ clipboard|(?:by|via)\ e-?mail|to\ a\ friend))*
  | (?:"""
    + _SITES
    + r""")(?:[\s,|/·•&]+(?:and\ )?"""
    + _SITES
    + r""")*
  | (?:advertisements?|advert|ad|sponsored(?:\ (?:content|links?))?|promoted(?:\ content)?|paid\ content|story\ continues\ below(?:\ (?:this\ )?(?:advertisement|ad))?|article\ continues\ (?:below|after).{0,30}|advertise\ (?:here|with\ us))
  | (?:subscribe|sign\ (?:up|in|out)|log\ ?(?:in|out)|register|donate|support\ us|become\ a\ member|create\ (?:an\ )?account|my\ account)(?:\ (?:now|here|today|free|for\ free|to\ (?:our|the|continue|read)\b.{0,60}|for\ (?:our|the|free|full)\b.{0,60}))?
  | (?:daily|weekly|our|morning|free)?\ ?newsletters?(?:\ (?:sign-?up|signup|subscription))?
  | (?:home|home\ ?page|front\ page|menu|main\ menu|search|close|next|previous|prev|back|back\ to\ (?:top|home)|to\ top|skip\ to\ (?:main\ )?content|skip\ navigation|open\ menu|navigation|site\ ?map|archive|login|loading|toggle\ \w+)(?:\ (?:article|story|post|page|news))?
  | (?:contact(?:\ (?:us|newsroom))?|about(?:\ us)?|careers|jobs|terms(?:\ (?:of|and|&)\ (?:use|service|conditions))?|privacy(?:\ (?:policy|notice|settings))?|cookies?(?:\ (?:policy|settings|preferences|notice))?|legal(?:\ notice)?|disclaimer|accessibility|advertise(?:\ with\ us)?|download\ (?:our|the)\ app|feedback|help|faqs?|rss(?:\ feeds?)?)(?:\s*[|·•/,-]\s*[\w&’' -]{2,30}){0,8}
  | (?:\d[\d,. ]*\s*)?(?:comments?|views?|shares?|likes?|reads?|hits)(?:\s*[:(]?\s*\d[\d,. ]*\)?)?
  | \d{1,2}[\s-]min(?:ute)?s?(?:\ read)? | reading\ time.{0,20} | time\ to\ read.{0,20} | listen\ to\ (?:this|the)\ (?:article|story).{0,30}
  | (?:leave|post|add|write)\ (?:a|your)\ (?:comment|reply) | (?:no|be\ the\ first\ to)\ comments?(?:\ yet)? | comments\ (?:are\ )?(?:closed|off)
  | (?:tags?|topics?|keywords?|categor(?:y|ies)|filed\ under|labels?|hashtags?|posted\ in)\s*:.{0,200} | (?:\#\w+[\s,]*)+
  | (?:photos?|images?|pictures?)\ (?:by|courtesy(?:\ of)?|credit)\ .{0,80} | (?:file\ photo|getty\ images?|stock\ photo)
  | (?:(?:media|press)\ )?(?:contacts?|enquiries|inquiries)(?:\ for\ (?:media|the\ press))?\s*:.{0,160} | our\ standards\s*:.{0,100}
  | (?:https?://|www\.)\S+ | \S+@\S+\.\w+
  | (?:source|via)\s*:\s*(?:\S+\s*){1,5}
  | (?:last\ )?(?:published|updated|posted|modified)?:?\ ?(?:\d+|an?)\ (?:second|minute|min|hour|day|week|month|year)s?\ ago
  | -{0,3}\s*(?:ends?|30)\s*-{1,3} | (?:ends|the\ end|\#{3,})
  )[\W_]*""",
    re.I | re.X,
)
_COPYRIGHT = re.compile(
    r"[\W_]*(?:copyright\s*(?:©|\(c\)|\d{4}\b|by\b|:)|©|\(c\)\s*(?:copyright|\d{4}))|.{0,80}\ball rights reserved\b",
    re.I,
)
_PROMPT = re.compile(
    r"(?:we (?:value your privacy|use cookies|and our (?:\d+ )?partners (?:use|store|process|may))|(?:this|our) (?:web)?site (?:uses|use) cookies|our (?:web)?site uses"
    r"|by (?:clicking|continuing|using|browsing)\b.{0,80}\b(?:cookies?|you (?:agree|consent|accept))\b|(?:accept|reject|manage)(?: all)? (?:cookies|preferences)"
    r"|cookies help us|please (?:enable|turn on|disable|subscribe|log ?in|sign ?in|wait)\b"
    r"|sign up (?:for|to) (?:our|the|get|receive)\b|subscribe (?:now|to (?:our|the|get|receive|read))\b|get (?:our|the) (?:latest|best|top|daily)\b.{0,60}\b(?:inbox|newsletter|e-?mail)"
    r"|(?:stay|keep) (?:informed|up to date|updated|tuned)\b.{0,60}\b(?:with|our|newsletter|channel|us)|download our\b|(?:don['’]t|never) miss\b.{0,60}\b(?:newsletter|story|update|news)"
    r"|(?:your|this) browser\b|you (?:have|need)\b.{0,40}\b(?:free articles|to (?:subscribe|register|log ?in))|already (?:a )?(?:subscriber|subscribed|a member|registered)\b"
    r"|(?:follow|like|find|join|watch|connect with) (?:us|@\w+|our \w+) (?:on|at|via)\b|subscribe to @?\w+ on "
    + _SITES
    + r"\b"
    r"|(?:file )?(?:photo(?:graph)?s?|images?|pictures?|pics?|videos?|graphic|infographic|illustration)(?:[/ ](?:video|credits?|courtesy|source|file|by))*\s*[:©]"
    r"|be the first to comment|(?:leave|post|add) a (?:comment|reply)"
    r"|to read the full (?:article|story)|the post .{1,200} (?:first appeared|appeared first) on |if you (?:found|find|spot|notice) (?:an? )?(?:error|mistake|typo)|reproduction .{0,60}\bprohibited|(?:any )?use of (?:the )?materials?\b.{0,80}\b(?:hyperlink|permission|reference))",
    re.I,
)
_LIST_HEADING = re.compile(
    r"[\W_]*(?:(?:latest|related|recommended|trending|top|more|other|popular|breaking)(?: (?:news|stories|articles|posts|headlines|topics))?(?: see (?:more|all))?"
    r"|most (?:read|viewed|popular|shared)|(?:read|see) (?:also|more)|more (?:like this|on this (?:story|topic))|you (?:may|might) (?:also )?like|editors?['’]?s? (?:picks?|choice))[\W_]*",
    re.I,
)
_NAVIGATION = frozenset(
    """africa americas analysis art arts asia business cars caucasus column columns comment commentary crime culture
    defence defense diplomacy economics economy editorial education energy entertainment environment europe exclusive explainer
    fashion feature features finance food health history home incidents interview interviews investigation latest
    lifestyle local markets media military money news newsletter obituaries obituary opinion opinions photo photos podcast
    podcasts politics profile region regional regions religion reports review science security society sport sports
    tech technology tourism transport travel video videos weather world""".split()
) | {
    "breaking news", "featured news", "for immediate release", "foreign affairs", "foreign policy", "front page", "latest news",
    "middle east", "news analysis", "news release", "press release", "special report", "top news", "top stories", "world news",
    "law and order", "armed forces", "public safety", "war and peace", "life and style", "real estate", "e-paper",
}  # fmt: skip
_PARTS = re.compile(r"\s*[|·•]\s*|\s[–—-]\s")
_SENTENCE = re.compile(r"\w[.!?…][\"”'’)\]]*$")
_SPEECH = re.compile(r"[\"“”«]|\b(?:said|says|told|added|asked|wrote)\b")
_TRAILING = re.compile(r"(?<=[.!?…\"”’)])\s*[\[(]?(?:read|see) more[\])]?\W*$", re.I)


def is_sentence(line: str) -> bool:
    """Whether a line ends like a sentence and is long enough for one."""
    return bool(_SENTENCE.search(line)) and len(line.split()) >= 4


def is_furniture(line: str) -> bool:
    """Whether a line is the page's and not the text's."""
    words = len(line.split())
    sentence = is_sentence(line)
    if words > 60 or (sentence and _SPEECH.search(line)):
        return False
    if _COPYRIGHT.match(line) or (words <= 45 and _PROMPT.match(line.lstrip("*_[( "))):
        return True
    if sentence or len(line) > 300:
        return False
    return bool(_LINE.fullmatch(line)) or all(map(_LINE.fullmatch, _PARTS.split(line)))


def is_navigation(line: str) -> bool:
    """Whether a line is the name of a section of a news site, or several of them."""
    parts = [part.strip(" *_#:[]").casefold() for part in re.split(r"[|/»›>•·,]", line)]
    return all(part in _NAVIGATION for part in parts if part) and any(parts)


def without_furniture(lines: list[str]) -> list[str]:
    """The lines that are the text's; a list of links goes with its heading ("Most read")."""
    kept: list[str] = []
    linked = False
    for line in lines:
        linked = bool(_LIST_HEADING.fullmatch(line)) or (linked and not is_sentence(line))
        if not linked and not is_furniture(line):
            kept.append(_TRAILING.sub("", line))
    return kept
