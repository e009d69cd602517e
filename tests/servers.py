"""SPARQL servers that other people made, started on loopback for a test and stopped after it."""

import csv
import io
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from kgx.vocab import BASE_IRI, PREFIXES

_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
NumberOfBuffers = 2000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 5
[Client]
SQL_PREFETCH_ROWS = 100
"""


@dataclass(frozen=True)
class Server:
    """Where a server answers, and who may write."""

    store: str
    query: str
    user: str | None = None
    password: str = ""

    def ask(self, sparql: str, graph: str = BASE_IRI) -> tuple[list[str], list[tuple[str, ...]]]:
        """Variables and rows, sorted, of a SELECT over one graph. Prefixes of the model need no declaration."""
        head = "".join(f"PREFIX {name}: <{space}>\n" for name, space in {"kg": BASE_IRI, **PREFIXES}.items())
        form = {"query": head + sparql, "default-graph-uri": graph}
        answer = requests.post(self.query, data=form, headers={"Accept": "text/csv"}, timeout=60)
        assert answer.ok, answer.text
        return table(answer.content.decode())

    def size(self, graph: str = BASE_IRI) -> int:
        """How many triples a graph holds."""
        return int(self.ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", graph)[1][0][0])


def table(text: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """Variables and rows, sorted, of CSV."""
    head, *rows = csv.reader(io.StringIO(text))
    return head, sorted(map(tuple, rows))


@contextmanager
def oxigraph(folder: Path, tool: Callable[[str], Path]) -> Iterator[Server]:
    """Oxigraph, which takes everything from everybody."""
    program = Path(sys.executable).parent / "oxigraph"
    port = _free_port()
    command = [program, "serve", "--location", folder / "data", "--bind", f"127.0.0.1:{port}"]
    with _running(command, f"http://127.0.0.1:{port}/", folder):
        yield Server(f"http://127.0.0.1:{port}/store", f"http://127.0.0.1:{port}/query")


@contextmanager
def virtuoso(folder: Path, tool: Callable[[str], Path]) -> Iterator[Server]:
    """Virtuoso, which wants a password for writing."""
    program = tool("virtuoso-t")
    sql, http = _free_port(), _free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    address = f"http://127.0.0.1:{http}"
    with _running([program, "+foreground", "+configfile", settings], f"{address}/sparql", folder):
        yield Server(f"{address}/sparql-graph-crud-auth", f"{address}/sparql", "dba", "dba")


@contextmanager
def _running(command: list[str | Path], address: str, folder: Path) -> Iterator[None]:
    log = folder / "log"
    with log.open("wb") as file, subprocess.Popen(command, stdout=file, stderr=file, cwd=folder) as process:
        try:
            last = time.monotonic() + 60
            while True:
                try:
                    requests.get(address, timeout=5)
                    break
                except requests.ConnectionError:
                    assert process.poll() is None, log.read_text(errors="replace")
                    assert time.monotonic() < last, log.read_text(errors="replace")
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
