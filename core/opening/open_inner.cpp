// SPDX-License-Identifier: Apache-2.0
//
// A checkpoint that somebody zipped, or that a web site did before the download: a zip of one file.
#include "core/container/zip_reader.h"
#include "core/opening/opening.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// The only file of the archive; nothing where there are none or several. What macOS adds does not count.
std::optional<std::uint32_t> onlyFile(const ZipReader& zip)
{
    std::optional<std::uint32_t> only;
    for (std::uint32_t i = 0; i < zip.records().size(); ++i) {
        const std::string& name = zip.records()[i].name;
        if (name.ends_with('/') || name.starts_with("__MACOSX/")) {
            continue;
        }
        if (only) {
            return std::nullopt;
        }
        only = i;
    }
    return only;
}

} // namespace

Status openInner(Opening& opening, const Sniffed& sniffed)
{
    const auto record = onlyFile(*sniffed.zip);
    auto bytes = record ? sniffed.zip->open(*record) : Result<std::shared_ptr<const ByteSource>>(sniffed.asError());
    if (!bytes) {
        return record ? Status(bytes.error()) : sniffed.asError();
    }
    const Sniffed inner = PTHF_TRY(sniff(*bytes, opening.options.limits, opening.task));
    if (!inner.isCheckpoint() && !inner.zip) {
        return sniffed.asError();
    }
    Document& document = opening.document;
    const ValueId root = PTHF_TRY(openPart(opening, *std::move(bytes), {}));
    document.content.root = root;
    document.sources[opening.source].container = sniffed.zip;
    document.problems.append(sniffed.zip->problems());
    document.what += ", inside a zip archive";
    document.detail = "the archive holds it as " + displayText(sniffed.zip->records()[*record].name, 200);
    return Done{};
}

} // namespace pthf
