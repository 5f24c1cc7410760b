"""Texts that attack the formats they are put into."""

from hypothesis import strategies as st

HOSTILE = st.text(
    st.sampled_from(
        list("\"'<>&#;{}[]()|\\`%$:@/=-*_~.,! \n\r\t\x00\x1b\u202e\u2028\ud800é中🎸aB1")
    )
    | st.characters(),
    max_size=30,
) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "]]></desc><script/>",
        '"]; click n0 "javascript:alert(1)"',
        "%%{init: {'securityLevel': 'loose'}}%%",
        "a\nend\nsubgraph x",
        "&lt;b&gt; &#34; #quot;",
        "\\N \\G \\l <b>html</b>",
        '" URL="javascript:alert(1)',
        "1. first",
        "- item",
        "fa:fa-car",
        "$$x^2$$",
    ]
)
