// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/plan/tensor_operations.h"

namespace pthf {

// What the script of planAsPython says of operations that give tensors other numbers.

/// Lines of the script, and the modules that they need.
struct PythonLines {
    std::string text;
    std::vector<std::string> imports;
};

PythonLines pythonLines(const SetTensor& set);
PythonLines pythonLines(const InitTensor& init);
PythonLines pythonLines(const Transpose& transpose); ///< expects `matches`
PythonLines pythonLines(const Resize& resize);

constexpr std::string_view kPythonPut = R"(
def is_same(one, other):
    return (one.layout == other.layout == torch.strided and one.dtype == other.dtype and one.shape == other.shape
            and one.stride() == other.stride() and one.data_ptr() == other.data_ptr())


def put(root, places, make):
    """make(tensor) for what stands at places, and under every other name that the same tensor has."""
    done = {}
    old = [holder[key] for holder, key in places if not isinstance(holder, dict) or key in holder]
    for _, node in list(nodes(root)):
        for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
            if torch.is_tensor(value) and any(is_same(value, one) for one in old):
                if id(value) not in done:
                    twin = next((new for was, new in done.values() if is_same(was, value)), None)
                    new = make(value.detach()) if twin is None else twin.detach()
                    if isinstance(value, torch.nn.Parameter):
                        new = torch.nn.Parameter(new, value.requires_grad and new.is_floating_point())
                    elif value.requires_grad and new.is_floating_point():
                        new.requires_grad_()
                    done[id(value)] = value, new
                node[key] = done[id(value)][1]
    for holder, key in places:
        if isinstance(holder, dict) and key not in holder:
            holder[key] = make(next((item for item in holder.values() if torch.is_tensor(item)), torch.empty(0)))
)";

constexpr std::string_view kPythonFilled = R"(
def filled(shape, dtype, fill, seed=0):
    """A new tensor as torch.nn.init fills it."""
    torch.manual_seed(seed)
    return fill(torch.empty(shape, dtype=dtype))


def resized(tensor, shape, fill, seed=0):
    """All of the new shape filled, then what was there laid over it from the first element on. Where only dimensions of
    one come or go, the numbers stay."""
    if tensor.dim() != len(shape):
        return tensor.reshape(shape)
    new = filled(shape, tensor.dtype, fill, seed).to(tensor.device)
    kept = tuple(slice(min(old, now)) for old, now in zip(tensor.shape, shape))
    new[kept] = tensor[kept]
    return new
)";

} // namespace pthf
