# SPDX-License-Identifier: Apache-2.0
"""tensor_oracle.py PTHF: statistics, histograms, values and numpy files of `pthf tensor` are those of torch and numpy."""
import json
import math
import os
import subprocess
import sys
import tempfile

from judge import need, torch

numpy, = need("numpy")

PTHF = sys.argv[1]
failures = []


def expect(name, seen, wanted, tolerance=0.0):
    if isinstance(wanted, float) and isinstance(seen, (int, float, str)):
        seen = float(seen)
        same = seen == wanted or (math.isnan(seen) and math.isnan(wanted)) or \
            math.isclose(seen, wanted, rel_tol=tolerance, abs_tol=1e-12)
    else:
        same = seen == wanted
    if not same:
        failures.append(f"{name}: {str(seen)[:80]}, torch has {str(wanted)[:80]}")


def ask(file, path, *options):
    run = subprocess.run([PTHF, "tensor", file, path, "--json", *options], capture_output=True, text=True)
    if run.returncode != 0:
        failures.append(f"{path} {options}: status {run.returncode}: {run.stderr.strip()} {run.stdout[:300]}")
        return None
    answer = json.loads(run.stdout)
    if answer["statistics"] is None:
        failures.append(f"{path} {options}: no statistics: {answer.get('note')}")
        return None
    return answer


def samples():
    generator = torch.Generator().manual_seed(3)
    normal = torch.randn(40, 50, generator=generator)
    tensors = {}
    for name in ("float64", "float32", "float16", "bfloat16", "float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz",
                 "float8_e5m2fnuz"):
        if hasattr(torch, name):
            tensors[name] = normal.to(getattr(torch, name))
    for name in ("int64", "int32", "int16", "int8", "uint8", "uint16", "uint32", "uint64"):
        if hasattr(torch, name):
            tensors[name] = torch.arange(0, 120).to(getattr(torch, name)).reshape(4, 30)
    tensors["bool"] = normal > 0.5
    tensors["complex64"] = torch.complex(normal, normal.flip(0))
    tensors["complex128"] = tensors["complex64"].to(torch.complex128)
    tensors["conjugated"] = tensors["complex64"].conj()
    tensors["negated"] = torch._neg_view(normal)
    tensors["transposed"] = normal.t()
    tensors["strided"] = normal[::3, 1::2]
    tensors["scalar"] = torch.tensor(2.5)
    tensors["empty"] = torch.empty(0, 3)
    tensors["nan"] = torch.tensor([1.0, float("nan"), -2.0, 4.0])
    tensors["inf"] = torch.tensor([1.0, float("inf"), -2.0])
    tensors["quantized"] = torch.quantize_per_tensor(normal, 0.05, 3, torch.qint8)
    tensors["by_channel"] = torch.quantize_per_channel(
        normal, torch.linspace(0.01, 0.1, 50), torch.arange(50), 1, torch.quint8)
    sparse = torch.where(normal > 1.5, normal, torch.zeros(()))
    tensors["sparse_coo"] = sparse.to_sparse()
    tensors["sparse_csr"] = sparse.to_sparse_csr()
    return tensors


def plain(tensor):
    if tensor.is_quantized:
        return tensor.dequantize()
    if tensor.layout != torch.strided:
        return tensor.to_dense()
    return tensor.resolve_conj().resolve_neg() if tensor.dtype.is_complex else tensor.resolve_neg()


def numbers_of(tensor):
    return tensor.to(torch.complex128 if tensor.dtype.is_complex else torch.float64).flatten()


