"""Items by number of what is no list: groups of a match, arrays, ranges."""

import re

from support import refused, stop

from dapper.values.errors import NotAssignable


def rows(variables):
    return [(name, variable["value"], variable.get("evaluateName")) for name, variable in variables.items()]


def test_a_match_begins_with_its_groups_and_has_their_spans():
    match = re.search(r"(?P<year>\d+)-(\d+)(x)?", "on 2024-05")
    here = stop(match=match)
    shown = here.variables()["match"]
    assert shown["indexedVariables"] == 4
    children = here.children("match")
    assert rows(children)[:4] == [
        ("0", "'2024-05'", "match[0]"),
        ("1 (year)", "'2024'", "match[1]"),
        ("2", "'05'", "match[2]"),
        ("3", "None", "match[3]"),
    ]
    names = list(children)
    assert names[4] == "spans" and {"endpos", "pos", "re", "string"} <= set(names[5:])
    spans = here.children("match", "spans")
    assert rows(spans) == [
        ("0", "(3, 10)", "match.span(0)"),
        ("1 (year)", "(3, 7)", "match.span(1)"),
        ("2", "(8, 10)", "match.span(2)"),
        ("3", "(-1, -1)", "match.span(3)"),
    ]
    for row in (*list(children.values())[:4], *spans.values()):
        assert here.watch(row["evaluateName"]) == row["value"]
        assert "readOnly" in row["presentationHint"]["attributes"]
    with refused(NotAssignable, "a Match keeps its items"):
        here.answers.set_variable(shown["variablesReference"], "1 (year)", "'2025'")
    assert list(here.variables(shown["variablesReference"], filter="indexed", start=2, count=1)) == ["2"]


def test_a_match_in_what_is_no_text():
    class Text(str):
        def __getitem__(self, key):
            raise SystemExit("asked")

    data = bytearray(b"a1")
    gone = re.search(b"[0-9]", data)
    here = stop(text=re.search("b", Text("abc")), plain=re.search(b"[0-9]", b"a1"), gone=gone)
    assert here.children("text")["0"]["value"] == "'b'"
    assert here.children("plain")["0"]["value"] == "b'1'"
    data.clear()
    assert here.children("gone")["0"]["value"] == "b''"


def test_a_match_in_a_buffer_of_the_programs_is_asked_in_a_look_alone():
    class Buffer:
        hangs = False

        def __buffer__(self, flags):
            while self.hangs:
                pass
            return memoryview(b"a1")

    try:
        match = re.search(b"[0-9]", Buffer())
    except TypeError:  # before Python 3.12 there are none
        return
    Buffer.hangs = True
    here = stop(match=match)
    assert "0" not in here.children("match")
