"""The line between a machine and the hub, which can be taken away or break at any message."""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading
from dataclasses import dataclass, field
from pathlib import Path

_AT_ONCE = 65536
# How a server's message begins that says that it waits for the next query.
_READY = ord("Z")


@dataclass
class Line:
    """A socket in a folder that leads to the server; libpq is given the folder as the host.

    :param breaks: after how many messages of the server the connection is lost; the last of them
        is not heard
    :param heard: how many messages the server has sent since ``mend``
    :param turns: how often it has answered and waited for more since then: the round trips
    """

    folder: Path
    server: Path
    breaks: int | None = None
    heard: int = 0
    turns: int = 0
    gone: bool = False
    _listener: socket.socket | None = None

    def mend(self) -> None:
        """Let it lead to the server again."""
        self.breaks, self.heard, self.turns, self.gone = None, 0, 0, False

    def break_after(self, messages: int) -> None:
        """Let it break once the server has sent so many messages from now on."""
        self.mend()
        self.breaks = messages


@dataclass
class _Way:
    """One direction of a connection; what comes from the server is read message by message."""

    source: socket.socket
    target: socket.socket
    line: Line
    counts: bool
    waiting: bytearray = field(default_factory=bytearray)


class Network:
    """All lines, served by one thread."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._wake, self._woken = socket.socketpair()
        self._selector.register(self._woken, selectors.EVENT_READ, None)
        self._lock = threading.Lock()
        self._ends = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def line(self, folder: Path, server: Path, port: int = 5432) -> Line:
        """A line whose end is a socket in the folder."""
        made = Line(folder, server / f".s.PGSQL.{port}")
        made._listener = socket.socket(socket.AF_UNIX)
        made._listener.bind(str(folder / f".s.PGSQL.{port}"))
        made._listener.listen(8)
        with self._lock:
            self._selector.register(made._listener, selectors.EVENT_READ, made)
        self._wake.send(b"x")
        return made

    def close(self) -> None:
        """Take all lines away."""
        self._ends = True
        self._wake.send(b"x")
        self._thread.join(10)
        for key in list(self._selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self._selector.close()
        self._wake.close()

    def _serve(self) -> None:
        while not self._ends:
            for key, _ in self._selector.select():
                if key.data is None:
                    self._woken.recv(100)
                elif isinstance(key.data, Line):
                    self._accept(key.data)
                else:
                    self._pass_on(key.data)

    def _accept(self, line: Line) -> None:
        assert line._listener is not None
        client, _ = line._listener.accept()
        if line.gone:
            client.close()
            return
        server = socket.socket(socket.AF_UNIX)
        try:
            server.connect(str(line.server))
        except OSError:
            client.close()
            server.close()
            return
        with self._lock:
            self._selector.register(client, selectors.EVENT_READ, _Way(client, server, line, False))
            self._selector.register(server, selectors.EVENT_READ, _Way(server, client, line, True))

    def _pass_on(self, way: _Way) -> None:
        try:
            got = way.source.recv(_AT_ONCE)
            told = self._until_it_breaks(way, got) if way.counts else got
            way.target.sendall(told)
        except OSError:
            got = told = b""
        if not got or len(told) < len(got):
            self._hang_up(way)

    def _until_it_breaks(self, way: _Way, got: bytes) -> bytes:
        """What is passed on of what came: all of it, or what was before the break."""
        line = way.line
        known = len(way.waiting)
        way.waiting += got
        at = 0
        while len(way.waiting) - at >= 5:
            size = 1 + struct.unpack_from("!I", way.waiting, at + 1)[0]
            if len(way.waiting) - at < size:
                break
            line.heard += 1
            line.turns += way.waiting[at] == _READY
            if line.breaks is not None and line.heard > line.breaks:
                line.gone = True
                return got[: max(0, at - known)]
            at += size
        del way.waiting[:at]
        return got

    def _hang_up(self, way: _Way) -> None:
        for end in (way.source, way.target):
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(end)
            end.close()
