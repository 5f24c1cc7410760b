"""The page about plugins says all that `funneldsl.plugin` holds, and nothing else."""

import re
from types import ModuleType

import funneldsl.plugin as contract
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "reference" / "plugins.md").read_text()
_NOT_OURS = {
    "annotations",
    "Callable",
    "Iterable",
    "Mapping",
    "Container",
    "Executor",
    "Protocol",
    "TYPE_CHECKING",
}
_BORROWED = {"pluggy", "field", "frozen", "click"}


def public_names() -> set[str]:
    names = {n for n in dir(contract) if not n.startswith("_")}
    return names - _NOT_OURS - _BORROWED


def test_every_public_name_of_the_contract_is_on_the_page() -> None:
    documented = set(re.findall(r"`@?(\w+)", PAGE))

    assert set() == public_names() - documented


def test_every_hook_on_the_page_exists() -> None:
    hooks = {n for n in public_names() if n.startswith("funneldsl_")}

    assert hooks == set(re.findall(r"^\| `(funneldsl_\w+)`", PAGE, re.MULTILINE))


def test_every_member_of_a_protocol_is_on_the_page() -> None:
    for protocol in (contract.Simulator, contract.Check, contract.Exporter):
        row = next(
            line for line in PAGE.splitlines() if line.startswith(f"| `{protocol.__name__}`")
        )
        for member in (m for m in vars(protocol) if not m.startswith("_")):
            assert re.search(rf"`{member}\b", row), f"{protocol.__name__}.{member}"


def test_the_page_says_that_plugins_are_code_and_plans_are_data() -> None:
    assert "A plugin is code that runs with your rights" in PAGE
    assert "A `.funnel` file is data" in PAGE


def test_the_contract_re_exports_modules_on_purpose_only() -> None:
    modules = {n for n in public_names() if isinstance(getattr(contract, n), ModuleType)}

    assert {
        "clock",
        "expectations",
        "fit",
        "formulas",
        "network",
        "percentiles",
        "shapes",
        "values",
    } == modules
