// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/integrity.h"

#include <algorithm>
#include <functional>

#include "core/container/zip_check.h"

namespace pthf {
namespace {

/// Storages whose bytes are not all there and tensors that reach past theirs, where no reader has said so already.
void checkStorages(const Document& document, Problems& problems)
{
    if (document.problems.hasErrors()) {
        return;
    }
    for (const StorageValue& storage : document.content.storages) {
        if (storage.stored() != Stored::Whole) {
            problems.add(Severity::Error, ErrorCode::Truncated,
                "storage of " + std::to_string(storage.bytes()) + " bytes, " + std::to_string(storage.place.available)
                    + " in the file",
                "storage " + storage.key);
        }
    }
}

} // namespace

bool IntegrityReport::isGood() const noexcept
{
    return std::ranges::none_of(problems, [](const Problem& problem) {
        return problem.severity == Severity::Warning || problem.severity == Severity::Error;
    });
}

Result<IntegrityReport> checkIntegrity(const Document& document, const Task& task)
{
    IntegrityReport report;
    Problems problems = document.problems;
    for (const DocumentSource& source : document.sources) {
        if (source.container) {
            report.records += source.container->records().size();
        }
        if (const auto* zip = dynamic_cast<const ZipReader*>(source.container.get())) {
            problems.append(PTHF_TRY(checkRecords(*zip, task)));
        }
    }
    checkStorages(document, problems);
    report.storages = document.content.storages.size();
    for (const StorageValue& storage : document.content.storages) {
        report.storageBytes += storage.bytes();
    }
    report.problems = problems.kept();
    report.problemCount = problems.count();
    std::ranges::stable_sort(report.problems, std::greater<>{}, &Problem::severity);
    return report;
}

} // namespace pthf
