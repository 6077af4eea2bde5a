"""Aligns a DataFrame of document pairs with the program `taiyaku` on the cores of a Spark cluster.

In: Parquet or JSON Lines with the columns id, source and target (or page), and optionally format, source_format and
target_format. Out: Parquet, one row a document (`SCHEMA`) or one row a pair (`--pairs`).

    spark-submit --files taiyaku align.py INPUT OUTPUT [options] [-- options of `taiyaku corpus`]

Or in a program of your own: `from align import align; rows = align(dataframe, arguments=["--findings"])`.

Each task runs one `taiyaku corpus`, sends it the batches of Spark as a stream of Arrow, and reads one. Memory is bounded by a
few batches and the longest document. A document that the program cannot align, that kills it, or that takes too long
becomes a row with an error. The workers need Python with pyspark and pyarrow, and the program (`--files`).
"""

import argparse
import json
import os
import shutil
import sys

import pyarrow as pa
from pyarrow import compute
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
from taiyaku_program import answers

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
# A row of JSON Lines.
_LINE = "json"

# ---- The public functions --------------------------------------------------------------------------------------------


def align(dataframe, binary="taiyaku", arguments=(), timeout=600, keep=(), counts=None):
    """Returns a row of `SCHEMA` for each row of `dataframe`, in the order of each partition.

    A row has the columns of a request, or one column `json` with a request as JSON.
    `binary` is the name of a file shipped with `--files` or `addFile`, a command on the workers' path, or a path.
    `arguments` are options of `taiyaku corpus`; shipped files are found by their names. A document without an answer after
    `timeout` seconds is an error. The columns `keep` are passed through. `counts`, an `Observation`, gets the numbers of
    documents, pairs, errors and bytes of texts or lines.
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
    if "--unordered" in arguments:
        raise ValueError("the answers belong to the documents by their order: leave --unordered out of `arguments`")
    types = {field.name: field.dataType for field in dataframe.schema}
    out = {*schema.names, "bytes"}
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
        program = _program(self.binary, folder)
        command = [program, "corpus", "--form", "arrow", "--threads", str(n_threads), *self.arguments]
        for documents, answer in answers(batches, command, self.timeout, folder, _sent):
            yield self._output(documents, answer)

    def _output(self, documents, answer):
        columns = dict(zip(documents.schema.names, documents.columns))
        if _LINE in columns:
            # The program reads the ids of lines. One that died did not.
            is_read = "id" in answer.schema.names
            columns.update(_fields(columns[_LINE], self.keep if is_read else ["id", *self.keep]))
            if is_read:
                columns["id"] = answer.column("id")
        columns.update(self.columns_of(documents, answer))
        columns["bytes"] = _n_bytes(documents)
        columns["line"] = None
        arrays = []
        for field in self.schema:
            column = columns.get(field.name)
            column = pa.nulls(answer.num_rows, field.type) if column is None else column
            arrays.append(column.cast(field.type))
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)


def _program(binary, folder):
    shipped = os.path.join(folder, binary)
    path = shipped if os.path.exists(shipped) else shutil.which(binary)
    if path is None:
        raise FileNotFoundError(f"{binary}: no such program on {os.uname().nodename}; ship it with --files")
    if not os.access(path, os.X_OK):
        os.chmod(path, 0o755)
    return path


def _sent(batch):
    """What the program gets of a batch: its texts as bytes, without a copy. What is no UTF-8 is then the error of one row."""
    names = [name for name in batch.schema.names if name in _REQUEST or name == _LINE]
    return pa.RecordBatch.from_arrays([batch.column(name).cast(pa.binary()) for name in names], names)


def _fields(lines, names):
    """Fields of lines of JSON. What is not a string is its JSON text."""
    if not names:
        return {}
    requests = [_request(line) for line in lines]
    return {name: pa.array([_text_of(request.get(name)) for request in requests], pa.string()) for name in names}


def _request(line):
    """A line of JSON as an object. An invalid line, of which the answer is an error, has no fields."""
    try:
        request = json.loads(line.as_py().removeprefix("\ufeff"))
    except (ValueError, AttributeError, RecursionError):
        return {}
    return request if isinstance(request, dict) else {}


def _text_of(value):
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair is no text.
    return text.encode(errors="replace").decode()


def _n_bytes(documents):
    total = pa.nulls(documents.num_rows, pa.int64()).fill_null(0)
    for name in [*_TEXTS, _LINE]:
        if name in documents.schema.names:
            length = compute.binary_length(documents.column(name)).cast(pa.int64()).fill_null(0)
            total = compute.add(total, length)
    return total


def _columns_of_answers(_documents, answer):
    return {name: answer.column(name) for name in ["beads", "moved", "error"] if name in answer.schema.names}


def _columns_of_pairs(documents, answer):
    errors = answer.column("error")
    beads = _beads(answer.column("beads")) if "beads" in answer.schema.names else [None] * answer.num_rows
    pairs = []
    for row, of_row in enumerate(beads):
        pairs.append(None if of_row is None else list(_pairs(_texts_of(documents, row), of_row)))
    of = to_arrow_schema(_PAIRS_SCHEMA)
    return {"pairs": pa.array(pairs, of.field("pairs").type), "error": errors}


def _beads(column):
    """The beads of each row: spans of the source, spans of the target, confidence. None where there are none."""
    beads = column.flatten()
    sides = [_lists(beads.field(side)) for side in ("source", "target")]
    beads = zip(*sides, beads.field("confidence").to_pylist())
    for length in compute.list_value_length(column).to_pylist():
        yield None if length is None else [next(beads) for _ in range(length)]


def _lists(column):
    """A column of lists of spans. Python is slow at one value of Arrow after the other."""
    numbers = column.flatten().flatten().to_numpy(zero_copy_only=False).reshape(-1, 2).tolist()
    at = 0
    for length in compute.list_value_length(column).to_pylist():
        yield numbers[at : at + length]
        at += length


def _texts_of(documents, row):
    """The texts of a document that was aligned."""
    if _LINE in documents.schema.names:
        texts = _request(documents.column(_LINE)[row])
    else:
        names = [name for name in _TEXTS if name in documents.schema.names]
        texts = {name: documents.column(name)[row].as_py() for name in names}
    page = texts.get("page")
    return (texts["source"], texts["target"]) if page is None else (page, page)


def _pairs(texts, beads):
    for source, target, confidence in beads:
        yield {
            "source": one_line(texts[0], source, " "),
            "target": one_line(texts[1], target, ""),
            "confidence": confidence,
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
