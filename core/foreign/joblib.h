// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/base/task.h"
#include "core/io/byte_source.h"
#include "core/pickle/pickle_machine.h"

namespace pthf {

/// Arrays that joblib.dump puts between the opcodes of its pickle: where one is met, the object that describes it
/// becomes the array as numpy itself pickles it, its bytes left in the file.
class JoblibArrays final : public PickleInterlude {
public:
    JoblibArrays(std::shared_ptr<const ByteSource> source, const Limits& limits, const Task& task);

    Result<std::uint64_t> behindState(ValueGraph& graph, ValueId value, std::uint64_t position) override;

    /// What the pickles of arrays of objects told of themselves.
    std::vector<PickleResult> takePickles() { return std::move(m_pickles); }
    std::uint64_t count() const noexcept { return m_count; }

private:
    Result<std::uint64_t> becomeObjects(ValueGraph& graph, ValueId value, std::uint64_t position);

    std::shared_ptr<const ByteSource> m_source;
    const Limits& m_limits;
    const Task& m_task;
    std::vector<PickleResult> m_pickles;
    std::uint64_t m_count = 0;
};

/// A pickle that was compressed as a whole.
struct CompressedPickle {
    std::string_view method; ///< "zlib", "gzip"
    std::shared_ptr<const ByteSource> bytes; ///< inflated as they are read
};

/// The pickle inside a zlib or gzip stream, as joblib.dump(compress=…) writes it; nothing where the file is neither or
/// what is in it is no pickle. The stream is inflated once to learn its length, and nothing of it is kept.
Result<std::optional<CompressedPickle>> openCompressedPickle(
    const std::shared_ptr<const ByteSource>& source, const Limits& limits, const Task& task);

} // namespace pthf
