# fmt: off
# needs 3.14
def name():
    return "ada"


template = t"hello {name()!r:>8} and {
    name()
}"
for part in template:
    print(part if isinstance(part, str) else part.value)
print(template.strings)
