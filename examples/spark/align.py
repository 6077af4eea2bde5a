"""Aligns a DataFrame of document pairs with the program `taiyaku` on the cores of a Spark cluster.

In: Parquet or JSON Lines with the columns id, source and target (or page), and optionally format, source_format and
target_format. Out: Parquet, one row a document (`SCHEMA`) or one row a pair (`--pairs`).

    spark-submit --files taiyaku align.py INPUT OUTPUT [options] [-- options of `taiyaku corpus`]

Or in a program of your own: `from align import align; rows = align(dataframe, arguments=["--findings"])`.

Each task runs one `taiyaku corpus`, sends it the rows as JSON Lines, and reads its answers. Memory is bounded by a few
megabytes and the longest document. A document that the program cannot align, that kills it, or that takes too long
becomes a row with an error. The workers need Python with pyspark and pyarrow, and the program (`--files`).
"""

import argparse
import io
import json
import os
import shutil
import sys
from collections import deque

import pyarrow as pa
from pyarrow import compute, json as arrow_json
from pyspark import SparkFiles, TaskContext, cloudpickle
from pyspark.sql import Observation, SparkSession, functions as F
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import (
    ArrayType,
    DoubleType,
    LongType,
    MapType,
    StringType,
    StructField,
    StructType,
)

import taiyaku_program
from taiyaku_program import answers, failure

# ---- The schema ------------------------------------------------------------------------------------------------------


def _struct(**fields):
    return StructType([StructField(name, of) for name, of in fields.items()])


_TEXT = StringType()
# Half-open ranges that count Unicode scalar values: `text[start:end]` in Python.
_SPANS = ArrayType(ArrayType(LongType()))
_PASSAGE = {"source": _SPANS, "target": _SPANS, "confidence": DoubleType()}
_FINDING = _struct(
    check=_TEXT, severity=_TEXT, mqm=_TEXT, its=_TEXT, source=_SPANS, target=_SPANS, detail=_TEXT, detail_ja=_TEXT, id=_TEXT
)

# A row a document. `line` is null: the place of a row in its partition says nothing. `beads` and `moved` are null in a row
# with an error, `findings` is null without --findings. The program's own Parquet also has `dropped`, what filters dropped.
SCHEMA = _struct(
    id=_TEXT,
    beads=ArrayType(_struct(**_PASSAGE, block=_TEXT, findings=ArrayType(_FINDING))),
    moved=ArrayType(_struct(**_PASSAGE)),
    line=LongType(),
    error=_TEXT,
)
# The same before its pairs become rows.
_PAIRS_SCHEMA = _struct(
    id=_TEXT, pairs=ArrayType(_struct(source=_TEXT, target=_TEXT, confidence=DoubleType())), error=_TEXT
)

_TEXTS = ["source", "target", "page"]
_REQUEST = [*_TEXTS, "format", "source_format", "target_format"]
# A row of JSON Lines, and what is wrong with it.
_LINE, _PROBLEM = "json", "problem"

# ---- The public functions --------------------------------------------------------------------------------------------


def align(dataframe, binary="taiyaku", arguments=(), timeout=600, keep=(), counts=None):
    """Returns a row of `SCHEMA` for each row of `dataframe`, in the order of each partition.

    A row has the columns of a request, or one column `json` with a request as JSON.
    `binary` is the name of a file shipped with `--files` or `addFile`, a command on the workers' path, or a path.
    `arguments` are options of `taiyaku corpus`; shipped files are found by their names. A document without an answer after
    `timeout` seconds is an error. The columns `keep` are passed through. `counts`, an `Observation`, gets the numbers of
    documents, pairs, errors and bytes.
    """
    rows = _mapped(dataframe, SCHEMA, _columns_of_answers, binary, arguments, timeout, keep)
    return _counted(rows, "beads", counts)


def align_pairs(dataframe, binary="taiyaku", arguments=(), timeout=600, keep=(), counts=None):
    """Like `align`, with a row for each pair: id, source, target, confidence, error.

    An omission or addition is a pair with an empty side. A document with an error has one row without a pair.
    """
    rows = _mapped(dataframe, _PAIRS_SCHEMA, _columns_of_pairs, binary, arguments, timeout, keep)
    rows = _counted(rows, "pairs", counts).withColumn("pair", F.explode_outer("pairs"))
    rows = rows.where("pair is not null or error is not null")
    return rows.select("id", "pair.*", "error", *keep)


