"""Mistakes in values: dates, amounts and texts as people spell them elsewhere."""

from __future__ import annotations

import re
from decimal import Decimal

from funneldsl.syntax import rules
from funneldsl.syntax.faults import Answer, Fault
from funneldsl.syntax.tokens import Token

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.?"
_DAY_FIRST = re.compile(
    rf"(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?(?: of)? {{1,3}}{_MONTH},? {{0,3}}(?P<year>\d{{4}})",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"{_MONTH} {{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {{1,3}}(?P<year>\d{{4}})", re.I
)
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_INSTALMENTS = re.compile(
    r"(?P<count>\d{1,3}) {0,2}[x×] {0,2}(?P<amount>[$€£]\d[\d,.]{0,12})", re.I
)
_PHRASE = re.compile(
    r"\b(?P<phrase>(?:is )?(?:at least|at most|more than|less than|greater than|equals?|is)) {0,3}\Z"
)
_COMPARISON = {
    "at least": ">=", "at most": "<=", "more than": ">", "greater than": ">", "less than": "<",
    "equal": "==", "equals": "==", "is": "==",
}  # fmt: skip
_CLAUSES = ("after", "within", "because", "source", "since", "needs", "from", "over", "for")
_HEDGES = (
    "about",
    "around",
    "roughly",
    "approximately",
    "ca",
    "circa",
    "maybe",
    "nearly",
    "almost",
)
_CODE = re.compile(r"[A-Z]{3}\Z")
_PER_WHAT = {
    "CPM": "per 1,000 views",
    "CPC": "per visitor",
    "CPA": "per customer",
    "CPL": "per lead",
}


