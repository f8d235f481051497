// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_leaf_writer.h"

#include <algorithm>

#include "core/base/byte_reader.h"
#include "core/io/byte_source.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U; // of bytes that were left in the file

} // namespace

PickleLeafWriter::PickleLeafWriter(const ValueGraph& graph, const Limits& limits, const Task& task, PutRule rule)
    : m_graph(graph)
    , m_limits(limits)
    , m_task(task)
    , m_firstMention(rule == PutRule::WhereShared ? kOnce : kOften)
    , m_places(graph.size())
{
}

bool PickleLeafWriter::countMention(ValueId id)
{
    std::uint32_t& place = m_places[index(id)];
    if (place != 0) {
        place = kOften;
        return false;
    }
    place = m_firstMention;
    countWords(id);
    return true;
}

void PickleLeafWriter::countWords(ValueId id)
{
    switch (m_graph.kind(id)) {
    case ValueKind::ByteArray:
        countWord(Word::ByteArray);
        [[fallthrough]];
    case ValueKind::Bytes:
        countWord(Word::Encode);
        countWord(Word::Latin1);
        return;
    case ValueKind::Set:
        return countWord(Word::Set);
    case ValueKind::FrozenSet:
        return countWord(Word::FrozenSet);
    case ValueKind::Object:
        return countWord(Word::NewObjectWithKeywords, m_graph.instance(id).keywordArguments == kNoValue ? 0 : 1);
    case ValueKind::Global: {
        const std::string_view name = m_graph.globalName(id);
        const auto dots = std::count(name.begin(), name.end(), '.');
        return countWord(Word::GetAttribute, static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(dots, kOften)));
    }
    default:
        return;
    }
}

void PickleLeafWriter::countWord(Word word, std::uint32_t times)
{
    std::uint32_t& place = m_words[static_cast<std::size_t>(word)];
    place = times == 0 ? place : std::min(kOften, std::max(m_firstMention, place + times));
}

void PickleLeafWriter::memoize(std::uint32_t& place)
{
    if (place == kOften || place == kOpen) {
        m_out.put(m_puts);
        place = kFirstPlace + m_puts++;
    }
}

void PickleLeafWriter::memoizeUnnamed()
{
    if (m_firstMention == kOften) {
        m_out.put(m_puts++);
    }
}

Status PickleLeafWriter::checkSize(std::uint64_t added) const
{
    if (m_out.size() + added > m_limits.maxPickleBytes) {
        return Error{ErrorCode::LimitExceeded,
            "pickle of more than " + std::to_string(m_limits.maxPickleBytes) + " bytes, which is not read back"};
    }
    return Done{};
}

Status PickleLeafWriter::writeLeaf(ValueId id)
{
    switch (m_graph.kind(id)) {
    case ValueKind::None:
        m_out.opcode(Opcode::None);
        return Done{};
    case ValueKind::Bool:
        m_out.opcode(m_graph.boolValue(id) ? Opcode::NewTrue : Opcode::NewFalse);
        return Done{};
    case ValueKind::Int:
        m_out.integer(m_graph.intValue(id));
        return Done{};
    case ValueKind::BigInt:
        m_out.longInteger(asBytes(m_graph.text(id)));
        return Done{};
    case ValueKind::Float:
        m_out.number(m_graph.floatValue(id));
        return Done{};
    case ValueKind::Text:
        m_out.text(m_graph.text(id));
        memoize(id);
        return Done{};
    case ValueKind::ByteText:
        return writeByteText(id);
    case ValueKind::Bytes:
    case ValueKind::ByteArray:
        return writeBytes(id);
    case ValueKind::Global:
        return writeGlobal(id);
    case ValueKind::Tensor:
        return Error{ErrorCode::InvalidArgument, "a tensor that no pickle describes has to be replaced by a call"};
    default:
        return Error{ErrorCode::Internal, "a container where a plain value was expected"};
    }
}

void PickleLeafWriter::writeWord(Word word)
{
    static constexpr std::array<std::array<std::string_view, 2>, kWords> kNames{
        {{"_codecs", "encode"}, {"", "latin1"}, {"__builtin__", "set"}, {"__builtin__", "frozenset"},
            {"__builtin__", "bytearray"}, {"copy_reg", "__newobj_ex__"}, {"__builtin__", "getattr"}}};
    std::uint32_t& place = m_words[static_cast<std::size_t>(word)];
    if (place >= kFirstPlace) {
        m_out.get(place - kFirstPlace);
        return;
    }
    const auto& name = kNames[static_cast<std::size_t>(word)];
    if (name[0].empty()) {
        m_out.text(name[1]);
    } else {
        m_out.global(name[0], name[1]);
    }
    memoize(place);
}

