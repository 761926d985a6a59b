"""A course with programs that can be debugged."""

project = "A course"
# The element's files are in _static/element.
html_static_path = ["_static"]
html_js_files = [("element/python-debugger.js", {"type": "module"})]
