"""Archives: the files in a zip or a tar, never written to disk, each up to a size."""

import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from kgx.model import ReadError

LIMIT = 1 << 26  # bytes of one file in an archive
FILES = 100_000  # files in an archive
_TOTAL = 1 << 30  # bytes of all of them


def read_zip(raw: bytes) -> Iterator[tuple[str, bytes | ReadError]]:
    """Name and content of each file of a zip."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        found = [info for info in archive.infolist() if not info.is_dir() and (info.external_attr >> 28) != 0xA]
        left = _TOTAL
        for info in found[:FILES]:
            name = inner(info.filename)
            if info.flag_bits & 1:
                yield name, ReadError("encrypted; unpack it first")
            elif info.file_size > min(LIMIT, left):
                yield name, _too_large(left)
            else:
                left -= info.file_size
                try:
                    yield name, archive.read(info)
                except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
                    yield name, ReadError(f"broken in the archive ({error}); pack it again")


def read_tar(raw: bytes) -> Iterator[tuple[str, bytes | ReadError]]:
    """Name and content of each plain file of a tar; links and devices are left out."""
    left = _TOTAL
    with tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as archive:
        for n, info in enumerate(archive):
            if n >= FILES:
                return
            if info.isfile():
                file = archive.extractfile(info)
                if info.size > min(LIMIT, left) or file is None:
                    yield inner(info.name), _too_large(left)
                else:
                    left -= info.size
                    yield inner(info.name), file.read()


def inner(name: str) -> str:
    """A name in an archive as a relative path without tricks: it is a label, no place on the disk."""
    parts = [re.sub(r"[\x00-\x1f\x7f]", "_", part) for part in PurePosixPath(name.replace("\\", "/")).parts]
    return "/".join(part for part in parts if part not in ("/", "..", ".")) or "file"


def _too_large(left: int) -> ReadError:
    if left < LIMIT:
        return ReadError(f"the archive unpacks to more than {_TOTAL >> 20} MiB; split it")
    return ReadError(f"larger than {LIMIT >> 20} MiB; no article is")
