// SPDX-License-Identifier: Apache-2.0
//
// A zip of torch's that somebody unpacked: its records are files of a folder (data.pkl, data/0, …). The folder is read
// as the archive that it was, without packing it again.
#include <algorithm>
#include <system_error>
#include <unordered_map>

#include "core/container/container.h"
#include "core/io/file_source.h"
#include "core/opening/opening.h"
#include "core/opening/torch_records.h"
#include "core/text/text_pool.h"

namespace pthf {

namespace {

namespace fs = std::filesystem;

/// The files of a folder as records.
class FolderContainer final : public Container {
public:
    static Result<std::shared_ptr<const FolderContainer>> open(
        const fs::path& folder, const Limits& limits, const Task& task)
    {
        std::shared_ptr<FolderContainer> made(new FolderContainer(folder));
        std::error_code error;
        fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, error);
        for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
            PTHF_TRY(task.poll());
            std::error_code ignored;
            if (!walk->is_regular_file(ignored)) {
                continue;
            }
            if (made->m_records.size() >= limits.maxRecords) {
                return Error{
                    ErrorCode::LimitExceeded, "a folder of more than " + std::to_string(limits.maxRecords) + " files"};
            }
            RecordInfo record;
            record.name = made->m_names.keep(walk->path().lexically_relative(folder).generic_string());
            record.bytes = static_cast<std::uint64_t>(walk->file_size(ignored));
            record.storedBytes = record.bytes;
            made->m_records.push_back(record);
        }
        if (error) {
            return Error{ErrorCode::IoFailed, "the folder cannot be listed: " + error.message()};
        }
        std::ranges::sort(made->m_records, {}, &RecordInfo::name);
        for (std::uint32_t i = 0; i < made->m_records.size(); ++i) {
            made->m_numbers.emplace(made->m_records[i].name, i);
        }
        return std::shared_ptr<const FolderContainer>(std::move(made));
    }

    const std::vector<RecordInfo>& records() const noexcept override { return m_records; }
    const Problems& problems() const noexcept override { return m_problems; }

    std::optional<std::uint32_t> find(std::string_view name) const noexcept override
    {
        const auto found = m_numbers.find(name);
        return found == m_numbers.end() ? std::nullopt : std::optional(found->second);
    }

    Result<std::shared_ptr<const ByteSource>> open(std::uint32_t record) const override
    {
        std::shared_ptr<const ByteSource> file = PTHF_TRY(FileSource::open(m_folder / m_records[record].name));
        return file;
    }

private:
    explicit FolderContainer(fs::path folder)
        : m_folder(std::move(folder))
    {
    }

    fs::path m_folder;
    TextPool m_names;
    std::vector<RecordInfo> m_records;
    std::unordered_map<std::string_view, std::uint32_t> m_numbers; ///< by name
    Problems m_problems;
};

} // namespace

Status openUnpacked(Opening& opening, const fs::path& folder)
{
    Document& document = opening.document;
    const auto container = PTHF_TRY(FolderContainer::open(folder, opening.options.limits, opening.task));
    const auto pickle = container->find("data.pkl");
    if (!pickle) {
        return Error{ErrorCode::Corrupt, "the folder has no data.pkl"};
    }
    for (const RecordInfo& record : container->records()) {
        document.fileBytes += record.bytes;
    }
    auto bytes = PTHF_TRY(container->open(*pickle));
    document.sources.push_back({std::move(bytes), container});
    const bool isScript = container->find("constants.pkl").has_value();
    document.kind = isScript ? FileKind::TorchScript : FileKind::TorchZip;
    document.what = isScript ? "TorchScript model" : "PyTorch checkpoint (zip, torch ≥ 1.6)";
    PTHF_TRY(openRecords(opening, TorchRecords(*container, {})));
    document.otherRecords.clear(); // what a save writes anew, and no names that were never in an archive
    document.pickleRecord.reset();
    document.what += ", unpacked into a folder";
    return Done{};
}

} // namespace pthf
