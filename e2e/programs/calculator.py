"""A calculator: tokens, a recursive descent parser, a tree, an evaluator."""

from __future__ import annotations

import math
from dataclasses import dataclass


class CalculatorError(Exception):
    """What is wrong with an expression, and where."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} at {position}")
        self.position = position


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    position: int


def tokenize(source: str) -> list[Token]:
    """Cut the source into numbers, names and operators."""
    tokens = []
    position = 0
    while position < len(source):
        char = source[position]
        if char.isspace():
            position += 1
            continue
        start = position
        if char.isdigit() or char == ".":
            while position < len(source) and (source[position].isdigit() or source[position] == "."):
                position += 1
            tokens.append(Token("number", source[start:position], start))
        elif char.isalpha():
            while position < len(source) and source[position].isalnum():
                position += 1
            name = source[start:position]
            tokens.append(Token("name", name, start))  # @token_name: name, start
        elif char in "+-*/^(),=":
            position += 1
            tokens.append(Token("operator", char, start))
        else:
            problem = f"unexpected {char!r}"
            raise CalculatorError(problem, position)  # @bad_character: problem
    tokens.append(Token("end", "", position))
    return tokens


@dataclass
class Number:
    value: float

    def evaluate(self, variables: dict[str, float]) -> float:
        return self.value


@dataclass
class Name:
    name: str
    position: int

    def evaluate(self, variables: dict[str, float]) -> float:
        try:
            return variables[self.name]
        except KeyError:
            known = sorted(variables)
            raise CalculatorError(  # @unknown_name: self.name, known
                f"unknown name {self.name!r}", self.position
            ) from None


@dataclass
class Negative:
    operand: Node

    def evaluate(self, variables: dict[str, float]) -> float:
        return -self.operand.evaluate(variables)  # @negate: type(self.operand).__name__


@dataclass
class Binary:
    operator: str
    left: Node
    right: Node
    position: int

    def evaluate(self, variables: dict[str, float]) -> float:
        left = self.left.evaluate(variables)
        right = self.right.evaluate(variables)
        if self.operator == "/" and right == 0:
            raise CalculatorError("division by zero", self.position)
        return OPERATIONS[self.operator](left, right)  # @apply: self.operator, left, right


@dataclass
class Call:
    name: str
    arguments: list[Node]
    position: int

    def evaluate(self, variables: dict[str, float]) -> float:
        function = FUNCTIONS.get(self.name)
        if function is None:
            raise CalculatorError(f"unknown function {self.name!r}", self.position)
        values = [argument.evaluate(variables) for argument in self.arguments]
        return function(*values)  # @call_function: self.name, values


Node = Number | Name | Negative | Binary | Call

OPERATIONS = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": lambda left, right: left**right,  # @power_lambda: left, right
}

FUNCTIONS = {"max": max, "min": min, "sqrt": math.sqrt, "abs": abs}


class Parser:
    """Grammar: sum := product (('+'|'-') product)*, and so on down to atoms."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.index = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def accept(self, *texts: str) -> Token | None:
        token = self.token
        if token.kind == "operator" and token.text in texts:
            self.index += 1
            return token
        return None

    def expect(self, text: str) -> None:
        if not self.accept(text):
            found = self.token.text or "the end"
            raise CalculatorError(f"expected {text!r}, found {found!r}", self.token.position)

    def parse(self) -> Node:
        node = self.sum()
        if self.token.kind != "end":
            raise CalculatorError(f"unexpected {self.token.text!r}", self.token.position)
        return node

    def sum(self) -> Node:
        return self.chain(("+", "-"), self.product)

    def product(self) -> Node:
        return self.chain(("*", "/"), self.negation)

    def chain(self, operators: tuple[str, ...], operand) -> Node:
        node = operand()
        while token := self.accept(*operators):
            node = Binary(token.text, node, operand(), token.position)
        return node

    def negation(self) -> Node:
        if self.accept("-"):
            return Negative(self.negation())
        return self.power()

    def power(self) -> Node:
        base = self.atom()
        if token := self.accept("^"):
            exponent = self.negation()
            return Binary("^", base, exponent, token.position)  # @power: token.position
        return base

    def atom(self) -> Node:
        token = self.token
        match token.kind:
            case "number":
                self.index += 1
                return Number(float(token.text))
            case "name":
                self.index += 1
                if self.accept("("):
                    return Call(token.text, self.arguments(), token.position)
                return Name(token.text, token.position)
        self.expect("(")
        node = self.sum()  # @parenthesis: self.index
        self.expect(")")
        return node

    def arguments(self) -> list[Node]:
        arguments: list[Node] = []
        if self.accept(")"):
            return arguments
        while True:
            arguments.append(self.sum())
            if not self.accept(","):
                break
        self.expect(")")
        return arguments  # @arguments_done: len(arguments)


class Calculator:
    """Evaluates line after line, and remembers what was assigned."""

    def __init__(self) -> None:
        self.variables = {"pi": 3.0}

    def run(self, line: str) -> str:
        try:
            target, tokens = self.assignment(tokenize(line))
            value = Parser(tokens).parse().evaluate(self.variables)
        except CalculatorError as error:
            return f"error: {error}"  # @reported: error.position
        if target:
            self.variables[target] = value  # @assigned: target, value
        return f"{value:g}"

    def assignment(self, tokens: list[Token]) -> tuple[str, list[Token]]:
        if len(tokens) > 2 and tokens[0].kind == "name" and tokens[1].text == "=":
            return tokens[0].text, tokens[2:]
        return "", tokens


LINES = [
    "1 + 2 * 3",
    "(1 + 2) * 3",
    "-2 ^ 2",
    "x = 2 ^ 3 ^ 2 / 4",
    "max(x, 100, sqrt(16)) - x",
    "1 / (2 - 2)",
    "y + 1",
    "2 $ 3",
    "(1 + 2",
    "pi * 2 2",
]

calculator = Calculator()
for number, line in enumerate(LINES, 1):
    answer = calculator.run(line)
    print(f"{number:2}  {line:24} {answer}")  # @printed: number, answer
