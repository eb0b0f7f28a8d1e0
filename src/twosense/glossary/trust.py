"""Trust: whether a project's file may configure this user's calls, as git's `safe.directory` decides it.

A file that somebody else may have put above the working folder could hide senses and exclude every file from a scan.
Invariant: a file is trusted if this user or root owns it, its link and its folder, and nobody else may write to it or replace
it, or if it is below a folder that TWOSENSE_TRUSTED lists. Windows has no such owners; there, every file is trusted.
"""

from __future__ import annotations

import os
import stat

from twosense.paths import TRUSTED_VARIABLE


def distrust(path: str) -> str:
    """Return why a file must not be used, "" if it may, or if it is not there."""
    if os.name == "nt" or _is_listed(path):
        return ""
    owners = {0, os.geteuid()}
    if os.geteuid() == 0 and os.environ.get("SUDO_UID", "").isdecimal():
        owners.add(int(os.environ["SUDO_UID"]))  # whoever called sudo works on files of their own
    try:
        folder = os.stat(os.path.dirname(path) or os.curdir)
        link, file = os.lstat(path), os.stat(path)
    except OSError:  # reading it says what is wrong
        return ""
    writable = folder.st_mode & stat.S_IWOTH and not folder.st_mode & stat.S_ISVTX  # in /tmp, only owners replace files
    reasons = {
        f"belongs to another user (uid {file.st_uid})": file.st_uid not in owners,
        f"is a link of another user (uid {link.st_uid})": link.st_uid not in owners,
        f"is in a folder of another user (uid {folder.st_uid})": folder.st_uid not in owners,
        "can be written by every user": file.st_mode & stat.S_IWOTH,
        "is in a folder that every user can write to": writable,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _is_listed(path: str) -> bool:
    """Return whether a folder that contains this file is listed as trusted."""
    real = os.path.realpath(path)
    listed = os.environ.get(TRUSTED_VARIABLE, "").split(os.pathsep)
    return any(real.startswith(os.path.join(os.path.realpath(folder), "")) for folder in listed if os.path.isabs(folder))
