"""A hook that loads and cannot be installed: CPython gives out 255 indexes of code extra, and takes none back."""

import ctypes
import json
import sys
import tempfile

from dapper.session.session import open_session

REASON = "No code-extra index is left for the eval-frame hook."


class Host:
    turns = False

    def __init__(self):
        self.sent = []

    def send(self, text):
        self.sent.append(json.loads(text))

    def flush(self):
        pass

    def set_deadline(self, seconds):
        pass

    def set_state(self, state):
        pass


def test_a_hook_that_cannot_be_installed_for_want_of_a_code_extra_index():
    request = ctypes.pythonapi.PyUnstable_Eval_RequestCodeExtraIndex
    request.argtypes, request.restype = [ctypes.c_void_p], ctypes.c_ssize_t
    while request(None) >= 0:
        pass
    host = Host()
    options = {"hookDir": "/mnt/dapper/hook", "transport": "atomics", "platform": "node"}
    session = open_session(host, json.dumps(options))
    path = f"{tempfile.mkdtemp()}/main.py"
    with open(path, "w") as file:
        file.write("value = 1\n")

    def launch(config):
        request = {"id": 1, "command": "launch", "arguments": {"program": path, "frameEvalConfig": config}}
        session.handle(json.dumps(request))
        return [message for message in host.sent if "id" in message][-1]

    refused = launch({"backend": "eval_frame", "fallback_to_tracing": False})["error"]["message"]
    assert refused == f"Eval-frame backend explicitly requested but unavailable: {REASON}", refused
    assert "dapper" not in [sys.monitoring.get_tool(number) for number in range(6)]
    launch({})
    status = session.status.runtime()
    found = [status[name] for name in ("backend_type", "reason", "fell_back", "hook_available", "hook_installed")]
    assert found == ["SysMonitoringBackend", REASON, True, True, False], found
    session.frame_eval.shut_down()
