// SPDX-License-Identifier: Apache-2.0
#include "core/diff/diff_values.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr unsigned kThreads = 2;
constexpr std::size_t kMaxTold = 20; // tensors that could not be read, by name

/// Work on tensors that two threads share: each takes the next one. Memory is one pair of blocks a thread.
class Workers {
public:
    Workers(std::uint64_t totalBytes, const Task& task)
        : m_total(totalBytes)
        , m_task(task)
    {
    }

    /// Runs `work(i)` for each i below count; `bytesOf(i)` is how far that brings the progress. Stops at the first
    /// error, which is a cancel: what cannot be read is the work's own business.
    Status run(std::size_t count, const std::function<Status(std::size_t)>& work,
        const std::function<std::uint64_t(std::size_t)>& bytesOf)
    {
        m_next = 0;
        std::optional<Error> failed;
        const auto loop = [&] {
            for (std::size_t i = m_next++; i < count; i = m_next++) {
                const Status done = work(i);
                const std::scoped_lock lock(m_mutex);
                if (!done || failed) {
                    failed = failed ? failed : std::optional(done.error());
                    m_next = count;
                    return;
                }
                m_done += bytesOf(i);
                m_task.progress.report(m_done, m_total);
            }
        };
        std::vector<std::jthread> threads;
        for (unsigned i = 1; i < kThreads && count > 1; ++i) {
            threads.emplace_back(loop);
        }
        loop();
        threads.clear(); // joins
        if (failed) {
            return *failed;
        }
        return Done{};
    }

private:
    std::uint64_t m_total = 0;
    const Task& m_task;
    std::mutex m_mutex;
    std::atomic<std::size_t> m_next{0};
    std::uint64_t m_done = 0;
};

/// A tensor that only one side has, and what its bytes are.
struct Lonely {
    std::size_t row = 0;
    bool isInA = false;
    std::optional<Fingerprint> print;
};

class ValueComparison {
public:
    ValueComparison(DocumentDiff& diff, const DiffSide& a, const DiffSide& b, const Task& task)
        : m_diff(diff)
        , m_a(a)
        , m_b(b)
        , m_quiet{task.stop, m_silent}
    {
        collect();
        std::uint64_t total = 0;
        for (const std::size_t row : m_pairs) {
            total += bytesOf(m_diff.rows[row]);
        }
        for (const Lonely& lonely : m_lonely) {
            total += bytesOf(m_diff.rows[lonely.row]);
        }
        m_workers.emplace(total, task);
    }

    Status run()
    {
        PTHF_TRY(m_workers->run(
            m_pairs.size(), [this](std::size_t i) { return comparePair(m_diff.rows[m_pairs[i]]); },
            [this](std::size_t i) { return bytesOf(m_diff.rows[m_pairs[i]]); }));
        PTHF_TRY(m_workers->run(
            m_lonely.size(), [this](std::size_t i) { return takePrint(m_lonely[i]); },
            [this](std::size_t i) { return bytesOf(m_diff.rows[m_lonely[i].row]); }));
        joinRenamed();
        tellUnread();
        m_diff.counts = countsOf(m_diff.rows);
        return Done{};
    }

private:
    const TensorValue& inA(const DiffRow& row) const { return m_a.document.content.tensor(row.tensorA); }
    const TensorValue& inB(const DiffRow& row) const { return m_b.document.content.tensor(row.tensorB); }

    std::uint64_t bytesOf(const DiffRow& row) const
    {
        return (row.tensorA == kNoTensor ? 0 : inA(row).bytes()) + (row.tensorB == kNoTensor ? 0 : inB(row).bytes());
    }

    /// Pairs that can be compared, and lonely tensors that have a like on the other side.
    void collect()
    {
        std::map<std::pair<DType, Dims>, std::pair<bool, bool>> kinds;
        const auto eachLonely = [this](const auto& take) {
            for (std::size_t i = 0; i < m_diff.rows.size(); ++i) {
                const DiffRow& row = m_diff.rows[i];
                const bool isInA = row.kind == DiffRow::Kind::OnlyInA && row.tensorA != kNoTensor;
                const bool isInB = row.kind == DiffRow::Kind::OnlyInB && row.tensorB != kNoTensor;
                if (isInA || isInB) {
                    const TensorValue& tensor = isInA ? inA(row) : inB(row);
                    if (canCompare(tensor, tensor)) {
                        take(i, isInA, tensor);
                    }
                }
            }
        };
        eachLonely([&kinds](std::size_t, bool isInA, const TensorValue& tensor) {
            auto& kind = kinds[{tensor.dtype, tensor.layout.shape}];
            (isInA ? kind.first : kind.second) = true;
        });
        eachLonely([&](std::size_t row, bool isInA, const TensorValue& tensor) {
            const auto& kind = kinds[{tensor.dtype, tensor.layout.shape}];
            if (kind.first && kind.second) {
                m_lonely.push_back({row, isInA, {}});
            }
        });
        for (std::size_t i = 0; i < m_diff.rows.size(); ++i) {
            const DiffRow& row = m_diff.rows[i];
            if (row.tensorA != kNoTensor && row.tensorB != kNoTensor && canCompare(inA(row), inB(row))) {
                m_pairs.push_back(i);
            }
        }
    }

