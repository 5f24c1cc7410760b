"""A mistake is told once, in its place, and nothing around it is lost."""

from __future__ import annotations

import pytest

from .reading import codes, outline, read, said


def test_all_mistakes_of_a_text_are_told_in_one_run() -> None:
    text = """\
business shop {
  mission: "One song
  start = 2027-01-04
  values: ["a" "b"]
}
funnel welcome {
  stage visitor,
  stage buyer { sells course }
  visitor -> buyer 2–4% after 3 to 21 days
}
offer course { price: $19/month; cost: ; fee: 3% }
"""
    assert [
        'F105 "One song',
        "F122 =",
        'F130  "b"',
        "F123 ,",
        "F150 2–4%",
        "F154 $19/month",
        "F124 :",
    ] == said(text)
    assert [
        "business shop {",
        "  mission: ?",
        "  start: 2027-01-04",
        "  values: ['a', 'b']",
        "funnel welcome {",
        "  stage visitor",
        "  stage buyer {",
        "    sells course",
        "  visitor -> buyer ? <after (3 to 21_days)>",
        "offer course {",
        "  price: ($19 per month)",
        "  cost: ?",
        "  fee: 3%",
    ] == outline(text)


BLOCK = """\
system s {
  role: leads
  channel a {
    brings: x
  }
  channel b { brings: y }
}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    brings: x\n  }", "    brings: x"),
        ("    brings: x\n  }", "    brings: x\n  }}"),
        ("    brings: x\n  }", "    brings: x\n  }\n  }"),
        ("system s {", "system s"),
        ("system s {", "system s:"),
        ("system s {", "system s: {"),
        ("system s {", "system s\n{"),
        ("system s {", "system s { {"),
        ("system s {", "system { s {"),
        ("channel a {", "channel a"),
        ("channel a {", "channel a ({"),
        ("y }", "y"),
        ("y }", "y } }"),
        ("b { brings", "b brings"),
        ("b { brings", "b { { brings"),
        ("role: leads", "role: { leads"),
        ("role: leads", "{ role: leads"),
        ("role: leads", "role: leads }"),
        ("role: leads", "role: } leads"),
        ("role: leads", "role: leads)"),
        ("role: leads", "role: leads]"),
        ("}\n  channel b", "} channel b"),
        ("leads\n", "leads "),
        ("role: leads", "role: = leads"),
        ("role: leads", "role: @ leads"),
        ("role: leads", "role:: leads"),
        ("role: leads", "role: leads leads"),
        ("role: leads", "role leads"),
    ],
)
def test_one_slip_is_one_finding_and_harms_no_statement(old: str, new: str) -> None:
    text = BLOCK.replace(old, new, 1)
    assert text != BLOCK
    harmless = [] if new == "role leads" else [1]

    assert harmless == [1] * len(codes(text))
    assert [line.replace(":", "") for line in outline(BLOCK)] == [
        line.replace(":", "") for line in outline(text)
    ]


@pytest.mark.parametrize(
    ("old", "new", "broken"),
    [
        ("role: leads", "role: [leads", "  role: [leads]"),
        ("role: leads", "role: (leads", "  role: (group leads)"),
        ("role: leads", "role: leads, repeat", "  role: ?"),
        ("role: leads", "role: leads repeat", "  role: ?"),
        ("role: leads", 'role: "leads', "  role: ?"),
        ("role: leads", "role:", "  role: ?"),
        ("role: leads", "role: 5 to", "  role: ?"),
        ("role: leads", "role leads repeat 5", "  ?role leads repeat"),
        ("role: leads", "a -> 5%", "  ?a"),
        ("role: leads", "a -> b 5% 6%", "  a -> b ?"),
        ("role: leads", "- leads", "  ?leads"),
        ("role: leads", "my role: leads", "  ?my role leads"),
    ],
)
def test_one_broken_statement_leaves_the_others(old: str, new: str, broken: str) -> None:
    before, after = outline(BLOCK), outline(BLOCK.replace(old, new, 1))

    assert [broken if line == "  role: leads" else line for line in before] == after
    assert 1 == len(codes(BLOCK.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("channel my ads {", "channel my ads"),
        ("channel my-ads {", "channel my ads"),
        ('channel "Title" ads {', "channel ads"),
        ("channel 2nd {", "channel"),
    ],
)
def test_below_a_broken_header_children_are_understood(header: str, words: str) -> None:
    text = f"system s {{\n  {header}\n    brings: x\n    stage y\n  }}\n  role: leads\n}}\n"

    assert [
        "system s {",
        f"  ?{words} {{",
        "    brings: x",
        "    stage y",
        "  role: leads",
    ] == outline(text)
    assert 1 == len(codes(text))


def test_an_unclosed_title_ends_where_its_block_begins() -> None:
    assert ["stage a 'Bought it' {", "  sells: x"] == outline('stage a "Bought it { sells: x }')


def test_an_odd_quote_harms_its_own_statement_of_a_line_only() -> None:
    assert ["offer a {", "  x: 1", "  y: ?", "  z: 'ok'"] == outline(
        'offer a { x: 1; y: "no; z: "ok" }'
    )


def test_a_text_over_several_lines_is_one_mistake() -> None:
    text = 'business b {\n  mission: "One song,\n    this\n    season"\n  start: 2027-01-04\n}\n'

    assert ["F108"] == codes(text)
    assert ["business b {", "  mission: 'One song,'", "  start: 2027-01-04"] == outline(text)


def test_a_list_of_lines_with_dashes_is_one_mistake() -> None:
    text = 'business b {\n  values:\n    - "a"\n    - "b"\n  start: 2027-01-04\n}\n'

    assert ["F129"] == codes(text)
    assert ["business b {", "  values: ?", "  start: 2027-01-04"] == outline(text)


def test_only_the_broken_thing_of_a_list_is_lost() -> None:
    assert ["x: [a, ?, f(?, 2), {k: ?, l: 1}]"] == outline(
        "x: [a, 1 to, f(3-4, 2), { k: 5 $6, l: 1 }]"
    )


def test_a_block_spoils_no_other_block() -> None:
    text = 'a {\n  x: [(1, {\n  y: "\nb {\n  z: 1\n}\n'

    assert ["b {", "  z: 1"] == outline(text)[-2:]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("x: 10 May 2027", "2027-05-10"),
        ("x: May 10, 2027", "2027-05-10"),
        ("x: 10.05.2027", "2027-05-10"),
        ("x: 3-5 days", "3 to 5 days"),
        ("x: 2–4%", "2% to 4%"),
        ("x: $100-200", "$100 to $200"),
        ("x: $4k/month", " per month"),
        ("x: net 30", "30 days"),
        ("x: CPM $30", "$30 per 1,000 views"),
        ("x: USD 49", "49 USD"),
        ("x: 1 500 000", "1,500,000"),
        ("x: $ 49", "$49"),
        ("x: 'a'", '"a"'),
        ("x: a AND b", "and"),
        ("x: a && b", "and"),
        ("x: a ≥ b", ">="),
        ("x: a is 5", "=="),
        ("x: get people in", '"get people in"'),
        ("x: don't", '"don\'t"'),
        ("a --> b 5%", "->"),
        ("a => b 5%", "->"),
        ("a -> b: 5%", ""),
        ("x = 5", ":"),
        ("x 5", ":"),
        ("my-name { a: 1 }", "my_name"),
        ("learns from: a", "learns_from:"),
        ("a -> b 5% aftr 3 days", "after"),
    ],
)
def test_a_habit_from_elsewhere_is_answered_with_what_to_type(text: str, fixed: str) -> None:
    (finding,) = read(text).findings
    assert finding.fix is not None
    assert [fixed] == [edit.text for edit in finding.fix.edits]


@pytest.mark.parametrize("text", ["1 in 40", "3 x $199", "10/05/2027", "about $79", "5% ± 1%"])
def test_what_could_mean_two_things_has_no_fix_but_help(text: str) -> None:
    (finding,) = read(f"x: {text}").findings
    assert finding.fix is None
    assert "`" in finding.help


def test_one_in_forty_offers_both() -> None:
    (finding,) = read("x: 1 in 40").findings
    assert "`1 of 40`" in finding.help
    assert "`2.5%`" in finding.help
