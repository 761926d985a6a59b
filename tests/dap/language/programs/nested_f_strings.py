# fmt: off
# needs 3.12
def quote(text):
    return f"<{text}>"


words = ["a", "b"]
print(f"{quote(f"{words[0]}")} {
    # A comment inside.
    quote(
        words[1]
    )
}")
