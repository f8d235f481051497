// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/io/byte_source.h"

namespace pthf {

/// The file of that name in a folder, as an index may name it: relative, and without a way out ("..", "/etc/…");
/// nothing for any other name. A link in the folder is followed: that is how Hugging Face's cache lays out its
/// snapshots.
std::optional<std::filesystem::path> fileInside(const std::filesystem::path& folder, std::string_view name);

/// The files of one folder by the names that an index gives them, each opened once. So many that not all can be open at
/// the same time are opened anew for each read.
class FolderFiles {
public:
    explicit FolderFiles(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }

    /// InvalidArgument for a name that leads out of the folder; what the system says for files that cannot be read.
    Result<std::shared_ptr<const ByteSource>> open(const std::string& name);
    /// Of all files opened.
    std::uint64_t bytes() const noexcept { return m_bytes; }

private:
    Result<std::shared_ptr<const ByteSource>> openNew(const std::string& name);

    std::filesystem::path m_folder;
    std::map<std::string, Result<std::shared_ptr<const ByteSource>>, std::less<>> m_opened;
    std::uint64_t m_bytes = 0;
};

} // namespace pthf