def _mapped(dataframe, schema, columns_of, binary, arguments, timeout, keep):
    types = {field.name: field.dataType for field in dataframe.schema}
    out = {*schema.names, "bytes", _PROBLEM}
    if schema is _PAIRS_SCHEMA:
        out |= {*schema["pairs"].dataType.elementType.names, "pair"}
    for name in keep:
        if name in out or name not in types and _LINE not in types:
            raise ValueError(f'cannot keep column "{name}": it is missing, or the output has another column of this name')
    if _LINE in types:
        rows = dataframe.select(_LINE)
        kept = [StructField(name, StringType()) for name in keep]
    else:
        rows = dataframe.select(_id(types), *dict.fromkeys([*_texts(types), *keep]))
        kept = [dataframe.schema[name] for name in keep]
    full = StructType([*schema, StructField("bytes", LongType()), *kept])
    task = _Task(binary, list(arguments), timeout, to_arrow_schema(full), columns_of, list(keep))
    # The workers get these modules inside the task.
    cloudpickle.register_pickle_by_value(taiyaku_program)
    if __name__ != "__main__":
        cloudpickle.register_pickle_by_value(sys.modules[__name__])
    return rows.mapInArrow(task, full)


def _id(types):
    if "id" not in types:
        raise ValueError(f'expected a column "id", found {", ".join(types)}')
    nested = isinstance(types["id"], (ArrayType, MapType, StructType))
    return (F.to_json("id") if nested else F.col("id").cast("string")).alias("id")


def _texts(types):
    if not ({"source", "target"} <= types.keys() or "page" in types):
        raise ValueError(f'expected the columns "source" and "target", or "page"; found {", ".join(types)}')
    names = [name for name in _REQUEST if name in types]
    for name in names:
        if not isinstance(types[name], StringType):
            raise ValueError(f'column "{name}": expected strings, found {types[name].simpleString()}')
    return names


def _counted(rows, pairs, counts):
    if counts is not None:
        rows = rows.observe(
            counts,
            F.count(F.lit(1)).alias("documents"),
            F.coalesce(F.sum(F.size(pairs)).cast("bigint"), F.lit(0)).alias("pairs"),
            F.count("error").alias("errors"),
            F.coalesce(F.sum("bytes"), F.lit(0)).alias("bytes"),
        )
    return rows.drop("bytes")


# ---- A task: Arrow batches in, Arrow batches out ---------------------------------------------------------------------

# A batch of the output ends at this many bytes of answers, or with the batch of the input.
_BATCH_BYTES = 4 << 20


class _Task:
    """Runs in a Python worker, on the batches of one partition."""

    def __init__(self, binary, arguments, timeout, schema, columns_of, keep):
        self.binary = binary
        self.arguments = arguments
        self.timeout = timeout
        self.schema = schema
        self.columns_of = columns_of
        self.keep = keep

    def __call__(self, batches):
        n_threads = TaskContext.get().cpus()
        folder = SparkFiles.getRootDirectory()
        command = [_program(self.binary, folder), "corpus", "--threads", str(n_threads), *self.arguments]
        rows = deque()
        batches = (_parsed(batch, self.keep) if _LINE in batch.schema.names else batch for batch in batches)
        done, n_bytes = [], 0
        for answer in answers(_requests(batches, rows), command, self.timeout, folder):
            row = rows.popleft()
            done.append((row, failure(row.number, row.problem) if row.problem else answer))
            n_bytes += len(answer)
            if n_bytes >= _BATCH_BYTES or row.position == row.batch.num_rows - 1:
                yield self._output(done)
                done, n_bytes = [], 0

    def _output(self, done):
        """The rows that are done, all of one batch of the input."""
        first = done[0][0]
        batch = first.batch.slice(first.position, len(done))
        columns = self.columns_of(batch, [row.number for row, _ in done], [answer for _, answer in done])
        columns["bytes"] = _n_bytes(batch)
        size = batch.num_rows
        arrays = []
        for field in self.schema:
            column = columns.get(field.name)
            if column is None:
                column = batch.column(field.name) if field.name in batch.schema.names else pa.nulls(size, field.type)
            arrays.append(column.cast(field.type))
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)


class _Row:
    """A row that waits for its answer."""

    __slots__ = ("batch", "position", "number", "problem")

    def __init__(self, batch, position, number, problem):
        self.batch, self.position, self.number, self.problem = batch, position, number, problem


