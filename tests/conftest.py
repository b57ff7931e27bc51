"""What tests share: where the shipped articles lie, and the real data of `CORPUS_DATA` where there is any."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("without a clock", deadline=None)  # on a busy machine any example may take long
settings.load_profile("without a clock")

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@pytest.fixture(scope="session", autouse=True)
def data_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where programs under test keep what is the user's own, which is not where the user's own is."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("data")
        patch.setenv("XDG_DATA_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five shipped articles."""
    return SEEDS


@pytest.fixture(scope="session")
def corpus_data() -> Path:
    """The folder of real articles, gold and other projects' suites that the environment names."""
    folder = os.environ.get("CORPUS_DATA")
    if not folder:
        pytest.skip("CORPUS_DATA is not set: real articles and suites are not here")
    return Path(folder)
