// SPDX-License-Identifier: Apache-2.0
//
// The stream of torch 0.1.10 to 1.5, and of today's `_use_new_zipfile_serialization=False` (FORMATS 4): five pickles,
// then for each storage key an element count and the raw elements. Where a storage lies is known only when the object
// has said how large its elements are, so the values get their meaning first and their places second.
#include <algorithm>
#include <unordered_map>

#include "core/legacy/legacy_reader.h"
#include "core/opening/opening.h"

namespace pthf {

namespace {

/// Gives each storage the place that was found for its key.
void placeStorages(const Opening& opening, const LegacyStorages& found)
{
    std::unordered_map<std::string_view, const LegacyStorage*> byKey;
    for (const LegacyStorage& storage : found.storages) {
        byKey.emplace(storage.key, &storage);
    }
    for (StorageValue& storage : opening.storages()) {
        if (storage.place.kind != StoragePlace::Kind::None) {
            continue; // a stream within the pickle
        }
        const auto place = byKey.find(storage.key);
        if (place == byKey.end()) {
            continue;
        }
        storage.place.kind = StoragePlace::Kind::Range;
        storage.place.source = opening.source;
        storage.place.offset = place->second->offset;
        storage.place.available = std::min(place->second->available, storage.bytes());
    }
}

} // namespace

Status openLegacy(Opening& opening)
{
    Document& document = opening.document;
    const std::shared_ptr<const ByteSource> source = opening.bytes();
    auto stream = PTHF_TRY(readLegacyStream(source, 0, document.content.graph, opening.options.limits, opening.task));
    document.kind = FileKind::TorchLegacy;
    document.what = "PyTorch checkpoint (stream, torch 0.1.10 to 1.5)";
    document.content.root = stream.object.root;
    document.problems.append(stream.problems);
    const auto names = [&stream](std::string_view name) {
        return std::ranges::find(stream.object.globals, name, &PickleGlobal::name) != stream.object.globals.end();
    };
    document.detail = names("_rebuild_tensor_v2") ? "written by torch 0.4 or later"
        : names("_rebuild_tensor")                ? "written by torch 0.1.10 to 0.3"
                                                  : "";
    keepPickleFacts(document, std::move(stream.object));

    LaterHomes homes(opening);
    PTHF_TRY(interpretAll(document.content, homes, document.problems, opening.task, &stream.phrases));
    const auto expectation = [&homes](std::string_view key) -> std::optional<LegacyExpectation> {
        const auto expected = homes.expectationOf(key);
        return expected ? std::optional(LegacyExpectation{expected->elements, expected->elementBytes}) : std::nullopt;
    };
    const auto places = PTHF_TRY(placeLegacyStorages(*source, stream, expectation, opening.task));
    document.problems.append(places.problems);
    placeStorages(opening, places);
    document.hasDescriptionOnly = std::ranges::any_of(
        document.content.storages, [](const StorageValue& storage) { return storage.stored() != Stored::Whole; });
    return Done{};
}

} // namespace pthf
