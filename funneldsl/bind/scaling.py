"""A law times a number, where that is a law of the same sort again."""

from __future__ import annotations

from attrs import evolve

from funneldsl.model.values import (
    Between,
    Erlang,
    Exactly,
    Exponential,
    Family,
    Law,
    Lognormal,
    Mixture,
    Normal,
    Range,
    Triangular,
    Weibull,
)


def scaled(law: Law, by: float) -> Law | None:
    """The law of `by` times the number, for `by` above zero; None where no law of ours has it."""
    match law:
        case Exactly(value):
            return Exactly(value * by)
        case Range(low, high, family) if family is not Family.BETA:
            return Range(low * by, high * by, family)
        case Between(low, high):
            return Between(low * by, high * by)
        case Normal(mean, sd):
            return Normal(mean * by, sd * by)
        case Lognormal(mean, sd):
            return Lognormal(mean * by, sd * by)
        case Triangular(low, mode, high):
            return Triangular(low * by, mode * by, high * by)
        case Exponential(mean) | Erlang(mean=mean):
            return evolve(law, mean=mean * by)
        case Weibull(scale=scale):
            return evolve(law, scale=scale * by)
        case Mixture(parts):
            made = [scaled(part, by) for part in parts]
            return Mixture(tuple(m for m in made if m is not None)) if all(made) else None
    return None
