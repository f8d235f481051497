// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diff/content_names.h"
#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"

namespace pthf::tests {

/// A checkpoint of a test, opened.
struct Opened {
    DocumentPtr document;
    TreeIndex tree;

    DiffSide side() const { return {*document, tree}; }
};

inline Opened opened(std::vector<std::byte> bytes)
{
    SilentProgress progress;
    const Task task{{}, progress};
    auto document = openCheckpoint(std::make_shared<MemorySource>(std::move(bytes)), OpenOptions{}, task);
    if (!document) {
        qFatal("%s", document.error().message().c_str());
    }
    auto tree = indexTree((*document)->content, task);
    return {*document, std::move(*tree)};
}

} // namespace pthf::tests
