"""The API for frame evaluation that the guide describes.

The program that is debugged imports it, about the session that debugs it; and where there is no session, it sets frame
evaluation up. Everything here only asks `dapper.frame_eval.frame_evaluation` and `dapper.frame_eval.report`, which do
the work.
"""
