// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/plan/tensor_operations.h"
#include "core/types/dtype.h"
#include "core/types/role.h"
#include "core/value/key_path.h"

namespace pthf {

// The operations of DESIGN 4, each a value; those that give tensors other numbers stand in tensor_operations.h. GLOB
// matches a whole key within its state dict, or, with a leading "/", a path from the root.

/// Where tensors are to be restored: torch.load's map_location, written into the file.
struct MapLocation {
    struct Rule { ///< what the callable form is used for
        std::string glob;
        std::string to;
        bool operator==(const Rule&) const = default;
    };
    std::string device; ///< one device for all that no rule and no table row names; "auto"; empty keeps
    std::vector<std::pair<std::string, std::string>> table; ///< FROM, TO: looked up with the tags of the file
    std::vector<Rule> rules; ///< the first that matches a tensor holds
    bool operator==(const MapLocation&) const = default;
};

struct RemovePrefix {
    std::string prefix; ///< with or without its final dot: whole dotted segments
    StateDictPaths in;
    bool operator==(const RemovePrefix&) const = default;
};

struct AddPrefix {
    std::string prefix;
    StateDictPaths in;
    bool operator==(const AddPrefix&) const = default;
};

struct RemoveSegment {
    std::string segment; ///< wherever it stands: "_fsdp_wrapped_module"
    StateDictPaths in;
    bool operator==(const RemoveSegment&) const = default;
};

struct RenamePattern {
    std::string regex; ///< PCRE2, searched in the key
    std::string replacement; ///< Python's: \1, \g<name>
    StateDictPaths in;
    bool operator==(const RenamePattern&) const = default;
};

struct RenameTable {
    std::vector<std::pair<std::string, std::string>> pairs; ///< old key, new key
    StateDictPaths in;
    bool operator==(const RenameTable&) const = default;
};

/// Keeps what one of these matches and drops the rest of the tensors.
struct Keep {
    std::vector<std::string> globs;
    std::vector<Role> roles; ///< "the model only": everything outside these roles goes
    bool operator==(const Keep&) const = default;
};

struct Drop {
    std::vector<std::string> globs;
    std::vector<Role> roles;
    std::vector<KeyPath> paths; ///< with all that is below them
    bool operator==(const Drop&) const = default;
};

struct Extract {
    KeyPath path; ///< becomes the root
    bool operator==(const Extract&) const = default;
};

struct Wrap {
    std::string key; ///< the root is put under it, in a new dict
    bool operator==(const Wrap&) const = default;
};

/// Every whole module (or the named ones) becomes what its state_dict() gives.
struct ToStateDict {
    StateDictPaths in;
    bool operator==(const ToStateDict&) const = default;
};

struct Cast {
    DType dtype = DType::Float32;
    std::string glob; ///< empty: the floating tensors of every model and EMA state dict
    bool operator==(const Cast&) const = default;
};

struct SetRequiresGrad {
    std::string glob;
    bool value = false;
    bool operator==(const SetRequiresGrad&) const = default;
};

struct Compact { ///< views that drag a larger storage get one of their own size; ties stay tied
    bool operator==(const Compact&) const = default;
};

struct Untie { ///< every tensor gets a storage of its own
    bool operator==(const Untie&) const = default;
};

struct MakePortable { ///< numpy values, Namespaces and other plain data become plain Python values
    bool operator==(const MakePortable&) const = default;
};

struct PlainDict { ///< OrderedDict becomes dict, _metadata goes: LibTorch can read it
    bool operator==(const PlainDict&) const = default;
};

struct SetValue {
    KeyPath path;
    std::string json; ///< any JSON value: lists and dictionaries too
    bool operator==(const SetValue&) const = default;
};

using Operation = std::variant<MapLocation, RemovePrefix, AddPrefix, RemoveSegment, RenamePattern, RenameTable, Keep,
    Drop, Extract, Wrap, ToStateDict, Cast, SetRequiresGrad, Compact, Untie, MakePortable, PlainDict, SetValue,
    SetTensor, InitTensor, Transpose, Resize>;

/// The operation's name in recipes: "map_location", "remove_prefix", ... "resize".
std::string_view operationName(const Operation& operation) noexcept;

/// The operation in a few words: "Move everything to cpu", "Remove prefix module.", "Drop optimizer".
std::string describe(const Operation& operation);

} // namespace pthf
