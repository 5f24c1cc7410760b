"""`frozen` of attrs, with one shared `__repr__` instead of one made for each class.

Making a `__repr__` takes more than a third of the time that making a class takes, and most commands never show a
value. With hundreds of small classes that is a tenth of the time of a `check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from attrs import frozen as frozen
else:

    def frozen(cls=None, /, **options):
        """As `attrs.frozen`; shows itself in the same way."""

        def make(cls):
            made = attrs.frozen(repr=False, **options)(cls)
            if "__repr__" not in vars(cls):
                made.__repr__ = shown
            return made

        return make if cls is None else make(cls)


def shown(value: Any) -> str:
    """`Name(field=value, …)`, without the fields that are declared with `repr=False`."""
    name = type(value).__qualname__.rpartition(">.")[2]
    told = (f"{a.name}={getattr(value, a.name)!r}" for a in attrs.fields(type(value)) if a.repr)
    return f"{name}({', '.join(told)})"
