// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/base/task.h"
#include "core/pickle/pickle_output.h"
#include "core/value/value_graph.h"

namespace pthf {

/// Which values are memoized. Everywhere is what CPython does; WhereShared makes smaller pickles, and suffices unless a
/// tuple or a call contains itself.
enum class PutRule : std::uint8_t { WhereShared, Everywhere };

/// The half of the pickle writer that knows no containers: plain values, globals, bytes, and the memo. Inside this room
/// only.
class PickleLeafWriter {
public:
    /// Globals and texts that the writer needs and the graph need not have.
    enum class Word : std::uint8_t { Encode, Latin1, Set, FrozenSet, ByteArray, NewObjectWithKeywords, GetAttribute };

    PickleLeafWriter(const ValueGraph& graph, const Limits& limits, const Task& task, PutRule rule);

    /// To be told of every mention before anything is written. Answers whether it is the first.
    bool countMention(ValueId id);

    bool isMemoized(ValueId id) const noexcept { return m_places[index(id)] >= kFirstPlace; }
    /// PUT, where the rule says so.
    void memoize(ValueId id) { memoize(m_places[index(id)]); }
    /// PUT with PutRule::Everywhere, of what is no value of the graph but becomes one when it is read: so writing that
    /// again gives the same bytes.
    void memoizeUnnamed();
    /// A value that is memoized only when all its parts are written is being written.
    void markOpen(ValueId id)
    {
        if (m_places[index(id)] == kOften) {
            m_places[index(id)] = kOpen;
        }
    }
    bool isOpen(ValueId id) const noexcept { return m_places[index(id)] == kOpen; }
    /// GET of a memoized value.
    void fetch(ValueId id) { m_out.get(m_places[index(id)] - kFirstPlace); }
    void writeWord(Word word);
    /// Any value but containers, calls, objects and persistent ids.
    Status writeLeaf(ValueId id);
    /// LimitExceeded when the pickle, with that many bytes more, would be larger than we read.
    Status checkSize(std::uint64_t added) const;

    PickleOutput& out() noexcept { return m_out; }

private:
    static constexpr std::size_t kWords = 7;
    // What a place says of a value: mentioned so often, or the number of its memo entry plus kFirstPlace.
    static constexpr std::uint32_t kOnce = 1;
    static constexpr std::uint32_t kOften = 2;
    static constexpr std::uint32_t kOpen = 3; // often, and its parts are being written
    static constexpr std::uint32_t kFirstPlace = 4;

    void countWords(ValueId id);
    void countWord(Word word, std::uint32_t times = 1);
    void memoize(std::uint32_t& place);
    Status writeGlobal(ValueId id);
    Status writeByteText(ValueId id);
    Status writeBytes(ValueId id);
    template<typename Use>
    Status forEachBlock(ValueId id, Use use);

    const ValueGraph& m_graph;
    const Limits& m_limits;
    const Task& m_task;
    std::uint32_t m_firstMention; ///< what the first mention makes of a place
    PickleOutput m_out;
    std::vector<std::uint32_t> m_places; ///< by ValueId
    std::array<std::uint32_t, kWords> m_words{}; ///< the same, by Word
    std::uint32_t m_puts = 0;
};

} // namespace pthf
