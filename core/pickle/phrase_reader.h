// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "core/value/tensor_phrases.h"

namespace pthf {

struct PickleRun;

/// Reads the calls that make plain tensors in one go, for those who want them so: what would be thirty opcodes and ten
/// values each. Nothing else of the machine's work changes: what stands in the memo within a call is spelled out when
/// it is fetched, and the call when something is given to it. Inside this room only.
class PhraseReader {
public:
    /// Null: every call is read opcode by opcode.
    explicit PhraseReader(TensorPhrases* phrases) noexcept
        : m_phrases(phrases)
    {
    }

    /// The pickle names a class or function for the first time.
    void noteGlobal(std::uint32_t number, std::string_view module, std::string_view name);

    /// A Global was fetched from the memo. Where it is called as torch.save does, reads on to the end of the call and
    /// pushes its value; else nothing has happened.
    [[gnu::always_inline]] bool read(PickleRun& run, ValueId global, std::uint32_t number)
    {
        return number == m_rebuild && readCall(run, global);
    }

    /// Fills the memo's entry that lies within a phrase, by spelling that out.
    void recall(PickleRun& run, std::uint64_t entry);
    /// Makes a Tensor value the call that it stands for.
    void spellOut(PickleRun& run, ValueId value);

private:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

    [[gnu::noinline]] bool readCall(PickleRun& run, ValueId global);
    void spellOutPhrase(PickleRun& run, std::uint32_t phrase);

    /// A phrase whose parts are in the memo, one after the other.
    struct Entries {
        std::uint32_t first;
        std::uint32_t phrase;
    };

    TensorPhrases* m_phrases;
    std::uint32_t m_rebuild = kNone; ///< number of the Global torch._utils._rebuild_tensor_v2
    std::uint32_t m_orderedDict = kNone; ///< of collections.OrderedDict
    std::vector<Entries> m_entries; ///< ascending in both
    std::uint32_t m_end = 0; ///< behind the last of them
};

} // namespace pthf
