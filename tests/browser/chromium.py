"""A headless Chromium, driven through its DevTools protocol over a pipe."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import re
import select
import shutil
import struct
import subprocess
import time
import zlib
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--remote-debugging-pipe",
)
PATIENCE_SECONDS = 60
# Paper in inches.
A4 = (8.27, 11.69)
LETTER = (8.5, 11.0)


def found() -> str | None:
    """Where a Chromium is on this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """The browser with one page open."""

    def __init__(self, profile: Path) -> None:
        ours, theirs = os.pipe(), os.pipe()
        self._read, self._write = theirs[0], ours[1]

        def at_3_and_4() -> None:
            """The browser reads at 3 and writes at 4."""
            ends = [fcntl.fcntl(one, fcntl.F_DUPFD, 10) for one in (ours[0], theirs[1])]
            for place, end in enumerate(ends, 3):
                os.dup2(end, place)

        self._process = subprocess.Popen(
            [found() or "chromium", *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=at_3_and_4,  # noqa: PLW1509 - the tests have one thread
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(ours[0])
        os.close(theirs[1])
        self._waiting = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for part in ("Page", "Network", "Log", "Runtime", "Accessibility"):
            self.call(f"{part}.enable")

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_SECONDS)
        os.close(self._read)
        os.close(self._write)

    def call(self, method: str, **params: Any) -> Any:
        """The result of a method; events that come meanwhile are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE_SECONDS
        while b"\0" not in self._waiting:
            left = max(0.0, end - time.monotonic())
            assert select.select([self._read], [], [], left)[0], "the browser does not answer"
            part = os.read(self._read, 1 << 20)
            assert part, "the browser has ended"
            self._waiting += part
        first, _, self._waiting = self._waiting.partition(b"\0")
        answer: dict[str, Any] = json.loads(first)
        return answer

    def open(self, path: Path, width: int = 794, media: str = "screen") -> None:
        """Show a file in a window of a width, in CSS pixels; A4 is 794 wide."""
        self.events.clear()
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=1123,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.call("Emulation.setEmulatedMedia", media=media)
        self.call("Page.navigate", url=path.as_uri())
        self.wait_for("Page.loadEventFired")

    def wait_for(self, event: str) -> None:
        while not any(one.get("method") == event for one in self.events):
            self.events.append(self._next())

    def value(self, expression: str) -> Any:
        """The value of an expression of JavaScript in the page."""
        done = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def nodes(self) -> list[dict[str, Any]]:
        """The accessibility tree as a list: role, name and properties of each node that counts."""
        tree = self.call("Accessibility.getFullAXTree")["nodes"]
        return [
            {
                "role": node["role"]["value"],
                "name": node.get("name", {}).get("value", ""),
                **{one["name"]: one["value"].get("value") for one in node.get("properties", ())},
            }
            for node in tree
            if not node["ignored"]
        ]

    def pdf(self, paper: tuple[float, float]) -> bytes:
        """The page printed on paper, with the margins of its style sheet."""
        self.call("Emulation.setEmulatedMedia", media="")
        printed = self.call(
            "Page.printToPDF",
            paperWidth=paper[0],
            paperHeight=paper[1],
            printBackground=False,
            preferCSSPageSize=False,
        )
        return base64.b64decode(printed["data"])

    def picture(self) -> list[bytes]:
        """The whole page as rows of grey values."""
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        return grey(base64.b64decode(shot["data"]))


def pages(pdf: bytes) -> int:
    """How many pages a PDF of Chromium has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def grey(png: bytes) -> list[bytes]:
    """The rows of a PNG of 8 bits a channel as grey values."""
    width, height, _, color = struct.unpack(">IIBB", png[16:26])
    channels = {2: 3, 6: 4}[color]
    at, packed = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += length + 12
    data, size = zlib.decompress(packed), width * channels
    rows, before = [], bytearray(size)
    for line in range(height):
        start = line * (size + 1)
        before = _unfiltered(data[start], data[start + 1 : start + 1 + size], before, channels)
        rows.append(bytes(before[1::channels]))
    return rows


def _unfiltered(kind: int, row: bytes, above: bytearray, channels: int) -> bytearray:
    out = bytearray(row)
    for at in range(len(out)):
        left = out[at - channels] if at >= channels else 0
        up = above[at]
        corner = above[at - channels] if at >= channels else 0
        if kind == 4:
            estimate = left + up - corner
            distances = [
                (abs(estimate - one), place) for place, one in enumerate((left, up, corner))
            ]
            added = (left, up, corner)[min(distances)[1]]
        else:
            added = (0, left, up, (left + up) // 2)[kind]
        out[at] = (out[at] + added) & 255
    return out
