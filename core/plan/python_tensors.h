// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/plan/tensor_operations.h"

namespace pthf {

// What the script of planAsPython says of operations that give tensors other numbers.

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

constexpr std::string_view kPythonInterpolated = R"(
def interpolated(tensor, shape, mode, prefix=None, old=None, new=None):
    """Numbers that stand on a grid, on another grid: two dimensions, or tokens in one, behind `prefix` others."""
    changed = [at for at, sizes in enumerate(zip(tensor.shape, shape)) if sizes[0] != sizes[1]]
    at = changed[0]
    if len(changed) == 1 and tensor.dim() <= 3:
        def grid(tokens, said):
            said = said or (math.isqrt(max(tokens, 0)),) * 2
            return said if 0 < tokens == said[0] * said[1] else None
        for kept in range(9) if prefix is None else [prefix]:
            if grid(tensor.shape[at] - kept, old) and grid(shape[at] - kept, new):
                break
        old, new = grid(tensor.shape[at] - kept, old), grid(shape[at] - kept, new)
    else:
        kept, at = 0, min(at, tensor.dim() - 2)
        old, new = tuple(tensor.shape[at:at + 2]), tuple(shape[at:at + 2])
        tensor = tensor.flatten(at, at + 1)
    tokens = tensor.movedim(at, 0)
    width = torch.float64 if tensor.dtype == torch.float64 else torch.float32
    image = tokens[kept:].reshape(*old, -1).permute(2, 0, 1)[None].to(width)
    image = torch.nn.functional.interpolate(image, size=new, mode=mode, align_corners=False)
    made = image[0].permute(1, 2, 0).reshape(-1, *tokens.shape[1:]).to(tensor.dtype)
    return torch.cat([tokens[:kept], made]).movedim(0, at).reshape(shape).contiguous()
)";

/// Lines of the script, and the modules that they need.
struct PythonLines {
    std::string text;
    std::vector<std::string> imports;
    std::string_view helper = kPythonFilled; ///< the one that they need beside kPythonPut
};

PythonLines pythonLines(const SetTensor& set);
PythonLines pythonLines(const InitTensor& init);
PythonLines pythonLines(const Transpose& transpose); ///< expects `matches`
PythonLines pythonLines(const Resize& resize);

} // namespace pthf
