"""A program under Python's own `bdb`, with the same breakpoints."""

import bdb
import sys


class Pilot(bdb.Bdb):
    """Runs on at every stop: `commands` says how, as for a DAP session; its last entry serves all further stops."""

    def __init__(self, spec):
        if spec["settings"].get("backend", "settrace") == "settrace":  # all that there was before CPython 3.14
            super().__init__()
        else:
            super().__init__(backend=spec["settings"]["backend"])
        self.pilot = spec["pilot"]
        self.entry = spec["entry"]
        self.stops = 0
        self.unexpected = []
        for path, breakpoints in spec["breakpoints"].items():
            for each in breakpoints:
                self.place(path, each)

    def place(self, path, breakpoint):
        error = self.set_break(path, breakpoint["line"], cond=breakpoint.get("condition"))
        if error:
            self.unexpected.append(error)
        elif "hitCondition" in breakpoint:
            self.get_breaks(path, breakpoint["line"])[-1].ignore = int(breakpoint["hitCondition"])

    def user_line(self, frame):
        if self.stops == 0 and not self.entry and not self.break_here(frame):
            self.set_continue()  # bdb always stops at the first line
            return
        if not self.pilot:
            self.unexpected.append(f"stopped in line {frame.f_lineno}")
            self.set_continue()
            return
        [command] = self.pilot[min(self.stops, len(self.pilot) - 1)]
        self.stops += 1
        if command == "next":
            self.set_next(frame)
        else:
            self.set_continue()

    def user_return(self, frame, value):
        # A step over the last line of the program leads here; there is nobody to return to.
        self.set_continue()

    def user_exception(self, frame, info):
        pass


class BdbRun:
    """See the module; `spec` as for `DapRun`, its `settings` naming bdb's own backend."""

    def __init__(self, spec, code, namespace):
        self.pilot = Pilot(spec)
        self.code = code
        self.namespace = namespace

    def program(self):
        self.pilot.run(self.code, self.namespace)

    def end(self):
        sys.settrace(None)
        self.pilot.clear_all_breaks()
        return {"exit": 0, "stops": self.pilot.stops, "unexpected": self.pilot.unexpected, "hookStats": []}