def date(fault: Fault) -> Answer | None:
    """`10 May 2027`, `May 10, 2027`, `10.05.2027`."""
    if fault.kind not in ("NUMBER", "NAME", "_COMMA"):
        return None
    place, stretch = fault.stretch(40)
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _DOTTED):
        if match := pattern.search(stretch):
            break
    else:
        return None
    month = match["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    meant = f"{match['year']}-{number:02}-{int(match['day']):02}"
    start, end = place + match.start(), place + match.end()
    return Answer(
        rules.DATE_SPELLING,
        start,
        end,
        f"`{match[0]}` is not how a date is written",
        f"write year, month, day: `{meant}`",
        (start, end, meant),
    )


def instalments(fault: Fault) -> Answer | None:
    """`3 x $199`."""
    place, stretch = fault.stretch(40)
    match = _INSTALMENTS.search(stretch)
    if match is None or fault.kind != "NUMBER":
        return None
    count, amount = match["count"], match["amount"]
    start, end = place + match.start(), place + match.end()
    return Answer(
        rules.INSTALMENTS,
        start,
        end,
        f"`{match[0]}` does not say when each part is paid",
        f"write `{amount} per month for {count} months`, or each part in a list: `[{amount}, {amount} after 45 days]`",
    )


def amount_last(fault: Fault) -> Answer | None:
    """`USD 49`, `net 30`, `CPM $30`."""
    word, number = fault.before, fault.token
    if fault.kind != "NUMBER" or word[0] != "NAME" or not fault.in_value:
        return None
    if word[1].lower() == "net":
        meant = f"{number[1]} days"
    elif word[1].upper() in _PER_WHAT:
        meant = f"{number[1]} {_PER_WHAT[word[1].upper()]}"
    elif _CODE.match(word[1]):
        meant = f"{number[1]} {word[1]}"
    else:
        return None
    start, end = word[2], number[3]
    return Answer(
        rules.SIGN_PLACE,
        start,
        end,
        f"`{fault.reading.text[start:end]}` begins with what it is for",
        f"write `{meant}`",
        (start, end, meant),
        safe=word[1].upper() not in _PER_WHAT,
    )


def grouped_by_blanks(fault: Fault) -> Answer | None:
    """`1 500`."""
    first, second = fault.before, fault.token
    if first[0] != "NUMBER" or fault.kind != "NUMBER" or first[1] == second[1]:
        return None
    if not (first[1][-1:].isdigit() and re.fullmatch(r"\d{3}\D*", second[1])):
        return None
    groups, behind = [first[1], second[1]], fault.at + 1
    while re.fullmatch(r"\d{3}", groups[-1]) and fault.tokens[behind][0] == "NUMBER":
        groups.append(fault.tokens[behind][1])
        behind += 1
    meant = ",".join(groups)
    start, end = first[2], fault.tokens[behind - 1][3]
    return Answer(
        rules.NUMBER_BLANK,
        start,
        end,
        f"`{fault.reading.text[start:end]}` has a blank in it",
        f"write `{meant}`",
        (start, end, meant),
    )


def hedge(fault: Fault) -> Answer | None:
    """`about $79`, `~5%`."""
    word = fault.before if fault.kind == "NUMBER" else fault.token
    number = fault.token if fault.kind == "NUMBER" else fault.around(1)
    if word[1].lower() not in (*_HEDGES, "~", "≈") or number[0] != "NUMBER":
        return None
    return Answer(
        rules.HEDGE,
        word[2],
        number[3],
        f"`{word[1]}` does not say how sure you are",
        "write the two ends between which you are 90% sure it is, such as `4% to 6%`",
    )


_SHORT_HEDGE = re.compile(
    r"(?P<word>(?:ca|approx|appr|c|circa|est)\.) ?[$€£¥]?\d[\d.,]*[kM%]?", re.I
)


def short_hedge(fault: Fault) -> Answer | None:
    """`ca. 30%`."""
    place, stretch = fault.stretch(40)
    match = _SHORT_HEDGE.search(stretch)
    if match is None or not fault.in_value or not match.start() <= fault.token[2] - place:
        return None
    return Answer(
        rules.HEDGE,
        place + match.start(),
        place + match.end(),
        f"`{match['word']}` does not say how sure you are",
        "write the two ends between which you are 90% sure it is, such as `4% to 6%`",
    )


_GIVE_OR_TAKE = re.compile(
    r"(?P<sign>[$€£¥]?)(?P<middle>\d+(?:\.\d+)?)(?P<mark>%?) ?(?:±|\+ ?/ ?[-–−]) ?"
    r"[$€£¥]?(?P<more>\d+(?:\.\d+)?)(?P<share>%?)"
)


def give_or_take(fault: Fault) -> Answer | None:
    """`5% ± 1%`, `5% +/- 1%`."""
    place, stretch = fault.stretch(40)
    match = _GIVE_OR_TAKE.search(stretch)
    if (
        match is None
        or not fault.in_value
        or not match.start() <= fault.token[2] - place < match.end()
    ):
        return None
    help = "write its two ends, such as `4% to 6%`"
    middle, more = Decimal(match["middle"]), Decimal(match["more"])
    start, end = place + match.start(), place + match.end()
    if match["mark"] == match["share"] and more < middle:
        sign, mark = match["sign"], match["mark"]
        meant = f"{sign}{middle - more}{mark} to {sign}{middle + more}{mark}"
        help = f"write `{meant}` if you are 90% sure that it lies between them"
    return Answer(rules.HEDGE, start, end, f"`{match[0]}` is not how a range is written", help)


def phrase(fault: Fault) -> Answer | None:
    """`chance(income) at least 80%`."""
    start = fault.token[3] if fault.kind == "NAME" else fault.token[2]
    match = _PHRASE.search(fault.reading.text, max(fault.tokens[fault.first][2], start - 24), start)
    if match is None or not fault.in_value:
        return None
    words = match["phrase"]
    sign = _COMPARISON[words.removeprefix("is ") if words != "is" else words]
    begin, end = match.span("phrase")
    return Answer(
        rules.PHRASE,
        begin,
        end,
        f"`{words}` is written with a sign",
        f"write `{sign}`",
        (begin, end, sign),
    )


def clause(fault: Fault) -> Answer | None:
    """`3% aftr 3 days`: a word behind a number that is nearly one of those that may stand there."""
    if not fault.in_value:
        return None
    for place, word in ((fault.at, fault.token), (fault.at - 1, fault.before)):
        meant = _clause_meant(word)
        behind_a_number = any(t[0] == "NUMBER" for t in fault.tokens[fault.first : place])
        if meant is not None and behind_a_number:
            start, end = word[2], word[3]
            return Answer(
                rules.CLAUSE,
                start,
                end,
                f"`{word[1]}` has no meaning here; did you mean `{meant}`?",
                f"write `{meant}`",
                (start, end, meant),
            )
    return None


def _clause_meant(word: Token) -> str | None:
    """The clause word that a name is a misspelling of: a letter more, less, other, or two changed over."""
    name = word[1].lower()
    if word[0] != "NAME" or not 4 <= len(name) <= 10 or name in _CLAUSES:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, _CLAUSES, n=1, cutoff=0.75)), None)
