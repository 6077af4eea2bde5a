"""Runs `taiyaku corpus` as a child: batches of documents in, answers out, whatever happens to the child.

In: an iterator of record batches of Arrow, a document a row. Out: the answers, in the same order, a row a document. Both are
streams of Arrow, written and read as they come: a few batches are under way. No Spark in here.
"""

import ctypes
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from itertools import islice

import pyarrow as pa

# The program works on a batch while the next waits for it. Small batches are sent ahead up to so many bytes.
_BATCHES_AHEAD = 2
_BYTES_AHEAD = 2 << 20
# Of a pipe: as much as Linux gives to everybody.
_PIPE_BYTES = 1 << 20
# 3 is that of a program that could not align some documents, and says so in its answers.
_GOOD_EXITS = (0, 3)
# What each message of a stream begins with.
_MESSAGE = b"\xff\xff\xff\xff"


class Died(Exception):
    """The program ended, stopped answering, or answered something else."""

    def __init__(self, reason, is_certain):
        super().__init__(reason)
        # Whether the document it was at is the reason, if it was at one only.
        self.is_certain = is_certain


def answers(batches, command, timeout, folder=None, columns_sent=lambda batch: batch):
    """Yields pairs of documents and their answers: a slice of a batch, and a batch of as many rows, in order.

    `columns_sent` makes of a batch what the program gets.

    If the program dies, it is started again, and the documents that it had not answered are sent one at a time. The document
    at which a new program dies has an error as its answer. All others are answered by the program.
    """
    waiting, process = _Waiting(batches), None
    try:
        while waiting.fill():
            if process is None:
                process = _Process(command, folder, timeout)
            for batch in waiting.unsent():
                process.send(columns_sent(batch))
            try:
                answer = process.answer()
                documents = waiting.take(answer)
            except Died as died:
                dead, process = process, None
                dead.kill()
                if not dead.n_answers:
                    _check_start(command, folder)
                blamed = waiting.blame(died.is_certain or not dead.n_answers)
                if blamed is not None:
                    yield blamed, failure(str(died))
            else:
                process.n_answers += 1
                yield documents, answer
        if process is not None:
            process.finish()
    finally:
        if process is not None:
            process.kill()


def failure(problem):
    """The answer to a document that was not aligned."""
    return pa.record_batch({"error": [problem]})


class _Waiting:
    """The documents that have no answer yet, oldest first, in parts of batches."""

    def __init__(self, batches):
        self.batches = iter(batches)
        self.parts = deque()
        # So many of the oldest parts were sent.
        self.n_sent = 0
        # So many of the oldest parts are one document each and are sent one at a time, because one of them is a suspect.
        self.n_alone = 0

    def fill(self):
        """Reads ahead. Returns whether there is anything to do."""
        while not self.n_alone and (
            len(self.parts) < _BATCHES_AHEAD or sum(part.nbytes for part in self.parts) < _BYTES_AHEAD
        ):
            batch = next(self.batches, None)
            if batch is None:
                break
            if batch.num_rows:
                self.parts.append(batch)
        return bool(self.parts)

    def unsent(self):
        """The parts to send now."""
        parts = list(islice(self.parts, self.n_sent, 1 if self.n_alone else None))
        self.n_sent += len(parts)
        return parts

    def take(self, answer):
        """The documents of an answer, which are the oldest."""
        part, size = self.parts[0], answer.num_rows
        if not 0 < size <= part.num_rows:
            raise Died(f"the program answered {size} documents of {part.num_rows}", False)
        if size < part.num_rows:
            self.parts[0] = part.slice(size)
        else:
            self._drop()
            self.n_sent -= 1
        return part.slice(0, size)

    def blame(self, is_certain):
        """The program is gone. Returns the document that is the reason, if that is known."""
        n_sent, self.n_sent = self.n_sent, 0
        if n_sent == 1 and self.parts[0].num_rows == 1 and is_certain:
            return self._drop()
        if not self.n_alone:
            suspects = [self.parts.popleft() for _ in range(n_sent)]
            alone = [part.slice(row, 1) for part in suspects for row in range(part.num_rows)]
            self.parts.extendleft(reversed(alone))
            self.n_alone = len(alone)
        return None

    def _drop(self):
        self.n_alone = max(self.n_alone - 1, 0)
        return self.parts.popleft()


