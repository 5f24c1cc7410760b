"""An amount in another unit than its property takes: what is wrong, and what to type."""

from __future__ import annotations

from funneldsl.bind import sayings, units
from funneldsl.bind import value_rules as rules
from funneldsl.bind.literals import Want
from funneldsl.bind.numbers import figure
from funneldsl.bind.phrases import listed, typed
from funneldsl.bind.reading import Reading, Refused
from funneldsl.model.values import Dimension, Form, Unit
from funneldsl.syntax import nodes


def refuse_form(node: nodes.Expression, unit: Unit, at: Reading, want: Want) -> Refused:
    """The amount is of another form than the property takes."""
    text, form = at.typed(node), unit.form
    same = [f for f in want.forms if f.dimension is form.dimension]
    if same:
        simple = not isinstance(node, nodes.Operation | nodes.Group | nodes.Name)
        instead = _mended(text, form, same[0]) if simple else None
        lacks = _lacks(form, same[0])
        message = f"{at.path} takes {_all(tuple(same[:2]))}, but `{text}` {lacks}"
        help = f"write `{instead}`" if instead else _as_in(want)
        return at.refuse(rules.UNLIKE, node, message, help=help, put=instead)
    meant = _with_units(node, at, want) if unit.dimension is Dimension.COUNT else ()
    message = f"{at.path} takes {_all(want.forms)}, but `{text}` is {_what(unit)}"
    share = Dimension.SHARE in {form.dimension for form in want.forms}
    fraction = sayings.counted_or_guessed(text) if share and not meant else None
    help = fraction or (f"write {typed(meant)}" if meant else _as_in(want))
    put = meant[0] if len(meant) == 1 else None
    return at.refuse(rules.UNLIKE, node, message, help=help, put=put)


def _all(forms: tuple[Form, ...]) -> str:
    return listed(dict.fromkeys(units.named(f) for f in forms))


def _as_in(want: Want) -> str:
    return "write it as in " + listed(f"`{units.example(f)}`" for f in want.forms)


def _what(unit: Unit) -> str:
    if unit.dimension is Dimension.COUNT and unit.measure:
        return f"a number of {unit.measure}"
    return units.named(unit.form)


def _lacks(form: Form, wanted: Form) -> str:
    if wanted.rate and not form.rate:
        return "has no period"
    if form.rate and not wanted.rate:
        return "has a period"
    return "is not for each person" if wanted.each else "is for each person"


def _mended(text: str, form: Form, wanted: Form) -> str | None:
    """The same number in the wanted form, where that is a matter of a few words."""
    if form.rate and not wanted.rate:
        return text.partition(" per ")[0] if " per " in text and not wanted.each else None
    each = " each" if wanted.each and not form.each else ""
    if form.each and not wanted.each:
        return None
    return text + each + (f" {units.rate_words(wanted)}" if wanted.rate and not form.rate else "")


def _with_units(node: nodes.Expression, at: Reading, want: Want) -> tuple[str, ...]:
    """A bare number with each sign or unit that may be missing: `6` is `6%` or `$6` where both can be."""
    first = {form.dimension: form for form in reversed(want.forms)}
    forms = [form for form in want.forms if first[form.dimension] is form]
    meant = (text for form in forms if (text := _with_unit(node, at, form)) is not None)
    fraction = _as_percent(node) if set(first) == {Dimension.SHARE} else None
    return (fraction, *meant) if fraction is not None else tuple(meant)


def _as_percent(node: nodes.Expression) -> str | None:
    """`0.2` is 20% as often as it is 0.2%."""
    if isinstance(node, nodes.Number) and node.text.startswith("0."):
        read = figure(node.text)
        return f"{read[0] * 100:.10g}%" if read is not None and not read[1] else None
    return None


def _with_unit(node: nodes.Expression, at: Reading, form: Form) -> str | None:
    """A bare number or range with the sign or unit that is missing: `79` is `$79`, `30 per week` is of hours."""
    behind = ""
    if isinstance(node, nodes.Per) and form.rate:
        behind = at.piece.text[node.value.end : node.end]
        node = node.value
    elif form.rate:
        behind = f" {units.rate_words(form)}"
    ends = [node.low, node.high] if isinstance(node, nodes.Range) else [node]
    if not all(isinstance(end, nodes.Number) for end in ends):
        return None
    texts = [at.typed(end) for end in ends]
    if form.dimension is Dimension.MONEY:
        base = " to ".join(f"${text}" for text in texts)
    elif form.dimension is Dimension.SHARE:
        base = " to ".join(f"{text}%" for text in texts)
    elif form.dimension in _NOUNS:
        noun = "hours" if form.rate or form.each else _NOUNS[form.dimension]
        base = f"{' to '.join(texts)} {noun}"
    else:
        return None
    return base + " each" * form.each + behind


_NOUNS = {Dimension.TIME: "days", Dimension.POINTS: "points"}
