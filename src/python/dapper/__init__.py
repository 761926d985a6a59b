"""The part of dapper-web that runs inside the debugged interpreter: it stops, steps and inspects.

Nothing here imports `js` or `pyodide`: the worker injects a `host` (see `dapper.wire.host`), so the package
runs, and is tested, without a browser.
"""

__version__ = "0.1.0"
