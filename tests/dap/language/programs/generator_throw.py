# fmt: off
log = []
def worker():
    while True:
        try:
            yield "ready"
        except ValueError as error:
            log.append(str(error))
        except KeyError:
            log.append("stop")
            return


work = worker()
next(work)
work.throw(ValueError("bad"))
try:
    work.throw(KeyError)
except StopIteration:
    log.append("ended")
print(log)
