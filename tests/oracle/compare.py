# SPDX-License-Identifier: Apache-2.0
"""Deep comparison of what torch loaded: types, order, bits, strides, sharing, attributes of dictionaries."""
import math

from judge import torch


class Difference(Exception):
    """Says where two values differ, and how."""


def _bits(tensor):
    if tensor.is_quantized:
        return tensor.int_repr().contiguous().reshape(-1).tolist()
    if tensor.layout != torch.strided:
        return None
    if tensor.is_conj() or tensor.is_neg():
        tensor = tensor.resolve_conj().resolve_neg()
    flat = tensor.detach().contiguous().reshape(-1)
    if flat.numel() == 0:
        return b""
    size = flat.element_size()
    if flat.dtype.is_complex:
        flat = torch.view_as_real(flat).reshape(-1) if flat.dtype != getattr(torch, "complex32", None) else flat
        size = flat.element_size()
    words = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}
    return bytes(flat.view(words[size]).numpy().tobytes())


def _storage(tensor):
    if tensor.layout != torch.strided or tensor.device.type == "meta":
        return None
    return tensor.untyped_storage().data_ptr() if hasattr(tensor, "untyped_storage") else tensor.storage().data_ptr()


def _attributes(value):
    """What an object without equality of its own is made of: its dictionary and its slots."""
    found = dict(getattr(value, "__dict__", {}))
    for cls in type(value).__mro__:
        for name in getattr(cls, "__slots__", ()):
            if hasattr(value, name):
                found[name] = getattr(value, name)
    return found


class Comparison:
    """expected against found. relaxed_types: dict and OrderedDict count as one."""

    def __init__(self, relaxed_types=False, sharing=True):
        self.relaxed_types = relaxed_types
        self.sharing = sharing
        self.seen = set()
        self.to_found, self.to_expected = {}, {}

    def run(self, expected, found):
        work = [("", expected, found)]
        while work:
            path, a, b = work.pop()
            if isinstance(a, (dict, list)) or hasattr(a, "__dict__") and not isinstance(a, (type, torch.Tensor)):
                if (id(a), id(b)) in self.seen:
                    continue
                self.seen.add((id(a), id(b)))
            self.pair(path, a, b, work)

    def fail(self, path, what, a, b):
        raise Difference("%s: %s: expected %r, found %r" % (path or "(root)", what, a, b))

    def pair(self, path, a, b, work):
        if isinstance(a, torch.Tensor):
            return self.tensors(path, a, b)
        if type(a) is not type(b) and not (self.relaxed_types and isinstance(a, dict) and isinstance(b, dict)):
            self.fail(path, "type", type(a), type(b))
        if isinstance(a, dict):
            if list(map(repr, a)) != list(map(repr, b)):
                self.fail(path, "keys", list(a)[:6], list(b)[:6])
            for key, other in zip(a, b):
                work.append(("%s/%s" % (path, key), a[key], b[other]))
            if not self.relaxed_types and getattr(a, "__dict__", None) != getattr(b, "__dict__", None):
                self.fail(path, "attributes", getattr(a, "__dict__", None), getattr(b, "__dict__", None))
        elif isinstance(a, (list, tuple)):
            if len(a) != len(b):
                self.fail(path, "length", len(a), len(b))
            for i, (x, y) in enumerate(zip(a, b)):
                work.append(("%s/%d" % (path, i), x, y))
        elif isinstance(a, float):
            if a != b and not (math.isnan(a) and math.isnan(b)) or math.copysign(1, a) != math.copysign(1, b):
                self.fail(path, "value", a, b)
        elif type(a).__module__ == "numpy" and hasattr(a, "dtype"):
            if a.dtype != b.dtype or a.shape != b.shape:
                self.fail(path, "numpy type", a, b)
            if a.dtype.hasobject:
                work.append((path, a.tolist(), b.tolist()))
            elif a.tobytes() != b.tobytes():
                self.fail(path, "numpy value", a, b)
        elif not isinstance(a, type) and type(a).__eq__ is object.__eq__ and _attributes(a):
            work.append((path + "/@", _attributes(a), _attributes(b)))
        elif a != b:
            self.fail(path, "value", a, b)

    def tensors(self, path, a, b):
        if not isinstance(b, torch.Tensor):
            self.fail(path, "type", type(a), type(b))
        for what in ("dtype", "shape", "device", "requires_grad", "layout"):
            if getattr(a, what) != getattr(b, what):
                self.fail(path, what, getattr(a, what), getattr(b, what))
        if isinstance(a, torch.nn.Parameter) != isinstance(b, torch.nn.Parameter):
            self.fail(path, "parameter", type(a), type(b))
        if a.layout == torch.strided:
            if a.numel() and a.device.type != "meta" and a.stride() != b.stride():
                self.fail(path, "stride", a.stride(), b.stride())
            if a.device.type != "meta" and _bits(a) != _bits(b):
                self.fail(path, "values", a, b)
        elif not torch.equal(a.to_dense(), b.to_dense()):
            self.fail(path, "values", a, b)
        if self.sharing and a.numel() and a.layout == torch.strided and a.device.type != "meta":
            key, other = _storage(a), _storage(b)
            if self.to_found.setdefault(key, other) != other or self.to_expected.setdefault(other, key) != key:
                self.fail(path, "sharing", "one storage", "another")


def assert_same(expected, found, **options):
    Comparison(**options).run(expected, found)
