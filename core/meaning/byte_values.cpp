// SPDX-License-Identifier: Apache-2.0
#include "core/meaning/byte_values.h"

#include <algorithm>

#include "core/meaning/known_globals.h"

namespace pthf {

namespace {

/// What a bytes-like value comes down to.
struct Spelled {
    enum class Kind : std::uint8_t { None, Empty, Plain, Latin1 };
    Kind kind = Kind::None;
    ValueId node = kNoValue; ///< Plain: the value with the bytes; Latin1: the text whose characters are the bytes
};

bool isPlain(ValueKind kind)
{
    return kind == ValueKind::Bytes || kind == ValueKind::ByteArray || kind == ValueKind::ByteText;
}

Spelled encodedText(const ValueGraph& graph, std::span<const ValueId> arguments)
{
    const ValueId text = arguments[0];
    if (isPlain(graph.kind(text))) { // Python 2: the text argument is bytes already
        return {Spelled::Kind::Plain, text};
    }
    if (graph.kind(text) != ValueKind::Text) {
        return {};
    }
    const bool isNamed = arguments.size() > 1
        && (graph.kind(arguments[1]) == ValueKind::Text || graph.kind(arguments[1]) == ValueKind::ByteText);
    const std::string_view codec = isNamed ? graph.text(arguments[1]) : std::string_view("utf-8");
    const bool isLatin1 = codec == "latin1" || codec == "latin-1" || codec == "iso-8859-1";
    if (isLatin1) {
        return {Spelled::Kind::Latin1, text};
    }
    const bool isUtf8 = codec == "utf-8" || codec == "utf8" || codec == "ascii";
    return isUtf8 ? Spelled{Spelled::Kind::Plain, text} : Spelled{};
}

Spelled spelled(const ValueGraph& graph, ValueId id)
{
    // bytearray(bytes) and the like nest once or twice in real files.
    constexpr int kMaxNesting = 4;
    for (int depth = 0; depth < kMaxNesting && id != kNoValue; ++depth) {
        const ValueKind kind = graph.kind(id);
        if (isPlain(kind)) {
            return {Spelled::Kind::Plain, id};
        }
        if (kind != ValueKind::Call && kind != ValueKind::Object) {
            return {};
        }
        const Meaning meaning = infoOf(graph, id).meaning;
        const ValueId tuple = graph.instance(id).arguments;
        if (tuple == kNoValue || graph.kind(tuple) != ValueKind::Tuple) {
            return {};
        }
        const auto arguments = graph.items(tuple);
        const bool isContainer = meaning == Meaning::Bytes || meaning == Meaning::ByteArray;
        if (isContainer && arguments.empty()) {
            return {Spelled::Kind::Empty, id};
        }
        if (arguments.empty() || (!isContainer && meaning != Meaning::CodecsEncode)) {
            return {};
        }
        if (meaning == Meaning::CodecsEncode || arguments.size() > 1) { // bytearray(text, "latin-1")
            return encodedText(graph, arguments);
        }
        id = arguments[0];
    }
    return {};
}

/// The characters of UTF-8 as bytes of latin1, which are the first 256 code points.
std::string latin1(std::string_view utf8, std::size_t limit)
{
    std::string bytes;
    bytes.reserve(std::min(utf8.size(), limit));
    for (std::size_t i = 0; i < utf8.size() && bytes.size() < limit; ++i) {
        const auto first = static_cast<unsigned char>(utf8[i]);
        if (first < 0x80U) {
            bytes.push_back(utf8[i]);
        } else if (i + 1 < utf8.size()) {
            const auto second = static_cast<unsigned char>(utf8[++i]);
            bytes.push_back(static_cast<char>(((first & 0x03U) << 6U) | (second & 0x3FU)));
        }
    }
    return bytes;
}

} // namespace

bool isBytesLike(const ValueGraph& graph, ValueId id)
{
    return spelled(graph, id).kind != Spelled::Kind::None;
}

std::optional<std::uint64_t> byteCountOf(const ValueGraph& graph, ValueId id)
{
    const Spelled value = spelled(graph, id);
    switch (value.kind) {
    case Spelled::Kind::None:
        return std::nullopt;
    case Spelled::Kind::Empty:
        return 0;
    case Spelled::Kind::Plain:
        return graph.byteLength(value.node);
    case Spelled::Kind::Latin1:
        break;
    }
    const auto isFirst = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::uint64_t>(std::ranges::count_if(graph.text(value.node), isFirst));
}

std::string decodedBytesOf(const ValueGraph& graph, ValueId id, std::size_t limit)
{
    const Spelled value = spelled(graph, id);
    if (value.kind == Spelled::Kind::Latin1) {
        return latin1(graph.text(value.node), limit);
    }
    if (value.kind != Spelled::Kind::Plain || externalBytesOf(graph, value.node) != nullptr) {
        return {};
    }
    return std::string(graph.text(value.node).substr(0, limit));
}

const ExternalBytes* externalBytesOf(const ValueGraph& graph, ValueId id)
{
    const Spelled value = spelled(graph, id);
    if (value.kind != Spelled::Kind::Plain) {
        return nullptr;
    }
    return graph.external(value.node);
}

} // namespace pthf
