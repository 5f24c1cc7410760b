"""Mistakes with signs: what parts, joins and ends things."""

from __future__ import annotations

import re

from funneldsl.syntax import rules, shapes
from funneldsl.syntax.faults import Answer, Fault
from funneldsl.syntax.tables import tables

_CURRENCY = re.compile(r"[$\xa2-\xa5\u20a0-\u20c0]\Z")
_WORDS_FOR = {"&": "and", "&&": "and", "|": "or", "||": "or"}
_BEGINS_STATEMENT = ("COLON", "ARROW", "NAME", "TEXT", "LBRACE")


def currency_alone(fault: Fault) -> Answer | None:
    """`$ 49`, `$-49`."""
    if fault.kind != "UNKNOWN" or not _CURRENCY.match(fault.typed):
        return None
    minus = fault.around(1)[0] == "MINUS"
    number = fault.around(1 + minus)
    if number[0] != "NUMBER":
        return None
    start, end = fault.token[2], number[3]
    meant = "-" * minus + fault.typed + number[1]
    return Answer(
        rules.NUMBER_BLANK,
        start,
        end,
        f"`{fault.reading.text[start:end]}` is not how an amount is written",
        f"write `{meant}`",
        (start, end, meant),
    )


def dots(fault: Fault) -> Answer | None:
    """`2..4`, `2…4`."""
    low, high = fault.before, fault.around(1)
    if fault.kind != "UNKNOWN" or fault.typed.strip(".…"):
        return None
    if low[0] != "NUMBER" or high[0] != "NUMBER":
        return None
    meant = f"{low[1]} to {high[1].lstrip('.')}"
    return Answer(
        rules.DASH,
        low[2],
        high[3],
        f"two numbers are joined by `{fault.typed}`",
        f"write `{meant}`",
        (low[2], high[3], meant),
    )


def sign_for_word(fault: Fault) -> Answer | None:
    """`a && b`, `a AND b`."""
    word = _WORDS_FOR.get(fault.typed) if fault.kind == "UNKNOWN" else fault.typed.lower()
    kind = tables().words.get(word or "")
    if kind is None or word == fault.typed or fault.kind not in ("UNKNOWN", "NAME"):
        return None
    if not fault.takes(kind):
        return None
    _, typed, start, end = fault.token
    return Answer(
        rules.SIGN,
        start,
        end,
        f"`{typed}` is not how this is written here",
        f"write `{word}`",
        (start, end, str(word)),
        instead=kind,
    )


def word_in_capitals(fault: Fault) -> Answer | None:
    """`cash > $0 AND profit > $0`: the word was taken for a unit or a name, and what follows does not fit."""
    kind, typed, start, end = fault.before
    if kind != "NAME" or typed not in ("AND", "OR", "NOT") or not fault.in_value:
        return None
    word = typed.lower()
    return Answer(
        rules.SIGN,
        start,
        end,
        f"`{typed}` is not how this is written here",
        f"write `{word}`",
        (start, end, word),
    )


def unknown_sign(fault: Fault) -> Answer | None:
    """`@`, `?`, a lone `+`."""
    leading_plus = fault.kind == "PLUS" and fault.around(1)[0] == "NUMBER"
    if fault.kind != "UNKNOWN" and not leading_plus:
        return None
    _, typed, start, end = fault.token
    shown = (
        f"`{typed}`" if typed.isprintable() else f"an invisible character (U+{ord(typed[0]):04X})"
    )
    message = f"{shown} has no meaning here"
    return Answer(rules.UNKNOWN_SIGN, start, end, message, "delete it", (start, end, ""), skip=True)