def check_statistics(name, statistics, tensor):
    numbers = numbers_of(tensor)
    nan = torch.isnan(numbers)
    kept = numbers[~nan]
    expect(f"{name} count", statistics["count"], numbers.numel())
    expect(f"{name} nan", statistics["nan"], int(nan.sum()))
    expect(f"{name} inf", statistics["inf"], int(torch.isinf(kept).sum()))
    expect(f"{name} zeros", statistics["zeros"], int((kept == 0).sum()))
    expect(f"{name} norm", statistics["norm"], float(torch.linalg.vector_norm(kept)), 1e-12)
    expect(f"{name} distinct", statistics["distinct"], len(set(kept.tolist())) + (1 if bool(nan.any()) else 0))
    if kept.numel() == 0:
        expect(f"{name} min", statistics["min"], None)
        return
    if tensor.dtype.is_complex:
        expect(f"{name} mean", statistics["mean"], float(kept.mean().real), 1e-12)
        expect(f"{name} imaginary", statistics["mean_imaginary"], float(kept.mean().imag), 1e-12)
    else:
        expect(f"{name} min", statistics["min"], float(kept.min()))
        expect(f"{name} max", statistics["max"], float(kept.max()))
        expect(f"{name} mean", statistics["mean"], float(kept.mean()), 1e-12)
    if kept.numel() > 1:
        expect(f"{name} std", statistics["std"], float(kept.std()), 1e-12)


def check_values(name, answer, tensor):
    expect(f"{name} shape", answer["shape"], list(tensor.shape))
    wanted = tensor.flatten()
    if tensor.dtype.is_complex:
        expect(f"{name} values", [complex(*v) for v in answer["values"]], wanted.to(torch.complex128).tolist())
        return
    if tensor.dtype.is_floating_point:
        seen = torch.tensor([float(v) for v in answer["values"]], dtype=torch.float64)
        if not torch.equal(torch.nan_to_num(seen, nan=7e77), torch.nan_to_num(wanted.to(torch.float64), nan=7e77)):
            failures.append(f"{name} values differ")
        return
    expect(f"{name} values", [int(v) for v in answer["values"]], [int(v) for v in wanted.tolist()])


def check_histogram(name, histogram, tensor):
    finite = numbers_of(tensor).numpy()
    finite = finite[numpy.isfinite(finite)]
    counts, edges = numpy.histogram(finite, bins=64)
    expect(f"{name} bins", histogram["counts"], counts.tolist())
    expect(f"{name} edges", bool(numpy.allclose(histogram["edges"], edges)), True)


def check_npy(name, file, folder, tensor):
    out = os.path.join(folder, "out.npy")
    if ask(file, name, "--npy", out, "--overwrite") is None:
        return
    seen = torch.from_numpy(numpy.load(out).astype("float64") if not tensor.dtype.is_complex else numpy.load(out))
    wanted = tensor.to(torch.float64) if not tensor.dtype.is_complex else tensor
    same = torch.equal(torch.nan_to_num(seen), torch.nan_to_num(wanted)) if not tensor.dtype.is_complex \
        else torch.equal(seen, wanted.resolve_conj())
    expect(f"{name} npy", bool(same), True)


def check_slices(file, tensor):
    for text in ("0", "-1,2:5", ":,::7", "3:9:2,-4:", "...,1"):
        answer = ask(file, "float32", "--slice", text)
        if answer is not None:
            check_values(f"slice {text}", answer, eval(f"tensor[{text}]", {"tensor": tensor}))
            check_statistics(f"slice {text}", answer["statistics"], eval(f"tensor[{text}]", {"tensor": tensor}))


def main():
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "samples.pt")
        tensors = samples()
        torch.save(tensors, file)
        tensors = torch.load(file)  # torch 1.13 forgets that a tensor was conjugated
        for name, tensor in tensors.items():
            answer = ask(file, name)
            if answer is None:
                continue
            shown = plain(tensor)
            expect(f"{name} dtype", answer["dtype"], str(tensor.dtype).split(".")[-1])
            check_statistics(name, answer["statistics"], shown)
            check_values(name, answer, shown)
            if not tensor.dtype.is_complex and shown.numel() and torch.isfinite(numbers_of(shown)).all():
                check_histogram(name, answer["histogram"], shown)
            check_npy(name, file, folder, shown)
        check_slices(file, tensors["float32"])
    for failure in failures:
        print(failure)
    print(f"torch {torch.__version__}: {len(tensors)} tensors, {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
