"""A module run in a process of its own, which can be stopped and cannot take all the memory.

What a file that is not to be trusted does is done to the other process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread, Timer
from typing import IO, Self

_MEMORY = 2 * 1024 * 1024 * 1024
_LENGTH = 8
"""In so many bytes the length of a message stands before it."""


class Failed(Exception):
    """The other process came to grief: it could not be started, or died, or was stopped."""


class TooLate(Failed):
    """The other process took too long, and was stopped."""


# -- who asks -------------------------------------------------------------------------------------


class Talk:
    """A module in a process of its own that answers one question after another with `serve`.

    The process has ended when the block does that is entered with it, or after `stop`.
    """

    def __init__(self, module: str, beginning: bytes = b"") -> None:
        """Start the process, which is told a `beginning` first; raises `Failed`."""
        self._beginning = beginning
        self._asking = Lock()
        try:
            self._process = subprocess.Popen(
                # What lies in the folder where gouji was started is not to be imported (-P).
                [sys.executable, "-P", "-m", module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        except OSError as error:
            raise Failed from error

    def ask(self, question: bytes, seconds: float | None = None) -> bytes:
        """Return the answer to `question`. One thread asks at a time.

        Raises `Failed`, also where another thread stops it, and of that kind `TooLate` where the
        answer takes longer than `seconds`; the process has ended then.
        """
        late = Event()
        with self._asking:
            timer = Timer(seconds or 0, self._give_up, [late])
            timer.daemon = True
            if seconds is not None:
                timer.start()
            try:
                return self._asked(question)
            except (OSError, EOFError, ValueError) as error:
                self._process.kill()
                raise (TooLate() if late.is_set() else Failed()) from error
            finally:
                timer.cancel()

    def _asked(self, question: bytes) -> bytes:
        assert self._process.stdin and self._process.stdout
        if self._beginning:
            _write(self._process.stdin, self._beginning)
            self._beginning = b""
        _write(self._process.stdin, question)
        return _read(self._process.stdout)

    def _give_up(self, late: Event) -> None:
        late.set()
        self._process.kill()

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        # Who still waits for an answer finds that there is none.
        with self._asking:
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError, ValueError):
                    if pipe:
                        pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def answer(module: str, question: bytes, seconds: float) -> bytes:
    """Return what `module`, started for it, answers to one question; raises as `Talk.ask` does."""
    with Talk(module) as talk:
        return talk.ask(question, seconds)


def _environment() -> dict[str, str]:
    """Return the environment in which the other process finds the same modules."""
    home = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path}


# -- who answers ----------------------------------------------------------------------------------


def serve(answers: Callable[[Iterator[bytes]], Iterable[bytes]]) -> None:
    """Write what `answers` makes of what this process is asked, until nobody asks any more.

    The process ends with the one that started it, in the middle of an answer too.
    """
    asked: SimpleQueue[bytes] = SimpleQueue()
    out = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not stand among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    Thread(target=_listen, args=[asked], daemon=True).start()
    try:
        for answer in answers(iter(asked.get, None)):
            _write(out, answer)
    finally:
        # Python would wait for the thread that listens.
        os._exit(1)


def _listen(asked: SimpleQueue[bytes]) -> None:
    try:
        while True:
            asked.put(_read(sys.stdin.buffer))
    finally:
        # Nobody asks any more, or what is asked takes too much memory.
        os._exit(1)


def limit_memory() -> None:
    """Let this process fail before the machine does, where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


# -- messages -------------------------------------------------------------------------------------


def _write(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(_LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    """Return the next message; raise `EOFError` where there is none, or not all of it."""
    length = int.from_bytes(_exactly(pipe, _LENGTH), "big")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