def equals(fault: Fault) -> Answer | None:
    """`price = $79`, `visitor => buyer`, `price: = $79`."""
    if fault.kind != "COMPARE":
        return None
    _, typed, start, end = fault.token
    if typed in ("=>", ">") and fault.takes("ARROW"):
        message, put = f"`{typed}` is no arrow", (start, end, "->")
        return Answer(rules.ARROW, start, end, message, "write `->`", put, instead="ARROW")
    if typed in ("=", "==") and fault.takes("COLON"):
        key = fault.before
        return Answer(
            rules.EQUALS_SIGN,
            start,
            end,
            f"`{key[1]} {typed}` is written with `:`",
            f"write `{key[1]}:`",
            (key[3], end, ":"),
            instead="COLON",
        )
    if typed == "=" and (fault.before[0] == "COLON" or fault.around(-2)[0] == "ARROW"):
        message, put = "this `=` is too much", (start, end, "")
        return Answer(rules.EQUALS_SIGN, start, end, message, "delete it", put, skip=True)
    return None


def comma(fault: Fault) -> Answer | None:
    """`price: $79, cost: $6`, `[a,, b]`."""
    if fault.kind != "_COMMA":
        return None
    _, _, start, end = fault.token
    if fault.before[0] in ("_COMMA", "LSQB", "LPAR", "LBRACE", "_END", "COLON"):
        put = (start, end, "")
        return Answer(
            rules.TWICE, start, end, "this comma is too much", "delete it", put, skip=True
        )
    if not fault.takes("_END") or fault.inside in ("LSQB", "LPAR"):
        return None
    if fault.around(-2)[0] == "ARROW" and fault.around(1)[0] == "NUMBER":
        message, put = "no comma stands behind a flow", (start, end, "")
        return Answer(rules.FLOW_COLON, start, end, message, "delete it", put, skip=True)
    last = fault.around(1)[0] in ("RBRACE", "$END")
    if fault.kinds(1, 4) == ["NAME", "NAME", "NAME"]:
        return shapes.quotes_needed(fault)
    if last or (fault.around(1)[0] == "NAME" and fault.around(2)[0] in _BEGINS_STATEMENT):
        return Answer(
            rules.COMMA,
            start,
            end,
            "a comma stands between two properties" if not last else "a comma ends a property",
            "delete it" if last else "write `;`, or begin a new line",
            (start, end, "" if last else ";"),
            skip=last,
            instead="" if last else "_END",
            guess=True,
        )
    if not fault.in_value:
        return None
    first = fault.tokens[fault.first]
    return Answer(
        rules.LIST_SIGN,
        first[2],
        end,
        "more than one value stands here",
        "put several values between `[` and `]`",
    )


def semicolon_in_list(fault: Fault) -> Answer | None:
    """`[a; b]`."""
    if fault.kind != "_END" or not fault.typed.startswith(";") or not fault.takes("_COMMA"):
        return None
    start = fault.token[2]
    message, put = "a `;` stands between the things of a list", (start, start + 1, ",")
    return Answer(rules.LIST_COMMA, start, start + 1, message, "write `,`", put, instead="_COMMA")


def colon(fault: Fault) -> Answer | None:
    """`offer starter: {`, `a -> b: 3%`, `learns from: x`, `price:: $79`."""
    if fault.kind != "COLON":
        return None
    _, _, start, end = fault.token
    if fault.around(1)[0] == "LBRACE" and not fault.in_value and fault.takes("LBRACE"):
        message, put = "no `:` stands before `{`", (start, end, "")
        return Answer(rules.COLON_BRACE, start, end, message, "delete the `:`", put, skip=True)
    if fault.in_value and fault.around(-2)[0] == "ARROW" and fault.takes("NUMBER"):
        message, put = "a flow has no `:`", (start, end, "")
        return Answer(rules.FLOW_COLON, start, end, message, "delete it", put, skip=True)
    if fault.in_value and fault.inside != "LSQB" and _goes_on(fault):
        message, put = "this `:` is too much", (start, end, "")
        return Answer(rules.TWICE, start, end, message, "delete it", put, skip=True)
    if fault.inside == "LSQB" and fault.before[0] in ("NAME", "TEXT"):
        message, help = "a list has no names in it", "put names with values between `{` and `}`"
        return Answer(rules.LIST_SIGN, fault.before[2], end, message, help)
    names = fault.led
    if fault.in_value or not 2 <= len(names) <= 4 or {name[0] for name in names} != {"NAME"}:
        return None
    typed = [name[1] for name in names]
    if typed[0] == typed[1]:
        return None
    meant = "_".join(typed)
    return Answer(
        rules.KEY_WORDS,
        names[0][2],
        end,
        f"the name of a property is one word, not `{' '.join(typed)}`",
        f"write `{meant}:`; or `;` before `{typed[-1]}` if it begins something new",
        (names[0][2], end, f"{meant}:"),
    )


