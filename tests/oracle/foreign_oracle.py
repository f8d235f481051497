# SPDX-License-Identifier: Apache-2.0
"""foreign_oracle.py PTHF FORMAT: files of other formats, written by the libraries that own them, opened and converted.

What `pthf ls --json` lists and what torch loads from `pthf convert` has to be what was written. FORMAT is numpy, gguf,
hdf5 or joblib. Exit status 77, with the reason, where the library or torch is missing.
"""
import json
import os
import subprocess
import sys
import tempfile

from judge import need

FAILED = []


class Folder:
    """Runs pthf over files of one temporary folder."""

    def __init__(self, pthf, folder):
        self.pthf, self.folder = pthf, folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments):
        done = subprocess.run([self.pthf, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip()

    def leaves(self, path):
        status, out, err = self.run("ls", "--json", path)
        if status != 0:
            FAILED.append("%s: ls exits with %d: %s" % (os.path.basename(path), status, err))
            return []
        return json.loads(out)

    def kind(self, path):
        return json.loads(self.run("info", "--json", path)[1])["kind"]

    def converted(self, path, *options):
        """What torch loads from the conversions to zip and to legacy, which have to be one."""
        loaded = []
        for form in ("zip", "legacy"):
            target = self.path("converted-%s.pth" % form)
            status, out, err = self.run("convert", path, target, "--overwrite", "--format", form, *options)
            if status != 0:
                if form == "zip" or "legacy format cannot hold" not in err:
                    FAILED.append("%s: convert to %s exits with %d: %s" % (os.path.basename(path), form, status, err))
                continue
            loaded.append(load(target))
        return loaded


def load(path):
    import torch
    try:
        return torch.load(path, weights_only=False)
    except TypeError:  # torch 1.13 in its default spelling
        return torch.load(path)


def expect(where, what, wanted, found):
    if wanted != found:
        FAILED.append("%s: %s: expected %r, found %r" % (where, what, wanted, found))


def expect_array(where, array, found):
    """A torch tensor or numpy array holds exactly what a numpy array does."""
    import numpy
    found = found.detach().cpu().numpy() if hasattr(found, "detach") else numpy.asarray(found)
    native = array.astype(array.dtype.newbyteorder("="))
    if found.shape != native.shape or found.dtype != native.dtype or found.tobytes() != native.tobytes():
        FAILED.append("%s: expected %s %s, found %s %s" % (where, native.dtype, native.shape, found.dtype, found.shape))


def expect_leaf(where, leaves, path, dtype, shape, stride=None):
    found = [leaf for leaf in leaves if leaf["path"] == path]
    if not found:
        FAILED.append("%s: no leaf at %r" % (where, path))
        return
    expect(where, "dtype of %r" % path, dtype, found[0].get("dtype"))
    expect(where, "shape of %r" % path, list(shape), found[0].get("shape"))
    if stride is not None:
        expect(where, "stride of %r" % path, stride, found[0].get("stride"))


TORCH_TYPES = ["f8", "f4", "f2", "c16", "c8", "i8", "i4", "i2", "i1", "u1", "b1"]


def check_numpy(folder):
    numpy, torch = need("numpy", "torch")
    numbers = numpy.random.default_rng(0)
    arrays = {}
    for spelling in TORCH_TYPES:
        plain = (numbers.random((2, 3, 4)) * 100).astype(spelling)
        arrays["little " + spelling] = plain
        arrays["big " + spelling] = plain.astype(plain.dtype.newbyteorder(">"))
        arrays["fortran " + spelling] = numpy.asfortranarray(plain)
    arrays["scalar"] = numpy.float32(3.5)[()].reshape(())
    arrays["empty"] = numpy.zeros((0, 5), "i8")
    for write, name in ((numpy.savez, "stored.npz"), (numpy.savez_compressed, "deflated.npz")):
        path = folder.path(name)
        write(path, **arrays)
        expect(name, "kind", "npz", folder.kind(path))
        leaves = folder.leaves(path)
        for key, array in arrays.items():
            dtype = str(array.dtype.newbyteorder("="))
            strides = [stride // array.itemsize for stride in array.strides] if array.size else None
            expect_leaf(name, leaves, [key], dtype, array.shape, strides)
        for content in folder.converted(path):
            expect(name, "names", list(arrays), list(content))
            for key, array in arrays.items():
                expect_array("%s %s" % (name, key), array, content[key])
    check_numpy_only(folder, numpy)
    for version in ((1, 0), (2, 0), (3, 0)):
        path = folder.path("version%d.npy" % version[0])
        with open(path, "wb") as out:
            numpy.lib.format.write_array(out, arrays["big f4"], version=version)
        expect_leaf(path, folder.leaves(path), [], "float32", (2, 3, 4))
        for content in folder.converted(path):
            expect_array(path, arrays["big f4"], content)


def check_numpy_only(folder, numpy):
    """Types that torch does not have stay numpy's."""
    arrays = {
        "text": numpy.array(["ab", "c"]),
        "bytes": numpy.array([b"ab", b"c"]),
        "dates": numpy.array(["2020-01-01", "1969-07-20"], dtype="M8[ns]"),
        "spans": numpy.array([1, 2], dtype="m8[s]"),
        "structures": numpy.array([(1, (2.0, 3.0))], dtype=[("a", "<i4"), ("b", [("c", ">f8"), ("d", "<f4")])]),
    }
    path = folder.path("numpy_only.npz")
    numpy.savez(path, objects=numpy.array([{"x": 1}, [2], None], dtype=object), **arrays)
    leaves = {leaf["path"][0]: leaf for leaf in folder.leaves(path)}
    for key, array in arrays.items():
        expect(path, "type of " + key, "ndarray", leaves.get(key, {}).get("type"))
        expect(path, "shape of " + key, list(array.shape), leaves.get(key, {}).get("shape"))
    for content in folder.converted(path):
        expect(path, "objects", [{"x": 1}, [2], None], list(content["objects"]))
        for key, array in arrays.items():
            expect(path, key, (array.dtype, array.tobytes()), (content[key].dtype, content[key].tobytes()))


def check_gguf(folder):
    numpy, torch, gguf = need("numpy", "torch", "gguf")
    numbers = numpy.random.default_rng(0)
    plain = {"w%d" % i: (numbers.random((3, 4)) * 100).astype(spelling)
             for i, spelling in enumerate(["f4", "f2", "f8", "i1", "i2", "i4", "i8"])}
    kinds = gguf.GGMLQuantizationType
    for name, order in (("little.gguf", gguf.GGUFEndian.LITTLE), ("big.gguf", gguf.GGUFEndian.BIG)):
        path = folder.path(name)
        writer = gguf.GGUFWriter(path, "llama", endianess=order)
        writer.add_name("tiny")
        writer.add_uint64("big", 2 ** 63 + 5)
        writer.add_array("tokens", ["a", "\u00fc"])
        for key, array in plain.items():
            writer.add_tensor(key, array.copy())
        blocks = {}
        if order == gguf.GGUFEndian.LITTLE:
            for kind in (kinds.Q4_0, kinds.Q8_0, kinds.Q5_1):
                blocks[kind.name] = gguf.quants.quantize(numbers.random((2, 64)).astype("f4"), kind)
                writer.add_tensor(kind.name, blocks[kind.name], raw_dtype=kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        expect(name, "kind", "gguf", folder.kind(path))
        leaves = folder.leaves(path)
        for key, array in plain.items():
            expect_leaf(name, leaves, [key], str(array.dtype), array.shape)
        for key, array in blocks.items():
            leaf = [leaf for leaf in leaves if leaf["path"] == [key]][0]
            expect(name, key, ([2, 64], "ggml." + key, list(array.shape)),
                   (leaf["shape"], leaf["class"], leaf["parts"][0]["shape"]))
        for content in folder.converted(path, *[word for key in blocks for word in ("--drop", key)]):
            for key, array in plain.items():
                expect_array("%s %s" % (name, key), array, content[key])
            expect(name, "metadata", (2 ** 63 + 5, ["a", "\u00fc"]),
                   (content.metadata["big"], content.metadata["tokens"]))
    check_block_sizes(folder, gguf)
    check_block_numbers(folder, gguf, torch)


def check_block_numbers(folder, gguf, torch):
    """Blocks of any bytes stand for the numbers that gguf's own dequantize() gives, bit for bit; and they can be cast.

    The types whose numbers are looked up in large tables are bytes to us."""
    import numpy
    numpy.seterr(all="ignore")
    looked_up = "IQ1_M IQ1_S IQ2_S IQ2_XS IQ2_XXS IQ3_S IQ3_XXS".split()
    draw = numpy.random.default_rng(3)
    blocks = {}
    for kind, (elements, size) in gguf.GGML_QUANT_SIZES.items():
        data = draw.integers(0, 256, (5, 3 * size), dtype="u1")
        try:
            if elements != 1 and kind.name not in looked_up:
                blocks[kind] = data, gguf.quants.dequantize(data, kind)
        except NotImplementedError:
            pass
    path = folder.path("blocks.gguf")
    writer = gguf.GGUFWriter(path, "llama")
    for kind, (data, _) in blocks.items():
        writer.add_tensor(kind.name, data, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    expect("blocks", "types", True, len(blocks) >= 15)
    for kind, (_, numbers) in blocks.items():
        array = folder.path("numbers.npy")
        folder.run("tensor", path, kind.name, "--npy", array, "--overwrite")
        found = numpy.load(array)
        expect("numbers", kind.name, (numbers.shape, True), (found.shape, numpy.array_equal(numbers, found, equal_nan=True)))
    out = folder.path("cast.pth")
    folder.run("convert", path, out, "--cast", "float16", "--overwrite", "--verify", "full")
    content = torch.load(out, weights_only=True)
    for kind, (_, numbers) in blocks.items():
        half = torch.from_numpy(numbers.copy()).half().numpy()
        expect("cast", kind.name, True, numpy.array_equal(half, content[kind.name].numpy(), equal_nan=True))


def check_block_sizes(folder, gguf):
    """What we know of every block type is what gguf knows. It takes Q8_1, which no file has, for 40 bytes; ggml for 36."""
    import numpy
    for kind, (elements, size) in gguf.GGML_QUANT_SIZES.items():
        if elements == 1 or kind.name == "Q8_1":
            continue
        path = folder.path("block.gguf")
        writer = gguf.GGUFWriter(path, "llama")
        writer.add_tensor("t", numpy.zeros((3, 2 * size), "u1"), raw_dtype=kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        leaf = [leaf for leaf in folder.leaves(path) if leaf["path"] == ["t"]]
        found = (leaf[0]["shape"], leaf[0]["class"], leaf[0]["parts"][0]["shape"]) if leaf else None
        expect("block types", kind.name, ([3, 2 * elements], "ggml." + kind.name, [3, 2 * size]), found)


def check_hdf5(folder):
    numpy, torch, h5py = need("numpy", "torch", "h5py")
    numbers = numpy.random.default_rng(0)
    path = folder.path("weights.h5")
    plain = (numbers.random((70, 33)) * 100).astype("f4")
    long = numbers.random((3, 1200, 700))
    written = {"contiguous": plain, "big": plain.astype(">f8"), "chunked": plain, "zipped": plain, "long": long,
               "half": plain.astype("f2"), "whole": plain.astype("i8"), "flags": plain > 50,
               "complex": (plain + 1j * plain).astype("c8"), "empty": numpy.zeros((0, 4), "f4"),
               "scalar": numpy.array(2.5, "f4"), "small": numpy.arange(3, dtype="u1")}
    with h5py.File(path, "w") as out:
        group = out.create_group("model_weights").create_group("dense")
        group.attrs["weight_names"] = [b"kernel:0", b"bias:0"]
        group.attrs["count"] = 7
        for key, array in written.items():
            options = {"chunks": (16, 33)} if key in ("chunked", "zipped") else {}
            options.update({"compression": "gzip", "shuffle": True} if key == "zipped" else {})
            options.update({"chunks": (1, 100, 700), "compression": "gzip"} if key == "long" else {})
            group.create_dataset(key, data=array, **options)
        group["kernel:0"] = plain
        group["kernel:0"].attrs["trainable"] = True
        out["names"] = ["a", "\u00fc"]
        out["pairs"] = numpy.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")])
        out["again"] = group
        out["elsewhere"] = h5py.ExternalLink("/etc/passwd", "/x")
    expect(path, "kind", "keras-h5", folder.kind(path))
    leaves = folder.leaves(path)
    base = ["model_weights", "dense"]
    # The group stands twice, by two hard links: it is listed where the file has it first.
    where = base if [leaf for leaf in leaves if leaf["path"][:2] == base] else ["again"]
    for key, array in written.items():
        expect_leaf("hdf5", leaves, where + [key], str(array.dtype.newbyteorder("=")), array.shape)
    values = {json.dumps(leaf["path"]): leaf.get("value") for leaf in leaves}
    expect("hdf5", "attribute", 7, values.get(json.dumps(where + [{"attr": "count"}])))
    expect("hdf5", "attribute of a dataset", True,
           values.get(json.dumps(where + [{"attr": "kernel:0"}, "trainable"])))
    expect("hdf5", "text", "\u00fc", values.get(json.dumps(["names", 1])))
    for content in folder.converted(path, "--drop", "/pairs"):
        for step in where:
            content = content[step]
        for key, array in written.items():
            expect_array("hdf5 " + key, array, content[key])


def check_joblib(folder):
    numpy, torch, joblib = need("numpy", "torch", "joblib")
    numbers = numpy.random.default_rng(0)
    value = {"w": numbers.random((30, 40)), "f": numpy.asfortranarray(numbers.random((5, 6)).astype("f4")),
             "i": numpy.arange(100000), "n": 3, "list": [numpy.ones(3, "f2"), "text"], "empty": numpy.zeros((0, 3)),
             "o": numpy.array([{"x": 1}, None], dtype=object), "last": "end"}
    for name, options in (("plain.joblib", {}), ("protocol2.joblib", {"protocol": 2}),
                          ("zlib.joblib", {"compress": ("zlib", 3)}), ("gzip.joblib", {"compress": ("gzip", 3)})):
        path = folder.path(name)
        joblib.dump(value, path, **options)
        leaves = folder.leaves(path)
        for key in ("w", "f", "i", "empty"):
            expect_leaf(name, leaves, [key], str(value[key].dtype), value[key].shape)
        expect(name, "items of an array of objects", [(["o", 0, "x"], 1), (["o", 1], None)],
               [(leaf["path"], leaf["value"]) for leaf in leaves if leaf["path"][0] == "o"])
        for content in folder.converted(path):
            expect(name, "plain values", (3, "text", "end", [{"x": 1}, None]),
                   (content["n"], content["list"][1], content["last"], list(content["o"])))
            for key in ("w", "f", "i", "empty"):
                expect_array("%s %s" % (name, key), value[key], content[key])
            expect_array(name + " list", value["list"][0], content["list"][0])


def write_tar(path, torch, old):
    """What torch.save of 0.1.9 wrote, or of 0.1.3 (old), by hand: no torch of today writes it (FORMATS 5)."""
    import collections
    import io
    import pickle
    import struct
    import tarfile

    class Pickler(pickle._Pickler):
        def persistent_id(self, value):
            return str(value.key) if isinstance(value, Named) else None

    Named = collections.namedtuple("Named", "key")
    sys_info = {"protocol_version": 1000, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 8}}
    value = {"model": collections.OrderedDict([("w", Named(100)), ("row", Named(101)), ("tied", Named(100))]),
             "half": Named(102), "storage": Named(1), "epoch": 5}
    if old:  # torch of today cannot load a tensor without a storage
        value["none"] = Named(103)
    body = io.BytesIO()
    Pickler(body, 2).dump(value)

    def dumps(thing):
        return pickle.dumps(thing, 2)

    def tensor(key, storage, cls, size, stride, offset):
        head = (key, cls, storage) if old else (key, storage, cls)
        return dumps(head) + struct.pack("<i4x%dqq" % (2 * len(size)), len(size), *size, *stride, offset)

    def storage(key, location, cls, data, count):
        head = (key, cls) if old else (key, location, cls)
        return dumps(head) + struct.pack("<q", count) + data

    floats = struct.pack("<12f", *range(12))
    storages = dumps(2) + storage(1, "cuda:1", torch.FloatStorage, floats, 12)
    storages += storage(2, "cpu", torch.HalfStorage, bytes(8), 4)
    storages += dumps([] if old else [(3, 1, 4, 8)])
    tensors = dumps(4 if old else 3) + tensor(100, 1, torch.FloatTensor, (3, 4), (4, 1), 0)
    tensors += tensor(101, 1 if old else 3, torch.FloatTensor, (4,), (1,), 4 if old else 0)
    tensors += tensor(102, 2, torch.HalfTensor, (2, 2), (1, 2), 0)
    tensors += tensor(103, None, torch.FloatTensor, (), (), 0) if old else b""
    with tarfile.open(path, "w:", format=tarfile.PAX_FORMAT) as tar:
        for name, data in (("sys_info", dumps(sys_info)), ("pickle", body.getvalue()), ("tensors", tensors),
                           ("storages", storages)):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def check_tar(folder):
    numpy, torch = need("numpy", "torch")
    for old in (False, True):
        path = folder.path("old.tar" if old else "new.tar")
        write_tar(path, torch, old)
        expect(path, "kind", "torch-tar", folder.kind(path))
        leaves = folder.leaves(path)
        expect_leaf(path, leaves, ["model", "w"], "float32", (3, 4), [4, 1])
        expect_leaf(path, leaves, ["model", "row"], "float32", (4,), [1])
        expect_leaf(path, leaves, ["half"], "float16", (2, 2), [1, 2])
        where = {leaf["path"][-1]: leaf for leaf in leaves}
        expect(path, "device", "cpu" if old else "cuda:1", where["w"]["device"])
        expect(path, "sharing", (where["w"]["storage"], 4), (where["row"]["storage"], where["row"]["offset"]))
        contents = folder.converted(path, "--map-location", "cpu")
        if not old:  # torch 1.13 and 2.15 read the newer form themselves
            try:
                contents.append(torch.load(path, map_location="cpu", weights_only=False))
            except (TypeError, RuntimeError) as error:
                print("torch does not read tar itself: %s" % error)
        for content in contents:
            weight = numpy.arange(12, dtype="f4").reshape(3, 4)
            expect_array(path, weight, content["model"]["w"])
            expect_array(path, weight[1], content["model"]["row"])
            expect(path, "epoch", 5, content["epoch"])
            expect(path, "shared memory", content["model"]["w"].data_ptr() + 16, content["model"]["row"].data_ptr())
            expect(path, "storage", 12, len(content["storage"]))


class Torch7Writer:
    """Writes what torch.save of Lua Torch writes (torch7/File.lua), binary with longs of 8 or 4 bytes, or ascii."""

    KINDS = {"f8": "Double", "f4": "Float", "i8": "Long", "i4": "Int", "i2": "Short", "i1": "Char", "u1": "Byte"}

    def __init__(self, form):
        self.form, self.out, self.indices, self.keep, self.storages = form, bytearray(), {}, [], {}

    def numbers(self, kind, values):
        import struct
        if self.form == "ascii":
            spell = {"f8": "%.17g", "f4": "%.9g"}.get(kind, "%d")
            self.out += (" ".join(spell % value for value in values) + ("\n" if len(values) else "")).encode()
            return
        code = {"i4": "i", "i8": "i" if self.form == "b32" else "q", "f8": "d", "f4": "f", "i2": "h"}[kind]
        self.out += struct.pack("<%d%s" % (len(values), code), *values)

    def integer(self, value):
        self.numbers("i4", [value])

    def raw(self, data):
        self.out += data + (b"\n" if self.form == "ascii" and data else b"")

    def string(self, text):
        self.integer(len(text.encode()))
        self.raw(text.encode())

    def indexed(self, value, kind):
        """Writes type and index; True where the object itself has to follow."""
        self.integer(kind)
        known = id(value) in self.indices
        self.keep.append(value)
        self.integer(self.indices.setdefault(id(value), len(self.indices) + 1))
        return not known

    def torch_class(self, name):
        self.string("V 1")
        self.string(name)

    def write(self, value):
        import numpy
        if value is None:
            self.integer(0)
        elif isinstance(value, bool):
            self.integer(5)
            self.integer(int(value))
        elif isinstance(value, (int, float)):
            self.integer(1)
            self.numbers("f8", [float(value)])
        elif isinstance(value, str):
            self.integer(2)
            self.string(value)
        elif isinstance(value, dict):
            if self.indexed(value, 3):
                self.integer(len(value))
                for key, item in value.items():
                    self.write(key)
                    self.write(item)
        elif isinstance(value, numpy.ndarray):
            self.tensor(value)
        else:  # an object of nn: its class and one table
            if self.indexed(value, 4):
                self.torch_class(value.torch_class)
                self.write(value.fields)

    def tensor(self, array):
        base = array if array.base is None else array.base
        kind = array.dtype.str[1:]
        if self.indexed(array, 4):
            self.torch_class("torch.%sTensor" % self.KINDS[kind])
            self.integer(array.ndim)
            self.numbers("i8", array.shape)
            self.numbers("i8", [stride // array.itemsize for stride in array.strides])
            offset = (array.__array_interface__["data"][0] - base.__array_interface__["data"][0]) // array.itemsize
            self.numbers("i8", [offset + 1])
            # A base array's own id is its tensor's; its storage goes by a stand-in.
            stand_in = self.storages.setdefault(id(base), [])
            if self.indexed(stand_in, 4):
                self.storage(base, kind)

    def storage(self, base, kind):
        self.torch_class("torch.%sStorage" % self.KINDS[kind])
        self.numbers("i8", [base.size])
        if base.itemsize == 1:
            self.raw(base.tobytes())
        else:
            self.numbers(kind, base.reshape(-1).tolist())


class Torch7Object:
    def __init__(self, torch_class, fields):
        self.torch_class, self.fields = torch_class, fields


def write_t7(path, value, form):
    writer = Torch7Writer(form)
    writer.write(value)
    with open(path, "wb") as out:
        out.write(writer.out)


def sample_t7(numpy, form):
    numbers = numpy.random.default_rng(0)
    kinds = [kind for kind in Torch7Writer.KINDS if not (form == "b32" and kind == "i8")]
    arrays = {"a" + kind: (numbers.random((2, 3)) * 100).astype(kind) for kind in kinds}
    base = numpy.arange(12, dtype="f4").reshape(3, 4)
    linear = Torch7Object("nn.Linear", {"weight": base, "bias": base[1], "_type": "torch.FloatTensor"})
    value = dict(arrays, model=Torch7Object("nn.Sequential", {"modules": {1: linear, 2: linear}, "train": False}),
                 transposed=base.T, epoch=5, rate=0.25, name="\u00fc", none=None)
    value["self"] = value
    return value, arrays, base


def check_t7(folder):
    numpy, torch, torchfile = need("numpy", "torch", "torchfile")
    torchfile.xrange = range  # it was written for Python 2
    for form in ("b64", "b32", "ascii"):
        value, arrays, base = sample_t7(numpy, form)
        path = folder.path(form + ".t7")
        write_t7(path, value, form)
        if form == "b64":  # an independent reader agrees with what was written
            judge = torchfile.load(path, utf8_decode_strings=True)
            expect(path, "torchfile", base[1].tolist(), judge["model"].modules[0].bias.tolist())
        expect(path, "kind", "t7", folder.kind(path))
        leaves = folder.leaves(path)
        for key, array in arrays.items():
            expect_leaf(path, leaves, [key], str(array.dtype), array.shape)
        linear = ["model", "modules", 1]
        expect_leaf(path, leaves, linear + ["weight"], "float32", (3, 4), [4, 1])
        expect_leaf(path, leaves, ["transposed"], "float32", (4, 3), [1, 4])
        where = {json.dumps(leaf["path"]): leaf for leaf in leaves}
        expect(path, "class", "nn.Linear", where[json.dumps(linear + [{"attr": "torch_class"}])]["value"])
        expect(path, "itself", "ref", where[json.dumps(["self"])]["type"])
        expect(path, "numbers", (5, 0.25), (where[json.dumps(["epoch"])]["value"], where[json.dumps(["rate"])]["value"]))
        for content in folder.converted(path):
            for key, array in arrays.items():
                expect_array("%s %s" % (path, key), array, content[key])
            module = content["model"]["modules"][1]
            expect_array(path, base, module["weight"])
            expect_array(path, base[1], module["bias"])
            expect_array(path, base.T, content["transposed"])
            expect(path, "shared memory", module["weight"].data_ptr() + 16, module["bias"].data_ptr())
            expect(path, "the same object", True, content["model"]["modules"][2] is module)
            expect(path, "plain", (5, 0.25, "\u00fc", None, True),
                   (content["epoch"], content["rate"], content["name"], content["none"], content["self"] is content))


def main():
    pthf, what = sys.argv[1], sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        globals()["check_" + what](Folder(pthf, folder))
    for line in FAILED:
        print(line)
    print("%s: %s" % (what, "%d differences" % len(FAILED) if FAILED else "agrees"))
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
