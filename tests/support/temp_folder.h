// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pthf::tests {

/// A folder of its own for one test, gone with the object.
class TempFolder {
public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    TempFolder(TempFolder&&) = delete;
    TempFolder& operator=(TempFolder&&) = delete;

    const std::filesystem::path& path() const noexcept { return m_path; }
    /// Writes a file into the folder and says where it is.
    std::filesystem::path write(std::string_view name, std::span<const std::byte> bytes) const;
    std::filesystem::path write(std::string_view name, std::string_view text) const;
    /// Names of what the folder holds, sorted: to see that nothing was left behind.
    std::vector<std::string> names() const;

private:
    std::filesystem::path m_path;
};

/// The whole of a file; aborts the test program when it cannot be read.
std::vector<std::byte> readFile(const std::filesystem::path& path);

} // namespace pthf::tests
