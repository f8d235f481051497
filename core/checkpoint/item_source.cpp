// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/item_source.h"

#include <algorithm>

#include "core/checkpoint/tensor_bytes.h"
#include "core/io/range_source.h"

namespace pthf {

ItemSource::ItemSource(std::shared_ptr<const ByteSource> item, DType dtype, Dims shape, Open open)
    : m_item(std::move(item))
    , m_dtype(dtype)
    , m_shape(std::move(shape))
    , m_open(std::move(open))
    , m_size(elementCount(m_shape).value_or(0) * dtypeBytes(dtype))
{
}

Status ItemSource::checkTensor(const Document& document) const
{
    const Content& content = document.content;
    const TensorId id = content.root == kNoValue ? kNoTensor : content.tensorAt(content.root);
    if (id == kNoTensor) {
        return Error{ErrorCode::Corrupt, "the item holds no tensor"};
    }
    const TensorValue& tensor = content.tensor(id);
    if (tensor.dtype != m_dtype || tensor.layout.shape != m_shape) {
        return Error{ErrorCode::Corrupt,
            "the item holds " + std::string(dtypeName(tensor.dtype)) + ' ' + shapeText(tensor.layout.shape) + ", "
                + std::string(dtypeName(m_dtype)) + ' ' + shapeText(m_shape) + " was said"};
    }
    return Done{};
}

Status ItemSource::readAt(std::uint64_t offset, std::span<std::byte> to) const
{
    PTHF_TRY(checkRange(*this, offset, to.size()));
    if (to.empty()) {
        return Done{};
    }
    const auto document = m_open(m_item);
    if (!document) {
        return failedWithin(document, m_item->name());
    }
    if (const Status good = checkTensor(**document); !good) {
        return failedWithin(good, m_item->name());
    }
    const Content& content = (*document)->content;
    const std::uint64_t elementBytes = dtypeBytes(m_dtype);
    const std::uint64_t first = offset / elementBytes;
    const std::uint64_t last = (offset + to.size() - 1) / elementBytes;
    std::uint64_t skip = offset - first * elementBytes; // of the first element
    std::size_t filled = 0;
    const auto sink = [&](std::span<const std::byte> block) -> Status {
        const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(skip, block.size()));
        skip -= skipped;
        block = block.subspan(skipped);
        block = block.first(std::min(block.size(), to.size() - filled));
        std::ranges::copy(block, to.begin() + static_cast<std::ptrdiff_t>(filled));
        filled += block.size();
        return Done{};
    };
    SilentProgress progress;
    const Task task{{}, progress};
    const TensorValue& tensor = content.tensor(content.tensorAt(content.root));
    const Status read = readElements(**document, tensor, first, last - first + 1, sink, task);
    return read ? read : failedWithin(read, m_item->name());
}

Result<std::shared_ptr<const ByteSource>> openElements(const Document& document, const TensorValue& tensor)
{
    const bool isPlain = tensor.form == TensorForm::Strided && tensor.storage != kNoStorage && !tensor.isConjugate
        && !tensor.isNegative && !tensor.isOutOfBounds && !isQuantized(tensor.dtype)
        && tensor.dtype != DType::Float4E2M1FNx2;
    if (!isPlain) {
        return Error{ErrorCode::Unsupported, "it is no plain tensor"};
    }
    const StorageValue& storage = document.content.storage(tensor.storage);
    if (storage.stored() != Stored::Whole) {
        return Error{ErrorCode::Truncated, "the file does not hold all of it"};
    }
    auto bytes = PTHF_TRY(openStorage(document, tensor.storage));
    if (isContiguous(tensor.layout) && !storage.isBigEndian) {
        const std::uint64_t offset = static_cast<std::uint64_t>(tensor.layout.offset) * dtypeBytes(tensor.dtype);
        std::shared_ptr<const ByteSource> range =
            PTHF_TRY(RangeSource::make(std::move(bytes), offset, tensor.bytes(), storage.key));
        return range;
    }
    // A document of this tensor alone: its elements are read as those of any other.
    auto alone = std::make_shared<Document>();
    Content& content = alone->content;
    content.storages.push_back(storage);
    content.storages.front().place = {StoragePlace::Kind::Range, 0, 0, kNoValue, 0, storage.bytes()};
    content.tensors.push_back(tensor);
    content.tensors.front().storage = StorageId{0};
    content.root = content.graph.addTensor(0);
    content.markTensor(content.root, TensorId{0});
    alone->sources.push_back({bytes, nullptr});
    const auto open = [alone](
                          const std::shared_ptr<const ByteSource>& /*bytes*/) { return Result<DocumentPtr>(alone); };
    std::shared_ptr<const ByteSource> elements =
        std::make_shared<ItemSource>(std::move(bytes), tensor.dtype, tensor.layout.shape, open);
    return elements;
}

} // namespace pthf
