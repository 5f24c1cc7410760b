"""The properties of a block: unknown, missing, twice; their grounds; what they become later."""

from __future__ import annotations

from datetime import date

import pytest

from funneldsl.model.values import Change, Exactly, Ref, Told

from .reading import SHOP, bound, found, mended, one, plan, said


def offer(more: str) -> str:
    return SHOP + f"offer extra {{ {more} }}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (offer("price: $5; refund: 3%"), ("F205", "refund", "write `refunds: 3%`")),
        (offer("cost: $5"), ("F206", "offer extra", "write `price: $79`, say")),
        (
            "business shop { }\n",
            (
                "F206",
                "business shop",
                "write `currency: USD`, `start: 2027-01-04` and `horizon: 24 months`, say",
            ),
        ),
        (offer("price: $5; price: $6"), ("F207", "price: $6", "leave one of them out")),
        (
            SHOP + "channel c { brings: visitor }\n",
            ("F208", "channel c", "write one of them"),
        ),
        (
            SHOP + "channel c { brings: visitor; people: 5 per day; spend: $5 per day }\n",
            ("F208", "channel c", "leave all but one of them out"),
        ),
        (
            SHOP + "campaign c { to: visitor; every: 7 days; moves: buyer }\n",
            ("F209", "campaign c", "write `converts: …` too, or leave `moves` out"),
        ),
        (
            offer("price: $5; fee: 3% then 4% from 2028-01-01"),
            (
                "F212",
                "then 4% from 2028-01-01",
                "leave out what stands behind `then`; a scenario can try another value",
            ),
        ),
        (offer("price: $5 then $6"), ("F213", "then $6", "write `then $6 from 2028-01-01`, say")),
        (
            offer("price: $5 then $6 from 3 days"),
            ("F213", "3 days", "write a date, or the project whose end it waits for"),
        ),
        (
            offer("price: $5 because cheap"),
            ("F216", "because cheap", 'write it as in `because "…"`'),
        ),
        (offer('price: $5 on "today"'), ("F216", 'on "today"', "write it as in `on 2026-11-01`")),
        (
            offer('price: $5 because "a" because "b"'),
            ("F215", 'because "b"', "leave one of them out"),
        ),
        (
            SHOP + "experiment e { on: visitor -> buyer; variants: [] }\n",
            ("F273", "[]", "write at least one"),
        ),
        (
            SHOP + "project p { task t { takes: 3 days; by: none } }\n",
            ("F274", "none", "leave the line out"),
        ),
    ],
)
def test_what_is_wrong_is_answered_with_what_to_type(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected == said(text)


def test_a_misspelled_property_is_not_missing_as_well() -> None:
    assert ["F205"] == [f.code for f in found(offer("prise: $5"))]


def test_a_misspelled_property_is_mended() -> None:
    assert offer("price: $5") == mended(offer("prise: $5"))


def test_a_property_of_another_kind_names_that_kind() -> None:
    assert (
        "an offer has no property `capacity`, but a stage has"
        == one(offer("price: $5; capacity: 3")).message
    )


def test_a_wrong_property_does_not_hide_the_others() -> None:
    made = bound(offer("price: $5; cost: 12,00; fee: 3%"))
    extra = made.plan["extra"]
    assert extra.cost is None  # type: ignore[attr-defined]
    assert Exactly(0.03) == extra.fee.share.law  # type: ignore[attr-defined]


def test_every_property_knows_where_it_is_written() -> None:
    extra = plan(offer("price: $5; cost: $3"))["extra"]
    assert ["$5", "$3"] == [t.span.text for t in extra.told.values()]
    assert "$3" == extra.place("cost").text


def test_grounds_are_kept() -> None:
    extra = plan(offer('price: $5 because "tested" source "shop" on 2026-11-01'))["extra"]
    told = extra.told["price"]
    assert ("tested", "shop", date(2026, 11, 1)) == (told.because, told.source, told.on)


def test_a_value_may_change_on_a_date_or_with_a_project() -> None:
    text = (
        offer('price: $5 then $6 because "dearer" from 2028-01-01 then $7 from launch')
        + "project launch { }\n"
    )
    first, second = plan(text)["extra"].changes["price"]
    assert isinstance(first, Change)
    assert date(2028, 1, 1) == first.when
    assert "dearer" == first.told.because
    assert Ref("launch") == second.when
    assert [Exactly(6), Exactly(7)] == [c.value[0].amount.law for c in (first, second)]


def test_later_amounts_have_names_of_their_own() -> None:
    extra = plan(offer("price: $5 to $6 then $7 to $8 from 2028-01-01"))["extra"]
    now = extra.price[0].amount.name  # type: ignore[attr-defined]
    later = extra.changes["price"][0].value[0].amount.name
    assert ("extra.price", "extra.price#2") == (now, later)


def test_work_may_be_handed_over() -> None:
    text = (
        SHOP
        + "system s { effort: 4 hours per week by ann then 2 hours per week by ben from 2028-01-01 }\n"
    )
    change = plan(text)["s"].changes["effort"][0]
    assert (Ref("ben"),) == change.value.by


def test_what_is_not_said_has_its_default() -> None:
    extra = plan(offer("price: $5"))["extra"]
    assert {} == dict(extra.changes)
    assert Told() == extra.told.get("cost", Told())


def test_a_plan_with_mistakes_holds_no_name_that_is_not_in_it() -> None:
    from funneldsl.model.plan import references

    text = SHOP.replace("price: $79", "price: 12,00") + (
        "strategy { goal g { reach: revenue(course) >= $5 per month } }\n"
        "project p { builds: course; task t { takes: 3 days; by: ann } }\n"
        "channel c { brings: visitor; people: 5 per day }\n"
    )
    made = bound(text).plan
    assert "course" not in made
    assert "g" not in made
    assert {"p", "p.t", "c", "welcome.buyer"} <= set(made.written)
    assert [] == [
        r.name for d in made.written.values() for _, r in references(d) if r.name not in made
    ]
