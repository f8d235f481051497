// SPDX-License-Identifier: Apache-2.0
#include "core/save/file_form.h"

#include "core/save/verify_checkpoint.h"
#include "core/save/verify_safetensors.h"
#include "core/write/save_archive.h"
#include "core/write/save_legacy.h"
#include "core/write/save_safetensors.h"
#include "core/write/save_zip.h"

namespace pthf {

std::uint64_t storageBytesOf(const PlannedDocument& planned)
{
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < planned.storages.size(); ++i) {
        total += planned.storages[i].isUsed ? planned.content.storages[i].bytes() : 0;
    }
    return total;
}

FileForm::FileForm(const PlannedDocument& planned, SaveFormat format)
    : m_planned(&planned)
    , m_format(format)
{
}

FileForm::FileForm(const PlannedDocument& planned, std::vector<NamedTensor> tensors,
    std::vector<std::pair<std::string, std::string>> metadata)
    : m_planned(&planned)
    , m_format(SaveFormat::Safetensors)
    , m_metadata(std::move(metadata))
{
    m_named.tensors = std::move(tensors);
}

Result<FileForm> FileForm::make(const PlannedDocument& planned, SaveFormat format)
{
    FileForm form(planned, format);
    if (format == SaveFormat::Safetensors) {
        form.m_named = PTHF_TRY(namedTensors(planned));
        form.m_metadata = safetensorsMetadata(planned, form.m_named);
    }
    return form;
}

std::uint64_t FileForm::tensorBytes() const
{
    return m_format == SaveFormat::Safetensors ? m_named.bytes() : storageBytesOf(*m_planned);
}

Result<WrittenFile> FileForm::write(ByteSink& sink, SaveProgress& progress) const
{
    switch (m_format) {
    case SaveFormat::Zip:
        return keepsProgram(*m_planned) ? saveArchive(*m_planned, sink, progress) : saveZip(*m_planned, sink, progress);
    case SaveFormat::Legacy:
        return saveLegacy(*m_planned, sink, progress);
    case SaveFormat::Safetensors:
        break;
    }
    auto written = saveSafetensors(*m_planned, m_named.tensors, m_metadata, sink, progress);
    if (written) {
        written->notes = m_named.notes;
    }
    return written;
}

Result<std::uint64_t> FileForm::verify(
    const WrittenFile& written, const std::filesystem::path& file, Verification how, SaveProgress& progress) const
{
    return m_format == SaveFormat::Safetensors
        ? verifySafetensors(*m_planned, m_named.tensors, written, file, how, progress)
        : verifyCheckpoint(*m_planned, written, file, how, progress);
}

} // namespace pthf