    Status noteUnread(const DiffRow& row, const Error& error)
    {
        if (error.code() == ErrorCode::Cancelled) {
            return error;
        }
        const std::scoped_lock lock(m_mutex);
        ++m_unread;
        if (m_unread <= kMaxTold) {
            m_diff.notes.push_back(
                displayText(row.path(), 200) + " cannot be read and is not compared: " + error.message());
        }
        return Done{};
    }

    Status comparePair(DiffRow& row)
    {
        const auto difference = compareTensors({m_a.document, inA(row)}, {m_b.document, inB(row)}, m_quiet);
        if (!difference) {
            return noteUnread(row, difference.error());
        }
        row.values = *difference;
        row.isValueOther = !difference->isEqual;
        row.kind = row.isValueOther ? DiffRow::Kind::Changed : row.kind;
        return Done{};
    }

    Status takePrint(Lonely& lonely)
    {
        const DiffRow& row = m_diff.rows[lonely.row];
        const TensorOf tensor{lonely.isInA ? m_a.document : m_b.document, lonely.isInA ? inA(row) : inB(row)};
        const auto print = fingerprintOf(tensor, m_quiet);
        if (!print) {
            return noteUnread(row, print.error());
        }
        lonely.print = *print;
        return Done{};
    }

    /// Equal ones become one row, in order where several are equal.
    void joinRenamed()
    {
        std::map<std::tuple<DType, Dims, Fingerprint>, std::deque<std::size_t>> inBByPrint;
        for (const Lonely& lonely : m_lonely) {
            if (!lonely.isInA && lonely.print) {
                const TensorValue& tensor = inB(m_diff.rows[lonely.row]);
                inBByPrint[{tensor.dtype, tensor.layout.shape, *lonely.print}].push_back(lonely.row);
            }
        }
        std::vector<bool> isGone(m_diff.rows.size(), false);
        for (const Lonely& lonely : m_lonely) {
            if (!lonely.isInA || !lonely.print) {
                continue;
            }
            DiffRow& row = m_diff.rows[lonely.row];
            const TensorValue& tensor = inA(row);
            const auto found = inBByPrint.find({tensor.dtype, tensor.layout.shape, *lonely.print});
            if (found == inBByPrint.end() || found->second.empty()) {
                continue;
            }
            DiffRow& other = m_diff.rows[found->second.front()];
            isGone[found->second.front()] = true;
            found->second.pop_front();
            join(row, other);
        }
        std::size_t number = 0;
        std::erase_if(m_diff.rows, [&](const DiffRow&) { return isGone[number++]; });
    }

    void join(DiffRow& row, const DiffRow& other) const
    {
        row.pathB = other.pathB;
        row.tensorB = other.tensorB;
        row.isRenamed = true;
        row.isDeviceOther = m_a.document.content.deviceOf(inA(row)) != m_b.document.content.deviceOf(inB(row));
        row.kind = row.isDeviceOther ? DiffRow::Kind::Changed : DiffRow::Kind::Same;
        ValueDifference equal;
        equal.isEqual = true;
        equal.elements = inA(row).elements();
        row.values = equal;
    }

    void tellUnread()
    {
        if (m_unread > kMaxTold) {
            m_diff.notes.push_back(std::to_string(m_unread - kMaxTold) + " more could not be read");
        }
    }

    DocumentDiff& m_diff;
    const DiffSide& m_a;
    const DiffSide& m_b;
    SilentProgress m_silent;
    Task m_quiet; ///< progress is told by whole tensors, from both threads
    std::vector<std::size_t> m_pairs; ///< rows
    std::vector<Lonely> m_lonely;
    std::optional<Workers> m_workers;
    std::mutex m_mutex;
    std::size_t m_unread = 0;
};

} // namespace

Status compareValues(DocumentDiff& diff, const DiffSide& a, const DiffSide& b, const Task& task)
{
    return ValueComparison(diff, a, b, task).run();
}

} // namespace pthf
