// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/checkpoint/document.h"
#include "core/folders/checkpoint_folder.h"
#include "core/meaning/torch_rebuild.h"
#include "core/opening/open_checkpoint.h"
#include "core/pickle/pickle_machine.h"
#include "core/sniff/sniff.h"

namespace pthf {

class TorchRecords;

/// A document while it is being made, and what every way in needs for it. Inside of this room only.
struct Opening {
    Document& document;
    const OpenOptions& options;
    const Task& task;
    std::uint32_t nesting = 0; ///< streams within streams we are in
    std::uint32_t source = 0; ///< which of the document's sources is read: not the first, for the parts of a folder
    std::uint32_t firstStorage = 0; ///< storages before it belong to other parts

    const std::shared_ptr<const ByteSource>& bytes() const { return document.sources[source].bytes; }
    /// The storages that this file has added.
    std::span<StorageValue> storages() const { return std::span(document.content.storages).subspan(firstStorage); }
};

/// Recognises the bytes and reads them into the document by one of the ways below.
Status openInto(Opening& opening);

// Each reads one kind of file into the document: graph, storages, tensors, problems, kind and sentence.
Status openZip(Opening& opening, const Sniffed& sniffed);
Status openLegacy(Opening& opening);
Status openPickle(Opening& opening);
Status openSafetensors(Opening& opening);
/// Formats that are not torch's: npy, npz and the like.
Status openForeign(Opening& opening, const Sniffed& sniffed);
/// A pickle that joblib compressed as a whole, or a legacy stream that someone did; false for any other file.
Result<bool> openCompressed(Opening& opening);

/// A zip whose directory is gone: its records found one after the other, as many as there are.
Status openCutZip(Opening& opening, const Error& whyNoDirectory);

/// The pickles and storages of an archive of torch's. The document has its kind, and its container as the source.
Status openRecords(Opening& opening, const TorchRecords& records);

/// TorchScript of torch 1.0 to 1.2, whose description is JSON.
Status openScriptJson(Opening& opening, const TorchRecords& records, std::uint32_t model);

/// An archive that was unpacked into a folder.
Status openUnpacked(Opening& opening, const std::filesystem::path& folder);

/// An exported program of torch.export.
Status openPt2(Opening& opening, const Sniffed& sniffed);

/// A zip around a single checkpoint: that checkpoint.
Status openInner(Opening& opening, const Sniffed& sniffed);

/// Reads a file within the whole, or one file of many, into the same graph behind what is there, and gives its root.
/// The keys of its storages begin with the prefix.
Result<ValueId> openPart(Opening& whole, std::shared_ptr<const ByteSource> bytes, const std::string& keyPrefix);

/// A checkpoint of many files, joined into one document.
Result<DocumentPtr> openFolder(
    const std::filesystem::path& path, const CheckpointFolder& folder, const OpenOptions& options, const Task& task);

/// Adds what the pickles of one file said of themselves to what those of others did.
void joinPickleFacts(PickleFacts& facts, PickleFacts added);

/// Keeps what the pickle said of itself for the weights_only verdict.
void keepPickleFacts(Document& document, PickleResult pickle);

/// Answers for what every container has in common: streams inside bytes. The containers' own ways to a storage are
/// in the classes derived from it.
class StorageHomes : public StorageResolver {
public:
    explicit StorageHomes(Opening& opening)
        : m_opening(opening)
    {
    }

    StorageHome homeOf(const StorageReference& reference) override;
    Result<StorageValue> nestedStorage(const Content& content, ValueId bytes) override;
    std::optional<TensorValue> tensorOfId(Content& content, ValueId persistent) override;

protected:
    Opening& m_opening; // NOLINT: shared with the derived classes of this room

private:
    static Result<std::shared_ptr<const ByteSource>> sourceOfBytes(const Content& content, ValueId bytes);

    std::uint32_t m_nestedStreams = 0;
};

/// Lets the interpretation finish before anyone knows where the storages lie, and keeps what it asked for.
class LaterHomes final : public StorageHomes {
public:
    struct Expectation {
        std::uint64_t elements = 0;
        std::uint64_t elementBytes = 1;
    };

    using StorageHomes::StorageHomes;

    StorageHome homeOf(const StorageReference& reference) override
    {
        m_expected.emplace(reference.key, Expectation{reference.elements, dtypeBytes(reference.dtype)});
        return {};
    }

    /// What the pickle says of a storage, or nothing for keys that it does not mention.
    std::optional<Expectation> expectationOf(std::string_view key) const
    {
        const auto found = m_expected.find(std::string(key));
        return found == m_expected.end() ? std::nullopt : std::optional(found->second);
    }

private:
    std::unordered_map<std::string, Expectation> m_expected;
};

} // namespace pthf
