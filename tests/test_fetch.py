"""`kgx add`: from a real server on loopback, well-behaved and not, into a folder that a build reads."""

import gzip
import ipaddress
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer

import pytest
from click.testing import CliRunner, Result
from engines import Here
from reportlab.pdfgen.canvas import Canvas
from trafilatura.metadata import extract_metadata

from kgx import fetch, pipeline
from kgx.cli import main
from kgx.config import Config
from kgx.model import ReadError

PROSE = "The two ministers, Ada Roe and Ben Sol, met in Oslo on 3 May 2020 and agreed to open a new ferry line."
ARTICLE = f"""<!DOCTYPE html>
<html lang="en"><head><title>Ministers meet in Oslo | Northern Wire</title>
<meta name="author" content="Cal Poe"><meta property="article:published_time" content="2020-05-04T10:00:00Z"></head>
<body><article><h1>Ministers meet in Oslo</h1><p>{PROSE}</p></article></body></html>
"""
Body = bytes | Iterator[bytes]


class Server(ThreadingHTTPServer):
    """Ends without waiting for what it still sends."""

    block_on_close = False


@dataclass
class Site:
    """What a server answers under each path, and what it was asked for."""

    address: str = ""
    pages: dict[str, tuple[int, dict[str, str], Callable[[], Body]]] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)  # path, User-Agent
    stopped: threading.Event = field(default_factory=threading.Event)

    def put(
        self, path: str, body: bytes | str | Callable[[], Body], kind: str = "text/html", status: int = 200, **head: str
    ) -> str:
        """Answer so from now on; gives the address."""
        raw = body.encode() if isinstance(body, str) else body
        headers = {**({"Content-Type": kind} if kind else {}), **{k.replace("_", "-"): v for k, v in head.items()}}
        self.pages[path] = (status, headers, raw if callable(raw) else lambda: raw)
        return self.address + path


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append((self.path, self.headers["User-Agent"]))
            status, headers, body = found.pages.get(self.path, (404, {"Content-Type": "text/html"}, lambda: b"gone"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            content = body()
            try:
                for piece in [content] if isinstance(content, bytes) else content:
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:  # the other side has had enough
                pass

        def log_message(self, format: str, *args: object) -> None:
            pass

    with Server(("", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        found.address = f"http://127.0.0.1:{server.server_port}"
        yield found
        found.stopped.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "raw"


def add(folder: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["add", "--allow-private", "--out", str(folder), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def local(seconds: float = 20) -> fetch.Fetcher:
    """One that may fetch from this machine, by one of its addresses."""
    return fetch.Fetcher(seconds=seconds, may=lambda address: address == "127.0.0.1")


def refused(url: str, fetcher: fetch.Fetcher | None = None) -> str:
    """Why a page is not fetched."""
    with pytest.raises(ReadError) as error:
        (fetcher or local()).fetch(url)
    assert "\n" not in str(error.value)
    return str(error.value)


def fetched(url: str) -> fetch.Fetched:
    return local().fetch(url)


# -- what is kept


def test_an_article_is_kept_and_built(site: Site, folder: Path, tmp_path: Path) -> None:
    url = site.put("/news/1", ARTICLE)
    done = add(folder, url)
    (file,) = folder.iterdir()
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"added {file}: Ministers meet in Oslo, Cal Poe, 2020-05-04\n"
    assert file.name.startswith("127-0-0-1-news-1-")
    report = pipeline.build([folder], tmp_path / "graph", Config(), engine=Here())
    assert (report.documents, report.events["Meeting"]) == (1, 1)
    turtle = (tmp_path / "graph" / "graph.ttl").read_text(encoding="utf-8")
    assert 'schema:datePublished "2020-05-04"^^xsd:date' in turtle
    assert "Northern Wire" in turtle


def test_kgx_says_who_it_is(site: Site) -> None:
    fetched(site.put("/a", ARTICLE))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]
    assert all(agent and agent.startswith("kgx/") for _, agent in site.asked)


def test_a_page_added_again_is_brought_up_to_date(site: Site, folder: Path) -> None:
    url = site.put("/a", ARTICLE)
    assert add(folder, url).stdout.startswith("added ")
    assert add(folder, f"{url}#part").stdout.startswith("unchanged ")
    site.put("/a", ARTICLE.replace("Oslo", "Lund"))
    assert add(folder, url).stdout.startswith("updated ")
    (file,) = folder.iterdir()
    assert "Lund" in file.read_text(encoding="utf-8")


def test_other_queries_are_other_pages(site: Site, folder: Path) -> None:
    one, two = site.put("/a?id=1&b=%26", ARTICLE), site.put("/a?id=2", ARTICLE)
    assert add(folder, one, two).exit_code == 0
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ("", "{url}"),
        ('<link rel="canonical" href="https://wire.example/1">', "https://wire.example/1"),
        ('<link rel="canonical" href="/1">', "{site}/1"),
        ('<link rel="canonical" href="//[">', "{url}"),
        ("<!-- <head> --><base target=_top>", "{url}"),
    ],
)
def test_the_address_is_in_the_page(site: Site, head: str, canonical: str) -> None:
    url = site.put("/a?b=1&c=%22%3E", ARTICLE.replace("<head>", f"<head>{head}"))
    found = fetched(url)
    assert found.url == url
    assert extract_metadata(found.content.decode()).url == canonical.format(url=url, site=site.address)


@pytest.mark.parametrize(
    "page", [b"<p>x", b"\xef\xbb\xbf<!-- a --><p>x", b"<?xml version='1.0'?><html><p>x", b"<!-- x"]
)
def test_what_a_page_says_stays_in_it(site: Site, page: bytes) -> None:
    content = fetched(site.put("/a", page)).content
    added = f'<link rel="canonical" href="{site.address}/a">'.encode()
    assert content.replace(added, b"") == page
    assert content.count(added) == 1


def test_the_encoding_of_the_answer_decides(site: Site, folder: Path) -> None:
    text = ARTICLE.replace("Ada Roe", "Äda Ŕoe").encode("iso-8859-2")
    add(folder, site.put("/a", text, "text/html; charset=ISO-8859-2"))
    assert add(folder, site.put("/b", ARTICLE.encode("utf-16"), "text/html; charset=utf-16")).exit_code == 0
    assert add(folder, site.put("/c", ARTICLE, 'text/html; charset="no\\"<such')).exit_code == 0
    texts = [fetch.read(path).documents[0].text for path in sorted(folder.iterdir())]
    assert sorted("Äda Ŕoe" in text for text in texts) == [False, False, True]
    assert all("ferry line" in text for text in texts)


def test_documents_of_other_types(site: Site, folder: Path, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.drawString(72, 720, "Ada Roe and Ben Sol met in Oslo on 3 May 2020.")
    canvas.save()
    urls = [
        site.put("/a", (tmp_path / "a.pdf").read_bytes(), "application/pdf"),
        site.put("/b", PROSE, "Text/Plain;charset=utf-8"),
        site.put("/c", f"# Ministers meet\n\n{PROSE}", "text/markdown"),
        site.put("/d", ARTICLE, "text/plain"),  # of servers that do not know better
    ]
    assert add(folder, *urls).exit_code == 0
    assert sorted(path.suffix for path in folder.iterdir()) == [".html", ".md", ".pdf", ".txt"]


@pytest.mark.parametrize(
    ("url", "readable"),
    [
        ("https://wire.example/2020/ministers-meet.html?a=b", "wire-example-2020-ministers-meet-html"),
        ("https://wire.example/", "wire-example"),
        ("https://wire.example/../../etc/passwd", "wire-example-etc-passwd"),
        ("https://wire.example/%2e%2e%2f%00%0a%5c..%5cx", "wire-example-x"),
        ("https://wire.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8", "wire-example-новости"),
        ("https://wire.example/" + "%D0%BD" * 500, "wire-example-" + "н" * 43),
        ("http://[::1]:8000/CON", "1-CON"),
    ],
)
def test_file_names(url: str, readable: str) -> None:
    name = fetch.file_name(url, ".html")
    assert name == f"{readable}-{name[-17:]}"
    assert len(name.encode()) < 130
    assert name != fetch.file_name(url + "x", ".html")


# -- what is refused


def test_one_that_fails_does_not_stop_the_others(site: Site, folder: Path) -> None:
    urls = [site.address + "/gone", site.put("/a", ARTICLE), "ftp://wire.example/a"]
    done = add(folder, *urls)
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        f"kgx: {urls[0]}: refused (404 Not Found); check the address",
        f"kgx: {urls[2]}: not an address of the web; it begins with http:// or https://",
    ]
    assert len(list(folder.iterdir())) == 1


def test_robots(site: Site) -> None:
    site.put("/robots.txt", "User-agent: kgx\nDisallow: /private\nAllow: /private/open\n\nUser-agent: *\nDisallow: /")
    assert "robots.txt" in refused(site.put("/private/a", ARTICLE))
    assert "robots.txt" in refused(site.put("/moved", "", status=302, Location="/private/a"))
    assert fetched(site.put("/private/open", ARTICLE)).content
    assert fetched(site.put("/a", ARTICLE)).content
    assert "/private/a" not in [path for path, _ in site.asked]


def test_robots_that_cannot_be_read_forbid_everything(site: Site) -> None:
    site.put("/robots.txt", "", status=503)
    assert "robots.txt is not to be had (503 Service Unavailable); try again later" in refused(site.put("/a", ARTICLE))
    site.put("/robots.txt", b"\xff\xfe\0Disallow: /" * 100_000, "text/plain", status=403)
    assert fetched(site.address + "/a").content


def test_robots_that_ask_for_a_pause(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 100")
    fetcher = local()
    fetcher.fetch(site.put("/a", ARTICLE))
    with pytest.raises(ReadError, match="wants a pause of 100 s"):
        fetcher.fetch(site.put("/b", ARTICLE))


def test_redirects(site: Site) -> None:
    site.put("/a", ARTICLE)
    site.put("/1", "", status=301, Location="/2")
    site.put("/2", "", status=307, Location=f"{site.address}/a#x")
    assert fetched(site.address + "/1").url == site.address + "/a"
    site.put("/loop", "", status=302, Location="/loop")
    assert "redirects more than 5 times" in refused(site.address + "/loop")
    assert "not an address of the web" in refused(site.put("/file", "", status=302, Location="file:///etc/passwd"))
    assert "user name" in refused(site.put("/user", "", status=302, Location="http://a:b@127.0.0.1/"))
    assert "cannot be fetched" in refused(site.put("/latin", "", status=302, Location="/\xe9"))
    assert "cannot be fetched" in refused(site.put("/odd", "", status=302, Location="http://[/"))


def test_no_private_address_is_asked(site: Site) -> None:
    port = site.address.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "0.0.0.0", "2130706433", "0x7f.1"):
        reason = refused(f"http://{host}:{port}/a", fetch.Fetcher())
        assert reason.endswith("which is no public address; allow it with --allow-private"), host
    assert site.asked == []


def test_a_redirect_does_not_lead_where_one_may_not_go(site: Site) -> None:
    other = site.address.replace("127.0.0.1", "127.0.0.2")
    assert "leads to 127.0.0.2, which" in refused(site.put("/a", "", status=302, Location=f"{other}/b"))
    site.put("/robots.txt", "", status=302, Location=f"{other}/robots.txt")
    assert "leads to 127.0.0.2, which" in refused(site.put("/c", ARTICLE))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/robots.txt"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("64:ff9b::5db8:d70e", True),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert fetch.public(address) is public


def test_private_networks_of_the_standard_library() -> None:
    assert not any(fetch.public(str(ipaddress.ip_network(n)[1])) for n in ("10.0.0.0/8", "fc00::/7", "198.18.0.0/15"))


def test_endless_and_huge_pages(site: Site) -> None:
    def endless() -> Iterator[bytes]:
        while not site.stopped.is_set():
            yield b"<p>and so on</p>" * 4096

    assert "larger than 32 MiB" in refused(site.put("/a", endless))
    bomb = gzip.compress(b"0" * (200 << 20))
    assert "larger than 32 MiB" in refused(site.put("/b", bomb, Content_Encoding="gzip"))
    twice = gzip.compress(gzip.compress(b"0" * (200 << 20)))
    assert "larger than 32 MiB" in refused(site.put("/c", twice, Content_Encoding="gzip, gzip"))


def test_slow_servers(site: Site) -> None:
    def slow() -> Iterator[bytes]:
        while not site.stopped.wait(0.05):
            yield b"a"

    too_slow = "takes more than 1 s; try again with a larger --timeout"
    assert refused(site.put("/body", slow), local(1)) == too_slow
    site.put("/robots.txt", slow)
    assert refused(site.put("/a", ARTICLE), local(1)) == too_slow


@pytest.mark.parametrize(
    ("scheme", "said"), [("http", b""), ("http", b"HTTP/1.1 200 OK\r\nX: "), ("https", b""), ("https", b"\x16\x03\x03")]
)
def test_a_server_that_never_comes_to_the_point(scheme: str, said: bytes) -> None:
    """It sends a byte now and then, before the body: that no limit of a single read ends."""
    stopped = threading.Event()

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                self.request.sendall(said)
                while not stopped.wait(0.05):
                    self.request.sendall(b"\x10" if said else b"")

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            reason = refused(f"{scheme}://127.0.0.1:{server.server_address[1]}/", local(1))
        finally:
            stopped.set()
            server.shutdown()
    assert reason == "takes more than 1 s; try again with a larger --timeout"


def test_damaged_answers(site: Site) -> None:
    assert "broke off or came damaged" in refused(site.put("/a", ARTICLE, Content_Encoding="gzip"))
    assert "broke off or came damaged" in refused(site.put("/b", ARTICLE, Content_Length="100000"))
    assert "cannot be reached" in refused("http://127.0.0.1:9/")
    assert "cannot be reached" in refused("http://no-such-host.invalid/")


@pytest.mark.parametrize("status", [204, 206, 304, 401, 410, 429, 500])
def test_refusals(site: Site, status: int) -> None:
    reason = refused(site.put("/a", b"", status=status))
    assert reason.startswith(f"refused ({status} ")
    assert ("try again later" in reason) == (status in (429, 500))


@pytest.mark.parametrize("kind", ["image/png", "application/zip", "application/octet-stream", "text/css", "x", ""])
def test_types_that_are_no_articles(site: Site, kind: str) -> None:
    reason = refused(site.put("/a", ARTICLE, kind))
    assert kind in reason
    assert "only pages, texts and documents (.docx .epub .html" in reason


def test_an_archive_that_is_called_a_page(site: Site) -> None:
    assert "are added" in refused(site.put("/a", b"PK\x03\x04" + b"0" * 100))


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "no article text found in it"),
        ("<html><body></body></html>", "no article text found in it"),
        ("<p>" + "Les ministres se sont rencontrés hier à Oslo pour parler de la ligne. " * 9, "in French"),
    ],
)
def test_what_a_build_could_not_read_is_not_kept(site: Site, folder: Path, page: str, reason: str) -> None:
    done = add(folder, site.put("/a", page))
    assert done.exit_code == 1
    assert reason in done.stderr
    assert list(folder.iterdir()) == []


