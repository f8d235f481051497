// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/foreign/foreign_content.h"
#include "tests/fuzz/fuzz_input.h"

namespace pthf::tests {

inline Limits fuzzLimits()
{
    Limits limits;
    limits.maxGraphNodes = 100'000;
    limits.maxInflatedBytes = std::uint64_t{16} << 20U;
    return limits;
}

/// What every reader of another format promises: tensors name storages that are there, and storages lie in the file.
inline void checkForeign(const Result<ForeignContent>& read, std::uint64_t fileBytes)
{
    if (!read) {
        require(!read.error().message().empty());
        return;
    }
    const Content& content = read->content;
    require(content.root != kNoValue && index(content.root) < content.graph.size());
    for (const TensorValue& tensor : content.tensors) {
        require(tensor.storage == kNoStorage || index(tensor.storage) < content.storages.size());
        require(tensor.value != kNoValue);
    }
    for (const StorageValue& storage : content.storages) {
        require(storage.place.available <= storage.bytes());
        require(storage.place.kind != StoragePlace::Kind::Range || storage.place.source != 0
            || (storage.place.offset <= fileBytes && storage.place.available <= fileBytes - storage.place.offset));
    }
}

} // namespace pthf::tests
