# SPDX-License-Identifier: Apache-2.0
"""Does every kind of value that torch saves come back as it was?   PYTHON kinds_oracle.py PTHF [-v]

Each case is saved by this torch as zip and as legacy stream. `pthf check` finds nothing wrong with it, `pthf info` and
torch agree whether weights_only accepts it, and what `pthf convert` writes of it, as either, is what torch had loaded.
What this torch cannot make or save is left out. Without torch: status 77.
"""
import array
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import types
import unittest
import uuid

from compare import assert_same
from judge import NEW, need, torch

numpy, = need("numpy")

PTHF = None


class Color(enum.Enum):
    RED = 1
    BLUE = "b"


class Flag(enum.IntFlag):
    A = 1
    B = 2


Point = collections.namedtuple("Point", "x y")


@dataclasses.dataclass
class Record:
    a: int = 1
    b: object = None


class Slots:
    __slots__ = ("u", "v")

    def __eq__(self, other):
        return torch.equal(self.u, other.u) and self.v == other.v


class Dictionary(dict):
    pass


class Sequence(list):
    pass


class Subclass(torch.Tensor):
    pass


class Pair(torch.Tensor):
    """A subclass without a storage: _rebuild_wrapper_subclass."""

    @staticmethod
    def __new__(cls, a, b):
        return torch.Tensor._make_wrapper_subclass(cls, a.shape, dtype=a.dtype, device=a.device, strides=a.stride())

    def __init__(self, a, b):
        self.a, self.b = a, b

    @classmethod
    def __torch_dispatch__(cls, func, types, args=(), kwargs=None):
        return func(*[x.a if isinstance(x, Pair) else x for x in args], **(kwargs or {}))


def matrix():
    return torch.tensor([[0, 1.5, 0], [2, 0, 0], [0, 0, 3]])


def attributes(value, **named):
    for name, attribute in named.items():
        setattr(value, name, attribute)
    return value


def numbers_of(name):
    dtype = getattr(torch, name)
    if name.startswith("bits"):
        return {"w": torch.arange(6, dtype=torch.int16 if name == "bits16" else torch.uint8).view(dtype)}
    if name == "float4_e2m1fn_x2":
        return {"w": torch.arange(6, dtype=torch.uint8).view(dtype)}
    return {"w": torch.arange(1, 7).float().to(dtype),
            "view": torch.arange(1, 13).float().to(dtype).reshape(3, 4).t()[1:]}


def quantized():
    return torch.quantize_per_tensor(torch.arange(12.).reshape(3, 4), 0.1, 3, torch.qint8)


def by_channel(dtype, zeros=(0, 1, 2)):
    return torch.quantize_per_channel(torch.arange(12.).reshape(3, 4), torch.tensor([.1, .2, .3]), torch.tensor(zeros), 0,
                                      dtype)


def slotted():
    value = Slots()
    value.u, value.v = torch.ones(2), 3
    return value


def tied():
    whole = torch.arange(4.)
    return {"a": whole, "b": whole, "c": whole.view(2, 2), "d": [whole, whole[1:]]}


def strided():
    base = torch.arange(20.).reshape(4, 5)
    return {"t": base.t(), "e": torch.ones(1).expand(3, 4), "s": base[::2, 1:], "z": base[0:0], "scalar": base[0, 0],
            "last": torch.arange(24.).reshape(1, 2, 3, 4).to(memory_format=torch.channels_last)}


def cycles():
    first = [1]
    first.append(first)
    whole = {"a": first, "again": first}
    whole["self"] = whole
    return whole


