// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/shown_text.h"

#include <array>
#include <string>
#include <utility>

#include "core/base/byte_reader.h"
#include "core/base/hex.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

std::string utf8WithReplacements(std::string_view bytes)
{
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const Utf8Character next = utf8At(bytes, at);
        if (isValidUtf8(bytes.substr(at, next.length))) {
            text += bytes.substr(at, next.length);
        } else {
            appendUtf8(text, U'\uFFFD');
        }
        at += next.length == 0 ? 1U : next.length;
    }
    return text;
}

std::string asciiWithEscapes(std::string_view bytes)
{
    std::string text;
    for (const char letter : bytes) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte < 0x80) {
            text += letter;
        } else {
            text += "\\x";
            appendHex(text, byte, 2);
        }
    }
    return text;
}

ValueId decoded(ValueGraph& graph, ValueId id, TextEncoding encoding)
{
    const std::string bytes(graph.text(id));
    switch (encoding) {
    case TextEncoding::Latin1:
        return graph.addText(utf8FromLatin1(bytes));
    case TextEncoding::Ascii:
        return graph.addText(asciiWithEscapes(bytes));
    case TextEncoding::Bytes:
        return graph.addBytes(asBytes(bytes));
    case TextEncoding::Utf8:
    case TextEncoding::Automatic:
        break;
    }
    return graph.addText(utf8WithReplacements(bytes));
}

} // namespace

std::optional<TextEncoding> textEncodingFromName(std::string_view name) noexcept
{
    static constexpr std::array<std::pair<std::string_view, TextEncoding>, 7> kNames{{{"utf-8", TextEncoding::Utf8},
        {"utf8", TextEncoding::Utf8}, {"latin1", TextEncoding::Latin1}, {"latin-1", TextEncoding::Latin1},
        {"ascii", TextEncoding::Ascii}, {"bytes", TextEncoding::Bytes}, {"auto", TextEncoding::Automatic}}};
    for (const auto& [known, encoding] : kNames) {
        if (known == name) {
            return encoding;
        }
    }
    return std::nullopt;
}

Result<DocumentPtr> shownAs(DocumentPtr document, TextEncoding encoding, const Task& task)
{
    constexpr std::uint32_t kPollEvery = 4096;
    if (encoding == TextEncoding::Automatic) {
        return document;
    }
    std::shared_ptr<Document> shown;
    const auto count = static_cast<std::uint32_t>(document->content.graph.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i % kPollEvery == 0) {
            PTHF_TRY(task.poll());
        }
        const ValueId id{i};
        const ValueGraph& graph = document->content.graph;
        if (graph.kind(id) != ValueKind::ByteText || graph.external(id) != nullptr) {
            continue;
        }
        if (!shown) {
            shown = std::make_shared<Document>(*document);
        }
        ValueGraph& changed = shown->content.graph;
        changed.replace(id, decoded(changed, id, encoding));
    }
    return shown ? DocumentPtr(std::move(shown)) : document;
}

} // namespace pthf
