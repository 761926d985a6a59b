# fmt: off
def walk(tree):
    for branch in tree:
        if isinstance(branch, list):
            yield from walk(branch)
        else:
            yield branch


for leaf in walk([1, [2, [3]], 4]):
    print(leaf)
