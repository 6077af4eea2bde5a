"""Tests of `align.py` on a Spark of two executors, which are processes of this machine.

    TAIYAKU=path/to/taiyaku python test_align.py

Needs pyspark, pyarrow, pandas and Java. `ci.sh` installs them.
"""

import json
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pyspark
from pyspark.sql import Observation, SparkSession

import align
from taiyaku_program import answers

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "data" / "samples"
TAIYAKU = str(Path(os.environ["TAIYAKU"]).resolve())
MASTER = "local-cluster[2,1,1024]"
# A short job needs no optimised Java.
QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# Many times what a document of these tests takes in a debug build.
TIMEOUT = 10

spark = None
scratch = None


def setUpModule():
    global scratch
    scratch = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(scratch.cleanup)


def start_spark():
    global spark
    os.environ.update(SPARK_HOME=str(Path(pyspark.__file__).parent), PYSPARK_PYTHON=sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    # Of the driver, which starts the executors.
    os.environ.setdefault("JAVA_TOOL_OPTIONS", QUICK_START)
    builder = SparkSession.builder.master(MASTER).config("spark.ui.port", "0")
    for name, value in {
        "spark.executor.memory": "1g",
        "spark.executor.extraJavaOptions": QUICK_START,
        "spark.ui.showConsoleProgress": "false",
        # Several batches a partition.
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100",
    }.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.sparkContext.addFile(TAIYAKU)
    unittest.addModuleCleanup(spark.stop)


# ---- Documents -------------------------------------------------------------------------------------------------------


def documents(n, first=0):
    """Passages of the samples, each with its number, so that no two are the same."""
    names = ["chronicle", "dialogue", "election", "kyoto", "note"]
    samples = [[(SAMPLES / f"{name}.{side}.txt").read_text().splitlines() for side in ("en", "ja")] for name in names]
    page = (SAMPLES / "article.page.txt").read_text()
    rows = []
    for number in range(first, first + n):
        choose = random.Random(number)
        row = {"id": f"doc-{number}", "domain": "odd" if number % 2 else "even"}
        if number % 200 == 7:
            row["page"] = page
        else:
            k = choose.randrange(len(samples))
            start, size = choose.randrange(8), choose.randint(1, 4)
            sides = [lines[start : start + size] for lines in samples[k]]
            row["source"] = "\n".join([f"This is text {number}.", *sides[0]])
            row["target"] = "\n".join([f"これは文章{number}である。", *sides[1]])
            if names[k] == "note":
                row["format"] = "markdown"
        rows.append(row)
    return rows


COLUMNS = ["id", "domain", "source", "target", "page", "format"]


def table_of(rows):
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in COLUMNS]))


def batches(rows, size):
    """The rows as a task gets them."""
    of_bytes = pa.schema([(name, pa.binary()) for name in COLUMNS])
    return table_of(rows).cast(of_bytes).to_batches(size)


def frame(rows, n_partitions=4):
    table = table_of(rows)
    return spark.createDataFrame(table).repartition(n_partitions)


def expected(rows, arguments=()):
    """What one `taiyaku corpus` answers, by id, in the form of rows."""
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    run = subprocess.run([TAIYAKU, "corpus", *arguments], input=lines.encode(), capture_output=True)
    assert run.returncode in (0, 3), run.stderr
    return [as_row(json.loads(line)) for line in run.stdout.splitlines()]


def as_row(answer):
    def bead(bead):
        findings = bead.get("findings")
        if findings is not None:
            findings = [{"mqm": None, **finding} for finding in findings]
        return {"block": None, **bead, "findings": findings}

    beads = answer.get("beads")
    return {
        "id": answer["id"],
        "beads": None if beads is None else [bead(b) for b in beads],
        "moved": answer.get("moved"),
        "line": None,
        "error": answer.get("error"),
    }


def by_id(rows):
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def collected(dataframe):
    return dataframe.toArrow().to_pylist()


# ---- A program that is not well --------------------------------------------------------------------------------------

