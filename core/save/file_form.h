// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/io/byte_sink.h"
#include "core/save/save_options.h"
#include "core/write/named_tensors.h"
#include "core/write/save_progress.h"
#include "core/write/written_file.h"

namespace pthf {

/// Tensor bytes of the storages that a plan writes.
std::uint64_t storageBytesOf(const PlannedDocument& planned);

/// A format's way of writing a planned document into one file, and of proving what was written. Refers to the plan.
class FileForm {
public:
    /// The whole plan. Unsupported for what the format cannot hold.
    static Result<FileForm> make(const PlannedDocument& planned, SaveFormat format);
    /// Some of its tensors, as a safetensors file.
    FileForm(const PlannedDocument& planned, std::vector<NamedTensor> tensors,
        std::vector<std::pair<std::string, std::string>> metadata);

    std::uint64_t tensorBytes() const;
    Result<WrittenFile> write(ByteSink& sink, SaveProgress& progress) const;
    Result<std::uint64_t> verify(
        const WrittenFile& written, const std::filesystem::path& file, Verification how, SaveProgress& progress) const;

private:
    FileForm(const PlannedDocument& planned, SaveFormat format);

    const PlannedDocument* m_planned;
    SaveFormat m_format;
    NamedTensors m_named; ///< of safetensors
    std::vector<std::pair<std::string, std::string>> m_metadata; ///< likewise
};

} // namespace pthf
