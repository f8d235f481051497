// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/shared_text.h"
#include "core/types/dtype.h"
#include "core/types/tensor_layout.h"
#include "core/value/value.h"

namespace pthf {

enum class TensorId : std::uint32_t {};
enum class StorageId : std::uint32_t {};
inline constexpr TensorId kNoTensor{std::numeric_limits<std::uint32_t>::max()};
inline constexpr StorageId kNoStorage{std::numeric_limits<std::uint32_t>::max()};
constexpr std::uint32_t index(TensorId id) noexcept
{
    return static_cast<std::uint32_t>(id);
}
constexpr std::uint32_t index(StorageId id) noexcept
{
    return static_cast<std::uint32_t>(id);
}

/// Where a storage's bytes lie, told without reading anything. Resolved by core/checkpoint/tensor_bytes.
struct StoragePlace {
    enum class Kind : std::uint8_t {
        None, ///< nowhere: a meta tensor, a record that is missing
        Record, ///< in a record of a container of the document
        Range, ///< in a range of a file of the document
        Graph ///< in a Bytes value of the graph (pickles inside pickles, numpy arrays)
    };
    Kind kind = Kind::None;
    std::uint32_t source = 0; ///< which of the document's sources
    std::uint32_t record = 0; ///< Record: which record of its container
    ValueId value = kNoValue; ///< Graph: which value
    std::uint64_t offset = 0; ///< first byte, within the record, the file or the value
    std::uint64_t available = 0; ///< bytes that are there from offset on, at most the storage's own

    bool operator==(const StoragePlace&) const = default;
};

/// How much of a storage the file holds.
enum class Stored : std::uint8_t { Whole, Partly, Lost };
std::string_view storedName(Stored stored) noexcept; ///< "whole", "partly", "lost"

/// A run of elements that tensors are views of. Two tensors with one StorageId share it.
struct StorageValue {
    std::string key; ///< unique within the document: "0", "n1:0" for nested streams
    DType dtype = DType::UInt8; ///< what the file's storage class says; UInt8 for untyped ones
    bool isUntyped = false;
    bool isBigEndian = false; ///< elements have to be swapped to be read
    SharedText device; ///< the tag to the letter; empty for formats without devices (shown as "cpu")
    std::uint64_t elements = 0; ///< of dtype, as the file states
    StoragePlace place;

    /// elements × the dtype's size; proven not to overflow when the storage was made.
    std::uint64_t bytes() const noexcept { return elements * dtypeBytes(dtype); }
    Stored stored() const noexcept
    {
        if (place.available >= bytes()) {
            return Stored::Whole;
        }
        return place.available == 0 ? Stored::Lost : Stored::Partly;
    }

    bool operator==(const StorageValue&) const = default;
};

/// How a tensor's numbers are held.
enum class TensorForm : std::uint8_t {
    Strided,
    Quantized,
    SparseCoo,
    SparseCsr,
    SparseCsc,
    SparseBsr,
    SparseBsc,
    Nested,
    Meta, ///< a shape without numbers
    Wrapper ///< a subclass without a storage of its own (DTensor): its parts hold the numbers
};

/// "strided", "quantized", "sparse_coo", ..., "meta", "wrapper".
std::string_view tensorFormName(TensorForm form) noexcept;

/// One of the tensors that a sparse, nested or wrapped tensor is made of.
struct TensorPart {
    std::string name; ///< "indices", "values", "crow_indices", "scales", ...
    TensorId tensor = kNoTensor;

    bool operator==(const TensorPart&) const = default;
};

struct Quantizer {
    std::string scheme; ///< "per_tensor_affine", "per_channel_affine", ...
    double scale = 0; ///< of per_tensor schemes
    std::int64_t zeroPoint = 0; ///< likewise
    std::int64_t axis = -1; ///< of per_channel schemes; scales and zero_points are parts

    bool operator==(const Quantizer&) const = default;
};

/// What only few tensors have.
struct TensorExtras {
    std::vector<TensorPart> parts;
    Quantizer quantizer;
    std::string className; ///< of a subclass: "torch.distributed.tensor.DTensor"

    bool operator==(const TensorExtras&) const = default;
};

/// A tensor as the file describes it.
struct TensorValue {
    ValueId value = kNoValue; ///< the node of the graph that is this tensor
    StorageId storage = kNoStorage;
    DType dtype = DType::Float32;
    TensorForm form = TensorForm::Strided;
    bool requiresGrad = false;
    bool isParameter = false;
    bool isConjugate = false;
    bool isNegative = false;
    bool isPart = false; ///< stands only inside another tensor (indices, scales); not a leaf of the tree
    bool isOutOfBounds = false; ///< the shape reaches past the storage; told as a Problem too
    TensorLayout layout; ///< shape only, for forms without strides
    SharedText device; ///< the tag, for tensors without a storage or that say another than it; else the storage's holds
    std::shared_ptr<const TensorExtras> extras; ///< null for most

    /// Elements of the shape; 0 where the shape is impossible.
    std::uint64_t elements() const noexcept { return elementCount(layout.shape).value_or(0); }
    /// elements × size, without overflow (saturates).
    std::uint64_t bytes() const noexcept
    {
        const std::uint64_t count = elements();
        const std::uint64_t size = dtypeBytes(dtype);
        return count > std::numeric_limits<std::uint64_t>::max() / size ? std::numeric_limits<std::uint64_t>::max()
                                                                        : count * size;
    }
};

} // namespace pthf
