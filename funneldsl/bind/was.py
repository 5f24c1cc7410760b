"""`was`: the value before a scenario, put in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from funneldsl.bind import units
from funneldsl.bind.arithmetic import combined_unit, worked_out
from funneldsl.bind.scaling import scaled
from funneldsl.errors import FunnelError
from funneldsl.model.kinds import head, props
from funneldsl.model.values import (
    Amount,
    Charge,
    Combined,
    Dimension,
    Exactly,
    Fixed,
    Multiple,
    Portion,
    Spread,
    Unit,
    Was,
)


class MisfitError(FunnelError):
    """A value that speaks of what was, and what was is of another sort; `reason` says how."""

    def __init__(self, reason: str, *, nothing: bool = False) -> None:
        self.reason, self.nothing = reason, nothing
        super().__init__(reason)


def speaks_of_was(value: Any) -> bool:
    """Whether `was` stands anywhere in a value."""
    match value:
        case Amount(law=law) | Spread(law=law):
            return isinstance(law, Was) or (
                isinstance(law, Combined) and any(speaks_of_was(o) for o in law.operands)
            )
        case tuple():
            return any(speaks_of_was(x) for x in value)
        case Mapping():
            return any(speaks_of_was(x) for x in value.values())
        case Charge() | Portion() | Multiple():
            return any(speaks_of_was(getattr(value, a.name)) for a in attrs.fields(type(value)))
    if not attrs.has(type(value)):
        return False
    return any(speaks_of_was(getattr(value, p.field)) for p in props(type(value)).values())


def restated(new: Any, old: Any) -> Any:
    """The new value with what was in the place of every `was`. Raises MisfitError if that cannot be.

    On a list it is done for each element; of a value with clauses, those that are not written stay.
    """
    if not speaks_of_was(new):
        return new
    if old is None or old == ():
        raise MisfitError("nothing was written before", nothing=True)
    if isinstance(new, tuple):
        return _list(new, old)
    if isinstance(new, Amount):
        return _amount_into(new, old)
    if isinstance(new, Spread) and isinstance(old, Spread):
        return _spread(new, old)
    if isinstance(new, Mapping) and isinstance(old, Mapping):
        return Fixed({key: restated(value, old.get(key)) for key, value in new.items()})
    if type(new) is type(old) and props(type(new)):
        return _record(new, old)
    raise MisfitError(f"what was is {_called(old)}")


def _list(new: tuple[Any, ...], old: Any) -> tuple[Any, ...]:
    before = old if isinstance(old, tuple) else (old,)
    if len(new) == 1:
        return tuple(restated(new[0], one) for one in before)
    return tuple(restated(one, before[min(i, len(before) - 1)]) for i, one in enumerate(new))


def _record(new: Any, old: Any) -> Any:
    cls = type(new)
    top = head(cls)
    keeps = top is not None and speaks_of_was(getattr(new, top.field))
    made = {}
    for prop in props(cls).values():
        value, before = getattr(new, prop.field), getattr(old, prop.field)
        left_out = not prop.head and value == prop.default
        made[prop.field] = before if keeps and left_out else restated(value, before)
    return attrs.evolve(new, **made)


def _amount_into(new: Amount, old: Any) -> Any:
    """An amount that speaks of what was, where what was may be more than an amount."""
    match old:
        case Amount():
            return _amount(new, old)
        case Charge(share, money):
            return _charge(new, share, money)
        case Portion(share, of):
            return Portion(_amount(new, share), of)
        case Multiple(years, of):
            return Multiple(_amount(new, years), of)
    if attrs.has(type(old)) and (top := head(type(old))) is not None:
        return attrs.evolve(old, **{top.field: restated(new, getattr(old, top.field))})
    raise MisfitError(f"what was is {_called(old)}")


def _charge(new: Amount, share: Amount | None, money: Amount | None) -> Charge:
    """A factor holds for both parts; what is added belongs to the part of its own sort."""
    law = new.law
    if not isinstance(law, Combined) or law.operators[0] in "*/":
        parts = [_amount(new, part) if part is not None else None for part in (share, money)]
        return Charge(*parts)
    sorts = {o.unit.dimension for o in law.operands} - {Dimension.SAME}
    if sorts == {Dimension.SHARE}:
        if share is None:
            raise MisfitError("what was has no share of the price", nothing=True)
        return Charge(_amount(new, share), money)
    if money is None:
        raise MisfitError("what was has no money in it", nothing=True)
    return Charge(share, _amount(new, money))


def _amount(new: Amount, old: Amount) -> Amount:
    if isinstance(new.law, Was):
        return old
    if not isinstance(new.law, Combined):
        return new
    operators = new.law.operators
    operands = tuple(_amount(o, old) for o in new.law.operands)
    unit = combined_unit(operators, operands, (old.unit.form,))
    if unit is None or unit.form != old.unit.form:
        raise MisfitError(_unlike(operands, old.unit))
    if all(isinstance(o.law, Exactly) for o in operands):
        value = worked_out(operators, operands)
        if value is None:
            raise MisfitError("that divides by zero")
        return Amount(Exactly(value), unit, old.name)
    # Each element of a list becomes an unknown of its own, although one line changes them all.
    mark = new.name.partition("#")[2]
    return Amount(Combined(operators, operands), unit, f"{old.name}#{mark}" if mark else new.name)


def _unlike(operands: tuple[Amount, ...], old: Unit) -> str:
    other = next((o.unit for o in operands if o.unit.form != old.form), old)
    return f"this is {units.called(other)}, but what was is {units.called(old)}"


def _spread(new: Spread, old: Spread) -> Spread:
    """How people differ can be stretched by a known number only."""
    if isinstance(new.law, Was):
        return old
    if not isinstance(new.law, Combined):
        return new
    factor, operators = 1.0, ("*", *new.law.operators)
    for operator, operand in zip(operators, new.law.operands, strict=True):
        if isinstance(operand.law, Was):
            continue
        if not isinstance(operand.law, Exactly) or operand.law.value <= 0:
            raise MisfitError("how people differ can be multiplied by a number above zero only")
        factor = factor * operand.law.value if operator == "*" else factor / operand.law.value
    law = scaled(old.law, factor)
    if law is None:
        raise MisfitError("what was cannot be multiplied")
    return Spread(law, old.unit, old.name)


def _called(old: Any) -> str:
    return f"`{old}`" if isinstance(old, str) else "of another sort"
