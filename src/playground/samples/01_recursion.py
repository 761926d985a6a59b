"""Recursion: how large is a folder?

A folder holds files and other folders, so the function that measures it calls
itself. Set a breakpoint on the line `total += size_of(...)` and press Debug.
Step into goes one folder deeper: watch the Call stack grow, click an outer
frame to see its own `total`, then use Step out to come back with the answer.
"""

HOME = {
    "readme.txt": 2,
    "photos": {
        "cat.jpg": 48,
        "dog.jpg": 61,
        "holidays": {"beach.jpg": 75, "hills.jpg": 90},
    },
    "music": {"song.mp3": 35},
    "empty": {},
}


def size_of(folder, name, depth=0):
    """The sum of all file sizes in `folder`, its inner folders included."""
    total = 0
    for entry, content in folder.items():
        if isinstance(content, dict):
            total += size_of(content, entry, depth + 1)
        else:
            total += content
    print(f"{'  ' * depth}{name}: {total} KB")
    return total


everything = size_of(HOME, "home")
print(f"Altogether {everything} KB")
