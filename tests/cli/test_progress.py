"""The bar appears where a person waits, and nowhere else."""

from __future__ import annotations

import pytest

from funneldsl.cli import progress as module
from funneldsl.cli.progress import progress


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Somebody sits at standard error."""
    monkeypatch.setattr(module, "is_person", lambda stream: True)
    return monkeypatch


def test_nobody_is_told_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("simulating") as tell:
        assert tell is None

    assert ("", "") == capsys.readouterr()


def test_short_work_shows_no_bar(
    watched: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress("simulating") as tell:
        assert tell is not None
        tell(0.5)

    assert ("", "") == capsys.readouterr()


def test_long_work_shows_a_bar_on_standard_error(
    watched: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watched.setattr(module, "PATIENCE", -1.0)
    watched.setenv("FORCE_COLOR", "1")
    with progress("simulating") as tell:
        assert tell is not None
        tell(0.25)
        tell(1.0)
    out, err = capsys.readouterr()

    assert "" == out
    assert "simulating" in err