def test_a_page_that_cannot_be_read_leaves_the_old_one(site: Site, folder: Path) -> None:
    url = site.put("/a", ARTICLE)
    add(folder, url)
    site.put("/a", "<html></html>")
    assert add(folder, url).exit_code == 1
    (file,) = folder.iterdir()
    assert PROSE in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "url",
    ["", "wire.example", "file:///etc/passwd", "javascript:alert(1)", "http://", "http:///a", "http://[::1", "http://a b/",
     "http://\u2603\u2603..example/", "http://wire.example:99999/", "http://ada:secret@wire.example/", "http://*/"],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    reason = refused(url)
    assert any(part in reason for part in ("not an address of the web", "not a valid address", "user name"))
    assert "secret" not in reason


# -- where it is kept


def test_the_first_folder_of_the_sources(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    url = site.put("/a", ARTICLE)
    run = ["add", "--allow-private", url]
    assert CliRunner().invoke(main, run).stdout.startswith("added data/raw/127")
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "kgx.toml").write_text('sources = ["a.txt", "mine"]')
    assert CliRunner().invoke(main, run).stdout.startswith("added mine/127")
    (tmp_path / "kgx.toml").write_text('sources = ["a.txt"]')
    done = CliRunner().invoke(main, run)
    assert (done.exit_code, done.stderr) == (2, "kgx: no folder among the `sources` in kgx.toml; name one with --out\n")


def test_a_folder_that_cannot_be_written(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = add(tmp_path / "file" / "raw", site.put("/a", ARTICLE))
    assert done.exit_code == 2
    assert "file/raw: cannot be written (Not a directory); name another folder with --out" in done.stderr
