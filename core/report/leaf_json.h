// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/checkpoint/path_limits.h"
#include "core/checkpoint/tree_index.h"
#include "core/checkpoint/value_view.h"
#include "core/text/json_writer.h"

namespace pthf {

/// Whether tensors say how much of them the file holds: those of damaged files do.
enum class ShowStored : std::uint8_t { No, Yes };

/// Writes the members of a leaf of `ls --json` after its path: "type" and what the type has (DESIGN 7). Appends to one
/// buffer without a comma in front or behind; tensors, which come by the ten thousand, take no detour.
class LeafWriter {
public:
    LeafWriter(const Content& content, const TreeIndex& tree, ShowStored showStored)
        : m_content(content)
        , m_tree(tree)
        , m_showStored(showStored)
    {
    }

    void append(std::string& to, const Leaf& leaf, const PathLimits& limits) const;
    /// The same for a value that is no leaf of the tree: an entry of a state dict. tensor may be kNoTensor.
    void appendValue(std::string& to, ValueId value, TensorId tensor) const;
    /// A container whose contents are too deep to be spelled out: its type, and "cut": true.
    void appendCut(std::string& to, ValueId value) const;

private:
    void appendTensor(std::string& to, const TensorValue& tensor) const;
    void appendLayout(std::string& to, const TensorValue& tensor) const;
    void appendAttributes(std::string& to, const TensorValue& tensor) const;
    void appendExtras(std::string& to, const TensorExtras& extras, TensorForm form) const;
    void writePlain(JsonWriter& json, ValueId value) const;
    void writeBytes(JsonWriter& json, ValueId value) const;

    const Content& m_content;
    const TreeIndex& m_tree;
    ShowStored m_showStored;
};

/// "fields" of a structured numpy array and "class" of a masked one, into an object that is open.
void writeArrayDetails(JsonWriter& json, const NumpyArray& array);

} // namespace pthf
