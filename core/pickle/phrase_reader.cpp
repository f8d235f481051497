// SPDX-License-Identifier: Apache-2.0
//
// What follows the fetch of _rebuild_tensor_v2, for a tensor of one dimension (FORMATS 3.1):
//
//     (                       MARK
//     (                       MARK
//     h 02                    BINGET        'storage'
//     h 03                    BINGET        torch FloatStorage
//     X 02000000 '17' q 40    BINUNICODE    the storage's key; or a BINGET, where it is not the first tensor over it
//     h 05                    BINGET        'cpu'
//     K 06                    BININT1       elements
//     t q 41 Q                TUPLE, BINPERSID (a legacy stream has NONE before it)
//     K 00                    BININT1       offset
//     K 06 85 q 42            TUPLE1        size; an EMPTY_TUPLE, TUPLE2, TUPLE3, MARK … TUPLE
//     K 01 85 q 43            TUPLE1        stride, likewise
//     89                      NEWFALSE      requires_grad
//     h 0b ) R q 44           REDUCE        OrderedDict()
//     t q 45 R                TUPLE, REDUCE
//
// Python's pickler puts every part into the memo, with numbers that follow each other; ours puts none.
#include "core/pickle/phrase_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>

#include "core/pickle/pickle_run.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxKey = 32; // torch writes small decimal numbers; legacy streams, addresses
/// More than any phrase that matches has: fewer bytes at hand are read opcode by opcode.
constexpr std::size_t kMaxPhrase = 256;

using PhraseDims = std::array<std::uint32_t, TensorPhrases::kMostDims>;

/// Follows the opcodes of a phrase. Those that have matched are the pickle's, whoever carries them out in the end, and
/// are noted at once.
class Follower {
public:
    explicit Follower(PickleRun& run)
        : m_run(run)
        , m_begin(run.input.atHand().data())
        , m_at(m_begin)
    {
    }

    std::size_t length() const noexcept { return static_cast<std::size_t>(m_at - m_begin); }
    /// The memo's entries that parts were put to: from here up to there, none where they are equal.
    std::uint32_t firstEntry() const noexcept { return m_firstEntry; }
    std::uint32_t endEntry() const noexcept { return m_endEntry; }

    bool has(Opcode opcode) noexcept
    {
        if (*m_at != static_cast<std::byte>(opcode)) {
            return false;
        }
        m_run.seen[static_cast<std::uint8_t>(opcode)] = true;
        ++m_at;
        return true;
    }

    /// A value of that kind out of the memo, from before the phrase: what was put within it is not there yet.
    bool hasValue(ValueKind kind, ValueId& value) noexcept
    {
        std::uint32_t entry = 0;
        if (has(Opcode::BinGet)) {
            entry = take<std::uint8_t>();
        } else if (has(Opcode::LongBinGet)) {
            entry = take<std::uint32_t>();
        } else {
            return false;
        }
        value = entry < m_lowestPut ? m_run.memo.at(entry) : kNoValue;
        return value < PickleMemo::kWithinPhrase && m_run.graph.kind(value) == kind;
    }

    bool hasGlobal(std::uint32_t number, ValueId& value) noexcept
    {
        return hasValue(ValueKind::Global, value) && m_run.graph.globalNumber(value) == number;
    }

    std::optional<std::uint32_t> put() noexcept
    {
        std::uint32_t entry = 0;
        if (has(Opcode::BinPut)) {
            entry = take<std::uint8_t>();
        } else if (has(Opcode::LongBinPut)) {
            entry = take<std::uint32_t>();
        } else {
            return std::nullopt;
        }
        m_lowestPut = std::min(m_lowestPut, entry);
        return entry;
    }

    /// The first part says whether parts are put into the memo, and where it stands.
    bool beginParts() noexcept
    {
        const auto entry = put();
        m_firstEntry = entry.value_or(kNoEntry);
        m_endEntry = entry ? *entry + 1 : kNoEntry;
        return !entry || *entry <= kMostNumber;
    }
    /// Behind a further part: the next number, or nothing as behind the first.
    bool endsPart() noexcept { return m_firstEntry == kNoEntry || put() == m_endEntry++; }

