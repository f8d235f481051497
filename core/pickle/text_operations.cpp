// SPDX-License-Identifier: Apache-2.0
#include "core/base/byte_reader.h"
#include "core/pickle/pickle_run.h"
#include "core/pickle/python_text.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// Payloads above this stay in the file.
constexpr std::uint64_t kExternalBytes = std::uint64_t{64} * 1024;

bool isAscii(std::string_view text) noexcept
{
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    std::uint64_t seen = 0;
    while (text.size() >= sizeof(seen)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), sizeof(word));
        seen |= word;
        text.remove_prefix(sizeof(word));
    }
    for (const char letter : text) {
        seen |= static_cast<unsigned char>(letter);
    }
    return (seen & kHighBits) == 0;
}

[[gnu::noinline]] bool failNoUtf8(PickleRun& run, std::uint64_t length)
{
    return run.fail(ErrorCode::Corrupt, "text of " + std::to_string(length) + " bytes is no UTF-8");
}

bool pushText(PickleRun& run, std::uint64_t length)
{
    if (!run.have(length)) {
        return false;
    }
    const std::string_view text = run.input.takeText(length);
    if (!isAscii(text) && !isValidUtf8(text, Surrogates::Allowed)) {
        return failNoUtf8(run, length);
    }
    return run.push(run.graph.addText(text));
}

ValueId addBytesOf(ValueGraph& graph, ValueKind kind, std::string_view bytes)
{
    switch (kind) {
    case ValueKind::ByteText:
        return graph.addByteText(bytes);
    case ValueKind::ByteArray:
        return graph.addByteArray(asBytes(bytes));
    default:
        return graph.addBytes(asBytes(bytes));
    }
}

bool pushBytes(PickleRun& run, ValueKind kind, std::uint64_t length)
{
    if (length > kExternalBytes && run.input.source() != nullptr) {
        ExternalBytes stays{.source = run.input.source(), .offset = run.input.position(), .length = length};
        return run.input.skip(length) ? run.push(run.graph.addExternalBytes(kind, std::move(stays))) : run.failInput();
    }
    return run.have(length) && run.push(addBytesOf(run.graph, kind, run.input.takeText(length)));
}

template<typename Length>
bool pushTextBehind(PickleRun& run)
{
    return run.have(sizeof(Length)) && pushText(run, run.input.takeLittle<Length>());
}

template<typename Length, ValueKind Kind>
bool pushBytesBehind(PickleRun& run)
{
    return run.have(sizeof(Length)) && pushBytes(run, Kind, run.input.takeLittle<Length>());
}

bool pushBinString(PickleRun& run)
{
    if (!run.have(sizeof(std::uint32_t))) {
        return false;
    }
    const auto length = static_cast<std::int32_t>(run.input.takeLittle<std::uint32_t>());
    if (length < 0) {
        return run.fail(ErrorCode::Corrupt, "string of " + std::to_string(length) + " bytes");
    }
    return pushBytes(run, ValueKind::ByteText, static_cast<std::uint64_t>(length));
}

bool pushStringLine(PickleRun& run)
{
    const auto line = run.input.takeLines(1, PickleInput::kMaxLine);
    if (!line) {
        return run.failInput();
    }
    const auto bytes = unquotedBytes(line->substr(0, line->find_last_not_of(" \t\r") + 1));
    return bytes
        ? run.push(run.graph.addByteText(*bytes))
        : run.fail(ErrorCode::Corrupt, "line of " + std::to_string(line->size()) + " bytes is no quoted string");
}

bool pushUnicodeLine(PickleRun& run)
{
    const auto line = run.input.takeLines(1, PickleInput::kMaxLine);
    if (!line) {
        return run.failInput();
    }
    const auto text = fromRawUnicodeEscape(*line);
    return text ? run.push(run.graph.addText(*text))
                : run.fail(ErrorCode::Corrupt,
                    "line of " + std::to_string(line->size()) + " bytes is no raw-unicode-escape text");
}

} // namespace

void addTextOperations(OperationTable& table)
{
    const auto set = [&table](Opcode opcode, PickleOperation does) { table[static_cast<std::uint8_t>(opcode)] = does; };
    set(Opcode::String, &pushStringLine);
    set(Opcode::BinString, &pushBinString);
    set(Opcode::ShortBinString, &pushBytesBehind<std::uint8_t, ValueKind::ByteText>);
    set(Opcode::Unicode, &pushUnicodeLine);
    set(Opcode::ShortBinUnicode, &pushTextBehind<std::uint8_t>);
    set(Opcode::BinUnicode, &pushTextBehind<std::uint32_t>);
    set(Opcode::BinUnicode8, &pushTextBehind<std::uint64_t>);
    set(Opcode::ShortBinBytes, &pushBytesBehind<std::uint8_t, ValueKind::Bytes>);
    set(Opcode::BinBytes, &pushBytesBehind<std::uint32_t, ValueKind::Bytes>);
    set(Opcode::BinBytes8, &pushBytesBehind<std::uint64_t, ValueKind::Bytes>);
    set(Opcode::ByteArray8, &pushBytesBehind<std::uint64_t, ValueKind::ByteArray>);
}

} // namespace pthf
