// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/checkpoint/document_text.h"
#include "core/checkpoint/tensor_bytes.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/damage.h"
#include "tests/support/test_task.h"

namespace pthf::tests {

/// Opens bytes by the ordinary way in.
inline Result<DocumentPtr> openBytes(Bytes bytes)
{
    return openCheckpoint(std::make_shared<MemorySource>(std::move(bytes)), OpenOptions{}, quietTask());
}

/// The same of bytes that have to open.
inline DocumentPtr opened(Bytes bytes)
{
    return openBytes(std::move(bytes)).value();
}

/// The canonical text of bytes that open, or why they do not, after "error: ".
inline std::string textOfBytes(Bytes bytes)
{
    const auto document = openBytes(std::move(bytes));
    if (!document) {
        return "error: " + document.error().message();
    }
    const auto tree = indexTree((*document)->content, quietTask());
    return tree ? documentText(**document, *tree) : "error: " + tree.error().message();
}

/// A tensor's elements in row-major order, little-endian; empty where they cannot be read.
inline Bytes elementsOf(const Document& document, std::size_t tensor)
{
    Bytes all;
    const TensorValue& value = document.content.tensors.at(tensor);
    const auto read = readElements(
        document, value, 0, value.elements(),
        [&all](std::span<const std::byte> block) -> Status {
            all.insert(all.end(), block.begin(), block.end());
            return Done{};
        },
        quietTask());
    return read ? all : Bytes{};
}

} // namespace pthf::tests
