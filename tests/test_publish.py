"""Publishing: to two servers that people run, and to servers that misbehave."""

import runpy
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import rdflib
from click.testing import CliRunner
from graphs import GRAPH
from servers import Server, oxigraph, table, virtuoso

from kgx import query
from kgx.cli import main
from kgx.export import turtle
from kgx.model import Graph, KgxError
from kgx.publish import publish
from kgx.vocab import BASE_IRI, PREFIXES

ROOT = Path(__file__).parent.parent
OTHER = "https://other.example/graph"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph, with names that are hard to send."""
    awkward = replace(GRAPH.entities[0], aliases=('A "q" <b> \\ \n c', "\u200fعدن😀", "Ərdoğan", "a\tb"))
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    turtle.write(replace(GRAPH, entities=(awkward, *GRAPH.entities[1:])), path)
    return path


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=lambda start: start.__name__)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], Path]
) -> Iterator[Server]:
    with request.param(tmp_path_factory.mktemp("server"), tool) as running:
        yield running


def send(path: Path, server: Server, **options: str) -> tuple[str, int]:
    return publish(path, server.store, user=server.user, password=lambda: server.password, **options)


# -- two servers


def test_every_triple_arrives(server: Server, file: Path) -> None:
    name, number = send(file, server)
    assert name == BASE_IRI
    assert server.size() == number == len(query.load(file)[0])
    labels = "SELECT ?n WHERE { kg:Ada_Roe skos:altLabel ?n }"
    store, prefixes = query.load(file)
    assert server.ask(labels) == table(query.render(query.ask(store, prefixes, query.Query(labels), {}), "csv"))


@pytest.mark.parametrize("name", list(query.named()))
def test_same_answers_everywhere(server: Server, file: Path, name: str) -> None:
    send(file, server)
    asked = query.named()[name]
    here = table(query.render(query.run(file, asked), "csv"))
    assert here[1]
    assert server.ask(asked.text) == here
    plain = rdflib.Graph().parse(file).query(asked.text, initNs=PREFIXES).serialize(format="csv")
    assert plain is not None
    assert table(plain.decode()) == here


def test_the_cookbook_has_the_same_answers(server: Server, sample: Path) -> None:
    name = "https://sample.example/"
    send(sample, server, name=name)
    recipes = runpy.run_path(str(ROOT / "docs" / "cookbook.py"))["recipes"]()
    assert len(recipes) == 20
    different = [
        recipe.question
        for recipe in recipes
        if server.ask(recipe.sparql, name) != table(query.render(query.run(sample, query.Query(recipe.sparql)), "csv"))
    ]
    assert different == []


def test_real_graphs_arrive_whole(server: Server, real: Path) -> None:
    name, number = send(real, server, name="https://real.example/")
    store, prefixes = query.load(real)
    assert server.size(name) == number == len(store)
    for asked in query.named().values():
        assert server.ask(asked.text, name) == table(query.render(query.ask(store, prefixes, asked, {}), "csv"))


def test_a_graph_is_replaced_and_others_stay(server: Server, file: Path, tmp_path: Path) -> None:
    _, whole = send(file, server, name=OTHER)
    send(file, server)
    smaller = tmp_path / "graph.ttl"
    turtle.write(replace(GRAPH, events=()), smaller)
    _, number = send(smaller, server)
    assert server.size() == number < whole == server.size(OTHER)
    assert server.size(BASE_IRI + "kgx-upload") == 0


def test_readers_see_the_old_graph_or_the_new_one(server: Server, file: Path, tmp_path: Path) -> None:
    smaller = tmp_path / "graph.ttl"
    turtle.write(Graph(entities=GRAPH.entities), smaller)
    _, before = send(file, server)
    seen, done = set(), threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.add(server.size())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        sizes = {before} | {send(path, server)[1] for path in (smaller, file) * 3}
    finally:
        done.set()
        watcher.join()
    assert seen
    assert seen <= sizes


def test_an_upload_that_fails_leaves_the_server_as_it_was(server: Server, file: Path) -> None:
    _, number = send(file, server)
    wrong = server.store.replace("/store", "/wrong").replace("-crud-auth", "-none")
    with pytest.raises(KgxError, match=r"refused \([45]\d\d "):
        publish(
            file,
            wrong,
            update=server.query.replace("/query", "/update").replace("/sparql", "/sparql-auth"),
            user=server.user,
            password=lambda: server.password,
        )
    assert server.size() == number


def test_a_wrong_password(tmp_path: Path, tool: Callable[[str], Path], file: Path) -> None:
    with virtuoso(tmp_path, tool) as server:
        with pytest.raises(KgxError, match="asks for a password; name a user with --user"):
            publish(file, server.store)
        with pytest.raises(KgxError, match="asks for a password; check the password"):
            publish(file, server.store, user="dba", password=lambda: "guess")
        with pytest.raises(KgxError, match=r"refused \(\d+ .*"):
            publish(file, server.store.replace("-auth", ""))
        assert server.size() == 0


# -- servers that misbehave


class Odd(BaseHTTPRequestHandler):
    """Answers as the class attributes say, and keeps what it is asked."""

    put, post, slow = 204, 204, ""
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_PUT(self) -> None:
        self.answer(self.put)

    def do_POST(self) -> None:
        self.answer(self.post)

    def answer(self, status: int) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append((self.command, body if self.command == "POST" else self.path))
        if self.command == self.slow:
            time.sleep(0.5)
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="graphs"')
        words = b"<html><h1>The disk\n is full</h1></html>" if status >= 400 else b""
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def odd() -> Iterator[tuple[type[Odd], str]]:
    kind = type("Kind", (Odd,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield kind, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_three_requests(odd: tuple[type[Odd], str], file: Path) -> None:
    kind, address = odd
    publish(file, f"{address}/data", name=OTHER)
    (_, first), put, (_, last) = kind.asked
    assert first == f"DROP SILENT GRAPH <{OTHER}/kgx-upload>"
    assert put == ("PUT", "/data?graph=https%3A%2F%2Fother.example%2Fgraph%2Fkgx-upload")
    assert last == f"MOVE GRAPH <{OTHER}/kgx-upload> TO GRAPH <{OTHER}>"


def test_a_refusal_is_one_line_and_clears_up(odd: tuple[type[Odd], str], file: Path) -> None:
    kind, address = odd
    kind.put = 507
    with pytest.raises(KgxError) as error:
        publish(file, f"{address}/store")
    assert str(error.value) == f"{address}/store: refused (507 Insufficient Storage): The disk is full"
    assert [what.partition(" ")[0] for method, what in kind.asked if method == "POST"] == ["DROP", "DROP"]


def test_a_timeout(odd: tuple[type[Odd], str], file: Path) -> None:
    kind, address = odd
    kind.slow = "PUT"
    with pytest.raises(KgxError, match=r"no answer within 0\.1 s; try again with a larger --timeout"):
        publish(file, f"{address}/store", timeout=0.1)
    assert not [what for _, what in kind.asked if what.startswith("MOVE")]


def test_a_password_is_asked_for(odd: tuple[type[Odd], str], file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, address = odd
    kind.post = 401
    monkeypatch.delenv("KGX_PASSWORD", raising=False)
    command = ["publish", f"{address}/store", "-g", str(file)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 2
    assert done.stderr == f"kgx: {address}/update: asks for a password; name a user with --user\n"
    done = CliRunner().invoke(main, [*command, "--user", "ada"], input="secret\n")
    assert "check the password" in done.stderr
    assert "secret" not in done.output
    assert {method for method, _ in kind.asked} == {"POST"}


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "http://127.0.0.1:9/store",
            "http://127.0.0.1:9/update: cannot be reached; start the server or check the address",
        ),
        ("http://127.0.0.1:9/x", "name its SPARQL Update endpoint with --update"),
        ("localhost:7878/store", "not the address of a server; it begins with http:// or https://"),
    ],
)
def test_no_server(file: Path, url: str, message: str) -> None:
    done = CliRunner().invoke(main, ["publish", url, "-g", str(file)])
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_name_that_is_no_iri(file: Path) -> None:
    with pytest.raises(KgxError, match="not an IRI"):
        publish(file, "http://127.0.0.1:9/store", name="my graph")