CASES = {
    "coo": lambda: {"w": matrix().to_sparse(), "c": matrix().to_sparse().coalesce()},
    "hybrid coo": lambda: torch.sparse_coo_tensor(torch.tensor([[0, 2]]), torch.arange(6.).reshape(2, 3), (4, 3)),
    "csr": lambda: matrix().to_sparse_csr(),
    "csc": lambda: matrix().to_sparse_csc(),
    "bsr": lambda: torch.eye(4).to_sparse_bsr((2, 2)),
    "bsc": lambda: torch.eye(4).to_sparse_bsc((2, 2)),
    "batched csr": lambda: torch.stack([torch.eye(3)] * 2).to_sparse_csr(),
    "quantized": lambda: {"w": quantized(), "row": quantized()[1], "turned": quantized().t()},
    "quantized by channel": lambda: {"w": by_channel(torch.qint8), "f": by_channel(torch.quint8, (0., 1., 2.))},
    "packed quantized": lambda: by_channel(torch.quint4x2, (0., 1., 2.)),
    "complex": lambda: {"a": torch.randn(3, dtype=torch.complex64), "b": torch.randn(3, dtype=torch.complex128)},
    "conjugated": lambda: {"conj": torch.randn(3, dtype=torch.complex64).conj(),
                           "neg": torch.randn(3, dtype=torch.complex64).conj().imag},
    "meta": lambda: {"w": torch.empty(3, 4, device="meta"), "p": torch.nn.Parameter(torch.empty(2, device="meta"))},
    "nested": lambda: torch.nested.nested_tensor([torch.ones(2, 3), torch.ones(4, 3)]),
    "jagged": lambda: torch.nested.nested_tensor([torch.ones(2, 3), torch.ones(4, 3)], layout=torch.jagged),
    "narrowed jagged": lambda: torch.nested.narrow(torch.ones(3, 5, 2), 1, torch.tensor([0, 1, 2]),
                                                   torch.tensor([3, 2, 1]), layout=torch.jagged),
    "attributes of a parameter": lambda: attributes(torch.nn.Parameter(torch.ones(2)), tag={"x": torch.ones(2)}),
    "attributes of a tensor": lambda: attributes(torch.ones(2), tag="hello"),
    "subclass": lambda: attributes(torch.ones(2).as_subclass(Subclass), note=[1, torch.zeros(1)]),
    "parameter of a subclass": lambda: torch.nn.Parameter(torch.ones(2).as_subclass(Subclass)),
    "wrapper": lambda: Pair(torch.ones(2, 2), torch.zeros(2, 2)),
    "buffer": lambda: torch.nn.Buffer(torch.ones(2)),
    "generator": lambda: torch.Generator().manual_seed(3),
    "words": lambda: {"d": torch.device("cuda:1"), "t": torch.float16, "s": torch.Size([1, 2]), "l": torch.strided,
                      "m": torch.channels_last, "q": torch.per_tensor_affine},
    "storage": lambda: torch.ones(4).untyped_storage() if NEW else torch.ones(4).storage(),
    "gradient": lambda: torch.ones(2, requires_grad=True),
    "strides": strided,
    "ties": tied,
    "values": lambda: {"i": 2 ** 70, "n": -2 ** 63, "f": float("nan"), "inf": float("-inf"), "z": -0.0, "c": 1 + 2j,
                       "b": b"\x00\xff", "ba": bytearray(b"xy"), "none": None, "dots": ..., "slice": slice(1, 2),
                       "range": range(3), "set": {1, 2}, "fs": frozenset("a"), "es": set(), "text": "\ud800x",
                       "t": (), "l": [], "d": {}, "nt": Point(1, [2]), "en": Color.BLUE, "fl": Flag.A},
    "library": lambda: {"dt": datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc), "da": datetime.date(2020, 1, 1),
                        "td": datetime.timedelta(1, 2), "p": pathlib.PurePosixPath("/a/b"), "dec": decimal.Decimal("1.5"),
                        "fr": fractions.Fraction(1, 3), "uu": uuid.UUID(int=5), "dd": collections.defaultdict(list, k=[1]),
                        "co": collections.Counter("aab"), "dq": collections.deque([1, 2], maxlen=5),
                        "ns": types.SimpleNamespace(a=1), "ar": array.array("d", [1, 2]), "dc": Record(3, torch.ones(1))},
    "objects": lambda: {"s": slotted(), "d": attributes(Dictionary(a=1), x=2),
                        "l": attributes(Sequence([1]), y=torch.zeros(1))},
    "keys": lambda: {1: "i", "1": "s", 1.5: "f", None: "n", (1, 2): "t", b"x": "b", torch.float32: "d", Color.RED: "e",
                     frozenset([1]): "fs", -1: "neg", 2 ** 65: "big", "a/b": 0, "": 0, "@x": 0, "01": 0},
    "numpy": lambda: {"f": numpy.float64(1.5), "i": numpy.int32(3), "b": numpy.bool_(True), "s": numpy.str_("x"),
                      "y": numpy.bytes_(b"q"), "t": numpy.datetime64("2020-01-01"), "a": numpy.arange(6).reshape(2, 3),
                      "F": numpy.asfortranarray(numpy.arange(6.).reshape(2, 3)), "be": numpy.arange(3, dtype=">i4"),
                      "o": numpy.array([1, "a", None], dtype=object), "st": numpy.array([(1, 2.)], dtype=[("a", "i4"),
                                                                                                        ("b", "f8")]),
                      "U": numpy.array(["ab", "c"]), "z": numpy.zeros((0, 3)), "d": numpy.dtype("f4")},
    "random states": lambda: {"cpu": torch.get_rng_state(), "np": numpy.random.get_state()},
    "dynamic quantization": lambda: torch.ao.quantization.quantize_dynamic(
        torch.nn.Sequential(torch.nn.Linear(3, 3)), {torch.nn.Linear}, dtype=torch.qint8).state_dict(),
    "quantized module": lambda: torch.ao.quantization.quantize_dynamic(
        torch.nn.Sequential(torch.nn.Linear(3, 3)), {torch.nn.Linear}, dtype=torch.qint8),
    "packed sequence": lambda: torch.nn.utils.rnn.pack_sequence([torch.ones(3), torch.ones(2)]),
    "weight norm": lambda: torch.nn.utils.parametrizations.weight_norm(torch.nn.Linear(2, 2)).state_dict(),
    "bare tensor": lambda: torch.ones(3),
    "bare number": lambda: 7,
    "cycles": cycles,
}
for of in ("float8_e4m3fn float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz float8_e8m0fnu float4_e2m1fn_x2 uint16 uint32 "
           "uint64 bits8 bits16 bits1x8 bits2x4 bits4x2").split():
    CASES[of] = lambda of=of: numbers_of(of)

