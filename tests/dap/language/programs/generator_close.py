# fmt: off
log = []
def resource():
    log.append("open")
    try:
        yield 1
        yield 2
    except GeneratorExit:
        log.append("closing")
        raise
    finally:
        log.append("closed")


items = resource()
print(next(items))
items.close()
never_started = resource()
never_started.close()
print(log)