def _goes_on(fault: Fault) -> bool:
    """Whether a value ends behind a sign, or goes on with a word that only joins: `24 months:`, `25 hours: per week`."""
    following, _, *_ = fault.around(1)
    joins = tables().words.get(fault.around(1)[1])
    return following in ("_END", "RBRACE", "$END") or joins in ("PER", "OF", "TO", "EACH", "CLAUSE")


def colon_missing(fault: Fault) -> Answer | None:
    """`price $79`, `{ Jan 140% }`."""
    key = fault.before
    operands = ("NUMBER", "DATE", "LSQB", "LPAR", "TEXT", "NAME")
    if fault.kind not in operands or key[0] not in ("NAME", "TEXT") or not fault.takes("COLON"):
        return None
    if fault.kind == "NUMBER" and fault.around(1)[0] in ("LBRACE", "TEXT"):
        return None  # `funnel 2nd {`
    if fault.around(1)[0] == "COLON":
        return None  # `leaves (: after 7 days`
    return Answer(
        rules.COLON_MISSING,
        key[2],
        key[3],
        f"a `:` is missing behind `{key[1]}`",
        f"write `{key[1]}: {_rest(fault)}`" if fault.inside == "block" else f"write `{key[1]}:`",
        (key[3], key[3], ":"),
        before="COLON",
    )


def _rest(fault: Fault) -> str:
    """The first words of what stands from the fault to the end of the statement."""
    tokens = fault.tokens[fault.at : fault.at + 6]
    ends = [i for i, token in enumerate(tokens) if token[0] in ("_END", "RBRACE", "$END")]
    last = (ends or [len(tokens)])[0] - 1
    return fault.reading.text[fault.token[2] : tokens[max(last, 0)][3]] + ("" if ends else " …")


def list_comma_missing(fault: Fault) -> Answer | None:
    """`["a" "b"]`."""
    begins = ("NUMBER", "DATE", "TEXT", "NAME", "LSQB")
    if (
        fault.inside not in ("LSQB", "LPAR")
        or fault.kind not in begins
        or not fault.takes("_COMMA")
    ):
        return None
    if fault.kind == fault.before[0] == "NAME":
        return None
    place = fault.before[3]
    return Answer(
        rules.LIST_COMMA,
        place,
        fault.token[3],
        f"a comma is missing before {fault.shown}",
        "write `,`",
        (place, place, ","),
        before="_COMMA",
    )


def separator_missing(fault: Fault) -> Answer | None:
    """`role: leads serves: audience`, `} stage buyer`."""
    if fault.kind != "NAME" or not fault.takes("_END"):
        return None
    kinds = fault.kinds(1, 4)
    header = kinds[0] == "LBRACE" or kinds[:2] in (["NAME", "LBRACE"], ["TEXT", "LBRACE"])
    header = header or kinds == ["NAME", "TEXT", "LBRACE"]
    same_kind = [t[0] for t in fault.led] == ["NAME", "NAME"] and fault.led[0][1] == fault.typed
    new = same_kind or (
        kinds[0] in ("COLON", "ARROW") or fault.before[0] == "RBRACE" or (header and fault.in_value)
    )
    if not new:
        return None
    _, typed, start, end = fault.token
    return Answer(
        rules.SEPARATOR_MISSING,
        start,
        end,
        f"`{typed}` begins something new on the same line",
        "begin a new line before it, or write `;`"
        + ("" if fault.in_value else "; put what belongs to a block between `{` and `}`"),
        (fault.before[3], fault.before[3], ";"),
        before="_END",
    )
