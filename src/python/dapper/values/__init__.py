"""Looking at the debugged program's values: text, children, evaluation, completion.

Rule of this package: a value belongs to the program and may be hostile. Whatever can run code of the program
(`__repr__`, a property, a key's `__hash__`) runs inside a look (`budget.py`); everything else goes by `type(value)` and
the slots of built-in types, never by `isinstance`, `value.__class__`, `==` or `in`.
"""
