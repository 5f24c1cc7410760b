import numpy as np
import pytest

from funneldsl.analysis.shapley import contributions


def test_edits_that_do_not_meet_get_what_they_bring():
    parts = contributions(3, lambda made: np.full(4, sum(10.0**e for e in made)))
    assert [1.0, 10.0, 100.0] == pytest.approx(parts.mean(axis=1).tolist())


def test_edits_that_only_help_together_share_what_they_bring():
    parts = contributions(2, lambda made: np.full(4, 12.0 if len(made) == 2 else 0.0))
    assert [6.0, 6.0] == parts.mean(axis=1).tolist()


def test_the_glove_game_has_its_value():
    """Two hold a left glove and one a right: 1/6, 1/6, 4/6."""
    parts = contributions(3, lambda made: np.full(2, float(2 in made and len(made) > 1)))
    assert [1 / 6, 1 / 6, 4 / 6] == pytest.approx(parts.mean(axis=1).tolist())


@pytest.mark.parametrize("edits", [1, 4, 7])
def test_shares_add_up_to_the_whole_change_in_every_world(edits):
    def value(made):
        drawn = np.random.default_rng(sorted(made)).random(5)
        return drawn * len(made)

    whole = value(frozenset(range(edits))) - value(frozenset())
    assert whole == pytest.approx(contributions(edits, value).sum(axis=0))


def test_no_set_of_edits_is_run_twice():
    seen = []
    contributions(4, lambda made: (seen.append(made), np.zeros(2))[1])
    assert 16 == len(seen) == len(set(seen))
