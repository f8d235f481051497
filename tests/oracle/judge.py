# SPDX-License-Identifier: Apache-2.0
"""What the scripts share: the torch that runs them judges; without it, or another library they need, they are skipped."""
import importlib
import sys
import warnings


def need(*names):
    """The modules of these names. Where one is missing the script ends here, with the status that CTest takes as skipped."""
    found = []
    for name in names:
        try:
            found.append(importlib.import_module(name))
        except ImportError:
            print("skipped: this Python has no", name)
            sys.exit(77)
    return found


torch, = need("torch")
nn = torch.nn
VERSION = tuple(int(number) for number in torch.__version__.split("+")[0].split("a")[0].split(".")[:2])
NEW = VERSION >= (2, 6)  # weights_only is what torch.load does by default
warnings.filterwarnings("ignore")
