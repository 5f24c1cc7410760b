"""What the scanner cuts a text into."""

from __future__ import annotations

from typing import TypeAlias

Token: TypeAlias = tuple[str, str, int, int]
"""Kind (a token of the grammar), text as typed, start, end. A tuple, because there are very many."""

END_OF_TEXT = "$END"
OPENING = frozenset({"LBRACE", "LPAR", "LSQB"})
CLOSING = {"RBRACE": "LBRACE", "RPAR": "LPAR", "RSQB": "LSQB"}
"""What each closing bracket closes."""
SIGN = {"LBRACE": "{", "LPAR": "(", "LSQB": "[", "RBRACE": "}", "RPAR": ")", "RSQB": "]"}
