"""The Python that all users reach is kept while tests use it."""

from tests.e2e import everyone


def test_it_is_made_anew_where_packages_change_alone(tmp_path, monkeypatch):
    """What tests lay beside the packages for a while is no reason to take it from others."""
    monkeypatch.setattr(everyone, "PACKAGES", tmp_path)
    (tmp_path / "torch-2.13.0.dist-info").mkdir()
    before = everyone.installed()
    (tmp_path / "laid_there_by_a_test").mkdir()
    assert everyone.installed() == before
    (tmp_path / "jinja2-3.1.6.dist-info").mkdir()
    assert everyone.installed() != before
