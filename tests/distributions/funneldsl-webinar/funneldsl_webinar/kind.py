"""The block `webinar`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from funneldsl.plugin import Declaration, Flow, Plan, Stage, kind, prop, values
from funneldsl.plugin import shapes as s


@kind("webinar", inside=("funnel",))
class Webinar(Declaration):
    """A talk on the internet: some of a stage register, some of these come, some of these buy."""

    invites: values.Ref[Any] = prop(s.ref("stage"), "the stage whose people are invited")
    registers: values.Amount = prop(s.share, "how many of them register")
    attends: values.Amount = prop(s.share, "how many of those who register come")
    buys: values.Amount = prop(s.share, "how many of those who come buy")
    leads_to: values.Ref[Any] = prop(s.ref("stage"), "the stage of those who buy")
    takes_place: values.Spread | None = prop(s.spread, "how long after registering", default=None)

    def expand(self, plan: Plan) -> Iterator[Declaration]:
        """Two stages, those who registered and those who came, and the three flows between."""
        registered, attended = f"{self.name}.registered", f"{self.name}.attended"
        yield Stage(name=registered, title=f"{self.label}: registered", span=self.span)
        yield Stage(name=attended, title=f"{self.label}: came", span=self.span)
        yield self._flow(self.invites.name, registered, self.registers)
        yield self._flow(registered, attended, self.attends, self.takes_place)
        yield self._flow(attended, self.leads_to.name, self.buys)

    def _flow(
        self,
        source: str,
        target: str,
        share: values.Amount,
        after: values.Spread | None = None,
    ) -> Flow:
        return Flow(
            name=f"{source} -> {target}",
            source=values.Ref(source, ("stage",)),
            target=values.Ref(target, ("stage",)),
            share=share,
            after=after,
            span=self.span,
        )
