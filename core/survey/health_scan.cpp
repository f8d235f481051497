// SPDX-License-Identifier: Apache-2.0
#include "core/survey/health_scan.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "core/numbers/number_glance.h"
#include "core/text/size_text.h"

namespace pthf {

namespace {

/// Tells the progress of many tensors as that of one work.
class PartProgress final : public ProgressSink {
public:
    PartProgress(ProgressSink& whole, std::uint64_t total)
        : m_whole(whole)
        , m_total(total)
    {
    }
    void report(std::uint64_t done, std::uint64_t /*total*/) override { m_whole.report(m_before + done, m_total); }
    void finishPart(std::uint64_t bytes)
    {
        m_before += bytes;
        m_whole.report(m_before, m_total);
    }

private:
    ProgressSink& m_whole;
    std::uint64_t m_total;
    std::uint64_t m_before = 0;
};

bool isReadable(const Content& content, const TensorValue& tensor)
{
    return tensor.storage != kNoStorage && tensor.layout.strides.size() == tensor.layout.shape.size()
        && !tensor.isOutOfBounds && content.storage(tensor.storage).stored() == Stored::Whole;
}

/// Leaves of tensors that are read: each tensor once, where it stands first.
std::vector<std::uint32_t> leavesToRead(const Content& content, const TreeIndex& tree, HealthScan& scan)
{
    std::vector<bool> seen(content.tensors.size(), false);
    std::vector<std::uint32_t> leaves;
    for (std::uint32_t i = 0; i < tree.leaves.size(); ++i) {
        const TensorId tensor = tree.leaves[i].tensor;
        if (tensor == kNoTensor || seen[index(tensor)]) {
            continue;
        }
        seen[index(tensor)] = true;
        if (isReadable(content, content.tensor(tensor))) {
            leaves.push_back(i);
        } else {
            ++scan.skipped;
        }
    }
    return leaves;
}

} // namespace

std::uint64_t HealthScan::withNan() const noexcept
{
    return static_cast<std::uint64_t>(std::ranges::count_if(unsound, [](const auto& row) { return row.nans > 0; }));
}

std::uint64_t HealthScan::withInf() const noexcept
{
    return static_cast<std::uint64_t>(
        std::ranges::count_if(unsound, [](const auto& row) { return row.infinities > 0; }));
}

std::uint64_t HealthScan::allZero() const noexcept
{
    return static_cast<std::uint64_t>(std::ranges::count_if(unsound, &UnsoundTensor::isAllZero));
}

Result<HealthScan> scanHealth(const Document& document, const TreeIndex& tree, const Task& task)
{
    const Content& content = document.content;
    HealthScan scan;
    const std::vector<std::uint32_t> leaves = leavesToRead(content, tree, scan);
    std::uint64_t total = 0;
    for (const std::uint32_t leaf : leaves) {
        total += content.tensor(tree.leaves[leaf].tensor).bytes();
    }
    PartProgress progress(task.progress, total);
    const Task part{task.stop, progress};
    for (const std::uint32_t leaf : leaves) {
        PTHF_TRY(task.poll());
        const TensorValue& tensor = content.tensor(tree.leaves[leaf].tensor);
        const auto glance = glanceAt(document, tensor, {}, part);
        progress.finishPart(tensor.bytes());
        if (!glance) {
            if (glance.error().code() == ErrorCode::Cancelled || glance.error().code() == ErrorCode::IoFailed) {
                return glance.error();
            }
            ++scan.skipped;
            continue;
        }
        ++scan.tensors;
        scan.bytes += tensor.bytes();
        const bool isAllZero = glance->elements > 1 && glance->isAllZero();
        if (glance->nans > 0 || glance->infinities > 0 || isAllZero) {
            scan.unsound.push_back({leaf, glance->elements, glance->nans, glance->infinities, isAllZero});
        }
    }
    return scan;
}

std::vector<Finding> healthFindings(const HealthScan& scan, const Content& content, const TreeIndex& tree)
{
    std::vector<Finding> findings;
    const auto add = [&](const char* id, Severity severity, const char* what,
                         const std::function<bool(const UnsoundTensor&)>& isMeant) {
        const auto count = std::ranges::count_if(scan.unsound, isMeant);
        const auto first = std::ranges::find_if(scan.unsound, isMeant);
        if (first == scan.unsound.end()) {
            return;
        }
        Finding finding;
        finding.id = id;
        finding.severity = severity;
        finding.path = tree.pathOf(content, tree.leaves[first->leaf].place);
        finding.text = std::to_string(count) + (count == 1 ? " tensor " : " tensors ") + what + ", the first is "
            + pathText(finding.path);
        findings.push_back(std::move(finding));
    };
    add("nan", Severity::Warning, "with NaN", [](const UnsoundTensor& row) { return row.nans > 0; });
    add("inf", Severity::Warning, "with Inf", [](const UnsoundTensor& row) { return row.infinities > 0; });
    add("all-zero", Severity::Info, "all zero", [](const UnsoundTensor& row) { return row.isAllZero; });
    return findings;
}

std::vector<Problem> healthProblems(const HealthScan& scan, const Content& content, const TreeIndex& tree)
{
    std::vector<Problem> problems;
    for (const UnsoundTensor& row : scan.unsound) {
        const std::string where = tree.pathTextOf(content, tree.leaves[row.leaf].place);
        const auto add = [&](Severity severity, std::string message) {
            problems.push_back({severity, ErrorCode::Corrupt, std::move(message), where, std::nullopt});
        };
        const std::string ofAll = " of " + countText(row.elements);
        if (row.nans > 0) {
            add(Severity::Warning, countOf(row.nans, "value") + ofAll + " NaN");
        }
        if (row.infinities > 0) {
            add(Severity::Warning, countOf(row.infinities, "value") + ofAll + " infinite");
        }
        if (row.isAllZero) {
            add(Severity::Info, "all of its " + countOf(row.elements, "value") + " are 0");
        }
    }
    return problems;
}

} // namespace pthf
