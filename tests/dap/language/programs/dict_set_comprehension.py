# fmt: off
words = ["a", "bb", "cc"]
lengths = {
    word: len(word)
    for word in words
}
sizes = {len(word) for word in words}
again = {
    size: [
        word
        for word in words
        if len(word) == size
    ]
    for size in sizes
}
print(lengths, sizes, again)