# Passes documents to the real program, one at a time. It answers five at a time, like a program that works ahead, so that the
# answers of neighbours are lost when it ends.
FAKE = '''#!{python}
import os, signal, subprocess, sys, time
import pyarrow as pa
if "--no-such" in sys.argv:
    sys.exit("unknown option --no-such")
real = subprocess.Popen([{taiyaku!r}, *sys.argv[1:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
to_real = from_real = out = None
held, dies_next = [], False

def write(batch):
    global out
    out = out or pa.ipc.new_stream(sys.stdout.buffer, batch.schema)
    out.write_batch(batch)
    sys.stdout.buffer.flush()

def flush():
    if held:
        write(pa.concat_batches(held))
    held.clear()

def parent(of):
    return int(open(f"/proc/{{of}}/stat").read().rsplit(")", 1)[1].split()[1])

def once(name):
    try:
        os.close(os.open({folder!r} + "/" + name, os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False

def act(row):
    global dies_next, to_real, from_real
    text = b" ".join(value for name in ("source", "json") if name in row.schema.names for value in row.column(name).to_pylist() if value)
    if dies_next:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"poison: exit" in text:
        sys.exit("this text is too much")
    if b"poison: kill" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"poison: hang" in text:
        open({folder!r} + "/hanging", "w").write(str(os.getpid()))
        time.sleep(10**6)
    if b"poison: garbage" in text:
        os.write(1, b"Segmentation fault\\n")
        time.sleep(10**6)
    if b"poison: half" in text:
        os.write(1, b"\\xff\\xff\\xff\\xff\\x00\\x01\\x00\\x00 half a message")
        os.kill(os.getpid(), signal.SIGKILL)
    if b"poison: later" in text:
        dies_next = True
    if b"poison: worker" in text and once("worker"):
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(10**6)
    if b"poison: executor" in text and once("executor"):
        pid = os.getpid()
        while b"CoarseGrainedExecutorBackend" not in open(f"/proc/{{pid}}/cmdline", "rb").read():
            pid = parent(pid)
        os.kill(pid, signal.SIGKILL)
        time.sleep(10**6)
    to_real = to_real or pa.ipc.new_stream(real.stdin, row.schema)
    to_real.write_batch(row)
    real.stdin.flush()
    from_real = from_real or pa.ipc.open_stream(real.stdout)
    return from_real.read_next_batch()

try:
    batches = pa.ipc.open_stream(sys.stdin.buffer)
except pa.ArrowInvalid:
    sys.exit({exit_code})
for batch in batches:
    for number in range(batch.num_rows):
        held.append(act(batch.slice(number, 1)))
        if len(held) == 5:
            flush()
    flush()
if out:
    out.close()
    sys.stdout.buffer.flush()
os._exit({exit_code})
'''


def fake(name="fake", exit_code=0):
    folder = tempfile.mkdtemp(dir=scratch.name)
    path = Path(folder) / name
    path.write_text(FAKE.format(python=sys.executable, taiyaku=TAIYAKU, folder=folder, exit_code=exit_code))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


POISONS = {
    "exit": "the program ended with exit code 1: this text is too much",
    "kill": "the program ended with signal SIGKILL",
    "hang": f"no answer within {TIMEOUT} seconds",
    "garbage": "the program answered b'Segmentation fault\\n'",
    "half": "the program ended with signal SIGKILL",
}


def poisoned(rows, poisons):
    """The rows with a poison in some, three rows apart and two side by side."""
    rows = [dict(row) for row in rows]
    for k, poison in enumerate(poisons):
        row = rows[20 + 3 * k - k % 2 * 2]
        row["source"] = f"It rained. poison: {poison}"
        row["target"] = "雨が降った。"
        row.pop("page", None)
    return rows


def errors_instead(rows, answered):
    """What must come of poisoned rows: errors for them, and the answers of the real program for all others."""
    for row, answer in zip(rows, answered):
        poison = row.get("source", "").rpartition("poison: ")[2]
        if poison in POISONS:
            answer.update(beads=None, moved=None, error=POISONS[poison])
    return answered


