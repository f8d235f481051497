// SPDX-License-Identifier: Apache-2.0
#include "core/folders/folder_files.h"

#include <algorithm>

#include "core/io/file_source.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// Files that are kept open: a process may have 1,024, and is not alone in ours.
constexpr std::size_t kMostOpen = 256;

/// A file that is opened for each read.
class ReopenedFile final : public ByteSource {
public:
    ReopenedFile(std::filesystem::path path, FileIdentity identity)
        : m_path(std::move(path))
        , m_identity(identity)
    {
    }

    std::uint64_t size() const noexcept override { return m_identity.bytes; }
    std::string name() const override { return m_path.filename().string(); }

    Status readAt(std::uint64_t offset, std::span<std::byte> to) const override
    {
        const auto file = PTHF_TRY(FileSource::open(m_path));
        if (!(file->identity() == m_identity)) {
            return Error{ErrorCode::IoFailed, "the file was changed since it was opened"};
        }
        return file->readAt(offset, to);
    }

private:
    std::filesystem::path m_path;
    FileIdentity m_identity;
};

} // namespace

std::optional<std::filesystem::path> fileInside(const std::filesystem::path& folder, std::string_view name)
{
    const std::filesystem::path path(name);
    const bool isPlain = !name.empty() && name.find('\0') == std::string_view::npos && path.is_relative()
        && std::ranges::none_of(path, [](const std::filesystem::path& part) { return part == ".."; });
    return isPlain ? std::optional(folder / path) : std::nullopt;
}

Result<std::shared_ptr<const ByteSource>> FolderFiles::openNew(const std::string& name)
{
    const auto path = fileInside(m_folder, name);
    if (!path) {
        return Error{ErrorCode::InvalidArgument, "\"" + displayText(name, 200) + "\" leads out of the folder"};
    }
    auto opened = FileSource::open(*path);
    if (!opened) {
        return failedWithin(opened, displayText(name, 200));
    }
    m_bytes += (*opened)->size();
    if (m_opened.size() < kMostOpen) {
        return std::shared_ptr<const ByteSource>(*std::move(opened));
    }
    return std::shared_ptr<const ByteSource>(std::make_shared<ReopenedFile>(*path, (*opened)->identity()));
}

Result<std::shared_ptr<const ByteSource>> FolderFiles::open(const std::string& name)
{
    auto known = m_opened.find(name);
    if (known == m_opened.end()) {
        known = m_opened.emplace(name, openNew(name)).first;
    }
    return known->second;
}

} // namespace pthf
