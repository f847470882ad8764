"""A module run in a process of its own, which can be stopped and cannot take all the memory.

What a file that is not to be trusted does is done to the other process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Timer
from typing import IO

_MEMORY = 2 * 1024 * 1024 * 1024
_LENGTH = 8
"""In so many bytes the length of a message stands before it."""


class Failed(Exception):
    """The other process came to grief: it could not be started, or died.

    `told` is what it had written until then.
    """

    def __init__(self, told: bytes = b"") -> None:
        super().__init__()
        self.told = told


class TooLate(Failed):
    """The other process took too long, and was stopped."""


def answer(module: str, question: bytes, seconds: float) -> bytes:
    """Return what `module`, run with `question` on its input, has written when it ends.

    Raises `Failed`, and of that kind `TooLate` where it takes longer than `seconds`.
    """
    try:
        done = subprocess.run(
            _command(module),
            input=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=_environment(),
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLate(error.output or b"") from error
    except subprocess.CalledProcessError as error:
        raise Failed(error.output) from error
    except OSError as error:
        raise Failed from error
    return done.stdout


class Talk:
    """A module in a process of its own that is told something and then answers questions.

    It reads them from `messages` and answers with `reply`.
    """

    def __init__(self, module: str, beginning: bytes) -> None:
        """Start the process; raises `Failed` where that cannot be done."""
        self._beginning = beginning
        self._asking = Lock()
        self._process = started(module)

    def ask(self, question: bytes, seconds: float) -> bytes:
        """Return the answer to `question`. One thread asks at a time.

        Raises `Failed`, also where another thread stops it, and `TimeoutError` where the answer
        takes longer than `seconds`; the process has ended then.
        """
        late = Event()

        def give_up() -> None:
            late.set()
            self.stop()

        timer = Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            with self._asking:
                assert self._process.stdin and self._process.stdout
                if self._beginning:
                    _write(self._process.stdin, self._beginning)
                    self._beginning = b""
                _write(self._process.stdin, question)
                return _read(self._process.stdout)
        except (OSError, EOFError, ValueError) as error:
            self.stop()
            raise (TimeoutError() if late.is_set() else Failed()) from error
        finally:
            timer.cancel()

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        # Who still waits for an answer finds that there is none, and comes here too.
        if self._asking.acquire(blocking=False):
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError, ValueError):
                    if pipe:
                        pipe.close()
            self._asking.release()


def messages() -> Iterator[bytes]:
    """Yield what the process that started this one tells it, until that ends."""
    with suppress(EOFError):
        while True:
            yield _read(sys.stdin.buffer)


def reply(answer: bytes) -> None:
    """Answer the last question."""
    _write(sys.stdout.buffer, answer)


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


def started(module: str) -> subprocess.Popen[bytes]:
    """Start `module` and return its process, which is asked and answers through its pipes.

    Raises `Failed`.
    """
    try:
        return subprocess.Popen(
            _command(module),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
    except OSError as error:
        raise Failed from error


def _command(module: str) -> list[str]:
    # What lies in the folder where gouji was started is not to be imported (-P).
    return [sys.executable, "-P", "-m", module]


def _environment() -> dict[str, str]:
    """Return the environment in which the other process finds the same modules."""
    home = str(Path(__file__).parents[1])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path}


def limit_memory() -> None:
    """Let this process fail before the machine does, where the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
