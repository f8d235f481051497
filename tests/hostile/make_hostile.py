# SPDX-License-Identifier: Apache-2.0
"""Writes the files of this folder again:   python3 make_hostile.py FOLDER

They are kept because a test must not need Python; this says how each of them is made. Nothing but Python's own library.
"""
import json
import os
import struct
import sys
import zlib

OUT = sys.argv[1] if len(sys.argv) > 1 else "."


def put(name, data):
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(data)


def local(name, data, method=0, crc=None, size=None, packed=None, flags=0):
    crc = zlib.crc32(data) if crc is None else crc
    packed = len(data) if packed is None else packed
    size = len(data) if size is None else size
    return struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, flags, method, 0, 0, crc, packed, size, len(name), 0) + name + data


def central(name, offset, data, method=0, crc=None, size=None, packed=None, flags=0):
    crc = zlib.crc32(data) if crc is None else crc
    packed = len(data) if packed is None else packed
    size = len(data) if size is None else size
    return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, flags, method, 0, 0, crc, packed, size, len(name), 0, 0,
                       0, 0, 0, offset) + name


def end(count, size, offset):
    return struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, size, offset, 0)


def zipped(records, directory=None):
    """A zip of (name, data) pairs; a directory of (name, offset, data, options) takes the place of the honest one."""
    body, honest = b"", []
    for name, data in records:
        honest.append((name, len(body), data, {}))
        body += local(name, data)
    listing = b"".join(central(name, offset, data, **how) for name, offset, data, how in (directory or honest))
    return body + listing + end(len(directory or honest), len(listing), len(body))


def torch_zip(pickle, *more):
    return zipped([(b"a/data.pkl", pickle), (b"a/version", b"3\n"), *more])


