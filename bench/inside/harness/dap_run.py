"""A program in a whole debug session, driven by DAP commands as the worker drives it, with a worker that answers at once."""

import json

from bootstrap import load_debugger

FOLDER = "/opt/dapper"


class Host:
    """Stands in for the worker: notes what is sent, and at each stop gives the commands that the pilot names.

    The pilot is a list of commands for the stops in turn; its last entry serves all further ones.
    A stop that no pilot expects is a mistake, and is kept in `unexpected`.
    """

    def __init__(self, pilot):
        self.pilot = pilot
        self.sent = []
        self.stops = 0
        self.unexpected = []
        self.waiting = []
        self.bodies = []
        self.number = 0

    def command(self, name, **arguments):
        self.number += 1
        return json.dumps({"id": self.number, "command": name, "arguments": arguments})

    def send(self, text):
        message = json.loads(text)
        if "error" in message:
            self.unexpected.append(message["error"]["message"])
        elif message.get("event") == "stopped":
            self.at_stop(message["body"])
        self.sent.append(message)

    def at_stop(self, body):
        if not self.pilot:
            self.unexpected.append(f"stopped: {body}")
        commands = self.pilot[min(self.stops, len(self.pilot) - 1)] if self.pilot else ["continue"]
        self.stops += 1
        self.waiting += [self.command(name, threadId=1) for name in commands]

    def receive(self, timeout):
        return self.waiting.pop(0)

    def poll(self):
        return None

    def can_block(self):
        return True

    def set_deadline(self, seconds):
        pass

    def flush(self):
        pass

    def set_state(self, state):
        pass

    def yield_(self):
        pass


class DapRun:
    """See the module.

    Args:
        spec: `path`, `args`, `settings` (frameEvalConfig), `no_debug`, `entry`, `filters`, `pilot`, `breakpoints`
            (a list for each path), `requests` (arguments by command), as `harness.begin` gets it.
    """

    def __init__(self, spec):
        load_debugger(FOLDER)
        from dapper.session.session import open_session

        self.host = Host(spec["pilot"])
        options = {"hookDir": f"{FOLDER}/hook", "transport": "atomics", "platform": "node"}
        self.session = open_session(self.host, json.dumps(options))
        self.request("setExceptionBreakpoints", filters=spec["filters"])
        self.request(
            "launch",
            program=spec["path"],
            args=spec["args"],
            frameEvalConfig=spec["settings"],
            noDebug=spec["no_debug"],
            stopOnEntry=spec["entry"],
        )
        for path, breakpoints in spec["breakpoints"].items():
            answer = self.request("setBreakpoints", source={"path": path}, breakpoints=breakpoints)
            if path == spec["path"] and not all(each["verified"] for each in answer["breakpoints"]):
                self.host.unexpected.append(f"a breakpoint is not bound: {answer}")
        for name, arguments in spec.get("requests", {}).items():
            answer = self.request(name, **arguments)
            if not all(each["verified"] for each in (answer or {}).get("breakpoints", ())):
                self.host.unexpected.append(f"a breakpoint is not bound: {answer}")
        # The program's own start, without a Python frame under it, as in the worker.
        self.program = self.session.program()

    def request(self, name, **arguments):
        self.session.handle(self.host.command(name, **arguments))
        return self.host.sent[-1].get("body")

    def end(self):
        """Ends the session. Returns what the harness reports."""
        self.session.finish()
        replies = [
            each["body"] for each in self.host.sent if "id" in each and (each.get("body") or {}).get("hookStats")
        ]
        return {
            "exit": next(each["body"]["exitCode"] for each in self.host.sent if each.get("event") == "exited"),
            "stops": self.host.stops,
            "unexpected": self.host.unexpected,
            "hookStats": [each["hookStats"] for each in replies],
        }
