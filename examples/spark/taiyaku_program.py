"""Runs `taiyaku corpus` as a child: requests in, answers out, whatever happens to the child.

In: an iterator of requests, a line of JSON each. Out: an iterator of answers, in the same order. Both are read and written
as they come: a few megabytes are under way, and the longest request. No Spark in here.
"""

import ctypes
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from itertools import islice

# The program reads a line when it has a thread for it. It is sent a little more, so that it never waits.
_LINES_AHEAD = 384
_BYTES_AHEAD = 5 << 20
_MAX_ANSWER = 512 << 20
# 3 is that of a program that could not align some lines, and says so in its answers.
_GOOD_EXITS = (0, 3)


class Died(Exception):
    """The program ended, stopped answering, or answered something else."""

    def __init__(self, reason, is_certain):
        super().__init__(reason)
        # Whether the document it was at is the reason, if it was at one only.
        self.is_certain = is_certain


def answers(requests, command, timeout, folder=None):
    """Yields the answer to each request, in order. Both are lines of JSON, and the id of a request is its number from 0.

    If the program dies, it is started again, and the requests that it had not answered are sent one at a time. The request
    at which a new program dies has an error as its answer. All others are answered by the program.
    """
    queue, process = _Queue(requests), None
    try:
        while queue.fill():
            if process is None:
                process = _Process(command, folder, timeout)
            for request in queue.unsent():
                process.send(request)
            try:
                for line in process.wait():
                    queue.take(line)
                    process.answered()
                    yield line
            except Died as died:
                dead, process = process, None
                dead.kill()
                if not dead.n_answers:
                    _check_start(command, folder)
                blamed = queue.blame(died.is_certain or not dead.n_answers)
                if blamed is not None:
                    yield failure(blamed, str(died))
        if process is not None:
            process.finish()
    finally:
        if process is not None:
            process.kill()


def failure(number, problem):
    """The answer to a request that was not aligned."""
    return json.dumps({"id": number, "error": problem}).encode()


class _Queue:
    """The requests that have no answer yet, oldest first."""

    def __init__(self, requests):
        self.requests = iter(requests)
        self.waiting = deque()
        self.n_bytes = 0
        # The number of the oldest.
        self.first = 0
        # So many of the oldest were sent.
        self.n_sent = 0
        # So many of the oldest are sent one at a time, because one of them is a suspect.
        self.n_alone = 0

    def fill(self):
        """Reads ahead. Returns whether there is anything to do."""
        while not self.n_alone and len(self.waiting) < _LINES_AHEAD and self.n_bytes < _BYTES_AHEAD:
            request = next(self.requests, None)
            if request is None:
                break
            self.waiting.append(request)
            self.n_bytes += len(request)
        return bool(self.waiting)

    def unsent(self):
        """The requests to send now."""
        requests = list(islice(self.waiting, self.n_sent, 1 if self.n_alone else None))
        self.n_sent += len(requests)
        return requests

    def take(self, line):
        """The answer to the oldest."""
        if not self.n_sent or not line.startswith(b'{"id":%d,"' % self.first):
            raise Died(f"the program answered {line[:80]!r}", False)
        self._drop()
        self.n_sent -= 1

    def blame(self, is_certain):
        """The process is gone. Returns the number of the request that is the reason, if that is known."""
        n_sent, self.n_sent = self.n_sent, 0
        if n_sent == 1 and is_certain:
            self._drop()
            return self.first - 1
        self.n_alone = self.n_alone or n_sent
        return None

    def _drop(self):
        self.n_bytes -= len(self.waiting.popleft())
        self.first += 1
        self.n_alone = max(self.n_alone - 1, 0)


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
    """A running program. One thread writes, reads, and keeps the time, so no pipe can fill up and stop both sides."""

    def __init__(self, command, folder, timeout):
        self.timeout = timeout
        pipe = subprocess.PIPE
        self.child = subprocess.Popen(
            command, cwd=folder, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0, preexec_fn=_die_with_parent
        )
        self.n_answers = 0
        self.n_unanswered = 0
        self.outgoing = deque()
        self.partial, self.partial_size = [], 0
        self.log = b""
        self.selector = selectors.DefaultSelector()
        for pipe in (self.child.stdin, self.child.stdout, self.child.stderr):
            os.set_blocking(pipe.fileno(), False)
        self.selector.register(self.child.stdout, selectors.EVENT_READ, self._read)
        self.selector.register(self.child.stderr, selectors.EVENT_READ, self._read_log)

    def send(self, line):
        """Has the line written by the next `wait`."""
        if not self.n_unanswered:
            self.seconds_left = self.timeout
        self.n_unanswered += 1
        if not self.outgoing:
            self.selector.register(self.child.stdin, selectors.EVENT_WRITE, self._write)
        self.outgoing.append(memoryview(line))

    def answered(self):
        """One of the lines that were sent is answered."""
        self.n_answers += 1
        self.n_unanswered -= 1
        self.seconds_left = self.timeout

    def wait(self):
        """Moves what can be moved, and returns the complete lines that came, perhaps none."""
        start = time.monotonic()
        lines = []
        for key, _ in self.selector.select(max(self.seconds_left, 0)):
            lines += key.data() or []
        # The time between two calls does not count: the caller may wait for others, with a request half written.
        self.seconds_left -= time.monotonic() - start
        if not lines and self.seconds_left <= 0:
            raise Died(f"no answer within {self.timeout:g} seconds", True)
        return lines

    def _write(self):
        try:
            while self.outgoing:
                n_written = os.write(self.child.stdin.fileno(), self.outgoing[0])
                if n_written < len(self.outgoing[0]):
                    self.outgoing[0] = self.outgoing[0][n_written:]
                else:
                    self.outgoing.popleft()
        except BlockingIOError:
            return
        except BrokenPipeError:
            # The answers that it gave before are still read.
            self.outgoing.clear()
        self.selector.unregister(self.child.stdin)

    def _read(self):
        data = os.read(self.child.stdout.fileno(), 1 << 20)
        if not data:
            raise Died(self._how_it_ended(), False)
        *complete, rest = data.split(b"\n")
        if complete:
            complete[0] = b"".join([*self.partial, complete[0]])
            self.partial, self.partial_size = [], 0
        self.partial.append(rest)
        self.partial_size += len(rest)
        if self.partial_size > _MAX_ANSWER:
            raise Died(f"an answer of more than {_MAX_ANSWER} bytes", True)
        return complete

    def _read_log(self):
        data = os.read(self.child.stderr.fileno(), 1 << 16)
        self.log = (self.log + data)[-2000:]
        if not data:
            self.selector.unregister(self.child.stderr)

    def _how_it_ended(self):
        try:
            code = self.child.wait(10)
        except subprocess.TimeoutExpired:
            return "the program closed its output"
        try:
            self.log += os.read(self.child.stderr.fileno(), 1 << 16)
        except BlockingIOError:
            pass
        last = self.log.decode(errors="replace").strip().splitlines()[-1:]
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return ": ".join([f"the program ended with {how}", *last])

    def finish(self):
        """All is answered: lets the program end."""
        self.child.stdin.close()
        try:
            code = self.child.wait(10)
        except subprocess.TimeoutExpired:
            code = None
        if code not in _GOOD_EXITS:
            print(f"the program answered all and ended with exit code {code}", file=sys.stderr)

    def kill(self):
        self.child.kill()
        self.child.wait()
        self.selector.close()
        for pipe in (self.child.stdin, self.child.stdout, self.child.stderr):
            pipe.close()
