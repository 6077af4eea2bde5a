"""Measures a local Spark against one `taiyaku corpus --threads 2`, on the same documents, in turns.

    TAIYAKU=path/to/taiyaku python rate.py DOCUMENTS.jsonl [rounds]

Prints seconds of wall clock and of CPU, without the start of Spark. 10,000 documents or more say something.
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


def measure(name, run, cpu_seconds):
    wall, cpu = time.monotonic(), cpu_seconds()
    run()
    wall, cpu = time.monotonic() - wall, cpu_seconds() - cpu
    print(f"{name}: {wall:.1f} s, {cpu:.1f} s of CPU", flush=True)


def main():
    path, n_rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:

        def spark(path):
            rows = align.align(align.read(test_align.spark, path))
            align.write(rows, f"{folder}/spark", "overwrite")

        def one_process():
            command = [test_align.TAIYAKU, "corpus", "--threads", "2", path, "-o", f"{folder}/one.jsonl"]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)

        test_align.start_spark()
        test_align.spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 512)
        test_align.spark.conf.set("spark.sql.files.maxPartitionBytes", 16 << 20)
        first = Path(folder) / "first.jsonl"
        with open(path) as documents:
            first.write_text("".join(line for line, _ in zip(documents, range(200))))
        spark(str(first))
        for _ in range(n_rounds):
            measure("one process", one_process, cpu_seconds_of_children)
            measure("Spark      ", lambda: spark(path), cpu_seconds_of_all)
        test_align.spark.stop()


if __name__ == "__main__":
    main()
