# SPDX-License-Identifier: Apache-2.0
"""make.py FOLDER: writes the files of this folder anew, with numpy, joblib, h5py and gguf from PyPI.

The tar of torch 0.1 and the torch7 files are written by tests/oracle/foreign_oracle.py, since nothing of today writes
them; torch 1.13 and torchfile read what it writes.
"""
import os
import sys

import gguf
import h5py
import joblib
import numpy
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "oracle"))
import foreign_oracle


def main():
    folder = sys.argv[1]

    def at(name):
        return os.path.join(folder, name)

    matrix = numpy.arange(6, dtype="f4").reshape(2, 3)
    value = {"w": numpy.arange(6.).reshape(2, 3), "f": numpy.asfortranarray(matrix),
             "o": numpy.array([{"x": 1}, None], dtype=object), "n": 1}
    joblib.dump(value, at("plain.joblib"))
    for method in ("zlib", "gzip", "xz"):
        joblib.dump(value, at(method + ".joblib"), compress=(method, 3))
    foreign_oracle.write_tar(at("torch01.tar"), torch, False)
    for name, form in (("sample.t7", "b64"), ("ascii.t7", "ascii")):
        foreign_oracle.write_t7(at(name), foreign_oracle.sample_t7(numpy, form)[0], form)
    with h5py.File(at("packed.h5"), "w") as out:
        group = out.create_group("layer")
        group.attrs["count"] = 7
        group.create_dataset("zipped", data=numpy.arange(60, dtype="f4").reshape(6, 10), chunks=(4, 4),
                             compression="gzip", shuffle=True)
        group.create_dataset("big", data=numpy.arange(4, dtype=">f8"))
        group.create_dataset("flags", data=numpy.array([True, False]))
        group["zipped"].attrs["trainable"] = True
        out["names"] = ["a", "\u00fc"]
        out["pairs"] = numpy.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")])
        out["elsewhere"] = h5py.ExternalLink("/etc/passwd", "/x")
    numpy.savez(at("kinds.npz"), t=numpy.array(["ab"]), s=numpy.array([(1, 2.)], dtype=[("a", "<i4"), ("b", "<f8")]),
                o=numpy.array([{"x": 1}], dtype=object), w=numpy.asfortranarray(matrix.astype(">i2")))
    writer = gguf.GGUFWriter(at("tiny.gguf"), "llama")
    writer.add_name("tiny")
    writer.add_array("tokens", ["a", "\u00fc"])
    writer.add_tensor("w", matrix)
    kind = gguf.GGMLQuantizationType.Q4_0
    writer.add_tensor("q", gguf.quants.quantize(numpy.arange(64, dtype="f4").reshape(1, 64), kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main()
