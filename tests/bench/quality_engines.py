"""The engines that `tests.bench.quality` compares: each is given a pool of documents and says which ten are best.

Ours is asked as a user asks it, the question typed as it is. Lucene is Debian's (`apt install liblucene8-java
default-jdk-headless`), tantivy is `pip install tantivy`; who is not installed is left out, and that is said.
"""

import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.corpus import Corpus
from index.errors import QueryError
from index.words import keys
from tests.bench.quality_tasks import Document, Task
from tests.bench.without_figures import leave_out_figures

TOP = 10
Ranked = list[list[int]]
"""For each question, the places of the best documents."""

_JARS = [Path("/usr/share/java", f"lucene-{part}.jar") for part in ("core-8.7.0", "analyzers-common-8.7.0")]
_RANKING = Path(__file__).with_name("lucene") / "Ranking.java"


def indexed(pool: Sequence[Document], folder: Path) -> Corpus:
    """The pool as this program indexes it, figures left out: no answer is made of them."""
    leave_out_figures()
    records = [{"title": document.title, "content": document.body} for document in pool]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pool.json").write_text(dumps(records), "utf-8")
    return Corpus.open(folder / "pool.json", cache=folder / "cache")


def asked(corpus: Corpus, text: str) -> list[int]:
    """The places in the pool of what the corpus answers; nothing to a question that the query language refuses."""
    try:
        hits = corpus.search(text, limit=TOP).hits
    except QueryError:
        return []
    return [int(hit.article.id.partition("#")[2]) for hit in hits]


def lucene(task: Task, title_weight: float = 0.0) -> Ranked | None:
    """Lucene's ArabicAnalyzer, BM25, over bodies, and titles where they weigh anything."""
    if not shutil.which("java") or not all(jar.exists() for jar in _JARS):
        print("Lucene is not installed (`apt install liblucene8-java default-jdk-headless`): left out")
        return None
    with TemporaryDirectory() as folder:
        pool, questions = Path(folder, "pool"), Path(folder, "questions")
        pool.write_text("".join(f"{_line(title)}\t{_line(body)}\n" for title, body in task.pool), "utf-8")
        questions.write_text("".join(_line(question.text) + "\n" for question in task.questions), "utf-8")
        command = ["java", "-Dfile.encoding=UTF-8", "-cp", ":".join(map(str, _JARS)), str(_RANKING)]
        done = subprocess.run([*command, pool, questions, str(title_weight)], check=True, capture_output=True)
    return [[int(number) for number in line.split()] for line in done.stdout.decode().splitlines()]


def _line(text: str) -> str:
    return " ".join(text.split())


def tantivy(task: Task) -> Ranked | None:
    """tantivy with its Arabic stemmer, over bodies."""
    try:
        import tantivy as engine
    except ImportError:
        print("tantivy is not installed (`pip install tantivy`): left out")
        return None
    analyzer = engine.TextAnalyzerBuilder(engine.Tokenizer.simple()).filter(engine.Filter.lowercase())
    analyzer = analyzer.filter(engine.Filter.stemmer("arabic")).build()
    schema = (
        engine.SchemaBuilder().add_text_field("body", tokenizer_name="arabic").add_integer_field("place", stored=True)
    )
    index = engine.Index(schema.build())
    index.register_tokenizer("arabic", analyzer)
    writer = index.writer(200_000_000, 1)
    for place, document in enumerate(task.pool):
        writer.add_document(engine.Document(body=document.body, place=place))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def best(text: str) -> list[int]:
        terms = [engine.Query.term_query(index.schema, "body", word) for word in analyzer.analyze(text)]
        query = engine.Query.boolean_query([(engine.Occur.Should, term) for term in terms])
        return [int(searcher.doc(address)["place"][0]) for _, address in searcher.search(query, TOP).hits]

    return [best(question.text) for question in task.questions]


def fts5(task: Task) -> Ranked:
    """SQLite's FTS5 with its own tokenizer and BM25, over bodies."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE pool USING fts5 (body, content='')")
    rows: Any = enumerate((document.body for document in task.pool), 1)
    database.executemany("INSERT INTO pool (rowid, body) VALUES (?, ?)", rows)
    best = f"SELECT rowid - 1 FROM pool WHERE pool MATCH ? ORDER BY rank LIMIT {TOP}"
    asked = (" OR ".join(f'"{word}"' for word in keys(question.text)) or '""' for question in task.questions)
    return [[place for (place,) in database.execute(best, (words,))] for words in asked]