def _program(binary, folder):
    shipped = os.path.join(folder, binary)
    path = shipped if os.path.exists(shipped) else shutil.which(binary)
    if path is None:
        raise FileNotFoundError(f"{binary}: no such program on {os.uname().nodename}; ship it with --files")
    if not os.access(path, os.X_OK):
        os.chmod(path, 0o755)
    return path


def _requests(batches, rows):
    """A line for each row. Its id is the running number of the row, so the rows' own ids can be anything."""
    number = 0
    for batch in batches:
        columns = [(name, batch.column(name)) for name in batch.schema.names if name in _REQUEST]
        problems = batch.column(_PROBLEM) if _PROBLEM in batch.schema.names else None
        for position in range(batch.num_rows):
            request, problem = {"id": number}, problems[position].as_py() if problems is not None else None
            for name, column in columns:
                try:
                    value = column[position].as_py()
                except UnicodeDecodeError as error:
                    problem = f"{name}: byte {error.start}: expected UTF-8"
                    break
                if value is not None:
                    request[name] = value
            if problem:
                # The program is asked nothing, but answers, so that the order is kept.
                request = {"id": number}
            rows.append(_Row(batch, position, number, problem))
            yield json.dumps(request, ensure_ascii=False).encode() + b"\n"
            number += 1


def _parsed(batch, keep):
    """Lines of JSON as columns. What is not a string is its JSON text."""
    columns = {name: [] for name in dict.fromkeys(["id", *keep, *_REQUEST, _PROBLEM])}
    for line in batch.column(_LINE):
        values = {}
        try:
            line = line.as_py()
            may_be_broken = "\\ud" in line or "\\uD" in line
            request = json.loads(line.removeprefix("\ufeff"))
            if not isinstance(request, dict):
                raise ValueError("expected an object")
            for name in list(columns)[:-1]:
                values[name] = _text_of(name, request.get(name), may_be_broken)
        except UnicodeDecodeError as error:
            values[_PROBLEM] = f"byte {error.start}: expected UTF-8"
        except (ValueError, AttributeError, RecursionError) as error:
            values[_PROBLEM] = f"expected a request as JSON: {error}"
        for name, column in columns.items():
            column.append(values.get(name))
    return pa.RecordBatch.from_pydict(columns, pa.schema([(name, pa.string()) for name in columns]))


def _text_of(name, value, may_be_broken):
    if value is None:
        return None
    if not isinstance(value, str):
        if name in _REQUEST:
            raise ValueError(f'"{name}" is not a string')
        value = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if may_be_broken:
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ValueError(f'"{name}" has half a surrogate pair at character {error.start}') from None
    return value


def _n_bytes(batch):
    total = pa.nulls(batch.num_rows, pa.int64()).fill_null(0)
    for name in _TEXTS:
        if name in batch.schema.names:
            length = compute.binary_length(batch.column(name)).cast(pa.int64()).fill_null(0)
            total = compute.add(total, length)
    return total


def _columns_of_answers(_batch, numbers, lines):
    table = _read_answers(numbers, lines)
    return {name: table.column(name).combine_chunks() for name in ["beads", "moved", "error"]}


def _read_answers(numbers, lines):
    schema = to_arrow_schema(SCHEMA)
    schema = schema.set(0, pa.field("id", pa.int64()))

    def read(data):
        return arrow_json.read_json(
            io.BytesIO(data),
            arrow_json.ReadOptions(use_threads=False, block_size=len(data) + 1),
            arrow_json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
        )

    try:
        table = read(b"\n".join(lines))
        if table.column("id").to_pylist() == numbers:
            return table
    except pa.ArrowInvalid:
        pass
    # One of them is no answer. Find it.
    tables = []
    for number, line in zip(numbers, lines):
        try:
            table = read(line)
        except pa.ArrowInvalid as error:
            table = None
            reason = str(error).splitlines()[0]
        else:
            reason = "it is not one answer"
        if table is None or table.column("id").to_pylist() != [number]:
            table = read(failure(number, f"the answer of the program cannot be read: {reason}"))
        tables.append(table)
    return pa.concat_tables(tables)


