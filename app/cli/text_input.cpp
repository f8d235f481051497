// SPDX-License-Identifier: Apache-2.0
#include "app/cli/text_input.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "app/cli/input.h"
#include "core/base/byte_reader.h"
#include "core/base/limits.h"
#include "core/io/file_source.h"

namespace pthf::cli {
namespace {

constexpr std::size_t kHead = 4096;

Error tooLong(std::uint64_t bytes)
{
    return Error{ErrorCode::LimitExceeded,
        "is " + std::to_string(bytes) + " bytes long, " + std::to_string(Limits{}.maxHeaderBytes)
            + " are read at most"};
}

Result<std::string> textOf(const FileSource& source)
{
    if (source.size() > Limits{}.maxHeaderBytes) {
        return tooLong(source.size());
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(source.size()));
    PTHF_TRY(source.readAt(0, bytes));
    return std::string(asText(bytes));
}

Result<std::shared_ptr<const FileSource>> bytesOf(const std::string& name, const Task& task)
{
    return isStream(name) ? takeStream(name, task) : FileSource::open(name);
}

/// Whether a file begins with text: no checkpoint but the rarest does.
bool beginsWithText(const FileSource& source)
{
    if (source.size() == 0 || source.size() > Limits{}.maxHeaderBytes) {
        return false;
    }
    std::vector<std::byte> head(static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), kHead)));
    if (!source.readAt(0, head)) {
        return false;
    }
    return std::ranges::all_of(asText(head), [](char c) {
        return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\r' || c == '\t' || c == '\x1b';
    });
}

} // namespace

Result<std::string> readText(const std::string& name)
{
    SilentProgress progress;
    const auto source = PTHF_TRY(bytesOf(name, Task{{}, progress}));
    return textOf(*source);
}

Result<Reference> openReference(const std::string& name, const std::optional<KeyPath>& path, const Task& task)
{
    const std::string shown = name == "-" ? "standard input" : std::filesystem::path(name).filename().string();
    const auto fromDocument = [&](const DocumentPtr& document) -> Result<Reference> {
        const TreeIndex tree = PTHF_TRY(indexTree(document->content, task));
        Reference reference = PTHF_TRY(referenceFromDocument(document, tree, path));
        if (reference.name.empty()) {
            reference.name = shown;
        }
        return reference;
    };
    if (isFolder(name)) {
        return fromDocument(PTHF_TRY(openInput(name, task)));
    }
    const auto source = PTHF_TRY(bytesOf(name, task));
    const auto open = [&]() -> Result<DocumentPtr> {
        return isStream(name) ? openCheckpoint(source, OpenOptions{}, task) : openInput(name, task);
    };
    if (!beginsWithText(*source) && source->size() != 0) {
        return fromDocument(PTHF_TRY(open()));
    }
    const std::string text = PTHF_TRY(textOf(*source));
    auto reference = referenceFromText(text, shown);
    if (reference || name == "-") {
        return reference;
    }
    // A pickle of protocol 0 is text too.
    const auto opened = open();
    return opened ? fromDocument(*opened) : reference;
}

} // namespace pthf::cli
