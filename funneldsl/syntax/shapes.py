"""Mistakes in the shape of a statement: something missing, doubled, or in the wrong order."""

from __future__ import annotations

from funneldsl.syntax import rules
from funneldsl.syntax.faults import Answer, Fault

_PROSE = ("NAME", "NUMBER", "MINUS", "DATE", "UNKNOWN")
_MOST_PROSE = 60
_JOINS = ("COMPARE", "TIMES", "AND", "OR", "IN", "TO", "PER", "OF", "EACH", "THEN")


def twice(fault: Fault) -> Answer | None:
    """`price:: $79`, `stage stage buyer`, `412 of of 1,530`."""
    kind, typed, start, end = fault.token
    before, earlier = fault.before, fault.around(-2)
    if typed and (before[1] == typed) and kind not in ("LBRACE", "RBRACE", "_END"):
        put = (before[3], end, "")
        return Answer(
            rules.TWICE, start, end, f"{fault.shown} is written twice", "delete one", put, skip=True
        )
    if before[1] and before[1] == earlier[1] and before[0] == "NAME":
        put = (earlier[3], before[3], "")
        message = f"`{before[1]}` is written twice"
        return Answer(rules.TWICE, earlier[2], before[3], message, "delete one", put)
    return None


def value_missing(fault: Fault) -> Answer | None:
    """`price:`, `3% after`, `visitor ->`, `cash > 1 and > 2`."""
    before = fault.before
    if fault.kind in _JOINS and fault.takes("NUMBER"):
        _, typed, start, end = fault.token
        message, help = f"nothing stands before `{typed}`", "write what belongs there"
        return Answer(rules.VALUE_MISSING, start, end, message, help, guess=True)
    if before[0] != "ARROW" and not (fault.in_value and fault.takes("NUMBER")):
        return None
    if not fault.ends() and before[0] != "ARROW":
        return None
    if before[0] == "COLON":
        key = fault.around(-2)
        message, help = (
            f"`{key[1]}:` has no value",
            "write the value on the same line, or delete the property",
        )
    elif before[0] == "ARROW":
        message, help = "this flow leads nowhere", "write the name of a stage behind `->`"
    else:
        message, help = f"nothing stands behind `{before[1]}`", "write what belongs there"
    return Answer(rules.VALUE_MISSING, before[2], before[3], message, help, guess=True)


def begins_wrong(fault: Fault) -> Answer | None:
    """A statement that begins with no name: `- item`, `: leads`, `-> buyer`."""
    if fault.in_value or fault.first != fault.at:
        return None
    _, typed, start, end = fault.token
    if fault.kind == "MINUS":
        return Answer(
            rules.LIST_SIGN,
            start,
            end,
            f"`{typed}` begins no list here",
            'write a list in one value: `values: ["a", "b"]`',
        )
    if fault.kind == "COLON":
        message, help = "the name of a property is missing before `:`", "write `name: value`"
        return Answer(rules.VALUE_MISSING, start, end, message, help, guess=True)
    if fault.kind == "ARROW":
        message, help = "the stage before `->` is missing", "write `visitor -> buyer 3%`"
        return Answer(rules.VALUE_MISSING, start, end, message, help, guess=True)
    if fault.kind == "TEXT" and fault.around(1)[0] == "COLON":
        meant = typed[1:-1]
        message, help = "the name of a property stands without quotes", f"write `{meant}:`"
        return Answer(rules.KEY_WORDS, start, end, message, help, (start, end, meant))
    return None


def hyphen_in_name(fault: Fault) -> Answer | None:
    """`offer starter-course {`, `visitor - buyer 3%`."""
    left, right = fault.before, fault.around(1)
    if fault.in_value or fault.kind != "MINUS" or left[0] != "NAME" or right[0] != "NAME":
        return None
    _, typed, start, end = fault.token
    if left[3] < start and end < right[2] and fault.takes("ARROW"):
        put = (start, end, "->")
        return Answer(
            rules.ARROW, start, end, f"`{typed}` is no arrow", "write `->`", put, instead="ARROW"
        )
    meant = f"{left[1]}_{right[1]}"
    return Answer(
        rules.NAME_SIGN,
        left[2],
        right[3],
        f"a name cannot have `{typed}` in it",
        f"write `{meant}`",
        (left[2], right[3], meant),
    )


