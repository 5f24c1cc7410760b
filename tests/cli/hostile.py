"""Names and texts that try to be more than text."""

ESCAPE = "\x1b[31mred\x1b]8;;http://evil\x07"
BIDI = "\u202egpj.exe\u2066"
COMMAND = "a\n::error file=x::injected%0A"
HOSTILE = (
    ESCAPE,
    BIDI,
    COMMAND,
    "tab\there\rback\x08\x00",
    "line\u2028para\u2029next\x85",
    "[link=http://evil]x[/link] [/nope]",
    "</script><script>alert(1)</script>",
    "\ud800 half",
    "한국어 👩‍👩‍👧 e\u0301",
)
OBEYED = frozenset("\x1b\x07\x08\x00\r\x85\u2028\u2029\u202e\u2066\ud800")
"""Characters that a terminal or an editor would act on."""
