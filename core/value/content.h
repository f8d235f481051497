// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "core/value/tensor_value.h"
#include "core/value/value_graph.h"

namespace pthf {

/// A value graph together with what its values mean in torch's words: which nodes are tensors, and over which storages.
/// A document holds one as it was read, a planned document one as it will be written; whatever explains a checkpoint
/// (listing, roles, findings, badges) takes a Content and so explains both.
class Content {
public:
    ValueGraph graph;
    ValueId root = kNoValue;
    std::vector<TensorValue> tensors;
    std::vector<StorageValue> storages;

    /// The tensor that a value is, or kNoTensor.
    TensorId tensorAt(ValueId id) const noexcept { return isTensor(id) ? TensorId{number(id)} : kNoTensor; }
    /// The storage that a value is (a Persistent, mostly), or kNoStorage.
    StorageId storageAt(ValueId id) const noexcept { return isStorage(id) ? StorageId{number(id)} : kNoStorage; }

    void markTensor(ValueId id, TensorId tensor) { mark(id, index(tensor) | kTensorBit); }
    void markStorage(ValueId id, StorageId storage) { mark(id, index(storage)); }
    void unmark(ValueId id) { mark(id, kUnmarked); }

    const TensorValue& tensor(TensorId id) const noexcept { return tensors[index(id)]; }
    TensorValue& tensor(TensorId id) noexcept { return tensors[index(id)]; }
    const StorageValue& storage(StorageId id) const noexcept { return storages[index(id)]; }
    StorageValue& storage(StorageId id) noexcept { return storages[index(id)]; }
    /// The device tag a tensor is on, "cpu" for formats that know no devices.
    std::string_view deviceOf(const TensorValue& value) const noexcept
    {
        const std::string_view tag = value.device.empty() && value.storage != kNoStorage
            ? storage(value.storage).device.view()
            : value.device.view();
        return tag.empty() ? std::string_view("cpu") : tag;
    }

private:
    static constexpr std::uint32_t kUnmarked = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::uint32_t kTensorBit = std::uint32_t{1} << 31U;

    std::uint32_t mark(ValueId id) const noexcept
    {
        return index(id) < m_marks.size() ? m_marks[index(id)] : kUnmarked;
    }
    bool isTensor(ValueId id) const noexcept { return mark(id) != kUnmarked && (mark(id) & kTensorBit) != 0; }
    bool isStorage(ValueId id) const noexcept { return (mark(id) & kTensorBit) == 0; }
    std::uint32_t number(ValueId id) const noexcept { return mark(id) & ~kTensorBit; }
    void mark(ValueId id, std::uint32_t value)
    {
        if (index(id) >= m_marks.size()) {
            m_marks.resize(std::max<std::size_t>(graph.size(), index(id) + std::size_t{1}), kUnmarked);
        }
        m_marks[index(id)] = value;
    }

    std::vector<std::uint32_t> m_marks; ///< by ValueId; a node is a tensor or a storage, never both
};

} // namespace pthf
