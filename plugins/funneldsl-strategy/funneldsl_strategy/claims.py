"""What the advice rests on: thirteen claims of how a business on the internet works, and which check comes from which."""

from __future__ import annotations

from collections.abc import Mapping

CLAIMS: Mapping[str, str] = {
    "M1": "The whole business is a marketing system made of smaller systems: getting leads, turning leads into "
    "subscribers, subscribers into customers, customers into multiple buyers, and leading those on to other funnels.",
    "M2": "You have a system when you start; you just might not realise it.",
    "M3": "First, have a strategy: why the business exists, its aim, and its exit. The financial target is only a part.",
    "M4": "The systems exist to serve the strategy: the business is the strategy in action.",
    "M5": "Timing follows the strategy: keep without haste, sell when it is worth most, step away when it runs alone.",
    "M6": "How the business fits into your whole life decides which systems you can run.",
    "M7": "The set-up of each system is a project. List first and product first work best in harmony.",
    "M8": "Track and test, and have decent results over time before you decide.",
    "M9": "Or just start, with clear values and purpose: strategy develops once a line of action succeeds.",
    "M10": "Success begins with defining the perfect customer, and educating the entire company on it.",
    "M11": "Every department has its own customer, yet it boils down to one and the same.",
    "M12": "Define success by defining the perfect customer.",
    "M13": "You stray from what gives the best success: remember who your perfect first customer was.",
}

COME_FROM: Mapping[str, tuple[str, ...]] = {
    "F301": ("M3",),
    "F302": ("M3",),
    "F303": ("M3",),
    "F304": ("M3", "M5"),
    "F305": ("M3",),
    "F306": ("M9",),
    "F307": ("M9",),
    "F311": ("M4",),
    "F312": ("M4",),
    "F313": ("M4",),
    "F314": ("M1",),
    "F315": ("M1",),
    "F320": ("M10",),
    "F321": ("M10", "M11"),
    "F322": ("M11",),
    "F323": ("M12",),
    "F324": ("M10",),
    "F325": ("M10", "M13"),
    "F326": ("M11",),
    "F327": ("M11",),
    "F328": ("M11",),
    "F329": ("M10", "M13"),
    "F330": ("M7",),
    "F331": ("M7",),
    "F332": ("M7",),
    "F333": ("M7",),
    "F335": ("M7",),
    "F336": ("M7",),
    "F337": ("M7", "M3"),
    "F338": ("M7", "M6"),
    "F340": ("M12",),
    "F350": ("M3",),
    "F351": ("M3",),
    "F352": ("M3", "M6"),
    "F353": ("M3",),
    "F354": ("M5",),
    "F355": ("M5",),
    "F356": ("M5", "M6"),
    "F357": ("M5",),
    "F358": ("M5",),
    "F370": ("M6",),
    "F371": ("M6",),
    "F372": ("M6",),
}
"""By the code of a check: the claims that it stands for, the foremost first."""
