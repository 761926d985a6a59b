"""Members of sets: how one is set, and the expression that evaluates to it."""

from __future__ import annotations

from dapper.values.allowance import ROW
from dapper.values.errors import EvaluationTimeout, NotAssignable, Raised
from dapper.values.evaluator import Evaluates
from dapper.values.generics import AnySet


def replace_member(members: AnySet, former: object, value: object) -> None:
    """Puts a value into a set in place of a member; only a mark in `Child.assign`: see `replace`."""
    members.remove(former)
    members.add(value)


def replace(members: AnySet, former: object, value: object, evaluator: Evaluates) -> None:
    """Does that, each step in a look: hashing and comparing may be code of the program.

    A value that cannot be a member leaves the set as it was.

    Raises:
        NotAssignable: the set does not find the member any more.
        Raised, EvaluationTimeout: as `Evaluates.call` does.
    """
    evaluator.call(hash, value, allowance=ROW)
    size = AnySet.__len__(members)
    evaluator.call(AnySet.discard, members, former, allowance=ROW)
    if AnySet.__len__(members) == size:
        raise NotAssignable(
            "This member cannot be replaced: the set does not find it, since it has another hash now or equals nothing."
        )
    try:
        evaluator.call(AnySet.add, members, value, allowance=ROW)
    except (Raised, EvaluationTimeout):
        evaluator.call(AnySet.add, members, former, allowance=ROW)
        raise