class Rows(unittest.TestCase):
    maxDiff = 2000

    def assert_same_rows(self, rows, others):
        self.assertEqual([row["id"] for row in by_id(rows)], [row["id"] for row in by_id(others)])
        for row, other in zip(by_id(rows), by_id(others)):
            self.assertEqual(row, other)


class TheProgramAlone(Rows):
    """Without Spark."""

    def asked(self, rows, command, timeout=TIMEOUT):
        answered = []
        for documents, answer in answers(batches(rows, 20), [*command, "--form", "arrow"], timeout):
            ids = documents.column("id").to_pylist()
            ids = [row_id.decode() for row_id in ids]
            self.assertEqual(len(ids), answer.num_rows)
            for row_id, row in zip(ids, answer.to_pylist()):
                answered.append(as_row({name: value for name, value in row.items() if value is not None} | {"id": row_id}))
        return answered

    def test_a_poisoned_document_is_an_error_and_its_neighbours_are_answered(self):
        for poison in ["exit", "kill", "garbage", "half"]:
            for at in [0, 17, 49] if poison == "exit" else [17]:
                with self.subTest(poison, at=at):
                    rows = documents(50)
                    rows[at] = {"id": "poisoned", "source": f"poison: {poison}", "target": "毒"}
                    answered = errors_instead(rows, expected(rows))
                    self.assertEqual(self.asked(rows, [fake(), "corpus"]), answered)

    def test_the_document_after_one_that_breaks_the_program_is_not_blamed(self):
        rows = documents(20)
        rows[8] = {"id": "poisoned", "source": "poison: later", "target": "毒"}
        self.assertEqual(self.asked(rows, [fake(), "corpus"]), expected(rows))

    def test_exit_code_3_means_that_all_was_answered(self):
        rows = documents(5)
        self.assertEqual(self.asked(rows, [fake(exit_code=3), "corpus"]), expected(rows))

    def test_no_document_is_no_answer(self):
        self.assertEqual(self.asked([], [TAIYAKU, "corpus"]), [])

    def test_a_program_that_cannot_start_is_no_error_of_a_document(self):
        for name, command, message in [
            ("an unknown option", [TAIYAKU, "corpus", "--no-such"], "no-such"),
            ("not a program", [str(HERE / "README.md"), "corpus"], "README"),
        ]:
            with self.subTest(name), self.assertRaisesRegex((RuntimeError, OSError), message):
                self.asked(documents(3), command)

    def test_a_batch_is_answered_before_the_next_is_sent(self):
        program = subprocess.Popen([TAIYAKU, "corpus", "--form", "arrow"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        rows, to_program, from_program, answered = documents(30), None, None, []
        for batch in batches(rows, 10):
            to_program = to_program or pa.ipc.new_stream(program.stdin, batch.schema)
            to_program.write_batch(batch)
            program.stdin.flush()
            from_program = from_program or pa.ipc.open_stream(program.stdout)
            answered.append(from_program.read_next_batch().num_rows)
        to_program.close()
        program.stdin.close()
        with self.assertRaises(StopIteration):
            from_program.read_next_batch()
        program.stdout.close()
        self.assertEqual((program.wait(), answered), (0, [10, 10, 10]))

    def test_batches_are_read_only_as_far_ahead_as_a_bound(self):
        n_read = n_answered = 0

        def counted():
            nonlocal n_read
            for batch in batches(documents(400), 20):
                n_read += batch.num_rows
                yield pa.concat_batches([batch] * 30)

        for _, answer in answers(counted(), [TAIYAKU, "corpus", "--threads", "1", "--form", "arrow"], TIMEOUT):
            n_answered += answer.num_rows / 30
            self.assertLessEqual(n_read - n_answered, 100)
        self.assertEqual(n_answered, 400)

    @unittest.skipUnless(shutil.which("parallel"), "no GNU parallel")
    def test_gnu_parallel_gives_the_same_rows(self):
        rows = documents(300)
        path = Path(scratch.name) / "parallel.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        command = f"parallel --pipepart -a {path} --block 20k -j 2 --keep-order '{TAIYAKU} corpus --threads 1'"
        run = subprocess.run(command, shell=True, check=True, capture_output=True)
        self.assertEqual([as_row(json.loads(line)) for line in run.stdout.splitlines()], expected(rows))

    def test_the_program_ends_when_its_worker_is_killed(self):
        path = fake()
        code = (
            "import pyarrow as pa\n"
            "from taiyaku_program import answers\n"
            "batch = pa.record_batch({'source': [b'poison: hang'], 'target': [b'x']})\n"
            f"list(answers([batch], [{path!r}, 'corpus'], 1000))"
        )
        worker = subprocess.Popen([sys.executable, "-c", code], cwd=HERE)
        pid = self.wait_for(lambda: Path(path).with_name("hanging").read_text() or None)
        worker.kill()
        worker.wait()
        self.wait_for_end(pid)

    def wait_for(self, condition):
        for _ in range(600):
            try:
                found = condition()
            except FileNotFoundError:
                found = None
            if found is not None:
                return found
            time.sleep(0.1)
        self.fail("nothing after a minute")

    def wait_for_end(self, pid):
        def is_gone():
            try:
                return True if ") Z" in Path(f"/proc/{pid}/stat").read_text() else None
            except (FileNotFoundError, ProcessLookupError):
                return True

        self.wait_for(is_gone)


class OnSpark(Rows):
    @classmethod
    def setUpClass(cls):
        start_spark()

    def test_rows_are_those_of_one_process_on_2000_documents(self):
        rows = documents(2000)
        arguments = ["--findings"]
        answered = collected(align.align(frame(rows), arguments=arguments))
        self.assert_same_rows(answered, expected(rows, arguments))

    def test_the_schema_has_every_key_of_an_answer(self):
        code = {"id": "code", "format": "markdown", "source": "Run:\n\n```\nls\n```\n", "target": "実行：\n\n```\nls\n```\n"}
        run = "".join(json.dumps(row) + "\n" for row in [*documents(60), code, {"id": "broken"}])
        run = subprocess.run([TAIYAKU, "corpus", "--findings"], input=run.encode(), capture_output=True)
        found = set()

        def walk(value, path):
            if isinstance(value, dict):
                for key, inner in value.items():
                    found.add(f"{path}.{key}")
                    walk(inner, f"{path}.{key}")
            elif isinstance(value, list):
                for inner in value:
                    walk(inner, path)

        for line in run.stdout.splitlines():
            walk(json.loads(line), "")
        known = set()

        def walk_schema(kind, path):
            if hasattr(kind, "elementType"):
                walk_schema(kind.elementType, path)
            for field in getattr(kind, "fields", []):
                known.add(f"{path}.{field.name}")
                walk_schema(field.dataType, f"{path}.{field.name}")

        walk_schema(align.SCHEMA, "")
        # The samples have no moved passage. Its keys are those of a bead.
        moved = {".moved.source", ".moved.target", ".moved.confidence"}
        self.assertEqual(known - found, moved - found)
        self.assertEqual(found - known, set())

    def test_a_killed_worker_or_executor_costs_no_row(self):
        for poison in ["worker", "executor"]:
            with self.subTest(poison):
                path = fake(f"fake-{poison}")
                rows = poisoned(documents(300), [poison])
                spark.sparkContext.addFile(path)
                answered = collected(align.align(frame(rows), f"fake-{poison}"))
                self.assertTrue(Path(path).with_name(poison).exists(), "it was killed")
                self.assert_same_rows(answered, expected(rows))

    def test_a_long_document_among_small_ones(self):
        chapters = "".join((SAMPLES / f"{name}.en.txt").read_text() + "\n" for name in ["chronicle", "kyoto", "election"])
        rendered = "".join((SAMPLES / f"{name}.ja.txt").read_text() + "\n" for name in ["chronicle", "kyoto", "election"])
        n_bytes = len((chapters + rendered).encode())
        n_times = 5_000_000 // n_bytes + 1
        numbers = range(n_times)
        rows = documents(100)
        rows[50] = {
            "id": "long",
            "source": "".join(f"Chapter {n}\n{chapters}" for n in numbers),
            "target": "".join(f"第{n}章\n{rendered}" for n in numbers),
        }
        answered = collected(align.align(frame(rows, 2), timeout=300))
        self.assert_same_rows(answered, expected(rows))

    def test_poisoned_documents_are_rows_with_errors(self):
        spark.sparkContext.addFile(fake("fake-poison"))
        rows = poisoned(documents(200), POISONS)
        answered = collected(align.align(frame(rows, 2), "fake-poison", timeout=TIMEOUT))
        self.assert_same_rows(answered, errors_instead(rows, expected(rows)))

    def test_a_poisoned_line_keeps_its_id(self):
        spark.sparkContext.addFile(fake("fake-line"))
        rows = poisoned(documents(100), ["kill"])
        path = Path(scratch.name) / "poisoned.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        answered = collected(align.align(align.read(spark, str(path)), "fake-line"))
        self.assert_same_rows(answered, errors_instead(rows, expected(rows)))

    def test_a_program_that_cannot_start_fails_the_job(self):
        with self.assertRaisesRegex(Exception, "no-such"):
            collected(align.align(frame(documents(3), 1), arguments=["--no-such"]))
        with self.assertRaisesRegex(Exception, "ship it with --files"):
            collected(align.align(frame(documents(3), 1), "no-such-program"))

    def test_a_cancelled_job_ends_the_program(self):
        path = fake("fake-cancel")
        spark.sparkContext.addFile(path)
        rows = [{"id": "hangs", "source": "poison: hang", "target": "毒"}]
        ended = []

        def job():
            try:
                collected(align.align(frame(rows, 1), "fake-cancel", timeout=1000))
            except Exception as error:
                ended.append(error)

        thread = threading.Thread(target=job)
        thread.start()
        alone = TheProgramAlone()
        pid = alone.wait_for(lambda: Path(path).with_name("hanging").read_text() or None)
        spark.sparkContext.cancelAllJobs()
        thread.join(60)
        self.assertEqual(len(ended), 1)
        alone.wait_for_end(pid)

    def test_broken_rows_are_rows_with_errors_and_odd_ids_are_kept(self):
        lines = [
            ("no JSON", b'{"id": "a"', "a", "column 10: EOF while parsing"),
            ("no object", b"[1]", None, "column 0: invalid type"),
            ("no UTF-8", b'{"id": "b", "source": "\xff", "target": "x"}', None, "byte 23: expected UTF-8"),
            ("surrogate", rb'{"id": "c", "source": "a\ud800", "target": "x"}', "c", "column .*: .*hex escape"),
            ("a number", b'{"id": "d", "source": 5, "target": "x"}', "d", "column .*: invalid type: integer `5`"),
            ("null", b'{"id": "e", "source": null, "target": "x"}', "e", 'expected "source" beside "target"'),
            ("no text", b'{"id": "f"}', "f", 'expected "source" and "target", or "page"'),
            ("format", b'{"id": "g", "source": "a", "target": "x", "format": "no"}', "g", "format `no`: expected one of"),
            ("id of a number", b'{"id": 5, "source": "Yes.", "target": "\xe3\x81\xaf"}', "5", None),
            ("id of an object", b'{"id": {"a": [1]}, "source": "", "target": ""}', '{"a": [1]}', None),
            ("no id", b'\xef\xbb\xbf{"source": "Yes.", "target": "\xe3\x81\xaf"}\r', None, None),
            ("the id again", b'{"id": 5, "source": "Yes.", "target": ""}', "5", None),
        ]
        path = Path(scratch.name) / "broken.jsonl"
        path.write_bytes(b"\n\n".join(line for _, line, _, _ in lines))
        answered = collected(align.align(align.read(spark, str(path))))
        self.assertEqual(len(answered), len(lines))
        for row, (name, _, row_id, error) in zip(answered, lines):
            with self.subTest(name):
                self.assertEqual(row["id"], row_id)
                self.assertEqual(row["beads"] is None, error is not None)
                self.assertRegex(row["error"] or "", error or "^$")

    def test_broken_texts_in_parquet_are_rows_with_errors(self):
        broken = pa.array([b"Yes.", b"\xed\xa0\x80", b"a\xff", None, b"No."], pa.binary())
        texts = pa.Array.from_buffers(pa.string(), 5, broken.buffers())
        path = f"{scratch.name}/broken.parquet"
        targets = ["はい。", "x", "x", "x", "いいえ。"]
        ids = pa.array([1, 2, 2, None, 4])
        pa.parquet.write_table(pa.table({"id": ids, "source": texts, "target": targets}), path)
        answered = collected(align.align(align.read(spark, path)))
        found = [(row["id"], row["error"]) for row in answered]
        self.assertEqual(
            found,
            [
                ("1", None),
                ("2", "source: byte 0: expected UTF-8"),
                ("2", "source: byte 1: expected UTF-8"),
                (None, 'expected "source" beside "target"'),
                ("4", None),
            ],
        )

    def test_wrong_columns_are_reported_before_the_job(self):
        documents = spark.sql("select 1 as id, 'a' as page, 2 as confidence")
        with self.assertRaisesRegex(ValueError, "confidence"):
            align.align_pairs(documents, keep=["confidence"])
        self.assertEqual(align.align(documents, keep=["page"]).columns, [*align.SCHEMA.names, "page"])
        for name, columns, keep, message in [
            ("no id", "'a' as source, 'b' as target", [], 'a column "id"'),
            ("no target", "1 as id, 'a' as source", [], '"source" and "target", or "page"'),
            ("bytes", "1 as id, binary('a') as page", [], "expected strings, found binary"),
            ("not there", "1 as id, 'a' as page", ["domain"], 'cannot keep column "domain"'),
            ("twice", "1 as id, 'a' as page, 2 as error", ["error"], 'cannot keep column "error"'),
        ]:
            with self.subTest(name), self.assertRaisesRegex(ValueError, message):
                align.align(spark.sql(f"select {columns}"), keep=keep)
        with self.assertRaisesRegex(ValueError, "leave --unordered out"):
            align.align(spark.sql("select 1 as id, 'a' as page"), arguments=["--unordered"])

    def test_pairs_have_the_texts_of_the_spans(self):
        texts = {
            "source": "It rained all\nday. We stayed at home. The cat slept.",
            "target": "一日中雨が降った。家にいた。\n猫は眠った。",
        }
        rows = [{"id": "a", "domain": "x", **texts}, {"id": "b", "domain": "y", "source": "Rain."}]
        pairs = collected(align.align_pairs(frame(rows, 1), keep=["domain"]))
        pairs.sort(key=lambda pair: pair["id"])
        confidence = [pair.pop("confidence") for pair in pairs]
        self.assertTrue(all(0 < c <= 1 for c in confidence[:-1]) and confidence[-1] is None)
        self.assertEqual(
            pairs,
            [
                {"id": "a", "source": "It rained all day.", "target": "一日中雨が降った。", "error": None, "domain": "x"},
                {"id": "a", "source": "We stayed at home.", "target": "家にいた。", "error": None, "domain": "x"},
                {"id": "a", "source": "The cat slept.", "target": "猫は眠った。", "error": None, "domain": "x"},
                {"id": "b", "source": None, "target": None, "error": 'expected "target" beside "source"', "domain": "y"},
            ],
        )

    def test_spans_are_joined_on_one_line(self):
        for name, text, spans, between, line in [
            ("nothing", "abc", [], " ", ""),
            ("space is kept", "ab  cd", [[0, 2], [4, 6]], " ", "ab  cd"),
            ("line break", "ab \n cd", [[0, 2], [5, 7]], " ", "ab cd"),
            ("line break in a span", "ab \n\n cd", [[0, 8]], " ", "ab cd"),
            ("furniture", "ab 12 cd", [[0, 2], [6, 8]], " ", "ab cd"),
            ("Japanese", "雨が\n降る", [[0, 2], [3, 5]], "", "雨が降る"),
            ("Latin words in Japanese", "Red\r\nBoat号", [[0, 10]], "", "Red Boat号"),
            ("beyond 16 bits", "😀。雨", [[0, 2], [2, 3]], "", "😀。雨"),
        ]:
            with self.subTest(name):
                self.assertEqual(align.one_line(text, spans, between), line)

    def test_the_counts_are_exact_and_seen_in_the_web_ui(self):
        rows = [*documents(100), {"id": "broken"}]
        counts = Observation("taiyaku")
        answered = align.align(frame(rows), counts=counts)
        answered.write.mode("overwrite").parquet(f"{scratch.name}/counted")
        of_one = expected(rows)
        n_bytes = sum(len(row.get(side, "").encode()) for row in rows for side in ("source", "target", "page"))
        n_pairs = sum(len(row["beads"] or []) for row in of_one)
        self.assertEqual(counts.get, {"documents": 101, "pairs": n_pairs, "errors": 1, "bytes": n_bytes})
        align.show(spark, counts.get)
        context = spark.sparkContext
        api = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}"

        def get(path):
            with urllib.request.urlopen(api + path) as page:
                return json.load(page)

        text = f"taiyaku: 101 documents, {n_pairs:,} pairs, 1 errors, {n_bytes:,} bytes"
        alone = TheProgramAlone()
        alone.wait_for(lambda: [job for job in get("/jobs") if job.get("description") == text] or None)

        def metrics():
            for query in reversed(get("/sql?details=true&length=10000")):
                for node in query["nodes"]:
                    if node["nodeName"] == "MapInArrow" and "counted" in json.dumps(query):
                        return {metric["name"]: metric["value"] for metric in node["metrics"]}

        found = alone.wait_for(metrics)
        self.assertEqual(found["number of output rows"], "101")
        self.assertIn("data sent to Python workers", found)

    def test_spark_submit_writes_partitioned_pairs(self):
        rows = documents(120)
        path, out = Path(scratch.name) / "in.jsonl", Path(scratch.name) / "out"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        submit = [f"{os.environ['SPARK_HOME']}/bin/spark-submit", "--master", MASTER, "--conf", "spark.executor.memory=1g"]
        options = ["--files", TAIYAKU, str(HERE / "align.py"), str(path), str(out), "--pairs"]
        more = ["--partitions", "3", "--partition-by", "domain", "--", "--passes", "1"]
        environment = {**os.environ, "PYTHONPATH": ""}
        run = subprocess.run([*submit, *options, *more], capture_output=True, text=True, env=environment)
        self.assertEqual(run.returncode, 0, run.stderr[-5000:])
        of_one = {row["id"]: row["beads"] for row in expected(rows, ["--passes", "1"])}
        n_pairs = sum(len(beads) for beads in of_one.values())
        self.assertRegex(run.stdout, f"taiyaku: 120 documents, {n_pairs:,} pairs, 0 errors, [0-9,]+ bytes")
        self.assertEqual(sorted(folder.name for folder in out.glob("domain=*")), ["domain=even", "domain=odd"])
        found = {}
        for pair in pa.parquet.read_table(out).to_pylist():
            number = int(pair["id"].removeprefix("doc-"))
            self.assertEqual(pair["domain"], rows[number]["domain"])
            found.setdefault(pair["id"], []).append(pair["confidence"])
        self.assertEqual(found, {row_id: [bead["confidence"] for bead in beads] for row_id, beads in of_one.items()})


if __name__ == "__main__":
    unittest.main(verbosity=2)
