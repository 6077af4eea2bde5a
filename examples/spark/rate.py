"""Measures a local Spark against one `taiyaku corpus --threads 2`, on the same documents, in turns.

    TAIYAKU=path/to/taiyaku python rate.py DOCUMENTS.jsonl [rounds]

Prints seconds of wall clock and of CPU, and the least of all rounds with their rates. Spark does the whole work once before: a
corpus that is worth a cluster runs longer than Java takes to compile, which is a minute or two. Use 50,000 documents or more.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import align
import test_align


def cpu_seconds_of_all():
    """CPU time of this process and all that it started. That of a Python worker which ended while idle is lost."""
    processes = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        processes[int(entry.parent.name)] = (int(fields[1]), sum(map(int, fields[11:15])))
    family = {os.getpid()}
    while len(family) < len(family := family | {pid for pid, (parent, _) in processes.items() if parent in family}):
        pass
    return sum(processes[pid][1] for pid in family if pid in processes) / os.sysconf("SC_CLK_TCK")


def cpu_seconds_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(run, cpu_seconds):
    wall, cpu = time.monotonic(), cpu_seconds()
    run()
    return time.monotonic() - wall, cpu_seconds() - cpu


def main():
    path, n_rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:

        def on_spark(path):
            rows = align.align(align.read(test_align.spark, path), Path(test_align.TAIYAKU).name)
            align.write(rows, f"{folder}/spark", "overwrite")

        def one_process(path, out):
            command = [test_align.TAIYAKU, "corpus", "--threads", "2", path, "-o", f"{folder}/{out}"]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)

        # Java compiles as it does on a cluster.
        test_align.QUICK_START = "-XX:+UseParallelGC"
        test_align.start_spark()
        spark = test_align.spark
        spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 512)
        # Tasks of two or three seconds: as many for each executor, and few enough that starting them does not count.
        spark.conf.set("spark.sql.files.maxPartitionBytes", 16 << 20)
        spark.conf.set("spark.sql.files.openCostInBytes", 0)
        parquet = f"{folder}/documents"
        spark.read.json(path).write.parquet(parquet)
        on_spark(path)
        contenders = {
            "one process, JSON Lines to JSON Lines": (lambda: one_process(path, "one.jsonl"), cpu_seconds_of_children),
            "Spark, JSON Lines to Parquet": (lambda: on_spark(path), cpu_seconds_of_all),
            "one process, JSON Lines to Parquet": (lambda: one_process(path, "one.parquet"), cpu_seconds_of_children),
            "Spark, Parquet to Parquet": (lambda: on_spark(parquet), cpu_seconds_of_all),
        }
        found = {name: [] for name in contenders}
        for _ in range(n_rounds):
            for name, contender in contenders.items():
                found[name].append(measure(*contender))
                print("{}: {:.1f} s, {:.1f} s of CPU".format(name, *found[name][-1]), flush=True)
        spark.stop()
    least = {name: [min(values) for values in zip(*runs)] for name, runs in found.items()}
    first = next(iter(least.values()))
    for name, values in least.items():
        rates = [of_first / value for of_first, value in zip(first, values)]
        print("least: {}: {:.1f} s, {:.1f} s of CPU; rate {:.2f}, by CPU {:.2f}".format(name, *values, *rates))


if __name__ == "__main__":
    main()
