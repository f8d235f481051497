# SPDX-License-Identifier: Apache-2.0
"""How long from the start of the program until its window is painted?

    python3 tests/bench/window_start.py build/release/bin/pthfinder [--file CHECKPOINT] [--runs 9]

Starts the whole process under a virtual screen of its own (Xvfb) with fresh settings and without an input method or a
session bus, and looks at the screen: the clock runs from the start of the process until the first pixels of its window
are there. Prints the median of the runs; the first one, which warms the caches, does not count. Exits with 1 when the
bar of DESIGN section 8 (150 ms) is missed.
"""
import argparse
import ctypes
import ctypes.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BAR = 150.0
WIDTH, HEIGHT = 1280, 800
STEP = 0.001  # between two looks


class Screen:
    """A virtual screen and the colours of its pixels."""

    def __init__(self):
        reader, writer = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", "%dx%dx24" % (WIDTH, HEIGHT), "-nolisten", "tcp"],
            pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        self.name = ":" + os.read(reader, 16).decode().strip()
        self.x = ctypes.CDLL(ctypes.util.find_library("X11"))
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x.XGetImage.restype = ctypes.c_void_p
        self.x.XGetPixel.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(self.name.encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))

    def pixels(self):
        """Some of the colours on the screen; the empty one has a single colour."""
        every = ctypes.c_ulong(0xFFFFFFFF)
        colours = set()
        for y in range(40, HEIGHT, 120):
            image = ctypes.c_void_p(self.x.XGetImage(self.display, self.root, 0, y, WIDTH, 1, every, 2))
            colours.update(self.x.XGetPixel(image, x, 0) for x in range(20, WIDTH, 60))
            self.x.XDestroyImage(image)
        return colours

    def close(self):
        self.server.terminate()
        self.server.wait()


def start(program, files, screen):
    """Milliseconds from the start of the process to the first pixels of its window."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "XDG_CONFIG_HOME": home, "XDG_RUNTIME_DIR": home,
                       "DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
        empty = screen.pixels()
        begin = time.perf_counter()
        process = subprocess.Popen([program] + files, env=environment, stderr=subprocess.DEVNULL)
        while screen.pixels() == empty:
            if process.poll() is not None:
                sys.exit("%s ended with %d before it showed a window" % (program, process.returncode))
            if time.perf_counter() - begin > 60:
                sys.exit("no window in a minute")
            time.sleep(STEP)
        taken = (time.perf_counter() - begin) * 1e3
        process.terminate()
        process.wait()
        while screen.pixels() != empty:
            time.sleep(STEP)
        return taken


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pthfinder")
    parser.add_argument("--file", action="append", default=[], help="a checkpoint to open")
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    if shutil.which("Xvfb") is None:
        sys.exit("Xvfb is not installed")
    screen = Screen()
    try:
        taken = [start(options.pthfinder, options.file, screen) for _ in range(options.runs + 1)][1:]
    finally:
        screen.close()
    median = statistics.median(taken)
    print("window painted after %.0f ms (%.0f to %.0f; bar %.0f)" % (median, min(taken), max(taken), BAR))
    return 1 if median > BAR else 0


if __name__ == "__main__":
    sys.exit(main())
