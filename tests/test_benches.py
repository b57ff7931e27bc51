"""The commands of `tests/bench` are those the README tells of, and what they turn is where they look for it."""

import re
from pathlib import Path

import pytest

from tests.bench.tuning import CONSTANTS, Constant

TOP = Path(__file__).resolve().parent.parent
BENCH = TOP / "tests" / "bench"


def commands() -> set[str]:
    """Modules that are run, and folders that have one."""
    modules = {file.stem for file in BENCH.glob("*.py") if "__main__" in file.read_text("utf-8")}
    parts = {"asking_program", "faults_child"}  # run by `asking` and by `faults` in processes of their own
    return modules - parts | {file.parent.name for file in BENCH.glob("*/__main__.py")}


def test_the_readme_tells_of_every_benchmark_and_of_no_other() -> None:
    told = set(re.findall(r"python -m tests\.bench\.(\w+)", (TOP / "README.md").read_text("utf-8")))
    assert told == commands()


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_benchmark_says_what_it_takes_when_asked_for_help(command: str) -> None:
    module = BENCH / f"{command}.py"
    source = (module if module.exists() else BENCH / command / "__main__.py").read_text("utf-8")
    assert re.search(r"_given\(__doc__|ArgumentParser\(", source)


@pytest.mark.parametrize("constant", CONSTANTS, ids=str)
def test_a_number_that_is_tuned_is_where_tuning_looks_for_it(constant: Constant) -> None:
    with constant.set_to(constant.value):
        assert constant.value == float(constant.value)
