// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/value/content.h"
#include "core/value/key_path.h"

namespace pthf {

/// What a value is shown as. OrderedDict, defaultdict, Counter are Dict; set([...]) is Set; numpy scalars are their
/// number; everything the file calls that has no plainer meaning is Object.
enum class ViewKind : std::uint8_t {
    None,
    Bool,
    Int,
    Float,
    Complex,
    Text,
    Bytes,
    Global,
    Tensor,
    Array, ///< a numpy array inside a pickle
    Dict,
    List,
    Tuple,
    Set,
    Object
};

/// One child of a value, by the step that leads to it. 16 bytes, made for long lists; `segmentOf` spells the step out.
struct ChildStep {
    enum class Kind : std::uint8_t { Key, Position, Attribute, Argument };
    Kind kind = Kind::Key;
    std::uint32_t position = 0; ///< of Position, Argument
    ValueId key = kNoValue; ///< of Key; of Attribute: the name (a Text), or kNoValue for a state that is no dictionary
    ValueId value = kNoValue;
    ValueId owner = kNoValue; ///< the Dict, List, Tuple or Set node that holds it, and where in it:
    std::uint32_t slot = 0; ///< what an edit changes, and how the planned side of a child is found
};

/// How a value is shown: cheap, made on demand, never stored in bulk.
struct ValueView {
    ViewKind kind = ViewKind::None;
    std::string typeName; ///< Python's: "OrderedDict", "int", "argparse.Namespace"
    TensorId tensor = kNoTensor;
    bool isNumpyScalar = false;
    std::string numpyDtype; ///< of numpy scalars and arrays: "int64", "float32"
    Dims arrayShape; ///< of Array
};

/// How a value is shown. Looks at the value and its immediate parts only.
ValueView viewOf(const Content& content, ValueId id);

/// Children as everyone unfolds them: entries, items, arguments, attributes, in file order. Empty for leaves, tensors
/// and numpy values. The arguments of an OrderedDict given a list of pairs are its entries, and so on (DESIGN 7).
std::vector<ChildStep> childrenOf(const Content& content, ValueId id);

/// Whether childrenOf would be non-empty, without making it.
bool hasChildren(const Content& content, ValueId id);

KeySegment segmentOf(const Content& content, const ChildStep& step);

/// A leaf's value on one line, for tables: "90000", "0.7428", "'resnet50'", "torch.float32"; at most `limit` bytes.
std::string leafText(const Content& content, ValueId id, std::size_t limit = 200);

/// The integer, also of numpy scalars; nothing for anything else, bool included.
std::optional<std::int64_t> integerOf(const Content& content, ValueId id);
std::optional<double> numberOf(const Content& content, ValueId id); ///< integers and floats, numpy's too
std::optional<bool> boolOf(const Content& content, ValueId id); ///< True, False, numpy's too
std::optional<std::complex<double>> complexOf(const Content& content, ValueId id);
std::optional<std::string_view> textOf(const Content& content, ValueId id); ///< Text and ByteText, as stored
/// Text as people read it: Python 2 strings as UTF-8 where they are valid, else latin1; numpy strings too.
std::optional<std::string> readableTextOf(const Content& content, ValueId id);

/// What a Bytes leaf holds; `head` is empty for bytes that were left in the file.
struct BytesView {
    std::uint64_t length = 0;
    std::string head; ///< the first bytes, at most as many as asked for
    const ExternalBytes* external = nullptr;
};
std::optional<BytesView> bytesOf(const Content& content, ValueId id, std::size_t limit = 64);

/// The value at a path, trying a bare integer as integer key, position and string; nothing if there is none.
std::optional<ValueId> valueAt(const Content& content, const KeyPath& path);

/// The child of a dictionary-like value under a text key; kNoValue if there is none.
ValueId childByName(const Content& content, ValueId dict, std::string_view name);

} // namespace pthf
