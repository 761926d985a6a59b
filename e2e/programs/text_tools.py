"""Text: a word wrapper, a template tokenizer, a trie, run-length, a census."""

import re
import textwrap
from collections import Counter
from string import ascii_lowercase

TEXT = """
The quick brown fox jumps over the lazy dog. The dog, being lazy, does not
mind; the fox, being quick, does not stop.
"""

TOKEN = re.compile(r"(?P<open>\{\{)|(?P<close>\}\})|(?P<name>[a-z_]+)|(?P<space>\s+)|(?P<other>.)")


def wrap(text, width):
    """Break text into lines of at most `width` characters."""
    line = []
    length = 0
    for word in text.split():
        needed = len(word) + bool(line)
        if length + needed > width:
            yield " ".join(line)  # @line_full: length, word
            line = []
            length = 0
            needed = len(word)
        line.append(word)
        length += needed
    if line:
        yield " ".join(line)  # @last_line: line


def justify(line, width):
    """Spread the spaces so that the line is exactly as wide as asked."""
    words = line.split()
    if len(words) == 1:
        return line
    gaps = len(words) - 1
    space, extra = divmod(width - sum(map(len, words)), gaps)
    parts = []
    for index, word in enumerate(words[:-1]):
        parts.append(word + " " * (space + (index < extra)))
    return "".join(parts) + words[-1]  # @justified: gaps, space, extra


def tokens(template):
    """Names are only names between double braces."""
    inside = False
    for match in TOKEN.finditer(template):
        kind = match.lastgroup
        text = match.group()
        if kind == "open":
            inside = True
        elif kind == "close":
            inside = False  # @brace_closed: match.start()
        elif inside and kind == "name":
            yield "name", text  # @name_token: text
        elif not inside:
            yield "text", text


def render(template, **values):
    def replace(kind, text):
        if kind == "name":
            return str(values.get(text, f"<no {text}>"))  # @replaced: text
        return text

    return "".join(replace(kind, text) for kind, text in tokens(template))


class Trie:
    """Words by their prefixes."""

    def __init__(self, words=()):
        self.children = {}
        self.final = False
        for word in words:
            self.add(word)

    def add(self, word):
        node = self
        for letter in word:
            node = node.children.setdefault(letter, Trie())
        node.final = True  # @word_added: word

    def find(self, prefix):
        node = self
        for letter in prefix:
            if letter not in node.children:
                return []
            node = node.children[letter]
        return [prefix + rest for rest in node.endings()]

    def endings(self):
        if self.final:
            yield ""
        for letter, child in sorted(self.children.items()):
            for rest in child.endings():
                yield letter + rest

    def __contains__(self, word):
        return word in self.find(word)  # @contains: word


def encode(text):
    """Run-length encoding, by a regular expression with a callback."""

    def shorten(match):
        run = match.group()
        return f"{len(run)}{run[0]}"  # @run: run

    return re.sub(r"(.)\1*", shorten, text)


def decode(text):
    return re.sub(r"(\d+)(\D)", lambda match: match[2] * int(match[1]), text)


def caesar(text, shift):
    letters = ascii_lowercase
    table = str.maketrans(letters, letters[shift:] + letters[:shift])
    return text.translate(table)  # @shifted: shift


def census(text):
    counts = Counter(re.findall(r"[a-z]+", text.lower()))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ranked[:4]  # @ranked: len(counts)


def is_palindrome(text):
    letters = [letter for letter in text.lower() if letter.isalpha()]
    return letters == letters[::-1]


WIDTH = 30
own = list(wrap(TEXT, WIDTH))
for line in own:
    print(f"|{justify(line, WIDTH)}|")
same = own == textwrap.wrap(TEXT.replace("\n", " ").strip(), WIDTH)
print("as textwrap does it:", same)  # @wrapped: len(own), same

print(render("Dear {{ name }}, your {{thing}} is {{ state }}.", name="Ada", thing="tea"))

trie = Trie(["tea", "ten", "to", "inn"])
print(trie.find("te"), trie.find("x"), "to" in trie, "t" in trie)

packed = encode("aaabccddddd")
print(packed, decode(packed))
print(caesar("hello", 3), caesar(caesar("hello", 3), 23))
for word, count in census(TEXT):
    print(f"{word:6}{'*' * count}")
print(is_palindrome("Never odd or even"), is_palindrome("Python"))

unicode = "naïve café 🐍 日本"
print(unicode.upper(), len(unicode), unicode.encode()[-3:])  # @unicode: unicode
