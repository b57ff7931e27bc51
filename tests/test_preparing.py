"""Articles prepared in this process and in children: the same, whatever happens to the children."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from json import dumps
from pathlib import Path
from select import select

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import building
from index.articles import Article, ArticleId
from index.catalogue import Placed
from index.catalogue_rows import Prepared, decoded, encoded, packed, unpacked
from index.children import started
from index.corpus import Control, Corpus, Progress
from index.preparing import pool
from index.preparing.child import READY, receive, send
from index.preparing.pool import Preparers
from index.preparing.stage import answer, answered, prepared, question, texts

BODY = "قالت شركة Tesla (تسلا) إن أرباحها بلغت 5 مليارات دولار في 6 أغسطس 2024، وزادت 12% عن العام الماضي.\n"
MUCH = 100 << 20


def articles(count: int, body: str = BODY) -> list[Placed]:
    made = [Article(ArticleId(f"a#{n}"), "عنوان", f"{n} {body}", "الرياض", url="http://x") for n in range(count)]
    return [Placed(article, "a", number, encoded(article.body), b"d") for number, article in enumerate(made)]


def here(batch: list[Placed]) -> Prepared:
    return prepared(texts((one.article, one.encoded) for one in batch))


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> Iterator[Preparers]:
    """Two children that are there, and have been since a first batch."""
    monkeypatch.setattr(pool, "_ALONE", 0)
    made = Preparers(3)
    made.give(articles(1), left=MUCH)
    assert all(child.helps.wait(60) for child in made._children)
    assert len(list(made.rest())) == 1
    yield made
    made.end()


def children(made: Preparers) -> list[int]:
    return [child._process.pid for child in made._children]


# ---- what is prepared


TEXTS = st.lists(st.one_of(st.text(max_size=60), st.text("ا5 (مnN)\n\ud800\udc00", max_size=60)), max_size=4)


@settings(max_examples=60)
@given(TEXTS)
def test_a_body_comes_back_from_its_bytes(bodies: list[str]) -> None:
    assert [decoded(encoded(body)) for body in bodies] == bodies
    assert [unpacked(packed(encoded(body))) for body in bodies] == bodies


@settings(max_examples=60)
@given(TEXTS)
def test_what_another_process_answers_is_what_this_one_prepares(bodies: list[str]) -> None:
    asked = texts((Article(ArticleId("a"), "", body, "سبق"), encoded(body)) for body in bodies)
    there, own = answered(answer(question(asked))), prepared(asked)
    assert [list(map(list, part)) for part in there[1:]] == [list(map(list, part)) for part in own[1:]]
    assert there.bodies == own.bodies


def test_a_process_that_prepares_knows_nothing_of_the_index() -> None:
    foreign = {"index.postings", "whoosh", "sqlite3", "textual"}
    run = f"import sys, index.preparing.child\nprint(*{foreign} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True).stdout == "\n"


# ---- who prepares it


def test_batches_come_back_in_their_order_whoever_prepares_them(helped: Preparers) -> None:
    given_, taken = [articles(n % 5 + 1, BODY * (30 * (n % 3))) for n in range(40)], []
    for batch in given_:
        helped.give(batch, left=MUCH)
        taken += helped.done()
    taken += helped.rest()
    assert len(children(helped)) == 2
    assert [placed for placed, _ in taken] == given_
    for batch, prepared_there in taken:
        assert list(map(list, prepared_there.figures)) == list(map(list, here(list(batch)).figures))


def test_little_to_read_is_prepared_by_this_process_alone() -> None:
    made = Preparers(3)
    for left in (0, MUCH):
        made.give(articles(3), left=left)
    assert children(made) == []
    assert len(list(made.done())) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP")
def test_a_huge_article_is_not_sent_to_another_process(helped: Preparers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_LARGEST", len(BODY))
    for child in children(helped):
        os.kill(child, signal.SIGSTOP)
    helped.give(articles(2), left=MUCH)
    assert len(list(helped.done())) == 1


def test_where_there_is_one_processor_no_child_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_ALONE", 0)
    made = Preparers(1)
    made.give(articles(3), left=MUCH)
    assert children(made) == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP")
def test_children_that_are_killed_at_their_work_cost_nothing(helped: Preparers) -> None:
    for child in children(helped):
        os.kill(child, signal.SIGSTOP)
    given_ = [articles(5) for _ in range(6)]
    for batch in given_:
        helped.give(batch, left=MUCH)
    for child in children(helped):
        os.kill(child, signal.SIGKILL)
    taken = list(helped.rest())
    assert [placed for placed, _ in taken] == given_
    assert all(list(got.mentions) == list(here(list(batch)).mentions) for batch, got in taken)
    helped.give(articles(2), left=MUCH)
    assert len(list(helped.rest())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP")
def test_children_that_are_stopped_are_not_waited_for_long(helped: Preparers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_PATIENCE", 0.0)
    pids = children(helped)
    for child in pids:
        os.kill(child, signal.SIGSTOP)
    given_ = [articles(5) for _ in range(6)]
    for batch in given_:
        helped.give(batch, left=MUCH)
    taken = list(helped.rest())
    assert [placed for placed, _ in taken] == given_
    assert all(list(got.mentions) == list(here(list(batch)).mentions) for batch, got in taken)
    helped.end()
    assert not [child for child in pids if is_there(child)]


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_ending_the_children_while_they_work_leaves_their_batches_to_this_process(helped: Preparers) -> None:
    for _ in range(6):
        helped.give(articles(20), left=MUCH)
    helped.stop()
    helped.stop()
    assert len(list(helped.rest())) == 6


def test_a_child_ends_without_a_word_when_nobody_asks_any_more() -> None:
    child = started("index.preparing.child")
    assert child.stdin
    assert child.stdout
    assert receive(child.stdout) == READY
    send(child.stdin, question(texts([(one.article, one.encoded) for one in articles(1)])))
    assert len(answered(receive(child.stdout)).bodies) == 1
    child.stdin.close()
    assert child.stdout.read() == b""
    assert child.wait() == 0


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux tells when another's child ends")
def test_a_child_ends_with_the_process_that_asks_it_however_that_ends() -> None:
    run = "from index.children import started\nprint(started('index.preparing.child').pid, flush=True)\ninput()"
    with subprocess.Popen([sys.executable, "-c", run], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asking:
        assert asking.stdout
        child = os.pidfd_open(int(asking.stdout.readline()))
        asking.kill()
        ended, _, _ = select([child], [], [], 60)
        os.close(child)
    assert ended


def test_where_no_child_can_be_started_this_process_prepares_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_ALONE", 0)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    made = Preparers(3)
    for _ in range(3):
        made.give(articles(2), left=MUCH)
    assert children(made) == []
    assert len(list(made.rest())) == 3


# ---- whole builds


@pytest.fixture
def many(tmp_path: Path) -> Path:
    records = ({"title": f"عنوان {n}", "content": f"{n} " + BODY * (n % 12)} for n in range(500))
    (tmp_path / "news.jsonl").write_text("\n".join(dumps(each, ensure_ascii=False) for each in records), "utf-8")
    return tmp_path / "news.jsonl"


def use_children(monkeypatch: pytest.MonkeyPatch, children: int) -> list[Preparers]:
    """Let every build from now on use so many from its beginning on; they are listed."""
    made: list[Preparers] = []
    monkeypatch.setattr(building, "_AT_ONCE", 1 << 13)
    monkeypatch.setattr(pool, "_ALONE", 0)
    monkeypatch.setattr(pool, "_MUCH", 0)
    monkeypatch.setattr(pool, "processors", lambda: 1 + children)
    original = Preparers.__init__

    def remembered(self: Preparers, processes: int | None = None) -> None:
        original(self, processes)
        made.append(self)

    monkeypatch.setattr(Preparers, "__init__", remembered)
    return made


def test_an_index_is_the_same_with_children_and_without(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for count in (0, 2):
        made = use_children(monkeypatch, count)
        with Corpus.open(many, cache=tmp_path / f"cache{count}") as corpus:
            found = [corpus.search(text, limit=50) for text in ("أرباحها", "Tesla", '"مليارات دولار"', "عنوان 7")]
            hits = [[(hit.article.id, hit.score, hit.snippet) for hit in results.hits] for results in found]
            bodies = [corpus.article(entry.id) for entry in corpus.entries()]
            said.append((hits, bodies, corpus.figures(), corpus.names()))
        assert [len(children(each)) for each in made] == [count]
    assert said[0] == said[1]


def test_a_refresh_that_is_stopped_ends_its_children_and_keeps_what_was_read(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = use_children(monkeypatch, 2)
    control = Control()

    def told(progress: Progress) -> None:
        if progress.stage == "reading" and progress.articles >= 200:
            control.stop()

    with Corpus.open(many, cache=tmp_path / "cache", refresh=False) as corpus:
        done = corpus.refresh(on_progress=told, control=control)
        assert done.stopped
        assert len(corpus) == corpus.search("عنوان").total == done.articles >= 200
        assert [child._process.poll() is not None for child in made[0]._children] == [True, True]
        assert corpus.refresh().articles == 500
