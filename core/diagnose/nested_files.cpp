// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/nested_files.h"

#include <algorithm>
#include <unordered_set>

#include "core/base/byte_reader.h"
#include "core/diagnose/safety.h"
#include "core/io/memory_source.h"
#include "core/io/range_source.h"
#include "core/meaning/byte_values.h"
#include "core/meaning/known_globals.h"
#include "core/meaning/torch_words.h"
#include "core/opening/open_checkpoint.h"

namespace pthf {
namespace {

constexpr std::size_t kMostFiles = 64;
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20U; // of values that have to be decoded
constexpr std::uint64_t kFewest = 12; // bytes of the shortest pickle that could do anything

/// Whether bytes begin as a zip, a pickle of protocol 2 and later, or one of text that calls something.
bool looksLikeFile(std::string_view head, std::uint64_t length)
{
    using namespace std::string_view_literals;
    if (length < kFewest || head.empty()) {
        return false;
    }
    if (head.starts_with("PK\3\4"sv) || (head[0] == '\x80' && head.size() > 1 && head[1] >= 0 && head[1] <= 5)) {
        return true;
    }
    const bool beginsWithGlobal = head[0] == 'c' || head.starts_with("(c"sv) || head.starts_with("(i"sv);
    return beginsWithGlobal && head.find('\n') != std::string_view::npos;
}

/// The values that hold bytes, those of storages left out.
std::vector<ValueId> bytesValues(const Content& content)
{
    const ValueGraph& graph = content.graph;
    GlobalTable globals(graph);
    std::vector<ValueId> found;
    std::unordered_set<std::uint32_t> ofStorages;
    for (std::uint32_t i = 0; i < graph.size(); ++i) {
        const ValueId id{i};
        switch (graph.kind(id)) {
        case ValueKind::Bytes:
        case ValueKind::ByteArray:
        case ValueKind::ByteText:
            if (graph.byteLength(id) >= kFewest) {
                found.push_back(id);
            }
            break;
        case ValueKind::Call: {
            const Meaning meaning = globals.calleeMeaning(id);
            if (meaning == Meaning::CodecsEncode) {
                found.push_back(id);
            } else if (meaning == Meaning::LoadFromBytes && content.storageAt(id) != kNoStorage) {
                for (const ValueId argument : sequenceItems(graph, graph.instance(id).arguments)) {
                    ofStorages.insert(index(argument));
                }
            }
            break;
        }
        default:
            break;
        }
    }
    std::erase_if(found, [&ofStorages](ValueId id) { return ofStorages.contains(index(id)); });
    return found;
}

std::string headOf(const ValueGraph& graph, ValueId id)
{
    constexpr std::size_t kHead = 64;
    const ExternalBytes* external = externalBytesOf(graph, id);
    if (external == nullptr) {
        return decodedBytesOf(graph, id, kHead);
    }
    std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(external->length, kHead)), '\0');
    const Status read = external->source->readAt(external->offset, std::as_writable_bytes(std::span(head)));
    return read ? head : std::string();
}

Result<std::shared_ptr<const ByteSource>> sourceOf(const ValueGraph& graph, ValueId id)
{
    if (const ExternalBytes* external = externalBytesOf(graph, id)) {
        std::shared_ptr<const ByteSource> range =
            PTHF_TRY(RangeSource::make(external->source, external->offset, external->length, "nested file"));
        return range;
    }
    const std::string decoded = decodedBytesOf(graph, id);
    const auto all = asBytes(decoded);
    std::shared_ptr<const ByteSource> memory =
        std::make_shared<MemorySource>(std::vector<std::byte>(all.begin(), all.end()), "nested file");
    return memory;
}

std::optional<NestedFile> nestedFile(const Content& content, ValueId id)
{
    SilentProgress progress;
    const Task task{{}, progress};
    auto source = sourceOf(content.graph, id);
    const auto opened =
        source ? openCheckpoint(*std::move(source), OpenOptions{}, task) : Result<DocumentPtr>(source.error());
    const auto tree = opened ? indexTree((*opened)->content, task) : Result<TreeIndex>(opened.error());
    if (!tree) {
        return std::nullopt;
    }
    const Document& document = **opened;
    NestedFile file;
    file.what = document.what;
    file.tensors = document.content.tensors.size();
    for (const auto& reason : weightsOnlyVerdict(document, document.content, *tree).because) {
        if (reason.isDangerous) {
            file.dangerous.push_back(reason.global);
        }
    }
    return file;
}

std::optional<PlaceId> placeOf(const ValueGraph& graph, const TreeIndex& tree, ValueId id)
{
    for (std::size_t i = 0; i < tree.places.size(); ++i) {
        const ValueId value = tree.places[i].step.value;
        if (value == id) {
            return PlaceId{static_cast<std::uint32_t>(i)};
        }
        // Arguments that are not shown belong to their call.
        const bool isCall = value != kNoValue && graph.kind(value) == ValueKind::Call;
        if (isCall
            && std::ranges::find(sequenceItems(graph, graph.instance(value).arguments), id)
                != sequenceItems(graph, graph.instance(value).arguments).end()) {
            return PlaceId{static_cast<std::uint32_t>(i)};
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<NestedFile> nestedFiles(const Content& content, const TreeIndex& tree)
{
    std::vector<NestedFile> files;
    std::uint64_t bytes = 0;
    for (const ValueId id : bytesValues(content)) {
        const std::uint64_t length = byteCountOf(content.graph, id).value_or(0);
        if (files.size() == kMostFiles || !looksLikeFile(headOf(content.graph, id), length)) {
            continue;
        }
        bytes += externalBytesOf(content.graph, id) == nullptr ? length : 0;
        if (bytes > kMostBytes) {
            break;
        }
        if (auto file = nestedFile(content, id)) {
            file->place = placeOf(content.graph, tree, id);
            files.push_back(*std::move(file));
        }
    }
    return files;
}

} // namespace pthf
