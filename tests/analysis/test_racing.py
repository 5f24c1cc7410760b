import numpy as np

from funneldsl.analysis.racing import Trial, race, verdict

LUCK = np.random.default_rng(3).permutation(np.linspace(-1.7, 1.7, 400))


def trial(mean, noise=0.0, kept=True, profit=0.0):
    return Trial(mean + noise * LUCK, np.full(400, profit), kept)


def test_what_chance_explains_is_no_difference():
    assert 0 == verdict(trial(0.05, noise=1.0), trial(0.0))
    assert 1 == verdict(trial(0.5, noise=1.0), trial(0.0))
    assert -1 == verdict(trial(-0.5, noise=1.0), trial(0.0))


def test_one_world_of_many_tells_nothing_apart():
    once = np.zeros(400)
    once[7] = 1.0
    assert 0 == verdict(Trial(once, LUCK, True), Trial(np.zeros(400), LUCK, True))


def test_limits_come_before_results():
    assert -1 == verdict(trial(9.0, kept=False), trial(1.0))
    assert 1 == verdict(trial(9.0, kept=False), trial(1.0, kept=False))


def test_the_profit_tells_apart_what_is_never_reached():
    assert 1 == verdict(trial(0.0, profit=5.0), trial(0.0, profit=4.0))
    assert 0 == verdict(trial(1.0, profit=5.0), trial(1.0, profit=4.0))


def along(place, size):
    return [place + size, place - size]


def test_a_race_ends_at_the_top():
    found = race(0.0, lambda x: trial(-((x - 0.6) ** 2)), along, largest=0.25, smallest=0.01)
    assert abs(found - 0.6) <= 0.01


def test_a_race_on_flat_ground_ends_at_once():
    tried = []

    def flat(place):
        tried.append(place)
        return trial(1.0)

    assert 0.5 == race(0.5, flat, along, largest=0.25, smallest=0.001)
    assert {0.25, 0.5, 0.75} == set(tried)
