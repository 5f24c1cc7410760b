"""Networks written by hand: numbers become parameters, names become positions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from funneldsl.model.values import Exactly, Law
from funneldsl.network import (
    NONE,
    CampaignRow,
    ChannelRow,
    CostRow,
    CustomerRow,
    Delay,
    EffortRow,
    FlowRow,
    GateRow,
    Moment,
    Network,
    OfferRow,
    Parameter,
    PaymentRow,
    PersonRow,
    RiskRow,
    SaleRow,
    StageRow,
    Step,
    TaskRow,
    Timed,
)


@dataclass(frozen=True)
class Changing:
    """A number that becomes another one on a day."""

    first: float
    day: int
    later: float


class Sketch:
    """Collects rows; every float or int given for an unknown number becomes an exact parameter."""

    def __init__(self, start: date = date(2027, 1, 1), days: int = 60) -> None:
        self.start, self.days = start, days
        self.parameters: list[Parameter] = []
        self.rows: dict[str, list[Any]] = {}

    def number(self, value: float | Changing | Law | None) -> int:
        """A parameter: exact, unless a law is given."""
        if value is None:
            return NONE
        if isinstance(value, Changing):
            first, later = self.number(value.first), self.number(value.later)
            timed = Timed(first, (Step(Moment(value.day), later),))
            self.parameters.append(Parameter(f"p{len(self.parameters)}", timed))
            return len(self.parameters) - 1
        law = Exactly(float(value)) if isinstance(value, int | float) else value
        self.parameters.append(Parameter(f"p{len(self.parameters)}", law))
        return len(self.parameters) - 1

    def stage(self, name: str, **words: Any) -> int:
        """`leaves=0.1` is per month; `already`, `capacity`, money and so on are plain numbers."""
        numbers = self._numbers(
            words,
            "leaves leaves_after capacity already earns earns_present cost cost_present",
        )
        days = 365.25 / 12 if "leaves" in numbers else 0.0
        return self._add("stages", StageRow(name, name, "f", leaves_days=days, **numbers, **words))

    def flow(
        self,
        source: int,
        target: int,
        share: float | Changing | None = None,
        after: Any = None,
        **words: Any,
    ) -> int:
        """`after` is a number of days, or a law."""
        numbers = self._numbers(words, "within")
        stages = self.rows["stages"]
        name = f"{stages[source].name} -> {stages[target].name}"
        row = FlowRow(name, source, target, self.number(share), delay(after), **numbers, **words)
        return self._add("flows", row)

    def channel(self, stage: int, people: float | None = None, **words: Any) -> int:
        """`grows` is per month."""
        numbers = self._numbers(
            words,
            "spend written_spend price doubles grows varies cost each each_present "
            "lingers spent_before audience",
        )
        days = 365.25 / 12 if "grows" in numbers else 0.0
        row = ChannelRow(
            self._name("channel"),
            "",
            "leads",
            stage,
            people=self.number(people),
            grows_days=days,
            **numbers,
            **words,
        )
        return self._add("channels", row)

    def campaign(self, *sources: int, **words: Any) -> int:
        """A campaign to these stages."""
        numbers = self._numbers(words, "converts opens earns_send earns_open cost_send")
        return self._add(
            "campaigns", CampaignRow(self._name("campaign"), "", "f", sources, **numbers, **words)
        )

    def offer(self, *payments: PaymentRow, churn: tuple[float, ...] = (), **words: Any) -> int:
        """Payments come from `payment`."""
        numbers = self._numbers(
            words,
            "cost_share cost fee_share fee refunds refund_days pays_after cost_each cost_present "
            "commission sales_tax",
        )
        chances = tuple(self.number(c) for c in churn)
        return self._add(
            "offers", OfferRow(self._name("offer"), "", payments, chances, **numbers, **words)
        )

    def payment(self, amount: float | Changing, **words: Any) -> PaymentRow:
        """A price."""
        return PaymentRow(self.number(amount), **words)

    def sale(self, stage: int, offer: int, share: float | None = None) -> int:
        """A stage sells an offer."""
        return self._add("sales", SaleRow(stage, offer, self.number(share)))

    def person(
        self, hours: float = 40, weekdays: tuple[int, ...] = (0, 1, 2, 3, 4), **words: Any
    ) -> int:
        """Somebody who works."""
        numbers = self._numbers(words, "cost_hour cost_month")
        row = PersonRow(self._name("person"), "", self.number(hours), weekdays, **numbers, **words)
        return self._add("persons", row)

    def task(self, gate: int, takes: float, **words: Any) -> int:
        """A task of a project."""
        numbers = self._numbers(words, "hours cost")
        return self._add(
            "tasks", TaskRow(self._name("task"), gate, self.number(takes), **numbers, **words)
        )

    def risk(self, chance: float, adds: float, *tasks: int) -> int:
        """A risk that adds working days."""
        return self._add(
            "risks", RiskRow(self._name("risk"), self.number(chance), self.number(adds), tasks)
        )

    def gate(self, *tasks: int, **words: Any) -> int:
        """A project of these tasks."""
        return self._add("gates", GateRow(self._name("gate"), "", tasks, **words))

    def cost(self, amount: float | None = None, share: float | None = None, **words: Any) -> int:
        """Costs of the business."""
        row = CostRow(
            self._name("cost"), "", self.number(amount), share=self.number(share), **words
        )
        return self._add("costs", row)

    def customer(self) -> int:
        """A sort of people."""
        name = self._name("customer")
        return self._add("customers", CustomerRow(name, name))

    def effort(self, hours: float | Changing | None, *persons: int, **words: Any) -> int:
        """Work that goes on, in hours per week; or what the people of a stage need, in hours (per day)."""
        numbers = self._numbers(words, "each each_present")
        row = EffortRow(self._name("effort"), persons, self.number(hours), **numbers, **words)
        return self._add("efforts", row)

    def network(self, cash: float = 0.0, **words: Any) -> Network:
        """All rows so far."""
        opening = self.number(cash)
        return Network(
            self.start,
            self.days,
            "USD",
            cash=opening,
            parameters=tuple(self.parameters),
            **words,
            **{table: tuple(rows) for table, rows in self.rows.items()},
        )

    def _name(self, kind: str) -> str:
        return f"{kind}{len(self.rows.get(kind + 's', []))}"

    def _add(self, table: str, row: Any) -> int:
        self.rows.setdefault(table, []).append(row)
        return len(self.rows[table]) - 1

    def _numbers(self, words: dict[str, Any], names: str) -> dict[str, int]:
        return {name: self.number(words.pop(name)) for name in names.split() if name in words}


def delay(after: Any) -> Delay | None:
    """A number of days, a law, or nothing."""
    if after is None:
        return None
    return Delay(Exactly(float(after)) if isinstance(after, int | float) else after)


def exact_values(network: Network) -> NDArray[np.float64]:
    """The parameters of a network in which every number is exact."""
    values: list[float] = []
    for p in network.parameters:
        first = values[p.law.first] if isinstance(p.law, Timed) else p.law.value  # type: ignore[union-attr]
        values.append(p.scale * first)
    return np.array(values)
