// SPDX-License-Identifier: Apache-2.0
#include "core/transcript/python_helpers.h"

namespace pthf {

namespace {

constexpr std::string_view kNodes = R"(
def nodes(root):
    """Every dictionary, list and tuple below root, each once, in order, with its path."""
    seen, waiting = set(), [((), root)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, (dict, list, tuple)) and id(value) not in seen:
            seen.add(id(value))
            yield path, value
            items = value.items() if isinstance(value, dict) else enumerate(value)
            waiting.extend((path + (key,), item) for key, item in reversed(list(items)))
)";

constexpr std::string_view kStateDicts = R"(
def is_optimizer(value):
    return isinstance(value, dict) and "param_groups" in value


def is_state_dict(value, is_root=False):
    if not isinstance(value, dict) or not value or not all(isinstance(key, str) for key in value):
        return False
    tensors = sum(torch.is_tensor(item) for item in value.values())
    named = is_root or hasattr(value, "_metadata") or any("." in key or key in ("weight", "bias") for key in value)
    return named and tensors * 5 >= len(value) * 4


def state_dicts(root):
    """Every state dict below root, with its path; what belongs to optimizers is none."""
    optimizers = []
    for path, value in nodes(root):
        if is_optimizer(value):
            optimizers.append(path)
        elif is_state_dict(value, not path) and not any(path[:len(outer)] == outer for outer in optimizers):
            yield path, value
)";

constexpr std::string_view kRename = R"(
def rename(states, new_name):
    """Renames the keys of state dicts: order stays, _metadata and the optimizer's param_names follow."""
    names = {}
    for state in states:
        taken = {}
        for key in state:
            new = new_name(key)
            if new in taken:
                raise SystemExit(f"{taken[new]} and {key} would both become {new}")
            taken[new] = key
            names.setdefault(key, new)
        items = [(new_name(key), value) for key, value in state.items()]
        state.clear()
        state.update(items)
        versions = getattr(state, "_metadata", None)
        if versions is not None:
            # These keys are paths of modules: a tensor's key without its last part. "" is the model itself.
            paths = [(new_name(path + "." if path else "").rstrip("."), version) for path, version in versions.items()]
            if "" in versions and all(path != "" for path, _ in paths):
                paths.insert(0, ("", {"version": 1}))
            versions.clear()
            for path, version in paths:
                versions[path] = version
    for _, node in nodes(checkpoint):
        if isinstance(node, dict) and isinstance(node.get("param_names"), list):
            node["param_names"] = [names.get(name, name) for name in node["param_names"]]
)";

constexpr std::string_view kReplace = R"(
def replace(root, change):
    """Puts change(path, value) where each value stands in a dictionary or list; None leaves it."""
    new = change((), root)
    if new is not None:
        return new
    for path, node in list(nodes(root)):
        items = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in list(items):
            new = change(path + (key,), value)
            if new is not None and not isinstance(node, tuple):
                node[key] = new
    return root
)";

constexpr std::string_view kMatching = R"(
def matching(root, glob):
    """Tensors by glob: a whole key within its state dict, or, with a leading "/", a path from the root."""
    if glob.startswith("/"):
        return lambda path, value: fnmatch.fnmatchcase("/" + "/".join(map(str, path)), glob)
    inside = [path for path, _ in state_dicts(root)]
    return lambda path, value: path[:-1] in inside and fnmatch.fnmatchcase(path[-1], glob)
)";

constexpr std::string_view kRoles = R"(
def role_of(path, value):
    """What an entry is for: by its structure first, by its name second."""
    name = str(path[-1]).lower() if path else ""
    if is_optimizer(value) or (isinstance(value, list) and value and is_optimizer(value[0])):
        return "optimizer"
    if isinstance(value, dict) and ("last_epoch" in value or "_step_count" in value):
        return "scheduler"
    if isinstance(value, dict) and {"scale", "growth_factor"} <= set(value):
        return "scaler"
    if isinstance(value, torch.nn.Module) or is_state_dict(value):
        return "ema" if "ema" in name.split("_") else "model"
    if "rng" in name:
        return "rng"
    if name in ("epoch", "iteration", "iter", "step", "global_step"):
        return "counter"
    if name.startswith("best") or name in ("loss", "acc", "metric"):
        return "metric"
    if name in ("args", "cfg", "config", "hyper_parameters", "opt"):
        return "config"
    return "other"
)";

