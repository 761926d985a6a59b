"""What the tests of frame evaluation share: sessions without a worker, and interpreters without a session."""

import contextlib
import gc
import json
import os
import sys
import tempfile

from dapper.frame_eval.current import CURRENT
from dapper.session.session import open_session

HOOK_FOLDER = "/mnt/dapper/hook"


class Host:
    """Takes what a session sends; continues from every stop."""

    turns = False

    def __init__(self):
        self.sent = []

    def send(self, text):
        self.sent.append(json.loads(text))

    def poll(self):
        return None

    def receive(self, timeout):
        return json.dumps({"id": 0, "command": "continue", "arguments": {"threadId": 1}})

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


class Debugged:
    """A session over a program's text."""

    def __init__(self, text="", hook_folder=HOOK_FOLDER):
        self.folder = tempfile.mkdtemp()
        self.path = os.path.join(self.folder, "main.py")
        with open(self.path, "w") as file:
            file.write(text)
        self.host = Host()
        options = {"hookDir": hook_folder, "transport": "atomics", "platform": "node"}
        self.session = open_session(self.host, json.dumps(options))

    def ask(self, command, **arguments):
        """The answer to a request: its body, or the message of its error."""
        self.session.handle(json.dumps({"id": 1, "command": command, "arguments": arguments}))
        answer = [message for message in self.host.sent if "id" in message][-1]
        return answer["error"]["message"] if "error" in answer else answer["body"]

    def launch(self, **arguments):
        return self.ask("launch", program=self.path, **arguments)

    def status(self):
        return self.ask("dapper/frameEvalStatus")["runtimeStatus"]

    def said(self):
        """The debugger's own lines in the console."""
        bodies = [message["body"] for message in self.host.sent if message.get("event") == "output"]
        return [body["output"].rstrip() for body in bodies]

    def close(self):
        self.session.frame_eval.shut_down()
        CURRENT.frame_evaluation = None


@contextlib.contextmanager
def debugged(text="", hook_folder=HOOK_FOLDER):
    """A session that is gone afterwards."""
    made = Debugged(text, hook_folder)
    try:
        yield made
    finally:
        made.close()


@contextlib.contextmanager
def standalone():
    """An interpreter without a session."""
    CURRENT.frame_evaluation = None
    try:
        yield
    finally:
        if CURRENT.frame_evaluation is not None:
            CURRENT.frame_evaluation.shut_down()
        CURRENT.frame_evaluation = None


@contextlib.contextmanager
def loaded(*names):
    """Modules of these names are there, as if the tools had been imported."""
    for name in names:
        sys.modules[name] = type(sys)(name)
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


def tools():
    """The tools that hold ids of `sys.monitoring`."""
    return [sys.monitoring.get_tool(number) for number in range(6)]


def blocks():
    """Memory blocks in use, once everything is collected that can be."""
    gc.collect()
    return sys.getallocatedblocks()
