// SPDX-License-Identifier: Apache-2.0
#include "core/batch/run_batch.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

#include "core/base/sha256.h"
#include "core/batch/already_saved.h"
#include "core/io/file_source.h"
#include "core/save/save_checkpoint.h"

namespace pthf {

namespace {

/// Files under way at once. Small ones wait for the disk most of their time, and their flushes go together then.
constexpr unsigned kWorkersPerCore = 4;
constexpr unsigned kMaxWorkers = 16;
constexpr std::size_t kBlockBytes = std::size_t{1} << 20U;

Result<std::string> sumOf(const std::filesystem::path& path, const Task& task)
{
    const auto file = PTHF_TRY(FileSource::open(path));
    Sha256 sum;
    std::vector<std::byte> block(static_cast<std::size_t>(std::min<std::uint64_t>(kBlockBytes, file->size())));
    for (std::uint64_t offset = 0; offset < file->size(); offset += block.size()) {
        PTHF_TRY(task.poll());
        const auto part = std::span(block).first(
            static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), file->size() - offset)));
        PTHF_TRY(file->readAt(offset, part));
        sum.add(part);
    }
    return sum.text();
}

/// The way of one item through the rooms.
class ItemRun {
public:
    ItemRun(const BatchItem& item, const BatchWork& work, const Task& task)
        : m_work(work)
        , m_task(task)
    {
        m_line.item = item;
    }

    BatchLine run()
    {
        const auto document = m_work.open(m_line.item.input, m_task);
        if (!document) {
            return failed(BatchLine::Outcome::NotOpened, document.error());
        }
        const auto tree = indexTree((*document)->content, m_task);
        if (!tree) {
            return failed(BatchLine::Outcome::NotOpened, tree.error());
        }
        const auto plan = m_work.plan(**document, *tree, m_task);
        if (!plan) {
            return failed(BatchLine::Outcome::NotPlanned, plan.error());
        }
        const auto planned = planDocument(*document, *tree, *plan, m_work.context, m_task);
        if (!planned) {
            return failed(BatchLine::Outcome::NotPlanned, planned.error());
        }
        if ((*planned)->refusal) {
            return failed(BatchLine::Outcome::Refused, Error{ErrorCode::InvalidArgument, *(*planned)->refusal});
        }
        return save(**planned);
    }

private:
    BatchLine save(const PlannedDocument& planned)
    {
        SaveOptions options;
        options.target = m_line.item.output;
        options.format = m_work.format.value_or(formatFor(options.target, planned));
        options.overwrite = m_work.overwrite;
        options.verification = m_work.verification;
        std::error_code ignored;
        if (std::filesystem::exists(options.target, ignored)) {
            const auto isThere = isAlreadySaved(planned, options, m_task);
            if (!isThere) {
                return failed(BatchLine::Outcome::NotSaved, isThere.error());
            }
            if (*isThere) {
                m_line.outcome = BatchLine::Outcome::Skipped;
                return withSum();
            }
        }
        if (options.target.has_parent_path()) {
            std::filesystem::create_directories(options.target.parent_path(), ignored);
        }
        auto receipt = saveCheckpoint(planned, options, m_task);
        if (!receipt) {
            return failed(BatchLine::Outcome::NotSaved, receipt.error());
        }
        m_line.receipt = std::move(*receipt);
        m_line.outcome = BatchLine::Outcome::Saved;
        return withSum();
    }

    BatchLine withSum()
    {
        if (m_work.wantsSums) {
            auto sum = sumOf(m_line.item.output, m_task);
            if (!sum) {
                return failed(BatchLine::Outcome::NotSaved, sum.error());
            }
            m_line.sha256 = std::move(*sum);
        }
        return std::move(m_line);
    }

    BatchLine failed(BatchLine::Outcome outcome, const Error& error)
    {
        m_line.outcome = error.code() == ErrorCode::Cancelled ? BatchLine::Outcome::Cancelled : outcome;
        m_line.error = error;
        return std::move(m_line);
    }

    const BatchWork& m_work;
    const Task& m_task;
    BatchLine m_line;
};

/// Lines that come in any order, told in that of the items.
class OrderedLines {
public:
    OrderedLines(std::size_t count, const std::function<void(const BatchLine&)>& told)
        : m_lines(count)
        , m_told(told)
    {
    }

    void put(std::size_t number, BatchLine line)
    {
        const std::lock_guard lock(m_mutex);
        m_lines[number] = std::move(line);
        while (m_next < m_lines.size() && m_lines[m_next]) {
            m_told(*m_lines[m_next]);
            m_lines[m_next++].reset();
        }
    }

private:
    std::mutex m_mutex;
    std::vector<std::optional<BatchLine>> m_lines;
    std::size_t m_next = 0;
    const std::function<void(const BatchLine&)>& m_told;
};

} // namespace

void runBatch(const std::vector<BatchItem>& items, const BatchWork& work,
    const std::function<void(const BatchLine&)>& told, const Task& task)
{
    OrderedLines lines(items.size(), told);
    std::atomic<std::size_t> next{0};
    const auto take = [&] {
        SilentProgress silent;
        const Task own{task.stop, silent};
        for (std::size_t number = next++; number < items.size(); number = next++) {
            lines.put(number, ItemRun(items[number], work, own).run());
        }
    };
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t count = std::min<std::size_t>(items.size(), std::min(kMaxWorkers, cores * kWorkersPerCore));
    std::vector<std::jthread> workers;
    for (std::size_t i = 1; i < count; ++i) {
        workers.emplace_back(take);
    }
    take();
}

std::string_view outcomeName(BatchLine::Outcome outcome) noexcept
{
    switch (outcome) {
    case BatchLine::Outcome::Saved:
        return "saved";
    case BatchLine::Outcome::Skipped:
        return "skipped";
    case BatchLine::Outcome::Refused:
        return "refused";
    case BatchLine::Outcome::NotOpened:
    case BatchLine::Outcome::NotPlanned:
    case BatchLine::Outcome::NotSaved:
        return "failed";
    case BatchLine::Outcome::Cancelled:
        return "cancelled";
    }
    return "failed";
}

} // namespace pthf
