"""What was read is written as it was typed; what was made is written so that it reads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funneldsl.syntax import nodes as n
from funneldsl.syntax.tables import tables
from funneldsl.syntax.writer import text_of, write

from .reading import read, statements, without_places

NORTHWIND = (Path(__file__).parent / "northwind.funnel").read_text("utf-8")


def reads_back(made: tuple[n.Statement, ...]) -> bool:
    text = write(made)
    again = statements(text)
    return bool(without_places(again) == without_places(made) and write(again) == text)


@pytest.mark.parametrize("text", [NORTHWIND, "", "\r\n a {", 'x: "', "\ufeff# c\n\n", "a\x00b\r"])
def test_a_document_is_written_as_it_was_typed(text: str) -> None:
    assert text == text_of(read(text))


def test_what_was_made_of_northwind_reads_back() -> None:
    assert reads_back(statements(NORTHWIND))


def test_statements_are_written_one_a_line() -> None:
    text = "## why\noffer a 'T' {\n  price: $5 to $6 per month\n  stage b\n  x { }\n}\nb -> c 3%\n".replace(
        "'", '"'
    )

    assert text == write(statements(text))


@pytest.mark.parametrize("node", [n.Broken(0, 0, ()), n.BrokenHead(0, 0, (), None)])
def test_what_is_broken_has_no_text(node: n.Statement) -> None:
    with pytest.raises(ValueError, match="has no text"):
        write([node])


# --- any nodes ---------------------------------------------------------------------------------------------

plain = st.from_regex(r"[a-z]{1,3}(?:\.[a-z_][a-z0-9_]{0,2})?", fullmatch=True).filter(
    lambda word: word not in tables().words
)
names = st.builds(n.Name, st.just(0), st.just(0), plain)
numbers = st.builds(
    n.Number,
    st.just(0),
    st.just(0),
    st.sampled_from(["1", "1,200", "30%", "$5", "5m", "12,00", "0.5"]),
)
texts = st.builds(
    n.Text,
    st.just(0),
    st.just(0),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])
        | st.sampled_from("\n\t"),
        max_size=6,
    ),
)
atoms = st.one_of(
    names,
    numbers,
    texts,
    st.builds(n.Date, st.just(0), st.just(0), st.just("2028-06-30")),
    st.builds(n.Quantity, st.just(0), st.just(0), numbers, names),
    st.builds(n.Edge, st.just(0), st.just(0), names, names),
)


def values(expressions: st.SearchStrategy[n.Expression]) -> st.SearchStrategy[n.Value]:
    word = st.sampled_from(["by", "after", "within", "because", "for", "at"])
    words = st.builds(n.Name, st.just(0), st.just(0), word)
    clauses = st.lists(st.builds(n.Clause, st.just(0), st.just(0), words, expressions), max_size=2)
    now = st.builds(n.Value, st.just(0), st.just(0), expressions, clauses.map(tuple))
    later = st.builds(n.Later, st.just(0), st.just(0), now, st.none() | expressions)
    changing = st.builds(
        n.Value, st.just(0), st.just(0), expressions, clauses.map(tuple), st.tuples(later)
    )
    return now | changing


def nested(inner: st.SearchStrategy[n.Expression]) -> st.SearchStrategy[n.Expression]:
    some = st.lists(values(inner), max_size=3).map(tuple)
    entry = st.builds(n.Entry, st.just(0), st.just(0), names | texts, values(inner))
    tight = st.one_of(
        names,
        st.builds(n.Call, st.just(0), st.just(0), names, some),
        st.builds(n.Group, st.just(0), st.just(0), values(inner)),
        st.builds(n.List, st.just(0), st.just(0), some),
        st.builds(n.Map, st.just(0), st.just(0), st.lists(entry, max_size=2).map(tuple)),
    )
    ranges = st.builds(n.Range, st.just(0), st.just(0), numbers, numbers)
    rates = st.builds(n.Per, st.just(0), st.just(0), tight | ranges, names)
    shares = st.builds(n.Of, st.just(0), st.just(0), tight | rates, names | ranges)
    products = chains(st.sampled_from("*/"), tight | shares)
    sums = chains(st.sampled_from("+-"), tight | products)
    comparisons = st.builds(
        n.Operation,
        st.just(0),
        st.just(0),
        st.sampled_from(["==", ">=", "<", "in", "not in"]).map(lambda sign: (sign,)),
        st.tuples(tight | sums, tight | sums),
    )
    between = st.builds(
        n.Between, st.just(0), st.just(0), st.none() | tight, tight, tight, st.just(False)
    )
    denied = st.builds(n.Unary, st.just(0), st.just(0), st.just("not"), tight | comparisons)
    conditions = chains(st.just("and"), tight | comparisons | denied)
    return st.one_of(tight, rates, shares, sums, between, chains(st.just("or"), tight | conditions))


def chains(
    signs: st.SearchStrategy[str], operands: st.SearchStrategy[n.Expression]
) -> st.SearchStrategy[n.Expression]:
    return st.integers(1, 3).flatmap(
        lambda size: st.builds(
            n.Operation,
            st.just(0),
            st.just(0),
            st.tuples(*[signs] * size),
            st.tuples(*[operands] * (size + 1)),
        )
    )


expressions = st.recursive(atoms, nested, max_leaves=8)
heads = st.builds(n.Head, st.just(0), st.just(0), names, st.none() | names, st.none() | texts)
lines = st.builds(n.Property, st.just(0), st.just(0), names, values(expressions)) | st.builds(
    n.Flow, st.just(0), st.just(0), names, names, st.none() | values(expressions)
)
described = st.none() | st.from_regex(r"[$-~][$-~é ]{0,8}[$-~](\n[a-z]{0,3})?", fullmatch=True)
blocks = st.recursive(
    lines,
    lambda inner: st.builds(
        n.Block,
        st.just(0),
        st.just(0),
        heads,
        st.none() | st.lists(inner, max_size=3).map(tuple),
        described,
    ),
    max_leaves=6,
)


@given(st.lists(blocks, max_size=4).map(tuple))
def test_any_nodes_read_back(made: tuple[n.Statement, ...]) -> None:
    text = write(made)
    again = statements(text)

    assert without_places(made) == without_places(again)
    assert text == write(again)
