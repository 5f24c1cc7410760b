"""Lets the tests of this plugin import the plans that they draw."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