def deflated_zip(pickle):
    """The same with a data.pkl that is deflated, which torch reads too."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(pickle) + packer.flush()
    how = {"method": 8, "size": len(pickle), "packed": len(packed), "crc": zlib.crc32(pickle)}
    body = local(b"a/data.pkl", packed, **how)
    listing = central(b"a/data.pkl", 0, packed, **how)
    return body + listing + end(1, len(listing), len(body))


def text(word):
    return b"X" + struct.pack("<I", len(word)) + word


def integer(value):
    if 0 <= value < 256:
        return b"K" + bytes([value])
    if -2 ** 31 <= value < 2 ** 31:
        return b"J" + struct.pack("<i", value)
    data = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
    return b"\x8a" + bytes([len(data)]) + data


def numbers(values):
    return b"(" + b"".join(integer(value) for value in values) + b"t"


def tensor(numel=4, offset=0, shape=(4,), stride=(1,), key=b"0"):
    storage = b"(" + text(b"storage") + b"ctorch\nFloatStorage\n" + text(key) + text(b"cpu") + integer(numel) + b"tQ"
    return (b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + integer(offset) + numbers(shape) + numbers(stride)
            + b"\x89ccollections\nOrderedDict\n)RtR")


def state(value):
    return b"\x80\x02}" + text(b"w") + value + b"s."


def checkpoint(value, data=b"\0" * 16):
    return torch_zip(state(value), (b"a/data/0", data))


def safetensors(header, data=b"\0" * 16, length=None):
    header = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(header) if length is None else length) + header + data


def entry(begin=0, stop=16, shape=(4,), dtype="F32"):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": [begin, stop]}


def archives():
    record = state(integer(1))
    deflated = zlib.compressobj(9, zlib.DEFLATED, -15)
    nothing = b"\x80\x02" + b"N0" * 20_000_000 + b"N."
    bomb = deflated.compress(nothing) + deflated.flush()
    method = {"method": 8, "size": len(nothing), "packed": len(bomb), "crc": zlib.crc32(nothing)}
    body = local(b"a/data.pkl", bomb, **method)
    listing = central(b"a/data.pkl", 0, bomb, **method)
    put("zip_inflates_a_thousandfold.pth", body + listing + end(1, len(listing), len(body)))
    method["size"] = 0xFFFFFFF0
    body = local(b"a/data.pkl", bomb[:1000], **{**method, "packed": 1000})
    listing = central(b"a/data.pkl", 0, bomb[:1000], **{**method, "packed": 1000})
    put("zip_lying_ratio.pth", body + listing + end(1, len(listing), len(body)))
    weights = b"\1" * 64
    honest = [(b"a/data.pkl", record), (b"a/data/0", weights), (b"a/version", b"3\n")]
    where = len(local(*honest[0]))
    put("zip_overlap.pth", zipped(honest, [
        (b"a/data.pkl", 0, record, {}), (b"a/data/0", where, weights, {}), (b"a/data/1", where, weights, {}),
        (b"a/version", where + len(local(*honest[1])), b"3\n", {})]))
    put("zip_two_names.pth", zipped([*honest, (b"a/data.pkl", state(integer(2)))]))
    put("zip_other_header.pth", zipped([(b"b/data.pkl", record), honest[2]], [
        (b"a/data.pkl", 0, record, {}), (b"a/version", len(local(b"b/data.pkl", record)), b"3\n", {})]))
    put("zip_climbs_out.pth", torch_zip(record, (b"a/../../../etc/passwd", b"root")))
    put("zip_record_outside.pth", zipped(honest[:1], [(b"a/data.pkl", 0xFFFF0000, record, {})]))
    put("zip_many_records.pth", zipped(honest[:1])[:-22] + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF,
                                                                       56, where, 0))
    put("zip_encrypted.pth", zipped(honest[:1], [(b"a/data.pkl", 0, record, {"flags": 1})]))


def pickles():
    put("runs_a_program.pth", torch_zip(b"\x80\x02cposix\nsystem\n" + text(b"touch /tmp/was-run") + b"\x85R."))
    put("runs_by_getattr.pth", torch_zip(b"\x80\x02c__builtin__\ngetattr\nc__builtin__\n__import__\n" + text(b"os")
                                         + b"\x85R" + text(b"system") + b"\x86R" + text(b"true") + b"\x85R."))
    put("runs_in_state.pth", torch_zip(b"\x80\x02c__main__\nNet\n)\x81cbuiltins\neval\n" + text(b"1") + b"\x85Rb."))
    put("deep_lists.pth", deflated_zip(b"\x80\x02" + b"]" * 200_000 + b"a" * 199_999 + b"."))
    put("deep_tuples.pth", deflated_zip(b"\x80\x02" + b")" + b"\x85" * 500_000 + b"."))
    put("doubles_60_times.pth", torch_zip(b"\x80\x02]" + b"".join(
        b"q" + bytes([i]) + b"]h" + bytes([i]) + b"ah" + bytes([i]) + b"a" for i in range(60)) + b"."))
    put("contains_itself.pth", torch_zip(b"\x80\x02}q\0" + text(b"state_dict") + b"h\0s" + text(b"w") + b"Ns."))
    put("memo_of_4_billion.pth", torch_zip(b"\x80\x02]r\xff\xff\xff\xff."))
    put("memo_far_apart.pth", torch_zip(b"\x80\x02" + b"".join(b"]r" + struct.pack("<I", i << 20) + b"0"
                                                              for i in range(2_000)) + b"N."))
    put("frame_of_2_62.pth", torch_zip(b"\x80\x04\x95" + struct.pack("<Q", 2 ** 62) + b"N."))
    put("text_of_4_gib.pth", torch_zip(b"\x80\x02X\xff\xff\xff\xffabc."))
    put("bytes_of_2_63.pth", torch_zip(b"\x80\x04\x8e" + struct.pack("<Q", 2 ** 63) + b"abc."))
    put("integer_of_1_mib.pth", deflated_zip(b"\x80\x02\x8b" + struct.pack("<i", 1 << 20) + b"\x7f" * (1 << 20) + b"."))
    put("integer_of_negative_size.pth", torch_zip(b"\x80\x02\x8b\xff\xff\xff\xff."))
    put("pops_too_much.pth", torch_zip(b"\x80\x02N000N."))
    put("no_mark.pth", torch_zip(b"\x80\x02NNt."))
    put("mark_in_the_tuple.pth", torch_zip(b"\x80\x02((N\x86."))
    put("extension_code.pth", torch_zip(b"\x80\x02\x84\xff\xff\xff\x7f."))
    put("many_globals.pth", deflated_zip(b"\x80\x02" + b"".join(b"cm\n%x\n0" % i for i in range(70_000)) + b"N."))
    put("control_letters.pth", torch_zip(b"\x80\x02}" + text(b"\x1b[2J\x1b]0;owned\x07\r\n") + text(b"\xe2\x80\xae") + b"s."))


def tensors():
    put("storage_of_2_62.pth", checkpoint(tensor(numel=2 ** 62)))
    put("storage_of_negative_size.pth", checkpoint(tensor(numel=-1)))
    put("shape_overflows.pth", checkpoint(tensor(shape=(2 ** 62, 2 ** 62), stride=(1, 1))))
    put("stride_overflows.pth", checkpoint(tensor(shape=(4, 4), stride=(2 ** 62, 2 ** 62))))
    put("stride_is_negative.pth", checkpoint(tensor(shape=(2, 2), stride=(-2, 1))))
    put("shape_is_negative.pth", checkpoint(tensor(shape=(-4,))))
    put("offset_is_negative.pth", checkpoint(tensor(offset=-1, shape=(1,))))
    put("offset_outside.pth", checkpoint(tensor(offset=2 ** 61)))
    put("expands_to_2_62.pth", checkpoint(tensor(shape=(2 ** 62,), stride=(0,))))
    put("dimensions_of_1000.pth", checkpoint(tensor(shape=(1,) * 1_000, stride=(1,) * 1_000)))
    put("storage_is_shorter.pth", checkpoint(tensor(numel=4), b"\0" * 8))
    put("storage_key_climbs_out.pth", checkpoint(tensor(key=b"../../etc/passwd")))
    put("storage_of_two_sizes.pth", torch_zip(b"\x80\x02}(" + text(b"w") + tensor(numel=4) + text(b"v")
                                             + tensor(numel=400, shape=(400,)) + b"u.", (b"a/data/0", b"\0" * 16)))
    magic = b"\x80\x02" + integer(0x1950A86A20F9469CFC6C) + b".\x80\x02" + integer(1001) + b".\x80\x02}" + text(
        b"little_endian") + b"\x88s."
    one = magic + b"\x80\x02}" + text(b"w") + tensor().replace(b"tQ", b"NtQ", 1) + b"s.\x80\x02]" + text(b"0") + b"a."
    put("legacy_of_2_62.pth", one + struct.pack("<q", 2 ** 62) + b"\0" * 16)
    put("legacy_of_negative_size.pth", one + struct.pack("<q", -1) + b"\0" * 16)
    put("legacy_without_keys.pth", magic + b"\x80\x02}.\x80\x02N.")


def others():
    put("header_of_2_63.safetensors", safetensors({"w": entry()}, length=2 ** 63))
    put("header_reaches_out.safetensors", safetensors({"w": entry()}, length=1000))
    put("header_is_deep.safetensors", safetensors(b'{"w":' + b"[" * 1_000 + b"]" * 1_000 + b"}"))
    put("header_twice_the_name.safetensors",
        safetensors(b'{"w":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"w":{"dtype":"F32","shape":[4],'
                    b'"data_offsets":[0,16]}}'))
    put("tensors_overlap.safetensors", safetensors({"w": entry(), "v": entry(8, 24)}, b"\0" * 24))
    put("tensors_leave_a_hole.safetensors", safetensors({"w": entry(), "v": entry(32, 48)}, b"\0" * 48))
    put("tensor_reaches_out.safetensors", safetensors({"w": entry(0, 2 ** 62, (2 ** 60,))}))
    put("tensor_begins_after_its_end.safetensors", safetensors({"w": entry(16, 0)}))
    put("shape_overflows.safetensors", safetensors({"w": entry(shape=(2 ** 32, 2 ** 32, 2))}))
    put("shape_is_negative.safetensors", safetensors({"w": entry(shape=(-4,))}))
    put("gguf_of_2_63_tensors.gguf", b"GGUF" + struct.pack("<IQQ", 3, 2 ** 63, 0))
    put("gguf_of_2_62_values.gguf", b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1) + b"k" + struct.pack(
        "<IIQ", 9, 8, 2 ** 62))
    put("gguf_key_of_2_64.gguf", b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 2 ** 64 - 1))
    head = b"{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 16), }\n"
    put("npy_shape_overflows.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + b"\0" * 16)
    put("npy_header_of_4_gib.npy", b"\x93NUMPY\x02\x00\xff\xff\xff\xff{}")
    head = b"{'descr': '<f4', 'fortran_order': False, 'shape': " + b"(" * 1_000 + b"}"
    put("npy_header_is_deep.npy", b"\x93NUMPY\x02\x00" + struct.pack("<I", len(head)) + head)
    put("index_climbs_out.index.json", json.dumps({"metadata": {}, "weight_map": {"w": "../../etc/passwd"}}).encode())
    put("index_of_a_device.index.json", json.dumps({"metadata": {}, "weight_map": {"w": "/dev/zero"}}).encode())
    put("index_is_deep.index.json", b'{"weight_map":' + b'{"a":' * 1_000 + b"1" + b"}" * 1_001)
    put("t7_of_2_billion.t7", struct.pack("<ii", 3, 1) + struct.pack("<ii", 1, 2 ** 31 - 1))
    put("t7_is_deep.t7", b"".join(struct.pack("<iiii", 3, i + 1, 1, 1) for i in range(2_000)))
    member = b"pickle".ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"77777777777\0" + b"0" * 12
    member = member + b"        " + b"0"
    member = member.ljust(257, b"\0") + b"ustar\x0000"
    member = member.ljust(512, b"\0")
    check = b"%06o\0 " % sum(member)
    put("tar_of_8_gib.pth.tar", member[:148] + check + member[156:] + b"\0" * 1024)
    nested = torch_zip(b"\x80\x02N.")
    for _ in range(8):
        nested = zipped([(b"model.pth", nested)])
    put("zip_in_zip_8_times.zip", nested)


os.makedirs(OUT, exist_ok=True)
archives()
pickles()
tensors()
others()
