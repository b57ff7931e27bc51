"""Debian's packages that the cases need: what is missing is installed, and what there is has a version."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence

from tests.bench.terminals.cases import NEEDED, Case


def install(cases: Sequence[Case]) -> None:
    """Install what is missing; without the right to, apt says so and that is the end."""
    wanted = dict.fromkeys([*NEEDED, *(package for case in cases for package in case.packages)])
    missing = [package for package in wanted if not _installed(package)]
    if "chromium" in wanted and shutil.which("npm") is None:  # it often comes with Node.js from elsewhere
        missing.append("npm")
    if missing:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def version(case: Case) -> str:
    """The version of the case's first package, without Debian's own suffixes."""
    if case.version:
        return case.version
    command = ["dpkg-query", "-W", "-f", "${Version}", case.packages[0]]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return re.split("[-+]", said.split(":")[-1])[0]


def _installed(package: str) -> bool:
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True, check=False
    )
    return asked.stdout.endswith(" installed")
