// SPDX-License-Identifier: Apache-2.0
#include "core/opening/opening.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/io/memory_source.h"
#include "core/io/range_source.h"
#include "core/meaning/byte_values.h"
#include "core/meaning/known_globals.h"

namespace pthf {

void keepPickleFacts(Document& document, PickleResult pickle)
{
    PickleFacts& facts = document.pickle;
    facts.protocol = std::max(facts.protocol, pickle.protocol);
    facts.bytes += pickle.end - pickle.begin;
    facts.opcodes.insert(facts.opcodes.end(), pickle.opcodes.begin(), pickle.opcodes.end());
    std::ranges::sort(facts.opcodes);
    // clang 14 does not compile std::ranges::unique with this library.
    facts.opcodes.erase(std::unique(facts.opcodes.begin(), facts.opcodes.end()), facts.opcodes.end());
    facts.globals.reserve(pickle.globals.size());
    for (PickleGlobal& global : pickle.globals) {
        facts.globals.push_back(
            {std::move(global.module), std::move(global.name), global.value, global.count, global.offset});
    }
}

void joinPickleFacts(PickleFacts& facts, PickleFacts added)
{
    facts.protocol = std::max(facts.protocol, added.protocol);
    facts.bytes += added.bytes;
    facts.hasTypedPersistentIds = facts.hasTypedPersistentIds || added.hasTypedPersistentIds;
    std::vector<std::uint8_t> opcodes;
    std::ranges::set_union(facts.opcodes, added.opcodes, std::back_inserter(opcodes));
    facts.opcodes = std::move(opcodes);
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> known;
    for (std::size_t i = 0; i < facts.globals.size(); ++i) {
        known.emplace(std::pair(std::string_view(facts.globals[i].module), std::string_view(facts.globals[i].name)), i);
    }
    std::vector<GlobalUse> fresh;
    for (GlobalUse& use : added.globals) {
        const auto same = known.find(std::pair(std::string_view(use.module), std::string_view(use.name)));
        if (same != known.end()) {
            facts.globals[same->second].count += use.count;
        } else {
            fresh.push_back(std::move(use));
        }
    }
    std::ranges::move(fresh, std::back_inserter(facts.globals));
}

StorageHome StorageHomes::homeOf(const StorageReference& reference)
{
    // A bare pickle has nothing beside it that a persistent id could name.
    m_opening.document.problems.add(Severity::Error, ErrorCode::Corrupt,
        "storage " + std::string(reference.key) + " is named, and this kind of file has nowhere to keep it");
    return {};
}

std::optional<TensorValue> StorageHomes::tensorOfId(Content& /*content*/, ValueId /*persistent*/)
{
    return std::nullopt;
}

Result<std::shared_ptr<const ByteSource>> StorageHomes::sourceOfBytes(const Content& content, ValueId bytes)
{
    const ValueGraph& graph = content.graph;
    if (!isBytesLike(graph, bytes)) {
        return Error{ErrorCode::Corrupt, "_load_from_bytes is given something that is not bytes"};
    }
    if (const ExternalBytes* external = externalBytesOf(graph, bytes)) {
        std::shared_ptr<const ByteSource> range =
            PTHF_TRY(RangeSource::make(external->source, external->offset, external->length, "nested stream"));
        return range;
    }
    const std::string decoded = decodedBytesOf(graph, bytes);
    const auto all = asBytes(decoded);
    std::shared_ptr<const ByteSource> memory =
        std::make_shared<MemorySource>(std::vector<std::byte>(all.begin(), all.end()), "nested stream");
    return memory;
}

Result<StorageValue> StorageHomes::nestedStorage(const Content& content, ValueId bytes)
{
    const std::uint32_t number = ++m_nestedStreams;
    if (m_opening.nesting >= m_opening.options.limits.maxNesting) {
        return Error{ErrorCode::LimitExceeded,
            "streams within streams, more than " + std::to_string(m_opening.options.limits.maxNesting) + " deep"};
    }
    auto source = PTHF_TRY(sourceOfBytes(content, bytes));

    Document nested;
    nested.sources.push_back({source, nullptr});
    Opening inner{nested, m_opening.options, m_opening.task, m_opening.nesting + 1};
    PTHF_TRY(openInto(inner));

    const Content& held = nested.content;
    const StorageId id = held.storageAt(held.root);
    if (id == kNoStorage) {
        return Error{ErrorCode::Unsupported, "the nested stream holds something else than a storage"};
    }
    StorageValue storage = held.storage(id);
    storage.key = "n" + std::to_string(number) + ":" + storage.key;
    if (storage.place.kind != StoragePlace::Kind::None) {
        // What the nested document counts from its own first source stands behind ours.
        const auto base = static_cast<std::uint32_t>(m_opening.document.sources.size());
        storage.place.source += base;
        for (DocumentSource& part : nested.sources) {
            m_opening.document.sources.push_back(std::move(part));
        }
    }
    m_opening.document.problems.append(nested.problems);
    // A stream that gives a storage can do other things before it: what is dangerous is the whole file's.
    for (GlobalUse& use : nested.pickle.globals) {
        if (knownGlobal(use.module, use.name).kind == GlobalClass::Dangerous) {
            use.value = kNoValue;
            m_opening.document.pickle.globals.push_back(std::move(use));
        }
    }
    return storage;
}

} // namespace pthf
