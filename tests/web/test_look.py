"""Every part of the interface, in both languages and two widths, under the real content policy, as axe-core sees it."""

import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parents[2]


def test_nothing_is_wrong_with_the_style_page(tmp_path):
    looked = subprocess.run(
        [sys.executable, BASE / "frontend" / "look" / "look.py", tmp_path], capture_output=True, text=True, check=False
    )
    assert looked.returncode == 0, looked.stdout + looked.stderr
    assert len(list(tmp_path.glob("*.png"))) == 8
