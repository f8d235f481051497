// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/checkpoint/document.h"
#include "core/checkpoint/tree_index.h"

namespace pthf::tests {

/// Puts a document together value by value, with no file behind it: for rooms that explain documents. Every tensor has
/// a storage of its own whose bytes are all "there".
class SampleContent {
public:
    SampleContent();

    /// An OrderedDict of float32 tensors of 256 elements under a key of the root; "" makes it the root.
    SampleContent& stateDict(
        std::string_view key, const std::vector<std::string>& names, std::string_view device = "cpu");
    /// {"state": {0: {"step", "exp_avg", "exp_avg_sq"}, …}, "param_groups": […]} for that many parameters.
    SampleContent& adam(std::string_view key, std::size_t parameters, std::string_view device = "cpu");
    SampleContent& integer(std::string_view key, std::int64_t value);
    /// An object of a class without arguments, with a dictionary {"x": 1} as its state.
    SampleContent& object(std::string_view key, std::string_view module, std::string_view name);
    /// REDUCE of a function with one text argument.
    SampleContent& call(
        std::string_view key, std::string_view module, std::string_view name, std::string_view argument);
    /// One more tensor under a key of the root: count elements of a storage of `stored`.
    SampleContent& view(std::string_view key, std::int64_t count, std::uint64_t stored, std::int64_t offset = 0);
    /// The next tensors are of this type.
    SampleContent& dtype(DType dtype);

    /// As it was read: pickle facts say protocol 2 and every global of the graph.
    DocumentPtr document(FileKind kind = FileKind::TorchZip) const;
    static TreeIndex tree(const Document& document);

private:
    ValueId tensor(std::int64_t elements, std::uint64_t stored, std::string_view device, std::int64_t offset = 0);
    ValueId text(std::string_view utf8) { return m_content.graph.addText(utf8); }
    void put(std::string_view key, ValueId value);

    Content m_content;
    DType m_dtype = DType::Float32;
};

} // namespace pthf::tests
