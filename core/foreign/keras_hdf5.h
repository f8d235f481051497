// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/container/container.h"
#include "core/foreign/foreign_content.h"

namespace pthf {

/// An HDF5 file (Keras weights and models, and any other): groups are dictionaries, datasets tensors, attributes of a
/// group the attributes of its dictionary. The helper program says what is in it, in a process of its own; contiguous
/// datasets are ranges of the file then, others are read through the helper when they are asked for. Unsupported where
/// the helper is missing.
Result<ForeignContent> readHdf5(std::shared_ptr<const ByteSource> source, const std::filesystem::path& helper,
    const Limits& limits, const Task& task);

/// The same of a .keras archive (Keras 3): the HDF5 file in it, with config.json and metadata.json as attributes.
Result<ForeignContent> readKerasArchive(
    const Container& zip, const std::filesystem::path& helper, const Limits& limits, const Task& task);

} // namespace pthf
