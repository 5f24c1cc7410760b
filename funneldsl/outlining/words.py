"""The parts of a system in a few words, as they could stand in the plan."""

from __future__ import annotations

from typing import TypeAlias

from funneldsl.frozen import frozen
from funneldsl.model.kinds import Declaration, props
from funneldsl.model.plan import Plan
from funneldsl.model.stages import Stage
from funneldsl.model.systems import Campaign, Channel, Funnel, System
from funneldsl.model.value_wording import ValueWording
from funneldsl.model.wording import Wording

Told: TypeAlias = Stage | Channel | Campaign


def stages(plan: Plan, system: System | Funnel) -> tuple[Stage, ...]:
    """The stages of a funnel; a system has none of its own."""
    return plan.within(system, Stage)


@frozen
class Words:
    """Says values in the language of the plan."""

    values: ValueWording

    @classmethod
    def of(cls, plan: Plan) -> Words:
        """As the writer of this plan would say it."""
        return cls(ValueWording(Wording.of(plan)))

    def property(self, thing: Declaration, word: str) -> str:
        """What a property holds, with what it becomes later; empty if it is not written."""
        p = props(type(thing))[word]
        value = getattr(thing, p.field)
        if value is None or value == ():
            return ""
        later = self.values.changes(thing.changes.get(word, ()), p.shape)
        return self.values.value(value, p.shape) + later

    def effort(self, thing: Declaration, *, of: bool) -> str:
        """Its hours of work, with its name if it is only a part."""
        said = self.property(thing, "effort")
        return f"{said} ({thing.name.rpartition('.')[2]})" if of else said

    def told(self, thing: Told) -> str:
        """What a part does: whom it brings for what, what it sells, how often it is sent."""
        match thing:
            case Channel():
                return self._channel(thing)
            case Campaign():
                return self._campaign(thing)
        sold = [sale.offer.name for sale in thing.sells]
        return f"sells {', '.join(sold)}" if sold else ""

    def _channel(self, channel: Channel) -> str:
        if budget := self.property(channel, "spend"):
            return f"spends {budget}"
        return f"brings {self.property(channel, 'people')}"

    def _campaign(self, campaign: Campaign) -> str:
        if campaign.dates:
            return f"on {len(campaign.dates)} day{'s' * (len(campaign.dates) != 1)}"
        if campaign.after:
            return f"{self.property(campaign, 'after')} after entering"
        return f"every {self.property(campaign, 'every')}"