def head_order(fault: Fault) -> Answer | None:
    """`stage "Title" buyer {`, `stage buyer First Purchase {`, `funnel 2nd {`."""
    led = fault.led
    if fault.in_value or not led or led[0][0] != "NAME":
        return None
    if not all(token[0] in ("NAME", "TEXT") for token in led):
        return None
    _, typed, start, end = fault.token
    kind = led[0][1]
    opens = any(token[0] == "LBRACE" for token in fault.tokens[fault.at : fault.at + 8])
    if fault.kind == "NUMBER" and len(led) == 1:
        return Answer(
            rules.NAME_SIGN, start, end, f"`{typed}` is no name: names begin with a letter",
            f"write for example `{kind} n{typed}`",
        )  # fmt: skip
    if fault.kind == "NAME" and led[-1][0] == "TEXT":
        return Answer(
            rules.HEADER, led[-1][2], end, f"the title stands before the name `{typed}`",
            f"write `{kind} {typed} {led[-1][1]}`",
        )  # fmt: skip
    if opens and fault.kind in ("NAME", "TEXT"):
        return Answer(
            rules.HEADER, start, end, f"{fault.shown} is too much in this header",
            f'write `{kind} {led[-1][1] if led[-1][0] == "NAME" else "name"} "Title" {{`',
        )  # fmt: skip
    if len(led) == 2 and led[1][0] == "NAME" and fault.kind not in ("NAME", "TEXT"):
        return Answer(
            rules.COLON_MISSING, led[0][2], led[0][3], f"a `:` is missing behind `{kind}`",
            f"write `{kind}: {led[1][1]} …`", (led[0][3], led[0][3], ":"), guess=True,
        )  # fmt: skip
    return None


def glued(fault: Fault) -> Answer | None:
    """`don't`, `me@example.com`: a sign inside what can only be a text."""
    if fault.kind != "UNKNOWN" or not fault.in_value or fault.before[0] != "NAME":
        return None
    inside = fault.around(1)[0] == "NAME" and fault.around(1)[2] == fault.token[3]
    return quotes_needed(fault) if inside and fault.before[3] == fault.token[2] else None


def word_for_arrow(fault: Fault) -> Answer | None:
    """`visitor to buyer 3%`."""
    source, word = fault.around(-2), fault.before
    if fault.in_value or fault.kind != "NAME" or word[1] not in ("to", "into", "becomes"):
        return None
    if source[0] != "NAME" or fault.around(-3)[0] == "NAME":
        return None
    return Answer(
        rules.ARROW,
        word[2],
        word[3],
        f"`{word[1]}` is no arrow",
        f"write `{source[1]} -> {fault.typed}`",
        (word[2], word[3], "->"),
    )


def flow_chain(fault: Fault) -> Answer | None:
    """`a -> b -> c`."""
    if fault.kind != "ARROW" or fault.around(-2)[0] != "ARROW":
        return None
    a, b, c = fault.around(-3)[1], fault.before[1], fault.around(1)[1]
    return Answer(
        rules.FLOW_CHAIN,
        fault.around(-3)[2],
        fault.around(1)[3],
        f"`{a} -> {b} -> {c}` is two flows",
        f"write `{a} -> {b}` and `{b} -> {c}` on two lines, each with its share",
    )


def quotes_needed(fault: Fault) -> Answer | None:
    """`mission: Get people to their first song`."""
    if not fault.in_value or fault.kind not in ("NAME", "TEXT", "UNKNOWN", "COLON", "_COMMA"):
        return None
    if fault.before[0] != "NAME" and fault.kind != "_COMMA":
        return None
    first = fault.tokens[fault.first]
    behind = fault.at
    inside = (*_PROSE, "_COMMA") if fault.inside == "block" else _PROSE
    while fault.tokens[behind][0] in inside and behind < fault.at + _MOST_PROSE:
        behind += 1
    prose = all(token[0] in _PROSE for token in fault.tokens[fault.first : fault.at])
    if prose and behind - fault.first > 2:
        end = fault.tokens[behind - 1][3]
        words = fault.reading.text[first[2] : end]
        shown = words if len(words) < 40 else words[:30] + "…"
        put = (
            (first[2], end, f'"{words}"')
            if fault.tokens[behind][0] in ("_END", "RBRACE", "$END")
            else None
        )
        return Answer(
            rules.QUOTE_NEEDED, first[2], end, f"`{shown}` stands without quotes",
            "put quotes around a text", put, guess=True, safe=first[0] == "NAME",
        )  # fmt: skip
    return Answer(
        rules.QUOTE_NEEDED, fault.before[2], fault.token[3],
        f"something is missing between `{fault.before[1]}` and {fault.shown}",
        "put quotes around a text, a comma between two names, a new line between two properties", guess=True,
    )  # fmt: skip


def not_understood(fault: Fault) -> Answer:
    """Everything else."""
    start, end = fault.token[2], max(fault.token[3], fault.token[2])
    before = fault.before[1] if fault.at else ""
    message = f"{fault.shown} does not fit here"
    if before and not before.isspace() and before != ";":
        short = before if len(before) <= 30 else before[:20] + "…"
        message = f"{fault.shown} does not fit behind `{short}`"
    words = fault.tokens[fault.first : fault.at + 1]
    if not fault.in_value and len(words) > 2 and all(word[0] == "NAME" for word in words):
        message = "this line is neither a property, nor a flow, nor a block"
    if fault.in_value:
        help = "put quotes around a text, and each property on a line of its own"
    else:
        help = "write `name: value`, `visitor -> buyer 3%` or `kind name { … }`; begin a comment with `#`"
    if fault.kind in ("_END", "$END"):
        end = start
    return Answer(rules.NOT_UNDERSTOOD, start, end, message, help, guess=True)
