"""The requests that the protocol gives to Python are those that Python has a function for."""

from typing import get_args

from support import debugged

from dapper.wire.names import Command


def test_every_request_that_is_pythons_is_served():
    with debugged() as session:
        for command in get_args(Command):
            assert "is not supported" not in str(session.ask(command)), command


def test_any_other_is_not():
    with debugged() as session:
        assert session.ask("disconnect") == "The request 'disconnect' is not supported."
