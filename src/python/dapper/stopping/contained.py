"""For methods that run inside the program: a mistake of the debugger is reported, never the program's."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from dapper.delivery.base import DONE

if TYPE_CHECKING:
    from dapper.stopping.stops import Stops


class Reporting(Protocol):
    """What has such methods."""

    stops: Stops


_Self = TypeVar("_Self", bound=Reporting)
_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


def contained(
    method: Callable[Concatenate[_Self, _Given], _Result],
) -> Callable[Concatenate[_Self, _Given], _Result | int]:
    """The method, after whose mistakes the program goes on."""

    @functools.wraps(method)
    def contained(self: _Self, *arguments: _Given.args, **named: _Given.kwargs) -> _Result | int:
        try:
            return method(self, *arguments, **named)
        except Exception as error:
            self.stops.failed(error)
            return DONE

    return contained
