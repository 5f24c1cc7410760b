import pytest

from funneldsl.analysis.allocating import allocate


def best(response, many, budget, **options):
    def score(split):
        return sum(r(s * budget) for r, s in zip(response, split, strict=True))

    peaks = allocate(score, many, **options)
    return [s * budget for s in peaks[0].found], peaks


def test_square_roots_have_their_closed_form():
    """For responses a * sqrt(x) the best x is proportional to a²."""
    response = [lambda x, a=a: a * x**0.5 for a in (30.0, 20.0, 10.0)]
    split, peaks = best(response, 3, 500, smallest=1e-8)
    assert [321.4285714, 142.8571429, 35.71428571] == pytest.approx(split, rel=1e-5)
    assert 836.6600265 == pytest.approx(peaks[0].score, rel=1e-9)


def test_of_two_s_shapes_one_gets_all():
    """Hill curves with exponent 2: equal parts are a stationary minimum (40), one thing alone brings 50."""
    response = [lambda x: 100 * x**2 / (x**2 + 100**2)] * 2
    split, peaks = best(response, 2, 100, now=(0.5, 0.5))
    assert [0.0, 100.0] == sorted(split)
    assert 50.0 == pytest.approx(peaks[0].score)


def test_every_start_is_followed():
    response = [lambda x: 100 * x**2 / (x**2 + 100**2)] * 2
    _, peaks = best(response, 2, 100, now=(0.5, 0.5))
    assert {(0.5, 0.5), (1.0, 0.0), (0.0, 1.0)} == {p.start for p in peaks}


def test_saturating_channels_end_with_equal_marginal_returns():
    """v x / (x + k): x_i = sqrt(v_i k_i) (B + sum k) / sum sqrt(v k) - k_i."""
    v, k, budget = (100.0, 60.0), (50.0, 20.0), 100.0
    response = [lambda x, v=v_, k=k_: v * x / (x + k) for v_, k_ in zip(v, k, strict=True)]
    roots = [(v_ * k_) ** 0.5 for v_, k_ in zip(v, k, strict=True)]
    exact = [r * (budget + sum(k)) / sum(roots) - k_ for r, k_ in zip(roots, k, strict=True)]
    split, _ = best(response, 2, budget, smallest=1e-7)
    assert exact == pytest.approx(split, rel=1e-4)


def test_no_split_is_scored_twice():
    seen = []
    allocate(lambda s: (seen.append(s), -((s[0] - 0.3) ** 2))[1], 3)
    assert len(seen) == len({tuple(round(x, 12) for x in s) for s in seen})


def test_parts_add_up_to_the_whole():
    for peak in allocate(lambda s: s[0] * s[1] * s[2], 3, smallest=0.001):
        assert 1.0 == pytest.approx(sum(peak.found))
        assert min(peak.found) >= 0
