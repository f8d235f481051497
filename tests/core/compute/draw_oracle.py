# SPDX-License-Identifier: Apache-2.0
"""draw_oracle.py DRAW: the module draws, bit for bit, what torch.nn.init draws after torch.manual_seed."""
import subprocess
import sys

try:
    import torch
    from torch.nn import init
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

DRAW = sys.argv[1]
FILLINGS = {
    "zeros": lambda t: init.zeros_(t),
    "constant(0.25)": lambda t: init.constant_(t, 0.25),
    "normal(0,0.02,seed=1)": lambda t: init.normal_(t, 0, 0.02),
    "normal(3,2,seed=7)": lambda t: init.normal_(t, 3, 2),
    "uniform(-1,1,seed=1)": lambda t: init.uniform_(t, -1, 1),
    "kaiming_uniform(2.23606797749979,seed=3)": lambda t: init.kaiming_uniform_(t, a=5 ** 0.5),
    "kaiming_normal(0,mode=fan_out,seed=3)": lambda t: init.kaiming_normal_(t, mode="fan_out"),
    "xavier_uniform(1.5,seed=5)": lambda t: init.xavier_uniform_(t, gain=1.5),
    "xavier_normal(seed=18446744073709551615)": lambda t: init.xavier_normal_(t),
}
SHAPES = [(3, 2), (4, 4), (5, 7), (64, 3, 7, 7), (1025, 1031), (2048, 1029)]
DTYPES = ["float32", "float64", "float16", "bfloat16"]


def seed_of(text):
    return int(text.split("seed=")[1].rstrip(")")) if "seed=" in text else 0


def bytes_of(tensor):
    return tensor.contiguous().view(torch.uint8 if tensor.dim() else tensor.dtype).numpy().tobytes() \
        if tensor.dtype == torch.bfloat16 else tensor.numpy().tobytes()


failures = 0
checked = 0
for text, fill in FILLINGS.items():
    for shape in SHAPES:
        for name in DTYPES if shape[0] < 1000 else DTYPES[:1]:
            tensor = torch.empty(shape, dtype=getattr(torch, name))
            torch.manual_seed(seed_of(text))
            fill(tensor)
            run = subprocess.run([DRAW, text, name, *map(str, shape)], capture_output=True)
            checked += 1
            if run.returncode != 0 or run.stdout != bytes_of(tensor):
                failures += 1
                print(f"{text} {name} {shape}: {run.stderr.decode()[:200] or 'other numbers than torch draws'}")
print(f"torch {torch.__version__}: {checked} tensors, {failures} failures")
sys.exit(1 if failures else 0)