constexpr std::string_view kDrop = R"(
def drop(root, is_unwanted):
    """Takes out the entries of dictionaries and the items of lists for which is_unwanted(path, value) holds."""
    for path, node in list(nodes(root)):
        if isinstance(node, dict):
            for key in [key for key, value in node.items() if is_unwanted(path + (key,), value)]:
                del node[key]
        elif isinstance(node, list):
            node[:] = [value for at, value in enumerate(node) if not is_unwanted(path + (at,), value)]
)";

constexpr std::string_view kRemade = R"(
def remade(value, make):
    """make(tensor) with the old tensor's kind; tensors that were one stay one."""
    def like(tensor):
        new = make(tensor.detach())
        if isinstance(tensor, torch.nn.Parameter):
            return torch.nn.Parameter(new, tensor.requires_grad)
        return new.requires_grad_(tensor.requires_grad)
    key = (type(value), value.dtype, value.data_ptr(), value.shape, value.stride())
    if key not in done:
        done[key] = value, like(value)
    return done[key][1]
)";

constexpr std::string_view kCast = R"(
originals = {}


def cast(tensor, dtype):
    """As another number type, of the numbers before any cast."""
    def key(of):
        return of.data_ptr(), of.shape, of.stride(), of.dtype
    original = originals.get(key(tensor), (tensor, tensor))[1]
    new = original.to(dtype)
    originals[key(new)] = new, original
    return new
)";

constexpr std::string_view kPut = R"(
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

constexpr std::string_view kFilled = R"(
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

constexpr std::string_view kInterpolated = R"(
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

constexpr std::string_view kPortable = R"(
def portable(value, seen):
    """The value in plain words: what torch.load takes with weights_only=True."""
    kind = type(value)
    if value is None or torch.is_tensor(value) or kind in (bool, int, float, complex, str, bytes):
        return value
    if id(value) in seen:
        return seen[id(value)][1]
    if kind.__module__.split(".")[0] == "numpy":
        if kind.__name__ != "ndarray":
            return value.item()
        return portable(value.tolist(), seen) if value.dtype.kind in "OSU" else torch.from_numpy(value.copy())
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (pathlib.PurePath, datetime.date, datetime.time)):
        return str(value)
    if isinstance(value, torch.nn.Module):
        return value.state_dict()
    if isinstance(value, dict):
        new = collections.OrderedDict() if isinstance(value, collections.OrderedDict) else {}
        seen[id(value)] = value, new
        new.update((portable(key, seen), portable(item, seen)) for key, item in value.items())
        if hasattr(value, "_metadata"):
            new._metadata = value._metadata
        return new
    if isinstance(value, list):
        new = []
        seen[id(value)] = value, new
        new.extend(portable(item, seen) for item in value)
        return new
    if isinstance(value, tuple):
        return tuple(portable(item, seen) for item in value)
    if isinstance(value, (set, frozenset)):
        return set(portable(item, seen) for item in value)
    if hasattr(value, "__dict__"):
        return portable(vars(value), seen)
    return None
)";

constexpr std::string_view kPlainDict = R"(
def plain_dicts(value, seen):
    """OrderedDict becomes dict, for readers that know no OrderedDict."""
    if not isinstance(value, (dict, list, tuple)):
        return value
    if id(value) in seen:
        return seen[id(value)][1]
    if isinstance(value, tuple):
        return type(value)(plain_dicts(item, seen) for item in value)
    new = {} if isinstance(value, dict) else []
    seen[id(value)] = value, new
    if isinstance(value, dict):
        new.update((key, plain_dicts(item, seen)) for key, item in value.items())
    else:
        new.extend(plain_dicts(item, seen) for item in value)
    return new
)";

} // namespace

std::string_view pythonHelper(PythonHelper helper) noexcept
{
    switch (helper) {
    case PythonHelper::Nodes:
        return kNodes;
    case PythonHelper::StateDicts:
        return kStateDicts;
    case PythonHelper::Rename:
        return kRename;
    case PythonHelper::Replace:
        return kReplace;
    case PythonHelper::Matching:
        return kMatching;
    case PythonHelper::Roles:
        return kRoles;
    case PythonHelper::Drop:
        return kDrop;
    case PythonHelper::Remade:
        return kRemade;
    case PythonHelper::Cast:
        return kCast;
    case PythonHelper::Put:
        return kPut;
    case PythonHelper::Filled:
        return kFilled;
    case PythonHelper::Interpolated:
        return kInterpolated;
    case PythonHelper::Portable:
        return kPortable;
    case PythonHelper::PlainDict:
        return kPlainDict;
    }
    return {};
}

} // namespace pthf
