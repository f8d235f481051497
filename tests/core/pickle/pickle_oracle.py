#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""CPython as the judge of the pickle machine and the pickle writer.

What CPython pickles, at every protocol, is read and written by `pickle_echo`; CPython loads the answer, and it has to be
equal in value, in types and in what is shared with what. What CPython refuses, pickle_echo has to refuse.
"""

import argparse
import collections
import datetime
import decimal
import fractions
import pathlib
import pickle
import random
import resource
import struct
import subprocess
import sys


class Outer:
    class Inner:
        def __eq__(self, other):
            return type(self) is type(other)


class Plain:
    def __init__(self, **state):
        self.__dict__.update(state)

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__


class Slots:
    __slots__ = ("a", "b")

    def __eq__(self, other):
        return (self.a, self.b) == (other.a, other.b)


class Items(list):
    pass


class Entries(dict):
    pass


class Keywords:
    def __new__(cls, *, size):
        made = super().__new__(cls)
        made.size = size
        return made

    def __getnewargs_ex__(self):
        return (), {"size": self.size}

    def __eq__(self, other):
        return type(self) is type(other) and self.size == other.size


def examples():
    slots = Slots()
    slots.a, slots.b = 1, "two"
    items = Items([1, 2])
    items.name = "items"
    entries = Entries(a=1)
    entries.name = "entries"
    shared = [1, 2]
    text = "shared text"
    yield "plain", [None, True, False, 0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1]
    yield "long integers", [sign * 2**bits + more for bits in (62, 63, 64, 80, 2039, 2040, 2048) for sign in (1, -1) for more in (-1, 0, 1)]
    yield "floats", [0.0, -0.0, 1.5, 1e300, float("inf"), float("-inf"), 5e-324]
    yield "texts", ["", "a", "größe", "\ud800", "\U0001f600", "a\nb\\u0041\\", "x" * 70_000]
    yield "bytes", [b"", b"a", bytes(range(256)), b"\xff" * 70_000, bytearray(b""), bytearray(range(256))]
    yield "tuples", [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), ((), ((),))]
    yield "many items", [list(range(2_500)), {i: str(i) for i in range(2_500)}, set(range(2_500))]
    yield "sets", [set(), {1, 2}, frozenset(), frozenset({"a", (1, 2)})]
    yield "keys", {1: "a", "1": "b", (1, "x"): "c", None: "d", 2.5: "e", b"k": "f", frozenset({1}): "g"}
    yield "standard classes", [
        collections.OrderedDict([("b", 1), ("a", 2)]),
        collections.Counter("abca"),
        collections.defaultdict(list, a=[1]),
        collections.deque([1, 2], 5),
        datetime.datetime(2020, 1, 2, 3, 4, 5),
        decimal.Decimal("1.25"),
        fractions.Fraction(1, 3),
        complex(1, 2),
        range(3),
        slice(1, 2),
        argparse.Namespace(lr=0.1, name="x"),
        pathlib.PurePosixPath("a/b"),
        Ellipsis,
        NotImplemented,
        type(None),
        int,
        len,
    ]
    yield "own classes", [Plain(a=1, b=[2]), slots, items, entries, Plain]
    yield "shared", [shared, shared, {"x": shared}, text, text, Plain(a=shared)]
    if sys.version_info >= (3, 4):
        yield "nested classes", [Outer.Inner, Outer.Inner(), Outer.Inner]
        yield "keyword arguments", [Keywords(size=3)]


def cycles():
    """Each with what has to hold of it."""
    itself = [1]
    itself.append(itself)
    yield itself, lambda value: value[1] is value
    entry = {}
    entry["self"] = entry
    yield entry, lambda value: value["self"] is value
    pair = ([], 5)
    pair[0].append(pair)
    yield pair, lambda value: value[0][0] is value
    long = ([], 5, 6, 7)
    long[0].append(long)
    yield long, lambda value: value[0][0] is value
    thing = Plain()
    thing.me = thing
    yield thing, lambda value: value.me is value
    member = Plain()
    member.home = {member} if False else [member]
    yield [member, member.home], lambda value: value[0].home is value[1] and value[1][0] is value[0]


class Echo:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __call__(self, content):
        """The pickle written again, or None where it was refused."""
        self.process.stdin.write(struct.pack("<q", len(content)) + content)
        self.process.stdin.flush()
        (length,) = struct.unpack("<q", self.process.stdout.read(8))
        if length < 0:
            (length,) = struct.unpack("<q", self.process.stdout.read(8))
            self.message = self.process.stdout.read(length).decode()
            return None
        return self.process.stdout.read(length)


def same_types(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same_types, a, b))
    if isinstance(a, dict):
        return all(map(same_types, a.values(), b.values())) and list(a) == list(b)
    return True


def can_pickle(name, protocol):
    """__slots__ and keyword arguments need protocol 2 and more."""
    return protocol >= 2 or name not in ("own classes", "nested classes", "keyword arguments")


def check_values(echo):
    checked = 0
    for name, value in examples():
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            if not can_pickle(name, protocol):
                continue
            again = echo(pickle.dumps(value, protocol))
            assert again is not None, (name, protocol, echo.message)
            loaded = pickle.loads(again)
            assert loaded == value and same_types(loaded, value), (name, protocol)
            canonical = pickle.dumps(pickle.loads(pickle.dumps(value, 2)), 2)
            assert name != "shared" or pickle.dumps(loaded, 2) == canonical, (name, protocol)
            checked += 1
    for number, (value, holds) in enumerate(cycles()):
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            again = echo(pickle.dumps(value, protocol))
            assert again is not None, (number, protocol, echo.message)
            assert holds(pickle.loads(again)), ("cycle", number, protocol)
            checked += 1
    return checked


class Anything:
    """Takes any arguments, state, items and entries, and can be called."""

    def __new__(cls, *arguments, **keywords):
        return object.__new__(cls)

    def __init__(self, *arguments, **keywords):
        pass

    def __call__(self, *arguments):
        return self

    def __setstate__(self, state):
        pass

    def __setitem__(self, key, value):
        pass

    def append(self, item):
        pass

    def add(self, item):
        pass

    def extend(self, items):
        pass


class Judge(pickle.Unpickler):
    def find_class(self, module, name):
        return Anything

    def persistent_load(self, identity):
        return Anything()


def check_damage(echo, rounds):
    """What CPython refuses for the form of the pickle, is refused; and the other way round."""
    import io

    draw = random.Random(1)
    structural = (pickle.UnpicklingError, EOFError, UnicodeDecodeError)
    checked = 0
    for name, value in examples():
        if name in ("many items", "texts", "bytes"):
            continue
        for protocol in (0, 2, 3):  # read from a file, CPython loses its place behind a damaged frame
            if not can_pickle(name, protocol):
                continue
            content = pickle.dumps(value, protocol)
            for _ in range(rounds):
                damaged = bytearray(content)
                damaged[draw.randrange(len(damaged))] ^= 1 << draw.randrange(8)
                try:
                    Judge(io.BytesIO(bytes(damaged))).load()
                    refused = False
                except structural as error:
                    if "NEWOBJ" in str(error):
                        continue  # whether a call gives a class, only a run can tell
                    refused = True
                except Exception:
                    continue  # what a class says to its arguments is not for us to tell
                answer = echo(bytes(damaged))
                assert not refused or answer is None, (name, protocol, bytes(damaged))
                checked += 1
    return checked


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="pickle_echo")
    parser.add_argument("--rounds", type=int, default=30, help="damaged copies of each example")
    options = parser.parse_args()
    # CPython allocates what a damaged pickle asks for: a memo of 2^31 entries, bytes of 2^40.
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    echo = Echo(options.program)
    print(check_values(echo), "pickles came back equal")
    print(check_damage(echo, options.rounds), "damaged pickles were judged alike")


if __name__ == "__main__":
    main()
