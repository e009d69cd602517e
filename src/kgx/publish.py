"""A graph into a server that speaks the SPARQL 1.1 Graph Store HTTP Protocol and SPARQL 1.1 Update."""

import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit, urlunsplit

import requests
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kgx import query
from kgx.model import KgxError

_UPDATES = (  # path of the graph store -> path of the update endpoint beside it
    (r"/store$", "/update"),  # Oxigraph
    (r"/sparql-graph-crud(-auth)?$", r"/sparql\1"),  # Virtuoso
    (r"/(data|get)$", "/update"),  # Fuseki
    (r"/rdf-graphs/service$", "/statements"),  # RDF4J, GraphDB
)


def publish(
    graph: Path,
    url: str,
    *,
    name: str | None = None,
    update: str | None = None,
    user: str | None = None,
    password: Callable[[], str] = str,
    timeout: float = 300,
) -> tuple[str, int]:
    """Put a graph.ttl into a server as the named graph `name`, and return that name and the number of triples.

    `url` is the Graph Store endpoint, `update` the Update endpoint where its address does not tell; `name` defaults to
    the base IRI of the data. The graph is sent to a temporary graph first, and replaces the one of that name by a single
    MOVE: whoever asks meanwhile gets the old one, and an error leaves it as it was. `password` is called when
    the server asks for one and `user` is given; `timeout` is in seconds, for each of the three requests.

    Raises KgxError, in one line, where the graph cannot be loaded or the server does not take it.
    """
    store, prefixes = query.load(graph)
    if not len(store):
        raise KgxError(f"{graph}: holds nothing, and would empty the graph on the server; run `kgx build` first")
    try:
        target = NamedNode(name or prefixes["kg"])
        temporary = NamedNode(f"{target.value}{'' if target.value[-1] in '/#' else '/'}kgx-upload")
    except ValueError:
        raise KgxError(f"{name}: not an IRI; give the graph a name such as https://example.org/kg/") from None
    server = _Server(url, update or _update(url), user, password, timeout)
    server.update(f"DROP SILENT GRAPH {temporary}")  # left by a publication that broke off; tells early if it may write
    try:
        with tempfile.TemporaryFile() as file:
            # N-Triples, which every reader of Turtle reads: no names for it to shorten or to stumble over
            store.dump(file, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
            file.seek(0)
            server.put(temporary.value, file)
        server.update(f"MOVE GRAPH {temporary} TO GRAPH {target}")
    except KgxError:
        with suppress(KgxError):
            server.update(f"DROP SILENT GRAPH {temporary}")
        raise
    return target.value, len(store)


def _update(url: str) -> str:
    """The update endpoint of the server of a graph store."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise KgxError(f"{url}: not the address of a server; it begins with http:// or https://")
    for end, other in _UPDATES:
        if re.search(end, parts.path):
            return urlunsplit(parts._replace(path=re.sub(end, other, parts.path), query=""))
    raise KgxError(f"{url}: not known where this server takes updates; name its SPARQL Update endpoint with --update")


class _Server:
    """The two endpoints of a server, and how to get in."""

    def __init__(self, store: str, update: str, user: str | None, password: Callable[[], str], timeout: float) -> None:
        self._store, self._update, self._user, self._password, self._timeout = store, update, user, password, timeout
        self._session = requests.Session()

    def update(self, text: str) -> None:
        self._send("POST", self._update, text.encode(), "application/sparql-update")

    def put(self, graph: str, file: BinaryIO) -> None:
        self._send("PUT", self._store, file, "text/turtle", {"graph": graph})

    def _send(
        self, method: str, url: str, body: bytes | BinaryIO, kind: str, params: dict[str, str] | None = None
    ) -> None:
        def once() -> requests.Response:
            return self._session.request(
                method,
                url,
                params=params,
                data=body,
                headers={"Content-Type": kind},
                timeout=self._timeout,
                allow_redirects=False,
            )

        try:
            answer = once()
            if answer.status_code == 401 and self._user and self._session.auth is None:
                self._session.auth = self._auth(answer.headers.get("WWW-Authenticate", ""), self._user)
                answer = once()
        except requests.Timeout:
            raise KgxError(f"{url}: no answer within {self._timeout:g} s; try again with a larger --timeout") from None
        except requests.ConnectionError:
            raise KgxError(f"{url}: cannot be reached; start the server or check the address") from None
        except requests.RequestException as error:
            raise KgxError(f"{url}: {error}; check the address") from None
        if answer.status_code == 401:
            remedy = "check the password" if self._user else "name a user with --user"
            raise KgxError(f"{url}: asks for a password; {remedy}")
        if not 200 <= answer.status_code < 300:
            raise KgxError(f"{url}: refused ({answer.status_code} {answer.reason}){_words(answer)}")

    def _auth(self, challenge: str, user: str) -> AuthBase:
        kind = HTTPDigestAuth if challenge.lower().startswith("digest") else HTTPBasicAuth
        return cast(AuthBase, kind(user, self._password()))


def _words(answer: requests.Response) -> str:
    """What a server says beside the status, in short."""
    text = " ".join(re.sub(r"<[^>]*>", " ", answer.text[:2000]).split())
    return f": {text[:160]}" if text else ""
