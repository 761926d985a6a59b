"""The caches of frame evaluation."""

from __future__ import annotations

from typing import Any

from dapper._frame_eval.access import report


def get_cache_statistics() -> dict[str, Any]:
    """`func_code_cache`, `breakpoint_cache` and `global_stats`."""
    return report().cache_stats()


def get_cache_manager_stats() -> dict[str, Any]:
    """The same, and `total_entries` of all caches together."""
    caches = get_cache_statistics()
    return {"total_entries": caches["global_stats"]["total_entries"], **caches}
