"""Which file a name means, by which name it is shown, and what finding that out costs."""

import os
import tempfile
from types import CodeType

from dapper.code import file_names
from dapper.code.file_names import FileNames
from dapper.code.filter import CodeFilter
from dapper.code.index import CodeIndex


class Folder:
    """A folder of files, which the program is in."""

    def __enter__(self):
        self.before = os.getcwd()
        self.path = os.path.realpath(tempfile.mkdtemp())
        os.chdir(self.path)
        for name in ("real/mod.py", "other/mod.py", "mod.py"):
            os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
            with open(name, "w") as file:
                file.write("def work():\n    return 1\n")
        os.symlink("real", "link")
        return self

    def __exit__(self, *_):
        os.chdir(self.before)

    def __truediv__(self, name):
        return f"{self.path}/{name}"


class CountingNames(FileNames):
    """Counts what is asked for."""

    def __init__(self):
        super().__init__()
        self.asked = 0

    def path(self, name):
        self.asked += 1
        return super().path(name)


def code_of(name):
    return compile("def work():\n    return 1\n", name, "exec")


def inner(code):
    return next(each for each in code.co_consts if type(each) is CodeType)


def test_a_path_is_absolute_and_has_no_links():
    with Folder() as folder:
        names = FileNames()
        for name in ("link/mod.py", "./real/mod.py", "other/../real/mod.py", folder / "link/mod.py"):
            assert names.path(name) == folder / "real/mod.py", name


def test_what_is_no_file_is_left_as_it_is():
    names = FileNames()
    for name in ("", "<string>", "<stdin>", "<frozen importlib._bootstrap>"):
        assert names.path(name) == names.client_path(name) == names.shown(names.path(name), name) == name
        assert names.lasts(name)


def test_a_file_is_shown_as_the_client_wrote_it_and_else_by_its_path():
    with Folder() as folder:
        names = FileNames()
        assert names.shown(names.path("link/mod.py"), "link/mod.py") == folder / "real/mod.py"
        for name in ("./link/mod.py", folder / "real/../real/mod.py"):
            names.client_calls(name)
            assert names.shown(folder / "real/mod.py") == name


def test_of_two_names_that_the_client_uses_code_goes_by_its_own():
    with Folder() as folder:
        names = FileNames()
        names.client_calls(folder / "link/mod.py")
        names.client_calls(folder / "real/mod.py")
        assert names.shown(folder / "real/mod.py", folder / "link/mod.py") == folder / "link/mod.py"
        assert names.shown(folder / "real/mod.py") == folder / "real/mod.py"


def test_a_relative_name_of_the_client_begins_where_the_program_started():
    with Folder() as folder:
        names = FileNames()
        names.client_calls("mod.py")
        assert names.client_path("mod.py") == folder / "mod.py"
        names.start_in(folder / "real", "main.py")
        os.chdir("other")
        assert names.client_path("mod.py") == folder / "real/mod.py"
        assert names.path("mod.py") == folder / "other/mod.py"
        assert names.shown(folder / "real/mod.py") == "mod.py"


def test_a_client_may_name_a_link_before_there_is_one():
    with Folder() as folder:
        names = FileNames()
        names.client_calls(folder / "late.py")
        os.symlink("real/mod.py", "late.py")
        assert names.client_path(folder / "late.py") == folder / "real/mod.py"
        assert names.shown(folder / "real/mod.py") == folder / "late.py"


def test_code_of_a_relative_name_stays_in_its_file_after_a_change_of_folder():
    with Folder() as folder:
        names = FileNames()
        index = CodeIndex(10, CodeFilter([], True, names), names)
        here, there = code_of("mod.py"), code_of("mod.py")
        os.chdir("real")
        index.add(here)
        os.chdir("../other")
        index.add(there)
        copy = inner(here).replace(co_stacksize=99)
        os.chdir("..")
        assert index.path_of(here) == index.path_of(inner(here)) == folder / "real/mod.py"
        assert index.path_of(there) == index.path_of(inner(there)) == folder / "other/mod.py"
        assert index.path_of(copy) in (folder / "real/mod.py", folder / "other/mod.py")


def test_whose_code_it_is_goes_by_where_the_file_is():
    with Folder() as folder:
        os.symlink("../real", "other/mine")
        names = FileNames()
        filter = CodeFilter([folder / "other"], True, names)
        assert not filter.is_mine(code_of(folder / "other/mod.py"))
        assert not filter.is_mine(code_of("real/../other/mod.py"))
        assert filter.is_mine(code_of(folder / "other/mine/mod.py"))
        assert filter.is_mine(code_of("real/mod.py"))


def test_an_event_costs_one_look_up_by_name():
    with Folder():
        names = CountingNames()
        filter = CodeFilter([], True, names)
        code = code_of("link/mod.py")
        filter.is_mine(code)
        assert names.asked == 1
        for _ in range(1_000):
            filter.is_mine(code)
        assert names.asked == 1


def test_the_file_system_is_asked_once_about_a_name():
    with Folder() as folder:
        names = FileNames()
        names.path(folder / "link/mod.py")
        os.remove("link")
        assert names.path(folder / "link/mod.py") == folder / "real/mod.py"


def test_no_more_than_so_many_names_are_remembered():
    most = file_names._MOST
    names = FileNames()
    filter = CodeFilter([], True, names)
    for turn in range(most + 5):
        names.client_calls(f"<made {turn}>")
        filter.is_mine_path(f"<made {turn}>")
    tables = [names._spellings, names._clients, names._absent, names._paths, filter.known]
    assert max(map(len, tables)) <= most
