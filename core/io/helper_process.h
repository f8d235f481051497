// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/byte_source.h"

namespace pthf {

/// Bytes of a source as a descriptor that another process can read at any place: the file's own where the source is a
/// range of one, else a copy in memory.
class InputDescriptor {
public:
    /// LimitExceeded where the bytes would have to be copied and are more than maxCopied.
    static Result<InputDescriptor> make(std::shared_ptr<const ByteSource> source, std::uint64_t maxCopied);

    int number() const noexcept { return m_number; }
    std::uint64_t offset() const noexcept { return m_offset; } ///< of the source's first byte

private:
    InputDescriptor(std::shared_ptr<const ByteSource> source, std::shared_ptr<const int> copy);

    std::shared_ptr<const ByteSource> m_source; ///< keeps the file open
    std::shared_ptr<const int> m_copy; ///< closes its descriptor; null where there is none
    int m_number = -1;
    std::uint64_t m_offset = 0;
};

/// A program of ours at work in a process of its own, read from front to back. It gets its input as standard input, and
/// nothing else of what we have open. It is killed when this object goes.
class HelperProcess {
public:
    /// patience: how long it may say nothing before it is given up. Unsupported, saying what is missing, where there is
    /// no such program.
    static Result<std::unique_ptr<HelperProcess>> start(const std::filesystem::path& program,
        const std::vector<std::string>& arguments, const InputDescriptor& input, std::chrono::milliseconds patience);
    ~HelperProcess();
    HelperProcess(const HelperProcess&) = delete;
    HelperProcess& operator=(const HelperProcess&) = delete;
    HelperProcess(HelperProcess&&) = delete;
    HelperProcess& operator=(HelperProcess&&) = delete;

    /// What it wrote to its standard output, as far as it is there: 0 is its end. Cancelled when a stop is asked for.
    Result<std::size_t> read(std::span<std::byte> to, const std::stop_token& stop = {});

private:
    HelperProcess(int process, int output, std::chrono::milliseconds patience);

    int m_process;
    int m_output;
    std::chrono::milliseconds m_patience;
};

/// Where a helper program of that name is to be: beside the program that runs, or in the bin folder beside its folder.
std::filesystem::path helperPath(std::string_view name);

} // namespace pthf
