"""Text becomes tokens, wide; blanks, quotes and line ends as people type them."""

from __future__ import annotations

import pytest

from funneldsl.syntax.scanner import DEEPEST, scan


def tokens(text: str) -> list[str]:
    return [f"{kind} {typed}".strip() for kind, typed, _, _ in scan(text)[0][:-1]]


def kinds(text: str) -> str:
    return " ".join(kind for kind, *_ in scan(text)[0][:-1])


@pytest.mark.parametrize(
    "typed",
    [
        "12,000",
        "1_530",
        "6k",
        "1.2M",
        "30%",
        "$49",
        "€20",
        "0.30",
        ".5",
        "12,00",
        "5m",
        "$$97",
        "1st",
        "1,2,3",
        "49$",
        "3x",
        "£4,200.50",
    ],
)
def test_a_number_and_what_clings_to_it_is_one_token(typed: str) -> None:
    assert [f"NUMBER {typed}"] == tokens(typed)


def test_one_blank_may_stand_before_a_percent_sign() -> None:
    assert ["NUMBER 30 %", "NAME of"] == tokens("30 % of")


@pytest.mark.parametrize("typed", ["2028-06-30", "2028-13-45", "2028-1-1"])
def test_what_looks_like_a_date_is_one_token(typed: str) -> None:
    assert [f"DATE {typed}"] == tokens(typed)


def test_a_dotted_path_is_one_name() -> None:
    assert ["NAME welcome.visitor", "ARROW ->", "NAME a"] == tokens("welcome.visitor->a")


@pytest.mark.parametrize("name", ["größe", "e\u0301tape", "имя", "नाम", "名前", "a_1", "_x"])
def test_names_are_of_any_script(name: str) -> None:
    assert [f"NAME {name}"] == tokens(name)


def test_a_digit_begins_no_name() -> None:
    assert "NUMBER NAME" == kinds("3 days")


@pytest.mark.parametrize("text", ['"a # b"', '"a \\" b"', "“a”", "„a“", '“a"', '""'])
def test_a_text_stands_between_any_double_quotes(text: str) -> None:
    assert [f"TEXT {text}"] == tokens(text)


def test_curly_quotes_are_text_inside_straight_ones() -> None:
    assert ["TEXT “x”"] == [t.replace('"', "") for t in tokens('"“x”"')]


def test_an_unclosed_text_ends_with_its_line() -> None:
    assert ["UNCLOSED “one", "_END", "NAME b"] == tokens("“one\nb")


@pytest.mark.parametrize("blank", ["\xa0", "\u2009", "\u3000", "\ufeff", "\t"])
def test_blanks_of_all_widths_part_tokens(blank: str) -> None:
    assert "NAME NUMBER" == kinds(f"price{blank}{blank}79")


@pytest.mark.parametrize("end", ["\n", "\r\n", ";", "\r", "\n\n\n", " ; \n", "# why\n"])
def test_a_statement_ends_at_a_line_end_or_a_semicolon(end: str) -> None:
    assert "NAME _END NAME" == kinds(f"a{end}b")


def test_line_ends_vanish_inside_brackets() -> None:
    assert "NAME LPAR NUMBER _COMMA LSQB NAME RSQB RPAR" == kinds("f(\n1,\n[\n a\n]\n)")


def test_line_ends_count_in_a_map_inside_a_list() -> None:
    assert "LSQB LBRACE NAME COLON NUMBER _END RBRACE RSQB" == kinds("[{\na: 1\n}]")


def test_no_line_end_follows_a_brace_or_a_comma() -> None:
    assert "NAME LBRACE NAME COLON NUMBER _COMMA NAME RBRACE" == kinds("a {\n\n b: 1,\n c }")


def test_comments_are_kept_apart() -> None:
    found, comments = scan("# one\na: 1 ## two\r\n")

    assert "NAME COLON NUMBER _END $END" == " ".join(kind for kind, *_ in found)
    assert [(0, 5, "# one"), (11, 17, "## two")] == [(c.start, c.end, c.text) for c in comments]


def test_every_token_says_where_it_stands() -> None:
    text = "stage  buyer “x” {\r\n  sells: [a, 3%] # y\n}"

    assert all(text[start:end] == typed for _, typed, start, end in scan(text)[0])


def test_what_is_too_deep_is_no_bracket() -> None:
    assert f"{'LPAR ' * DEEPEST}DEEP" == kinds("(" * (DEEPEST + 1))


def test_a_sign_without_meaning_is_one_token_however_often_it_is_typed() -> None:
    assert ["UNKNOWN &&", "UNKNOWN @"] == tokens("&&@")
