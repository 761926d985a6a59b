"""The requests that need Python's objects, by topic. Each topic is given what it needs, and has a table of requests.

Arguments have been checked by the worker. A request returns the body of its response; what a person did wrong is a
`RequestError`.
"""
