// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/io/byte_source.h"
#include "core/io/helper_process.h"

namespace pthf {

/// An HDF5 file and who reads it: pthf-hdf5 (app/hdf5), which alone links libhdf5, in processes of its own.
class Hdf5File {
public:
    static Result<std::shared_ptr<const Hdf5File>> open(
        std::shared_ptr<const ByteSource> source, const std::filesystem::path& helper, const Limits& limits);

    std::uint64_t bytes() const noexcept { return m_source->size(); }

    /// What is in it, as the helper says it; empty where it broke off. Unsupported where there is no helper,
    /// LimitExceeded for more than a header may have.
    Result<std::string> list(const Limits& limits, const Task& task) const;

    /// A dataset whose bytes do not lie together, by its address: forward in one go, back by starting again. Threads
    /// take turns.
    static std::shared_ptr<const ByteSource> dataset(
        std::shared_ptr<const Hdf5File> file, std::string name, std::uint64_t address, std::uint64_t bytes);

private:
    friend class DatasetSource;

    Hdf5File(std::shared_ptr<const ByteSource> source, std::filesystem::path helper, InputDescriptor input);

    Result<std::unique_ptr<HelperProcess>> start(std::vector<std::string> arguments) const;

    std::shared_ptr<const ByteSource> m_source;
    std::filesystem::path m_helper;
    InputDescriptor m_input;
};

} // namespace pthf
