"""Reading a file of a zip archive, against what the library writes."""

import io
import zipfile

from dapper.code.archive import NotAnArchive, member
from dapper.code.source_text import read_source

TEXT = "value = 'é'\n" * 500
FILES = {
    "a.py": (TEXT, zipfile.ZIP_DEFLATED),
    "package/b.py": ("one", zipfile.ZIP_STORED),
    "package/é.py": ("two", zipfile.ZIP_DEFLATED),
    "empty.py": ("", zipfile.ZIP_STORED),
}


def archive(comment=b""):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, (text, method) in FILES.items():
            made.writestr(name, text, method)
        made.comment = comment
    return file.getvalue()


def test_every_file_is_read_as_it_was_written():
    for content in (archive(), archive(b"a comment"), b"#!/usr/bin/python\n" + archive()):
        for name, (text, _) in FILES.items():
            assert member(io.BytesIO(content), name) == text.encode(), name
        for other in ("", "\ud800", "b.py", "package", "package/", "a.pyc", "A.py"):
            assert member(io.BytesIO(content), other) is None, other


def test_what_is_damaged_is_told():
    content = archive()
    damaged = {
        "it has no directory": b"no archive",
        "its directory leads out of it": content[200:],
        "its directory leads to no file": content.replace(b"PK\3\4", b"PK\0\0", 1),
        "compressed in another way": content.replace(b"\x08\x00", b"\x0e\x00"),
    }
    for message, each in damaged.items():
        try:
            found = member(io.BytesIO(each), "a.py")
        except NotAnArchive as error:
            assert message in str(error), error
        else:
            raise AssertionError((message, found))


def test_a_source_in_an_archive_is_read_by_its_path():
    with open("library.zip", "wb") as file:
        file.write(archive())
    assert read_source("library.zip/a.py") == TEXT
    assert read_source("library.zip/package/b.py") == "one"
    assert read_source("library.zip/c.py") is None
    with open("damaged.zip", "wb") as file:
        file.write(archive()[:-30])
    assert read_source("damaged.zip/a.py") is None
