# SPDX-License-Identifier: Apache-2.0
"""Are numpy's arrays inside of checkpoints shown with the elements that numpy has?   PYTHON arrays_oracle.py PTHF [-v]

longdouble, masked and structured arrays too, which no tensor can hold: written by torch.save, by pickle and by
numpy.savez, read by `pthf tensor` and `pthf ls`. Without torch or numpy: status 77.
"""
import ast
import json
import os
import pickle
import subprocess
import sys
import tempfile
import unittest

from judge import need, torch

numpy, = need("numpy")
PTHF = None
LONG = [1.1, -2.5e300, 1e-4940, 0, 1 / 3, 1e4000, float("nan"), float("inf"), -float("inf")]


def arrays():
    """Name to array."""
    structure = numpy.dtype([("i", "<i4"), ("f", "<f8"), ("s", "S2"), ("u", "<U2"), ("b", "?")])
    nested = numpy.dtype([("x", [("y", "<f4"), ("z", "<i2")]), ("w", "<f4", (2,)), ("n", ">i4")])
    yield "bool", numpy.array([True, False])
    yield "int8", numpy.arange(-3, 3, dtype=numpy.int8).reshape(2, 3)
    yield "fortran", numpy.asfortranarray(numpy.arange(12, dtype=numpy.int16).reshape(3, 4))
    yield "uint64", numpy.array([2 ** 64 - 1, 1], dtype=numpy.uint64)
    yield "float16", numpy.array([0.5, -2, numpy.inf], dtype=numpy.float16)
    yield "float32", numpy.array([0.1, 3e30, numpy.nan], dtype=numpy.float32)
    yield "float64", numpy.array([0.1, -1e300, 5e-324])
    yield "big_endian", numpy.arange(3, dtype=">f8") / 3
    yield "scalar", numpy.array(2.5)
    yield "empty", numpy.zeros((0, 3))
    yield "longdouble", numpy.array([numpy.longdouble(str(v)) for v in ("1.1", "-2.5e300", "1e-4940", "0", "1e4000")]
                                    + [numpy.longdouble(v) for v in LONG[4:5] + LONG[6:]])
    yield "thirds", numpy.arange(6, dtype=numpy.longdouble).reshape(2, 3) / 3
    yield "texts", numpy.array(["ab", "größe", ""])
    yield "bytes", numpy.array([b"ab", b"c"])
    yield "dates", numpy.array(["2020-01-01", "NaT"], dtype="datetime64[D]")
    yield "structured", numpy.array([(1, 2.5, b"ab", "ü", True), (-3, 4.5, b"c", "", False)], dtype=structure)
    yield "nested", numpy.array([((1.5, 2), [3, 4], 5), ((6, 7), [8, 9], 10)], dtype=nested)
    yield "aligned", numpy.zeros(2, dtype=numpy.dtype([("a", "i1"), ("b", "f8")], align=True))
    yield "record", numpy.rec.array([(1, 2.5), (3, 4.5)], dtype=[("a", int), ("b", float)])
    yield "matrix", numpy.matrix([[1, 2], [3, 4]])
    yield "masked", numpy.ma.masked_array([1.0, 2.0, 3.0], mask=[0, 1, 0])
    yield "masked_rows", numpy.ma.masked_array(numpy.arange(6).reshape(2, 3), mask=numpy.eye(2, 3, dtype=bool))
    yield "unmasked", numpy.ma.masked_array([1, 2])


def flat(value):
    """The plain values of a structured element, those of structures within it too."""
    if isinstance(value, tuple):
        return [one for part in value for one in flat(part)]
    return [value.tolist() if isinstance(value, numpy.ndarray) else value]


class Arrays(unittest.TestCase):
    def ask(self, *words):
        done = subprocess.run([PTHF] + list(words) + ["--json"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout[:300])
        return json.loads(done.stdout)

    def check(self, file, name, array):
        answer = self.ask("tensor", file, name)
        self.assertEqual(answer["shape"], list(array.shape))
        values = answer["values"]
        if isinstance(array, numpy.ma.MaskedArray) and not file.endswith(".npz"):
            self.assertEqual([v is None for v in values], numpy.ma.getmaskarray(array).flatten().tolist())
            self.assertEqual(answer["class"], "numpy.ma.MaskedArray")
            values = [v for v in values if v is not None]
            array = array.compressed()
        elements = numpy.asarray(array).flatten()
        self.assertEqual(len(values), len(elements))
        for seen, wanted in zip(values, elements):
            self.compare(seen, wanted)

    def compare(self, seen, wanted):
        kind = wanted.dtype.kind
        if kind == "V":
            self.assertEqual([str(v) for v in self.elements(seen)], [str(v) for v in flat(wanted.tolist())])
        elif kind == "f":
            number = type(wanted)(str(seen))
            self.assertTrue(number == wanted or (number != number and wanted != wanted), (seen, wanted))
        elif kind in "US":
            self.assertEqual(ast.literal_eval(seen), wanted.item())
        elif kind in "iu":
            self.assertEqual(int(seen), int(wanted))
        else:
            self.assertEqual(str(seen), str(wanted))

    @staticmethod
    def elements(text):
        return list(ast.literal_eval(text))

    def test_elements_are_numpys_own(self):
        known = dict(arrays())
        with tempfile.TemporaryDirectory() as folder:
            zipped, pickled, archive = (os.path.join(folder, n) for n in ("a.pth", "a.pkl", "a.npz"))
            torch.save(known, zipped)
            with open(pickled, "wb") as out:
                pickle.dump(known, out, protocol=4)
            numpy.savez(archive, **known)
            for file in (zipped, pickled, archive):
                for name, array in known.items():
                    with self.subTest("%s in %s" % (name, os.path.basename(file))):
                        if file == archive and array.dtype.kind in "biuf" and array.dtype.itemsize <= 8:
                            continue  # a tensor there, with statistics: tensor_oracle.py
                        self.check(file, name, array)

    def test_a_scalar_longdouble_keeps_its_digits(self):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "a.pth")
            torch.save({"x": numpy.longdouble("0.1")}, file)
            leaf, = self.ask("ls", file)
            self.assertEqual((leaf["type"], leaf["numpy"]), ("float", numpy.dtype(numpy.longdouble).name))
            self.assertEqual(numpy.longdouble(leaf["value"]), numpy.longdouble("0.1"))

    def test_portable_copies_say_what_is_masked(self):
        with tempfile.TemporaryDirectory() as folder:
            file, safe = os.path.join(folder, "a.pth"), os.path.join(folder, "b.pth")
            masked = numpy.ma.masked_array([[1.0, 2.0], [3.0, 4.0]], mask=[[0, 1], [0, 0]])
            torch.save({"m": masked, "w": torch.ones(1)}, file)
            done = subprocess.run([PTHF, "convert", file, safe, "--portable"], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            loaded = torch.load(safe)["m"]
            self.assertTrue(numpy.array_equal(loaded["data"].numpy(), masked.data))
            self.assertTrue(numpy.array_equal(loaded["mask"].numpy(), masked.mask))


if __name__ == "__main__":
    PTHF = sys.argv.pop(1)
    unittest.main(warnings="ignore")
