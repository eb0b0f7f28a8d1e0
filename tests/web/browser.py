"""The browser of these tests: Debian's Chromium, or another one that TWOSENSE_CHROMIUM names."""

from __future__ import annotations

import os
import shutil

CHROMIUM = os.environ.get("TWOSENSE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
