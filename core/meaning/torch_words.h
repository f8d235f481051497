// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/types/dtype.h"
#include "core/types/shape.h"
#include "core/value/tensor_value.h"
#include "core/value/value_graph.h"

namespace pthf {

// Arguments of torch's calls, read from values. Each gives nothing where the value is not of that kind.

/// Elements of a Tuple or a List; empty for anything else and for kNoValue.
std::span<const ValueId> sequenceItems(const ValueGraph& graph, ValueId id);

/// Non-negative or not, as the file has it: a Tuple, a List, a torch.Size of integers; at most 64 of them.
std::optional<Dims> dimsOf(const ValueGraph& graph, ValueId id);
bool readDims(const ValueGraph& graph, ValueId id, Dims& to); ///< the same, to where they belong; false for nothing

std::optional<std::int64_t> plainInteger(const ValueGraph& graph, ValueId id); ///< Int only
std::optional<bool> plainFlag(const ValueGraph& graph, ValueId id); ///< Bool, or Int as Python takes it
std::optional<std::string_view> plainText(const ValueGraph& graph, ValueId id); ///< Text, ByteText

/// torch.float32 and the like; DType::Unknown for a type torch has and we do not.
std::optional<DType> dtypeOfValue(const ValueGraph& graph, ValueId id);

/// "cuda:0" of a text or of torch.device('cuda', 0), torch.device('cuda:0').
std::optional<std::string> deviceOfValue(const ValueGraph& graph, ValueId id);

/// The form of _get_layout('torch.sparse_coo'), of torch.sparse_coo itself and of c10::Layout numbers.
std::optional<TensorForm> layoutOfValue(const ValueGraph& graph, ValueId id);

} // namespace pthf
