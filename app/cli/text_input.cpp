// SPDX-License-Identifier: Apache-2.0
#include "app/cli/text_input.h"

#include <algorithm>
#include <array>
#include <cstdio>
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

Result<std::string> readStandardInput()
{
    std::string text;
    std::array<char, kHead> block{};
    for (std::size_t count = 0; (count = std::fread(block.data(), 1, block.size(), stdin)) != 0;) {
        text.append(block.data(), count);
        if (text.size() > Limits{}.maxHeaderBytes) {
            return tooLong(text.size());
        }
    }
    return text;
}

/// Whether a file begins with text: no checkpoint but the rarest does.
bool beginsWithText(const std::string& name)
{
    const auto source = FileSource::open(name);
    if (!source || (*source)->size() == 0 || (*source)->size() > Limits{}.maxHeaderBytes) {
        return false;
    }
    std::vector<std::byte> head(static_cast<std::size_t>(std::min<std::uint64_t>((*source)->size(), kHead)));
    if (!(*source)->readAt(0, head)) {
        return false;
    }
    return std::ranges::all_of(asText(head), [](char c) {
        return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\r' || c == '\t' || c == '\x1b';
    });
}

} // namespace

Result<std::string> readText(const std::string& name)
{
    if (name == "/dev/stdin" || name == "-") {
        return readStandardInput();
    }
    const auto source = PTHF_TRY(FileSource::open(name));
    if (source->size() > Limits{}.maxHeaderBytes) {
        return tooLong(source->size());
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(source->size()));
    PTHF_TRY(source->readAt(0, bytes));
    return std::string(asText(bytes));
}

Result<Reference> openReference(const std::string& name, const std::optional<KeyPath>& path, const Task& task)
{
    if (name == "-") {
        const std::string text = PTHF_TRY(readText(name));
        return referenceFromText(text, "standard input");
    }
    if (!isFolder(name) && beginsWithText(name)) {
        const std::string text = PTHF_TRY(readText(name));
        auto reference = referenceFromText(text, std::filesystem::path(name).filename().string());
        if (reference) {
            return reference;
        }
        // A pickle of protocol 0 is text too.
        const auto opened = openInput(name, task);
        return opened ? referenceFromDocument(*opened, PTHF_TRY(indexTree((*opened)->content, task)), path)
                      : Result<Reference>(reference.error());
    }
    const DocumentPtr document = PTHF_TRY(openInput(name, task));
    const TreeIndex tree = PTHF_TRY(indexTree(document->content, task));
    return referenceFromDocument(document, tree, path);
}

} // namespace pthf::cli
