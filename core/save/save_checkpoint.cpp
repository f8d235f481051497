// SPDX-License-Identifier: Apache-2.0
#include "core/save/save_checkpoint.h"

#include <algorithm>
#include <chrono>
#include <system_error>

#include "core/container/zip_format.h"
#include "core/io/atomic_file.h"
#include "core/io/file_source.h"
#include "core/save/file_form.h"
#include "core/write/layered_bytes.h"
#include "core/write/named_tensors.h"
#include "core/write/save_archive.h"

namespace pthf {

namespace {

/// What a storage costs in a stream beside its bytes.
constexpr std::uint64_t kLegacyStorageBytes = 24;
/// What a tensor's words cost in a pickle or a header, where the source has neither.
constexpr std::uint64_t kTensorWords = 120;

/// Bytes of the description, from the source's own and the share of its tensors that is left.
std::uint64_t descriptionBytes(const PlannedDocument& planned)
{
    const auto left = static_cast<std::uint64_t>(
        std::ranges::count_if(planned.tree.leaves, [](const Leaf& leaf) { return leaf.tensor != kNoTensor; }));
    const std::uint64_t had = planned.source->content.tensors.size();
    const std::uint64_t before = planned.source->pickle.bytes;
    if (before == 0 || had == 0) {
        return before + left * kTensorWords;
    }
    const double share = std::min(1.0, static_cast<double>(left) / static_cast<double>(had));
    return static_cast<std::uint64_t>(static_cast<double>(before) * share);
}

/// A zip as it would be laid out: every record where it would lie, and the directory.
std::uint64_t zipBytes(const PlannedDocument& planned, std::uint64_t descriptionBytes)
{
    constexpr std::uint64_t kEnds = zip::kEnd64Bytes + zip::kLocator64Bytes + zip::kEndBytes;
    constexpr std::uint64_t kSerializationId = 40;
    const std::uint64_t root = std::max<std::uint64_t>(planned.source->rootFolder.size(), 1) + 1;
    std::uint64_t position = 0;
    std::uint64_t directory = 0;
    const auto add = [&](std::uint64_t nameBytes, std::uint64_t bytes) {
        const auto placement = zip::torchPlacement(position, root + nameBytes, bytes, bytes);
        position = placement ? placement->end : position + bytes;
        directory += zip::kCentralBytes + root + nameBytes;
    };
    add(std::string_view("data.pkl").size(), descriptionBytes);
    add(std::string_view(".format_version").size(), 1);
    add(std::string_view(".storage_alignment").size(), 2);
    add(std::string_view("byteorder").size(), std::string_view("little").size());
    std::size_t number = 0;
    for (std::size_t i = 0; i < planned.storages.size(); ++i) {
        if (planned.storages[i].isUsed) {
            add(std::string_view("data/").size() + std::to_string(number++).size(),
                planned.content.storages[i].bytes());
        }
    }
    add(std::string_view("version").size(), 2);
    add(std::string_view(".data/serialization_id").size(), kSerializationId);
    return position + directory + kEnds;
}

std::string counted(std::uint64_t count, const char* what)
{
    return std::to_string(count) + (count == 1 ? " number " : " numbers ") + what;
}

/// What a cast lost, for the receipt.
void addLosses(const ConvertCounts& counts, std::vector<std::string>& notes)
{
    if (counts.overflows != 0) {
        notes.push_back(counted(counts.overflows, "did not fit the new type"));
    }
    if (counts.underflows != 0) {
        notes.push_back(counted(counts.underflows, "became 0 in the new type"));
    }
}

} // namespace

Status checkUnchanged(const PlannedDocument& planned)
{
    PTHF_TRY(checkUnchanged(*planned.source));
    std::vector<const Document*> done;
    const auto check = [&done](const PlannedStorage& storage) -> Status {
        const Document* other = storage.other.get();
        if (other == nullptr || std::ranges::find(done, other) != done.end()) {
            return Done{};
        }
        done.push_back(other);
        return checkUnchanged(*other);
    };
    for (const PlannedStorage& storage : planned.storages) {
        PTHF_TRY(check(storage));
        for (const PlannedLayer& layer : storage.layers) {
            PTHF_TRY(layer.isFilling() ? Status(Done{}) : check(*layer.bytes));
        }
    }
    return Done{};
}

Status checkUnchanged(const Document& source)
{
    for (const DocumentSource& part : source.sources) {
        if (const auto* file = dynamic_cast<const FileSource*>(part.bytes.get())) {
            const auto same = file->checkUnchanged();
            if (!same) {
                return failedWithin(same, "the source " + file->name());
            }
        }
    }
    return Done{};
}

Status checkDamage(const Document& source)
{
    if (!source.isDamaged() && !source.hasDescriptionOnly) {
        return Done{};
    }
    const auto& problems = source.problems.kept();
    const auto worst =
        std::ranges::find_if(problems, [](const Problem& problem) { return problem.severity >= Severity::Error; });
    const std::string what = worst == problems.end() ? std::string("bytes are missing") : worst->message;
    return Error{ErrorCode::Corrupt, "the file is damaged (" + what + "); `pthf salvage` writes what is whole of it",
        worst == problems.end() ? std::nullopt : worst->offset};
}

Status checkTensors(const PlannedDocument& planned)
{
    const bool had = !planned.source->content.tensors.empty();
    const bool has =
        std::ranges::any_of(planned.tree.leaves, [](const Leaf& leaf) { return leaf.tensor != kNoTensor; });
    if (!had && planned.source->kind == FileKind::Pt2) {
        return Error{ErrorCode::Unsupported, "no weights are here as tensors; nothing worth a file would be written"};
    }
    if (had && !has) {
        return Error{ErrorCode::InvalidArgument,
            "the plan leaves none of the " + std::to_string(planned.source->content.tensors.size())
                + " tensors; nothing worth a file would be written"};
    }
    return Done{};
}

Receipt receiptOf(const PlannedDocument& planned, const SaveOptions& options, const WrittenFile& written)
{
    Receipt receipt;
    receipt.source = planned.source->path;
    receipt.target = options.target;
    receipt.format = options.format;
    receipt.sourceBytes = planned.source->fileBytes;
    receipt.tensors = static_cast<std::uint64_t>(
        std::ranges::count_if(planned.tree.leaves, [](const Leaf& leaf) { return leaf.tensor != kNoTensor; }));
    receipt.storages = written.storages.size();
    receipt.copiedBytes = written.copiedBytes;
    receipt.convertedBytes = written.convertedBytes;
    receipt.verification = options.verification;
    for (const Operation& operation : planned.plan.operations) {
        receipt.operations.push_back(describe(operation));
    }
    for (const OperationEffect& effect : planned.effects) {
        receipt.effects.push_back(effect.text);
    }
    receipt.notes = written.notes;
    addLosses(written.counts, receipt.notes);
    for (const Problem& problem : planned.problems.kept()) {
        receipt.notes.push_back(problem.where.empty() ? problem.message : problem.where + ": " + problem.message);
    }
    return receipt;
}

Status checkKind(const PlannedDocument& planned, SaveFormat format)
{
    const FileKind kind = planned.source->kind;
    if (kind != FileKind::TorchScript && kind != FileKind::TorchPackage) {
        return Done{};
    }
    const std::string what(fileKindName(kind));
    if (keepsProgram(planned)) {
        return format == SaveFormat::Zip
            ? Status(Done{})
            : Error{ErrorCode::Unsupported,
                "a " + what + " file holds a program beside its tensors, which other formats cannot: add --state-dict"};
    }
    // A package has pickles of plain values, which can be taken out alone; a script's objects need its code.
    const bool isPackage = kind == FileKind::TorchPackage;
    const bool isTakenOut = std::ranges::any_of(planned.plan.operations, [isPackage](const Operation& operation) {
        return std::holds_alternative<ToStateDict>(operation)
            || (isPackage && std::holds_alternative<Extract>(operation));
    });
    return isTakenOut ? Status(Done{})
                      : Error{ErrorCode::Unsupported,
                          "of a " + what
                              + " file the devices can be changed; for anything else add --state-dict, which takes its "
                                "tensors out of the program"};
}

Status checkTarget(const Document& source, const SaveOptions& options)
{
    std::error_code failed;
    if (options.overwrite == Overwrite::Yes || !std::filesystem::exists(options.target, failed)) {
        return Done{};
    }
    if (!source.path.empty() && std::filesystem::equivalent(options.target, source.path, failed)) {
        return Error{ErrorCode::InvalidArgument, "the output is the input itself; --overwrite replaces it"};
    }
    return Error{ErrorCode::IoFailed,
        std::filesystem::is_directory(options.target, failed)
            ? "the target is a folder; name a file in it"
            : "there is a file of that name already; --overwrite replaces it"};
}

Status checkSave(const PlannedDocument& planned, const SaveOptions& options)
{
    if (planned.refusal) {
        return Error{ErrorCode::InvalidArgument, *planned.refusal};
    }
    PTHF_TRY(checkDamage(*planned.source));
    PTHF_TRY(checkKind(planned, options.format));
    PTHF_TRY(checkTensors(planned));
    PTHF_TRY(checkDrawing(planned));
    if (options.format == SaveFormat::Safetensors) {
        PTHF_TRY(namedTensors(planned));
    }
    return checkTarget(*planned.source, options);
}

std::uint64_t estimateBytes(const PlannedDocument& planned, SaveFormat format)
{
    const auto storages = static_cast<std::uint64_t>(std::ranges::count_if(planned.storages, &PlannedStorage::isUsed));
    const std::uint64_t description = descriptionBytes(planned);
    if (format == SaveFormat::Zip) {
        return zipBytes(planned, description);
    }
    return storageBytesOf(planned) + description + storages * kLegacyStorageBytes;
}

SaveFormat formatFor(const std::filesystem::path& target, const PlannedDocument& planned)
{
    const SaveFormat format = formatFor(target, planned.source->kind);
    const Content& content = planned.content;
    // Types that came with torch 2 have no storage class, which a legacy stream names.
    const auto isTooNew = [&content](const Leaf& leaf) {
        const StorageId storage = leaf.tensor == kNoTensor ? kNoStorage : content.tensor(leaf.tensor).storage;
        return storage != kNoStorage && dtypeInfo(content.storage(storage).dtype).storageClass.empty();
    };
    return format == SaveFormat::Legacy && std::ranges::any_of(planned.tree.leaves, isTooNew) ? SaveFormat::Zip
                                                                                              : format;
}

Result<Receipt> saveCheckpoint(const PlannedDocument& planned, const SaveOptions& options, const Task& task)
{
    PTHF_TRY(checkSave(planned, options));
    return writeCheckpoint(planned, options, task);
}

Result<Receipt> writeCheckpoint(const PlannedDocument& planned, const SaveOptions& options, const Task& task)
{
    const auto begin = std::chrono::steady_clock::now();
    PTHF_TRY(checkUnchanged(planned));
    AtomicFile file = PTHF_TRY(AtomicFile::create(options.target, estimateBytes(planned, options.format)));
    const FileForm form = PTHF_TRY(FileForm::make(planned, options.format));
    const std::uint64_t bytes = form.tensorBytes();
    SaveProgress progress(task, options.verification == Verification::Full ? 2 * bytes : bytes);
    PTHF_TRY(progress.advance(0));
    const WrittenFile written = PTHF_TRY(form.write(file, progress));
    PTHF_TRY(file.flush());
    Receipt receipt = receiptOf(planned, options, written);
    receipt.targetBytes = file.position();
    if (options.verification != Verification::None) {
        const auto compared = form.verify(written, file.partPath(), options.verification, progress);
        if (!compared) {
            return failedWithin(compared, "the new file was checked and thrown away");
        }
        receipt.comparedBytes = *compared;
    }
    PTHF_TRY(file.settle(task));
    PTHF_TRY(checkUnchanged(planned));
    PTHF_TRY(file.commit());
    receipt.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return receipt;
}

} // namespace pthf