# What torch cannot load from a legacy stream, its own neither: numbers that stand behind the pickle are wanted in it.
NOT_LEGACY = ("nested", "generator", "quantized module")


def comparable(value):
    """Values without an equality of their own, as values that have one."""
    if isinstance(value, torch.Generator):
        return value.get_state()
    if isinstance(value, torch.nn.Module):
        return value.state_dict()
    if isinstance(value, Pair):
        return [value.a, value.b, list(value.shape)]
    if isinstance(value, torch.nn.utils.rnn.PackedSequence):
        return list(value)
    if isinstance(value, getattr(torch, "UntypedStorage", ())) or type(value).__name__.endswith("Storage"):
        return list(value)
    if isinstance(value, torch.Tensor) and getattr(value, "is_nested", False):
        return [piece for piece in value.unbind()]
    if isinstance(value, dict) and value.get("self") is value:
        return [value["a"][0], value["a"][1] is value["a"], value["again"] is value["a"], list(value)]
    return value


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        torch.manual_seed(1)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def pthf(self, *arguments, status=0):
        done = subprocess.run([PTHF, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(done.returncode, status, "%s: %s" % (arguments, done.stderr.decode("utf-8", "replace")))
        return done.stdout


class Kinds(Case):
    @staticmethod
    def load(path, **options):
        return torch.load(path, **(options or ({"weights_only": False} if NEW else {})))

    def verdict(self, path):
        card = json.loads(self.pthf("info", "--json", path))
        if not NEW:
            return
        try:
            self.load(path, weights_only=True)
            accepts = True
        except Exception:
            accepts = False
        self.assertEqual(accepts, card["weights_only"]["loads"], card["weights_only"])

    def one(self, name, form):
        source = self.path("in.pth")
        try:
            torch.save(CASES[name](), source, _use_new_zipfile_serialization=form == "zip")
            expected = self.load(source)
        except Exception as why:
            return str(why)  # this torch has it not, or cannot read what it wrote
        self.pthf("check", source)
        self.verdict(source)
        for target in ("zip", "legacy"):
            out = self.path("out.pth")
            if target == "legacy" and form == "zip" and (name in NOT_LEGACY or name in untyped()):
                self.pthf("convert", source, out, "--format", target, "--overwrite", status=2)
                continue
            if name in NOT_LEGACY and form == "legacy":
                continue
            self.pthf("convert", source, out, "--format", target, "--overwrite", "--verify", "full")
            assert_same(comparable(expected), comparable(self.load(out)))
        return None


class Nested(Case):
    """What is said of nested tensors, beside their coming back."""

    def pieces(self, tensor):
        path = self.path("nested.pth")
        torch.save({"w": tensor}, path)
        leaf = json.loads(self.pthf("ls", "--json", path))[0]
        self.assertEqual((leaf["path"], leaf["layout"]), (["w"], "nested"))
        report = json.loads(self.pthf("tensor", "--json", path, "w"))
        pieces = tensor.unbind()
        self.assertEqual(report["piece_count"], len(pieces))
        self.assertEqual(report["pieces"], [list(piece.shape) for piece in pieces])
        return report

    @unittest.skipUnless(NEW, "this torch has no nested tensors that can be saved")
    def test_strided_pieces(self):
        parts = [torch.arange(6.).reshape(2, 3), torch.ones(4, 3), torch.zeros(0, 3)]
        report = self.pieces(torch.nested.nested_tensor(parts))
        self.assertEqual(report["values"], torch.cat([part.reshape(-1) for part in parts]).tolist())

    @unittest.skipUnless(NEW, "this torch has no nested tensors that can be saved")
    def test_jagged_pieces(self):
        parts = [torch.arange(6.).reshape(2, 3), torch.ones(4, 3)]
        report = self.pieces(torch.nested.nested_tensor(parts, layout=torch.jagged))
        self.assertEqual(report["values"], torch.cat([part.reshape(-1) for part in parts]).tolist())
        self.pieces(torch.nested.narrow(torch.ones(3, 5, 2), 1, torch.tensor([0, 1, 2]), torch.tensor([3, 2, 1]),
                                        layout=torch.jagged))
        self.pieces(torch.nested.nested_tensor([torch.ones(7, 2), torch.ones(7, 3)], layout=torch.jagged))


class Said(Case):
    """What is said of values, beside their coming back."""

    def leaves(self, value):
        torch.save(value, self.path("said.pth"))
        return {leaf["path"][0]: leaf for leaf in json.loads(self.pthf("ls", "--json", self.path("said.pth")))}

    def test_numpy_texts_and_dates(self):
        value = {"bytes": numpy.bytes_(b"hello")}
        for unit, text in (("D", "2024-03-01"), ("M", "1969-12"), ("Y", "2024"), ("W", "2024-02-29"), ("h", "2024-03-01T12"),
                           ("s", "2024-03-01T12:00:05"), ("ns", "1965-03-01T12:00:00.123456789"), ("ms", "NaT")):
            value["date " + unit] = numpy.datetime64(text, unit)
            value["span " + unit] = numpy.timedelta64(-7, unit)
        value["steps"] = numpy.datetime64(3, "25s")
        value["generic"] = numpy.timedelta64(3)
        found = self.leaves(value)
        for key, one in value.items():
            wanted = one.decode() if key == "bytes" else str(one)
            self.assertEqual((found[key]["type"], found[key]["value"]), ("str", wanted), key)
            self.assertEqual(found[key]["numpy"], "|S5" if key == "bytes" else str(one.dtype), key)
        arrays = {"days": numpy.array(["2024-03-01", "NaT"], "datetime64[D]"), "names": numpy.array([b"ab", b"c"])}
        found = self.leaves(arrays)
        self.assertEqual(found["days"]["dtype"], "datetime64[D]")
        said = self.pthf("ls", self.path("said.pth")).decode()
        self.assertIn("datetime64[D] [2]: 2024-03-01, NaT", said)
        self.assertIn("|S2 [2]: b'ab', b'c'", said)

    @unittest.skipUnless(NEW, "this torch keeps no attributes of tensors")
    def test_attributes_of_tensors(self):
        plain, parameter, own = torch.ones(2), torch.nn.Parameter(torch.ones(3)), torch.ones(1).as_subclass(Subclass)
        plain.note, parameter.lr_scale, own.tag = "hi", 0.5, {"a": [1]}
        found = self.leaves({"plain": plain, "parameter": parameter, "own": own, "bare": torch.ones(1)})
        self.assertEqual(found["plain"]["attributes"], {"note": "'hi'"})
        self.assertEqual(found["parameter"]["attributes"], {"lr_scale": "0.5"})
        self.assertEqual(found["own"]["attributes"], {"tag": "{'a': [1]}"})
        self.assertNotIn("attributes", found["bare"])


class Portable(Case):
    """--portable keeps what tensors of other classes are made of, as plain tensors that weights_only takes."""

    def portable(self, value):
        torch.save(value, self.path("in.pth"))
        said = subprocess.run([PTHF, "convert", self.path("in.pth"), self.path("out.pth"), "--portable", "--overwrite"],
                              stdout=subprocess.PIPE, check=True).stdout.decode()
        return torch.load(self.path("out.pth"), **({"weights_only": True} if NEW else {})), said

    @unittest.skipUnless(NEW, "this torch saves no subclasses without a storage")
    def test_parts_of_subclasses(self):
        a, b = torch.randn(2, 3), torch.arange(6).reshape(2, 3)
        inner = Pair(a, torch.ones(2, 3))
        value = {"w": Pair(a, b), "deep": Pair(inner, b), "list": [Pair(a, b)], "plain": torch.ones(1)}
        found, said = self.portable(value)
        self.assertEqual(list(found), ["w.a", "w.b", "deep.a.a", "deep.a.b", "deep.b", "list", "plain"])
        for key, wanted in (("w.a", a), ("w.b", b), ("deep.a.a", a), ("deep.b", b)):
            self.assertTrue(torch.equal(found[key], wanted), key)
        self.assertTrue(torch.equal(found["list"][0]["b"], b))
        self.assertEqual(found["w.a"].data_ptr(), found["deep.a.a"].data_ptr())
        self.assertIn("kept as the plain tensors that they are made of", said)

    @unittest.skipUnless(NEW, "this torch saves no subclasses without a storage")
    def test_taken_names_stay(self):
        a, b = torch.randn(2, 3), torch.ones(2, 3)
        found, _ = self.portable({"w": Pair(a, b), "w.a": torch.zeros(1)})
        self.assertEqual(list(found), ["w", "w.a"])
        self.assertTrue(torch.equal(found["w"]["a"], a))

    @unittest.skipUnless(NEW, "this torch has no nested tensors that can be saved")
    def test_nested(self):
        parts = [torch.arange(6.).reshape(2, 3), torch.ones(4, 3)]
        for layout in (torch.strided, torch.jagged):
            nested = torch.nested.nested_tensor(parts, layout=layout)
            found, _ = self.portable({"n": nested, "e": 3})
            if "n" in found:  # torch takes it as it is
                self.assertTrue(found["n"].is_nested)
            else:
                values = found["n.values"] if "n.values" in found else found["n.buffer"]
                self.assertTrue(torch.equal(values.reshape(-1), torch.cat([part.reshape(-1) for part in parts])))


def untyped():
    """What lies in storages without a class."""
    return [name for name in CASES if name.startswith(("float8", "float4", "uint", "bits"))] + ["storage"] * NEW


def add(name, form):
    def test(self):
        why = self.one(name, form)
        if why:
            self.skipTest(why.splitlines()[0][:100])

    setattr(Kinds, "test_%s_%s" % (name.replace(" ", "_"), form), test)


for case in CASES:
    for layout in ("zip", "legacy"):
        add(case, layout)


if __name__ == "__main__":
    PTHF = os.path.abspath(sys.argv.pop(1))
    unittest.main()
