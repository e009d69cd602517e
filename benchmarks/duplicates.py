"""How long it takes to find articles that are published twice, and how many are found.

    python benchmarks/duplicates.py [DOCUMENTS]

Every tenth article comes once more under another headline and without its last paragraph.
"""

import sys
from time import perf_counter

from corpus import articles

from kgx.duplicates import find_copies
from kgx.model import Document

count = int(sys.argv[1]) if sys.argv[1:] else 10000
texts = dict(enumerate(articles(count)))
again = {n: "\n\n".join(["A story told twice", *text.split("\n\n")[1:-1]]) for n, text in texts.items() if n % 10 == 0}
documents = [
    Document(id=f"{name}{n}", path=f"{name}{n:06}.txt", text=text, sha256="")
    for name, those in (("first", texts), ("second", again))
    for n, text in those.items()
]
start = perf_counter()
copies = find_copies(documents)
seconds = perf_counter() - start
right = sum(copies.get(f"second{n}") == f"first{n}" for n in again)
print(f"{len(documents):,} documents in {seconds:.1f} s: {seconds / len(documents) * 1000:.2f} ms each")
print(f"{right:,} of {len(again):,} copies found, {len(copies) - right:,} others taken for one")
