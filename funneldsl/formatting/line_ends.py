"""How the lines of a file end."""

from __future__ import annotations


def line_end_of(text: str) -> str:
    """`\\r\\n` if most lines that hold anything end so, else `\\n`."""
    ends, long = text.count("\n"), text.count("\r\n")
    if long in (0, ends):
        return "\r\n" if long else "\n"
    holding = [line for line in text.split("\n")[:-1] if line.strip("\r\t ;")]
    long = sum(line.endswith("\r") for line in holding)
    return "\r\n" if long * 2 > len(holding) else "\n"
