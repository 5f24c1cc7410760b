import pytest

from funneldsl import FunnelError
from funneldsl.replacing import rewrite_file


def test_a_file_keeps_its_permissions(tmp_path):
    plan = tmp_path / "a.funnel"
    plan.write_bytes(b"old")
    plan.chmod(0o640)
    rewrite_file(plan, b"old", b"new")
    assert b"new" == plan.read_bytes()
    assert 0o640 == plan.stat().st_mode & 0o777


def test_a_link_stays_a_link(tmp_path):
    plan, link = tmp_path / "a.funnel", tmp_path / "b.funnel"
    plan.write_bytes(b"old")
    link.symlink_to(plan)
    rewrite_file(link, b"old", b"new")
    assert b"new" == plan.read_bytes()
    assert link.is_symlink()


def test_what_somebody_else_wrote_meanwhile_is_not_lost(tmp_path):
    plan = tmp_path / "a.funnel"
    plan.write_bytes(b"theirs")
    with pytest.raises(FunnelError, match="has changed"):
        rewrite_file(plan, b"old", b"new")
    assert b"theirs" == plan.read_bytes()


def test_nothing_is_left_behind(tmp_path):
    plan = tmp_path / "a.funnel"
    plan.write_bytes(b"old")
    rewrite_file(plan, b"old", b"new")
    assert [plan] == list(tmp_path.iterdir())


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FunnelError, match=r"gone\.funnel"):
        rewrite_file(tmp_path / "gone.funnel", b"", b"new")
