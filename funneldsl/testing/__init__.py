"""For tests of funneldsl and of plugins: hypothesis strategies for plans, and for texts whole and damaged.

    from hypothesis import given
    from funneldsl.testing import plans

    @given(plans())
    def test_it_draws_any_plan(plan): ...

Needs `hypothesis`, which funneldsl itself does not depend on.
"""

from __future__ import annotations

from funneldsl.testing.damage import damaged_texts
from funneldsl.testing.plans import documents, plans
from funneldsl.testing.texts import texts

__all__ = ["damaged_texts", "documents", "plans", "texts"]