    bool hasCount(std::uint32_t& number) noexcept
    {
        if (has(Opcode::BinInt1)) {
            number = take<std::uint8_t>();
        } else if (has(Opcode::BinInt2)) {
            number = take<std::uint16_t>();
        } else if (has(Opcode::BinInt)) {
            number = take<std::uint32_t>();
        } else {
            return false;
        }
        return number <= kMostNumber;
    }

    /// A short ASCII text.
    bool hasText(std::string_view& text) noexcept
    {
        if (!has(Opcode::BinUnicode)) {
            return false;
        }
        const auto length = take<std::uint32_t>();
        if (length == 0 || length > kMaxKey) {
            return false;
        }
        text = {static_cast<const char*>(static_cast<const void*>(m_at)), length};
        m_at += length;
        return std::ranges::all_of(text, [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
    }

    bool hasDims(PhraseDims& dims, std::size_t& rank) noexcept
    {
        if (has(Opcode::EmptyTuple)) {
            rank = 0;
            return true;
        }
        const bool isMarked = has(Opcode::Mark);
        rank = 0;
        while (rank < dims.size() && hasCount(dims[rank])) {
            ++rank;
        }
        if (rank == 0) {
            return false;
        }
        static constexpr std::array kTuples{Opcode::Tuple1, Opcode::Tuple2, Opcode::Tuple3};
        const bool hasEnd = isMarked ? has(Opcode::Tuple) : rank <= kTuples.size() && has(kTuples[rank - 1]);
        return hasEnd && endsPart();
    }

    bool hasFlag(bool& flag) noexcept
    {
        flag = has(Opcode::NewTrue);
        return flag || has(Opcode::NewFalse);
    }

private:
    static constexpr std::uint32_t kMostNumber{std::numeric_limits<std::int32_t>::max()};
    static constexpr std::uint32_t kNoEntry = std::numeric_limits<std::uint32_t>::max();

    template<typename Number>
    Number take() noexcept
    {
        static_assert(std::endian::native == std::endian::little);
        Number number;
        std::memcpy(&number, m_at, sizeof(number));
        m_at += sizeof(number);
        return number;
    }

    PickleRun& m_run;
    const std::byte* m_begin;
    const std::byte* m_at;
    std::uint32_t m_lowestPut = kNoEntry;
    std::uint32_t m_firstEntry = kNoEntry;
    std::uint32_t m_endEntry = kNoEntry;
};

/// What was followed so far.
struct Draft {
    TensorPhrase phrase;
    std::string_view key; ///< where phrase.key is not in the memo
    std::optional<std::uint32_t> keyEntry; ///< of the memo, that it is put to
    std::size_t rank = 0;
    PhraseDims sizes{};
    PhraseDims strides{};
};

/// Up to the storage.
bool followStorage(const PickleRun& run, Follower& next, Draft& draft)
{
    TensorPhrase& phrase = draft.phrase;
    if (!next.has(Opcode::Mark) || !next.has(Opcode::Mark) || !next.hasValue(ValueKind::Text, phrase.tag)
        || run.graph.text(phrase.tag) != "storage" || !next.hasValue(ValueKind::Global, phrase.storageClass)) {
        return false;
    }
    if (next.hasText(draft.key)) {
        draft.keyEntry = next.put();
    } else if (!next.hasValue(ValueKind::Text, phrase.key) || run.graph.text(phrase.key).empty()) {
        return false;
    }
    if (!next.hasValue(ValueKind::Text, phrase.device) || !next.hasCount(phrase.elements)) {
        return false;
    }
    phrase.endsWithNone = next.has(Opcode::None);
    return next.has(Opcode::Tuple) && next.beginParts() && next.has(Opcode::BinPersId);
}

/// From there to the end of the call.
bool followView(Follower& next, Draft& draft, std::uint32_t orderedDict)
{
    TensorPhrase& phrase = draft.phrase;
    std::size_t strideRank = 0;
    return next.hasCount(phrase.offset) && next.hasDims(draft.sizes, draft.rank)
        && next.hasDims(draft.strides, strideRank) && draft.rank == strideRank && next.hasFlag(phrase.requiresGrad)
        && next.hasGlobal(orderedDict, phrase.hooks) && next.has(Opcode::EmptyTuple) && next.has(Opcode::Reduce)
        && next.endsPart() && next.has(Opcode::Tuple) && next.endsPart() && next.has(Opcode::Reduce);
}

} // namespace

void PhraseReader::noteGlobal(std::uint32_t number, std::string_view module, std::string_view name)
{
    if (m_phrases == nullptr) {
        return;
    }
    if (name == "_rebuild_tensor_v2" && module == "torch._utils") {
        m_rebuild = number;
    } else if (name == "OrderedDict" && module == "collections") {
        m_orderedDict = number;
    }
}

bool PhraseReader::readCall(PickleRun& run, ValueId global)
{
    if (run.input.atHand().size() < kMaxPhrase) {
        return false;
    }
    Follower next(run);
    Draft draft;
    draft.phrase.rebuild = global;
    if (!followStorage(run, next, draft) || !followView(next, draft, m_orderedDict)) {
        return false;
    }
    const std::uint32_t first = next.firstEntry();
    const std::uint32_t end = next.endEntry();
    const bool isInMemo = first != end;
    if (isInMemo && (first < m_end || !run.memo.isNear(end))) {
        return false;
    }
    TensorPhrase& phrase = draft.phrase;
    if (phrase.key == kNoValue) {
        phrase.key = run.graph.addText(draft.key);
        if (draft.keyEntry && !run.memo.put(*draft.keyEntry, phrase.key)) {
            return false;
        }
    }
    run.countMention(phrase.storageClass);
    run.countMention(phrase.hooks);
    run.input.pass(next.length());
    run.push(m_phrases->add(
        run.graph, phrase, std::span(draft.sizes).first(draft.rank), std::span(draft.strides).first(draft.rank)));
    for (std::uint32_t entry = first; entry < end; ++entry) {
        run.memo.put(entry, PickleMemo::kWithinPhrase);
    }
    if (isInMemo) {
        m_entries.push_back({first, static_cast<std::uint32_t>(m_phrases->size() - 1)});
        m_end = end;
    }
    return true;
}

void PhraseReader::recall(PickleRun& run, std::uint64_t entry)
{
    const auto isBefore = [](std::uint64_t wanted, const Entries& entries) { return wanted < entries.first; };
    const auto behind = std::upper_bound(m_entries.begin(), m_entries.end(), entry, isBefore);
    spellOutPhrase(run, (behind - 1)->phrase);
}

void PhraseReader::spellOut(PickleRun& run, ValueId value)
{
    spellOutPhrase(run, run.graph.tensorNumber(value));
}

void PhraseReader::spellOutPhrase(PickleRun& run, std::uint32_t phrase)
{
    const TensorPhrases::Parts parts = m_phrases->spellOut(run.graph, phrase);
    const auto entries = std::ranges::lower_bound(m_entries, phrase, {}, &Entries::phrase);
    if (entries == m_entries.end() || entries->phrase != phrase) {
        return;
    }
    const std::array whole{parts.idValue, parts.size, parts.stride, parts.hooks, parts.arguments};
    const std::array scalar{parts.idValue, parts.hooks, parts.arguments}; // its size and stride are empty tuples
    const bool isScalar = (*m_phrases)[phrase].rank == 0;
    std::uint32_t entry = entries->first;
    for (const ValueId part : isScalar ? std::span<const ValueId>(scalar) : whole) {
        if (run.memo.at(entry) == PickleMemo::kWithinPhrase) { // nothing else was put there since
            run.memo.put(entry, part);
        }
        ++entry;
    }
}

} // namespace pthf
