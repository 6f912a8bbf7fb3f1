"""XLSForm's expressions, as far as we read them: comparisons, calls, brackets, and, or. Read into nodes, which say nothing yet of meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TOKEN = re.compile(r"""\s*(?:(?P<ref>\$\{[^}]*\})|(?P<text>"[^"]*"|'[^']*')|(?P<number>-?\d+(?:\.\d+)?)
                       |(?P<word>[A-Za-z_][\w-]*)|(?P<mark>!=|<=|>=|[=<>(),.]))""", re.VERBOSE)
COMPARES = ("=", "!=", "<", "<=", ">", ">=")
CURLED = str.maketrans("‘’“”", "''\"\"")
"""Excel curls quotes while somebody types; XLSForm reads them as straight ones."""
DEEPEST = 40
"""Brackets within brackets. Nobody writes more, and a file made to exhaust us stops here."""


class Unsayable(ValueError):
    """An expression, or a rule, that the other side has no words for. The message says which piece."""


@dataclass(frozen=True)
class Node:
    """A piece of an expression. `what`: or, and, a comparison, ref, text, self, or a function's name followed by (."""

    what: str
    parts: tuple[Node, ...] = ()
    words: str = ""


def parse(text: str) -> Node:
    """Return an expression as nodes. Raises Unsayable where it is broken or uses more than comparisons, calls, and, or, not."""
    parser = _Parser(list(_tokens(text.translate(CURLED))))
    node = parser.joined("or")
    if parser.here[0] != "end":
        raise Unsayable(f"“{parser.here[1]}” is not expected there")
    return node


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while text[place:].strip():
        found = TOKEN.match(text, place)
        if not found:
            raise Unsayable(f"“{text[place:].strip()[:20]}” cannot be read")
        yield str(found.lastgroup), found[0].strip()
        place = found.end()


class _Parser:
    """Recursive descent: or, and, comparison, then a reference, a text, a call or brackets."""

    def __init__(self, tokens: Sequence[tuple[str, str]]) -> None:
        self._tokens = [*tokens, ("end", "the end")]
        self._place = self._depth = 0

    @property
    def here(self) -> tuple[str, str]:
        return self._tokens[self._place]

    def joined(self, join: str) -> Node:
        """Return parts joined by `or`, each of them parts joined by `and`."""
        parts = [self._part(join)]
        while self.here == ("word", join):
            self._place += 1
            parts.append(self._part(join))
        return parts[0] if len(parts) == 1 else Node(join, tuple(parts))

    def _part(self, join: str) -> Node:
        return self.joined("and") if join == "or" else self._comparison()

    def _comparison(self) -> Node:
        left = self._single()
        if self.here[1] not in COMPARES or self.here[0] != "mark":
            return left
        sign = self._next()[1]
        return Node(sign, (left, self._single()))

    def _single(self) -> Node:
        kind, words = self._next()
        if kind == "ref":
            return Node("ref", words=words[2:-1].strip())
        if kind == "text":
            return Node("text", words=words[1:-1])
        if kind == "number":
            return Node("text", words=words.removesuffix(".0"))
        if words == ".":
            return Node("self")
        if words == "(":
            return self._bracketed()[0]
        if kind == "word" and self.here == ("mark", "("):
            self._place += 1
            return Node(f"{words}(", self._bracketed(many=True))
        raise Unsayable(f"“{words}” is not expected there")

    def _bracketed(self, many: bool = False) -> tuple[Node, ...]:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unsayable("its brackets are too deep")
        parts = [] if many and self.here[1] == ")" else [self.joined("or")]
        while many and parts and self.here == ("mark", ","):
            self._place += 1
            parts.append(self.joined("or"))
        if self._next()[1] != ")":
            raise Unsayable("a bracket is not closed")
        self._depth -= 1
        return tuple(parts)

    def _next(self) -> tuple[str, str]:
        token = self.here
        if token[0] == "end":
            raise Unsayable("it ends too early")
        self._place += 1
        return token
