// SPDX-License-Identifier: Apache-2.0
#include "tests/support/temp_folder.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <stdlib.h>

#include "core/base/byte_reader.h"

namespace pthf::tests {

TempFolder::TempFolder()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "pthf-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        std::abort();
    }
    m_path = pattern;
}

TempFolder::~TempFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

std::filesystem::path TempFolder::write(std::string_view name, std::span<const std::byte> bytes) const
{
    const auto path = m_path / name;
    std::ofstream out(path, std::ios::binary);
    const std::string_view text = asText(bytes);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (!out.flush()) {
        std::abort();
    }
    return path;
}

std::filesystem::path TempFolder::write(std::string_view name, std::string_view text) const
{
    return write(name, asBytes(text));
}

std::vector<std::string> TempFolder::names() const
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(m_path)) {
        names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

std::vector<std::byte> readFile(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        std::abort();
    }
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto bytes = asBytes(text);
    return {bytes.begin(), bytes.end()};
}

} // namespace pthf::tests