def _check_start(command, folder):
    """Fails the task if the program cannot even answer nothing: no document is the reason."""
    tried = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    if tried.returncode not in _GOOD_EXITS:
        log = tried.stderr[-2000:].decode(errors="replace")
        raise RuntimeError(f"{' '.join(command)}: exit code {tried.returncode}: {log}")


_PR_SET_PDEATHSIG = 1


def _die_with_parent():
    """Linux ends the program with the Python worker, even if that is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class _Process:
    """A running program. One thread writes and one reads, so no pipe can fill up and stop both sides."""

    def __init__(self, command, folder, timeout):
        self.timeout = timeout
        self.n_answers = 0
        self.log = tempfile.TemporaryFile()
        self.child = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            pipesize=_PIPE_BYTES,
            preexec_fn=_die_with_parent,
        )
        self.outgoing, self.incoming = queue.SimpleQueue(), queue.SimpleQueue()
        self.threads = [threading.Thread(target=run, daemon=True) for run in (self._write, self._read)]
        for thread in self.threads:
            thread.start()

    def send(self, batch):
        self.outgoing.put(batch)

    def answer(self):
        """The next batch of answers."""
        try:
            # The time between two calls does not count: the caller may wait for others.
            answer = self.incoming.get(timeout=self.timeout)
        except queue.Empty:
            raise Died(f"no answer within {self.timeout:g} seconds", True) from None
        if answer is None:
            raise Died(self._how_it_ended(), False)
        if isinstance(answer, Died):
            raise answer
        return answer

    def finish(self):
        """All is answered: lets the program end."""
        self.outgoing.put(None)
        try:
            code = self.child.wait(10)
        except subprocess.TimeoutExpired:
            code = None
        if code not in _GOOD_EXITS:
            print(f"the program answered all and ended with exit code {code}", file=sys.stderr)

    def kill(self):
        self.child.kill()
        self.child.wait()
        self.outgoing.put(None)
        for thread in self.threads:
            thread.join()
        try:
            self.child.stdin.close()
        except OSError:
            # What was not written is lost with it.
            pass
        self.child.stdout.close()
        self.log.close()

    def _write(self):
        """Sends batches until there are no more."""
        stream = None
        try:
            while (batch := self.outgoing.get()) is not None:
                if stream is None:
                    stream = pa.ipc.new_stream(self.child.stdin, batch.schema)
                stream.write_batch(batch)
                self.child.stdin.flush()
            if stream is not None:
                stream.close()
            self.child.stdin.close()
        except (OSError, ValueError):
            # It is gone. The answers that it gave before are still read.
            pass

    def _read(self):
        """Receives batches until the program ends."""
        out, stream = self.child.stdout, None
        try:
            while begins := out.peek(len(_MESSAGE))[:80]:
                if not begins.startswith(_MESSAGE[: len(begins)]):
                    self.incoming.put(Died(f"the program answered {begins!r}", False))
                    return
                stream = stream or pa.ipc.open_stream(out)
                self.incoming.put(stream.read_next_batch())
        except (StopIteration, pa.ArrowInvalid, OSError):
            # It ends, or ended within an answer.
            pass
        self.incoming.put(None)

    def _how_it_ended(self):
        try:
            code = self.child.wait(10)
        except subprocess.TimeoutExpired:
            return "the program closed its output"
        self.log.seek(0)
        last = self.log.read()[-2000:].decode(errors="replace").strip().splitlines()[-1:]
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return ": ".join([f"the program ended with {how}", *last])
