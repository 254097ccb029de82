"""Imports go down only, as pyproject.toml's contracts say."""

import pytest
from importlinter.cli import lint_imports


def test_the_contracts_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out
