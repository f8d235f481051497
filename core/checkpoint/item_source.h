// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/checkpoint/document.h"
#include "core/io/byte_source.h"
#include "core/types/dtype.h"
#include "core/types/shape.h"

namespace pthf {

/// The elements, row-major and little-endian, of a file that holds one tensor: an item of a `.distcp` file, a weight of
/// an exported program. The file is looked into when bytes are asked for, not before: a checkpoint of fifty thousand
/// chunks opens without reading one of them.
class ItemSource final : public ByteSource {
public:
    using Open = std::function<Result<DocumentPtr>(std::shared_ptr<const ByteSource>)>;

    /// What the item must hold. Its size is that of these elements.
    ItemSource(std::shared_ptr<const ByteSource> item, DType dtype, Dims shape, Open open);

    std::uint64_t size() const noexcept override { return m_size; }
    /// Corrupt where the item holds another tensor than was said, or none.
    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override;
    std::string name() const override { return m_item->name(); }

private:
    Status checkTensor(const Document& document) const;

    std::shared_ptr<const ByteSource> m_item;
    DType m_dtype;
    Dims m_shape;
    Open m_open;
    std::uint64_t m_size;
};

/// The elements of a tensor as such a source: the range of its storage where they lie so, else read when they are asked
/// for. Unsupported for what is not strided or means other numbers than it stores (quantized, conjugated), Truncated
/// where the file does not hold all of its storage.
Result<std::shared_ptr<const ByteSource>> openElements(const Document& document, const TensorValue& tensor);

} // namespace pthf