/// A class within a class, which protocol 2 reaches by getattr: getattr(getattr(module.a, 'b'), 'c').
Status PickleLeafWriter::writeGlobal(ValueId id)
{
    const std::string_view module = m_graph.globalModule(id);
    const std::string_view name = m_graph.globalName(id);
    if (module.find('\n') != std::string_view::npos || name.find('\n') != std::string_view::npos) {
        return Error{ErrorCode::Unsupported, "a global with a newline in its name, which protocol 2 cannot say"};
    }
    const auto dots = static_cast<std::size_t>(std::count(name.begin(), name.end(), '.'));
    for (std::size_t i = 0; i < dots; ++i) {
        writeWord(Word::GetAttribute);
    }
    std::size_t end = std::min(name.find('.'), name.size());
    m_out.global(module, name.substr(0, end));
    while (end < name.size()) {
        memoizeUnnamed(); // what is asked for the attribute
        const std::size_t start = end + 1;
        end = std::min(name.find('.', start), name.size());
        m_out.text(name.substr(start, end - start));
        memoizeUnnamed();
        m_out.opcode(Opcode::Tuple2);
        memoizeUnnamed();
        m_out.opcode(Opcode::Reduce);
    }
    memoize(id);
    return Done{};
}

/// Gives the bytes of a value to `use` in blocks, wherever they lie.
template<typename Use>
Status PickleLeafWriter::forEachBlock(ValueId id, Use use)
{
    const ExternalBytes* const external = m_graph.external(id);
    if (external == nullptr) {
        use(m_graph.text(id));
        return Done{};
    }
    std::vector<std::byte> block(static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, external->length)));
    for (std::uint64_t done = 0; done < external->length;) {
        PTHF_TRY(m_task.poll());
        const auto part = std::span(block).first(
            static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), external->length - done)));
        PTHF_TRY(external->source->readAt(external->offset + done, part));
        use(asText(part));
        done += part.size();
    }
    return Done{};
}

Status PickleLeafWriter::writeByteText(ValueId id)
{
    const std::uint64_t length = m_graph.byteLength(id);
    PTHF_TRY(checkSize(length));
    if (!std::in_range<std::int32_t>(length)) {
        return Error{ErrorCode::Unsupported, "a Python 2 string of " + std::to_string(length) + " bytes"};
    }
    m_out.byteTextOf(static_cast<std::uint32_t>(length));
    PTHF_TRY(forEachBlock(id, [this](std::string_view part) { m_out.bytes(asBytes(part)); }));
    memoize(id);
    return Done{};
}

/// Also empty ones: CPython writes bytes() for them, which weights_only does not know.
Status PickleLeafWriter::writeBytes(ValueId id)
{
    std::uint64_t length = m_graph.byteLength(id);
    PTHF_TRY(checkSize(length));
    PTHF_TRY(forEachBlock(id, [&length](std::string_view part) {
        length += static_cast<std::uint64_t>(std::count_if(
            part.begin(), part.end(), [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; }));
    }));
    PTHF_TRY(checkSize(length));
    if (!std::in_range<std::uint32_t>(length)) {
        return Error{ErrorCode::Unsupported, "bytes that take " + std::to_string(length) + " bytes as text"};
    }
    const bool isArray = m_graph.kind(id) == ValueKind::ByteArray;
    if (isArray) {
        writeWord(Word::ByteArray);
    }
    writeWord(Word::Encode);
    m_out.textOf(static_cast<std::uint32_t>(length));
    PTHF_TRY(forEachBlock(id, [this](std::string_view part) { m_out.bytes(asBytes(utf8FromLatin1(part))); }));
    memoizeUnnamed();
    writeWord(Word::Latin1);
    m_out.opcode(Opcode::Tuple2);
    memoizeUnnamed();
    m_out.opcode(Opcode::Reduce);
    if (isArray) {
        memoizeUnnamed();
        m_out.opcode(Opcode::Tuple1);
        memoizeUnnamed();
        m_out.opcode(Opcode::Reduce);
    }
    memoize(id);
    return Done{};
}

} // namespace pthf
