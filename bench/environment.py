"""Environment: a virtual environment with twosense, an empty console script and the peers, all installed by the same pip.

Invariant: what is timed is what a user has: a wheel that pip installed and byte-compiled.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from data import FOLDER

TOP = Path(__file__).parent.parent
_EMPTY = {
    "pyproject.toml": '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    '[project]\nname = "emptyscript"\nversion = "0"\n[project.scripts]\nemptyscript = "emptyscript:main"\n',
    "src/emptyscript/__init__.py": "def main():\n    return 0\n",
}


def scripts(*extra: str) -> Path:
    """Install twosense as it is now, the empty script and these packages; return the folder of their console scripts."""
    home = FOLDER / "venv"
    empty = FOLDER / "empty"
    for name, text in _EMPTY.items():
        (empty / name).parent.mkdir(parents=True, exist_ok=True)
        (empty / name).write_text(text, encoding="utf-8")
    if not home.exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, empty, *extra], check=True)
    subprocess.run([*pip, "--force-reinstall", "--no-deps", TOP], check=True)
    subprocess.run([*pip, TOP], check=True)
    return home / "bin"


def own_folders(name: str = "cache") -> dict[str, str]:
    """Return the environment variables that give twosense an empty configuration and a cache folder of our own."""
    return {"XDG_CACHE_HOME": str(FOLDER / name), "XDG_CONFIG_HOME": str(FOLDER / "config")}
