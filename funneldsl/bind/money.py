"""Currencies: what `$` stands for, and which need a rate."""

from __future__ import annotations

from attrs import define, field

from funneldsl.model.wording import DOLLARS, SIGNS
from funneldsl.source import Span

_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN "
    "BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS "
    "GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW "
    "KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD "
    "NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD "
    "SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED "
    "VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
CURRENCIES = frozenset(_CODES.split())
"""Codes of the currencies in use (ISO 4217)."""

_BY_SIGN = {sign: code for code, sign in SIGNS.items()}
_OTHER_SIGNS = {"₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₦": "NGN", "₫": "VND"}


def code_of(sign: str) -> str | None:
    """The currency that a sign other than `$` most likely means; it may have to be written as its code."""
    return _OTHER_SIGNS.get(sign)


@define(eq=False, repr=False)
class Money:
    """What money means in this project: the business's currency, and those that have a rate."""

    own: str | None = None
    """None as long as no business says it: then nothing is said about rates either."""
    rates: frozenset[str] = frozenset()
    strangers: dict[str, list[Span]] = field(factory=dict)
    """Where currencies without a rate are used."""

    def by_sign(self, sign: str) -> str:
        """The code that one of `$€£¥` stands for; `$` is the business's own dollar if it has one."""
        if sign == "$":
            return self.own if self.own is not None and self.own in DOLLARS else "USD"
        if sign == "¥" and self.own == "CNY":
            return "CNY"
        return _BY_SIGN[sign]

    def is_strange(self, code: str) -> bool:
        """Whether nobody can convert this currency."""
        return code != self.own and self.own is not None and code not in self.rates
