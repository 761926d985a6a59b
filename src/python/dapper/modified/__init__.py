"""Modified code objects: breakpoints with a condition, a hit condition or a log message, compiled into the code."""
