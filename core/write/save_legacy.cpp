// SPDX-License-Identifier: Apache-2.0
#include "core/write/save_legacy.h"

#include <algorithm>
#include <numeric>

#include "core/base/crc32.h"
#include "core/legacy/legacy_writer.h"
#include "core/write/pickle_content.h"
#include "core/write/storage_bytes.h"

namespace pthf {

namespace {

class LegacySave {
public:
    LegacySave(const PlannedDocument& planned, ByteSink& sink, SaveProgress& progress)
        : m_planned(planned)
        , m_progress(progress)
        , m_stream(sink)
    {
    }

    Result<WrittenFile> run()
    {
        const PickledContent content = PTHF_TRY(pickleContent(m_planned, SaveFormat::Legacy, m_progress.task()));
        std::vector<WrittenStorage> storages(content.storages.size());
        for (std::size_t i = 0; i < storages.size(); ++i) {
            storages[i].storage = content.storages[i];
            storages[i].key = std::to_string(i);
        }
        // torch sorts the keys as text, and so "10" comes before "2".
        std::ranges::sort(storages, {}, &WrittenStorage::key);
        std::vector<std::string> keys;
        keys.reserve(storages.size());
        std::ranges::transform(storages, std::back_inserter(keys), &WrittenStorage::key);
        PTHF_TRY(m_stream.begin(content.pickle, keys));
        for (WrittenStorage& storage : storages) {
            PTHF_TRY(writeStorage(storage));
        }
        m_file.storages = std::move(storages);
        return std::move(m_file);
    }

private:
    Status writeStorage(WrittenStorage& storage)
    {
        const StorageValue& value = m_planned.content.storage(storage.storage);
        storage.isConverted = !isCopied(originOf(m_planned, storage.storage));
        PTHF_TRY(m_stream.beginStorage(value.elements, value.bytes()));
        if (storage.isConverted) {
            PTHF_TRY(convert(storage));
        } else {
            PTHF_TRY(copy(storage.storage));
        }
        return m_stream.endStorage();
    }

    Status convert(WrittenStorage& storage)
    {
        storage.crc = 0;
        const BlockSink sink = [this, &storage](std::span<const std::byte> block) -> Status {
            PTHF_TRY(m_stream.write(block));
            storage.crc = crc32(block, *storage.crc);
            m_file.convertedBytes += block.size();
            return m_progress.advance(block.size());
        };
        return streamConverted(originOf(m_planned, storage.storage), m_file.counts, sink, m_progress.task());
    }

    Status copy(StorageId storage)
    {
        const CopiedBytes bytes = PTHF_TRY(openCopied(originOf(m_planned, storage)));
        m_file.copiedBytes += bytes.length;
        return m_progress.copyInPieces(bytes.length, [&](std::uint64_t offset, std::uint64_t length) {
            return m_stream.copyFrom(*bytes.source, bytes.offset + offset, length, m_progress.task());
        });
    }

    const PlannedDocument& m_planned;
    SaveProgress& m_progress;
    LegacyWriter m_stream;
    WrittenFile m_file;
};

} // namespace

Result<WrittenFile> saveLegacy(const PlannedDocument& planned, ByteSink& sink, SaveProgress& progress)
{
    return LegacySave(planned, sink, progress).run();
}

} // namespace pthf
