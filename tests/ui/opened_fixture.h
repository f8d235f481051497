// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "core/io/memory_source.h"
#include "core/opening/open_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "ui/session/opened_document.h"

namespace pthf::tests {

/// A document as the window has it once it is open, without the card.
inline OpenedPtr openedDocument(DocumentPtr document)
{
    SilentProgress nobody;
    auto opened = std::make_shared<OpenedDocument>();
    opened->document = std::move(document);
    const Content& content = opened->document->content;
    opened->tree = indexTree(content, Task{{}, nobody}).value();
    opened->summary = TreeSummary(content, opened->tree);
    opened->tensors = listTensors(opened->tree);
    return opened;
}

inline OpenedPtr openedFrom(std::vector<std::byte> bytes)
{
    SilentProgress nobody;
    return openedDocument(
        openCheckpoint(std::make_shared<MemorySource>(std::move(bytes), "test"), OpenOptions{}, Task{{}, nobody})
            .value());
}

inline OpenedPtr openedContent(Content content)
{
    auto document = std::make_shared<Document>();
    document->content = std::move(content);
    return openedDocument(std::move(document));
}

/// A small training checkpoint of two devices, wrapped by DataParallel.
inline CheckpointBuilder smallTraining()
{
    CheckpointBuilder builder;
    builder.wrapper("model").prefix("module.");
    builder.tensor("conv1.weight", DType::Float32, {4, 3, 3, 3}, "cuda:0");
    builder.tensor("bn1.weight", DType::Float32, {4}, "cuda:0");
    builder.tensor("bn1.bias", DType::Float32, {4}, "cuda:0");
    builder.tensor("layer1.0.weight", DType::Float16, {8, 4}, "cuda:1");
    builder.tensor("layer1.1.weight", DType::Float16, {8, 8}, "cuda:1");
    builder.value("epoch", 12).value("arch", "resnet");
    return builder;
}

} // namespace pthf::tests
