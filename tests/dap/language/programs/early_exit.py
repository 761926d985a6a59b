# fmt: off
import sys


def leave(code):
    try:
        sys.exit(code)
    finally:
        print("leaving")


try:
    leave(3)
except SystemExit as end:
    print(end.code)
