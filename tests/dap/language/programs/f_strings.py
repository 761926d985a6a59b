# fmt: off
def shout(text):
    return text.upper()


name = "ada"
width = 8
print(f"{name} and {shout(name)!r:>{width}}")
text = f"""
{name}
{shout(name)}
{
    shout(
        'b'
    )
}
"""
parts = (
    f"{shout('x')}"
    f"{shout('y')}"
    "z"
)
print(text, parts, f"{name=}")