def _columns_of_pairs(batch, numbers, lines):
    pairs, errors = [], []
    for position, (number, line) in enumerate(zip(numbers, lines)):
        try:
            answer = json.loads(line)
            error = answer.get("error")
            pairs.append(None if error else list(_pairs(batch, position, answer["beads"])))
        except (ValueError, KeyError, TypeError) as problem:
            pairs.append(None)
            error = f"the answer of the program cannot be read: {problem}"
        errors.append(error)
    of = to_arrow_schema(_PAIRS_SCHEMA)
    return {"pairs": pa.array(pairs, of.field("pairs").type), "error": pa.array(errors, pa.string())}


def _pairs(batch, position, beads):
    texts = {name: batch.column(name)[position].as_py() for name in _TEXTS if name in batch.schema.names}
    page = texts.get("page")
    source, target = (page, page) if page is not None else (texts["source"], texts["target"])
    for bead in beads:
        yield {
            "source": one_line(source, bead["source"], " "),
            "target": one_line(target, bead["target"], ""),
            "confidence": bead["confidence"],
        }


def one_line(text, spans, between):
    """The text of spans on one line. `between` stands for a line break or furniture: " " in English, "" in Japanese.

    Two Latin words are always parted. White space between two spans of a line is kept.
    """
    line, end = "", None
    for start, next_end in spans:
        gap = "\n" if end is None else text[end:start]
        is_white = not gap.strip() and "\n" not in gap and "\r" not in gap
        pieces = [piece.strip() for piece in text[start:next_end].replace("\r", "\n").split("\n")]
        for k, piece in enumerate(piece for piece in pieces if piece):
            if k == 0 and is_white:
                line += gap
            elif line:
                latin = line[-1].isascii() and line[-1].isalpha() and piece[0].isascii() and piece[0].isalpha()
                line += " " if latin else between
            line += piece
        end = next_end
    return line


# ---- The command -----------------------------------------------------------------------------------------------------


def read(spark, path):
    """Parquet, or JSON Lines if the path has `.json` in it."""
    if ".json" not in path:
        return spark.read.parquet(path)
    lines = spark.read.text(path, lineSep="\n").select(F.col("value").alias(_LINE))
    # Cheap, and most lines are long.
    return lines.where("octet_length(json) > 99 or json rlike '\\\\S'")


def write(rows, path, mode="error", partition_by=()):
    """Writes Parquet. Spans differ: without dictionaries it takes less time and less space."""
    writer = rows.write.mode(mode).options(**{"compression": "zstd", "parquet.enable.dictionary": "false"})
    writer.partitionBy(*partition_by).parquet(path)


def show(spark, counts):
    """Prints the counts, and leaves them in the web UI as the description of a job that does nothing else."""
    text = "taiyaku: " + ", ".join(f"{counts[name]:,} {name}" for name in ["documents", "pairs", "errors", "bytes"])
    spark.sparkContext.setJobDescription(text)
    spark.range(1).collect()
    spark.sparkContext.setJobDescription(None)
    print(text)


def main():
    own, others = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, others = own[:at], own[at + 1 :]
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n\n")[0],
        epilog="Options after -- are those of `taiyaku corpus`, for example: -- --findings",
    )
    parser.add_argument("input", help="Parquet, or JSON Lines (.json or .jsonl in the path)")
    parser.add_argument("output", help="folder of Parquet files to write")
    parser.add_argument("--pairs", action="store_true", help="write a row a pair with its text")
    parser.add_argument("--partitions", type=int, help="spread the documents over N tasks first")
    parser.add_argument("--partition-by", help="pass this column through and write a folder for each value")
    parser.add_argument("--binary", default="taiyaku", help="name of the program among --files, or its path on the workers")
    parser.add_argument("--timeout", type=float, default=600, help="seconds a document [default: %(default)s]")
    parser.add_argument("--overwrite", action="store_true", help="replace the output if there is one")
    options = parser.parse_args(own)

    spark = SparkSession.builder.appName("taiyaku").getOrCreate()
    # Small batches: a task holds one of the input and one of the output.
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 512)
    spark.conf.set("spark.sql.execution.arrow.maxBytesPerBatch", 8 << 20)
    keep = [options.partition_by] if options.partition_by else []
    documents = read(spark, options.input)
    if options.partitions:
        documents = documents.repartition(options.partitions)
    counts = Observation("taiyaku")
    function = align_pairs if options.pairs else align
    rows = function(documents, options.binary, others, options.timeout, keep, counts)
    write(rows, options.output, "overwrite" if options.overwrite else "error", keep)
    show(spark, counts.get)
    spark.stop()


if __name__ == "__main__":
    main()
