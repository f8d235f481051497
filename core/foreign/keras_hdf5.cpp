// SPDX-License-Identifier: Apache-2.0
//
// What pthf-hdf5 says of a file (hdf5_helper.h) is JSON:
//
//   {"kind":"group","name":"","attributes":[{"name":"backend","value":"tensorflow"}],"members":[
//     {"kind":"dataset","name":"kernel:0","type":{"class":"float","name":"float32","bytes":4,"order":"little"},
//      "shape":[3,3],"address":7464,"offset":8192}]}
//
// A dataset with an offset is a range of the file. Others (chunks, filters, compact ones) come through the helper.
#include "core/foreign/keras_hdf5.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/base/checked_math.h"
#include "core/foreign/hdf5_helper.h"
#include "core/text/json.h"
#include "core/text/utf8.h"
#include "core/value/big_integer.h"

namespace pthf {

namespace {

constexpr std::string_view kWeightsRecord = "model.weights.h5";

std::optional<std::uint64_t> numberOf(const Json& json, std::string_view member)
{
    const Json* found = json.find(member);
    return found != nullptr ? found->asUnsigned() : std::nullopt;
}

/// Makes values and tensors of the description. As deep as its JSON may be.
class Hdf5Content {
public:
    Hdf5Content(ForeignContent& into, std::shared_ptr<const Hdf5File> file, StoragePlace within)
        : m_into(into)
        , m_graph(into.content.graph)
        , m_file(std::move(file))
        , m_within(within)
    {
    }

    /// more: attributes beside the group's own.
    ValueId addGroup(const Json& group, std::vector<Entry> more = {})
    {
        std::vector<Entry> entries;
        std::vector<Entry> attributes = std::move(more);
        addAttributes(group, attributes);
        for (const Json& member : group.itemsAt("members")) {
            const std::string name = member.textAt("name");
            const std::string kind = member.textAt("kind");
            if (kind == "group") {
                entries.push_back({m_graph.addText(name), addGroup(member)});
            } else if (kind == "dataset") {
                const ValueId value = addDataset(member, name);
                entries.push_back({m_graph.addText(name), value});
                addDatasetAttributes(member, name, attributes);
            } else {
                m_into.problems.add(Severity::Info, ErrorCode::Unsupported, member.textAt("what") + " is not followed",
                    displayText(name, 200));
            }
        }
        return addOrderedDict(m_graph, m_into.problems, entries, attributes);
    }

private:
    ValueId addJson(const Json& json)
    {
        if (const bool* flag = json.asBool()) {
            return m_graph.addBool(*flag);
        }
        if (const auto integer = json.asInteger()) {
            return m_graph.addInt(*integer);
        }
        if (const auto large = json.asUnsigned()) {
            return m_graph.addBigInt(unsignedForm(*large));
        }
        if (const auto number = json.asNumber()) {
            return m_graph.addFloat(*number);
        }
        if (const std::string* text = json.asText()) {
            return m_graph.addText(*text);
        }
        if (const Json::Array* array = json.asArray()) {
            std::vector<ValueId> items;
            items.reserve(array->size());
            for (const Json& item : *array) {
                items.push_back(addJson(item));
            }
            return m_graph.addSequence(ValueKind::List, items);
        }
        return m_graph.addNone();
    }

    void addAttributes(const Json& object, std::vector<Entry>& to)
    {
        for (const Json& attribute : object.itemsAt("attributes")) {
            if (const Json* value = attribute.find("value")) {
                to.push_back({m_graph.addText(attribute.textAt("name")), addJson(*value)});
            }
        }
    }

    /// A tensor has no room for attributes: they stand under its name among those of its group.
    void addDatasetAttributes(const Json& dataset, const std::string& name, std::vector<Entry>& to)
    {
        std::vector<Entry> own;
        addAttributes(dataset, own);
        if (!own.empty()) {
            to.push_back({m_graph.addText(name), m_graph.addDict(own)});
        }
    }

    static std::optional<Dims> shapeOf(const Json& dataset)
    {
        Dims shape;
        for (const Json& size : dataset.itemsAt("shape")) {
            const auto number = size.asInteger();
            if (!number || *number < 0) {
                return std::nullopt;
            }
            shape.push_back(*number);
        }
        return shape;
    }

    /// torch's type of a dataset: as the helper says, or bfloat16, which Keras writes as opaque pairs of bytes.
    static std::optional<DType> dtypeOf(const Json& dataset, const Json& type)
    {
        if (const auto dtype = dtypeFromName(type.textAt("name"))) {
            return dtype;
        }
        const auto isBFloat16 = [](const Json& attribute) {
            return attribute.textAt("name") == "dtype" && attribute.textAt("value") == "bfloat16";
        };
        const bool isPairs = type.textAt("class") == "opaque" && numberOf(type, "bytes") == std::uint64_t{2};
        return isPairs && std::ranges::any_of(dataset.itemsAt("attributes"), isBFloat16)
            ? std::optional(DType::BFloat16)
            : std::nullopt;
    }

    ValueId addDataset(const Json& dataset, const std::string& name)
    {
        const Json* type = dataset.find("type");
        auto shape = shapeOf(dataset);
        if (const Json* value = dataset.find("value")) {
            return addJson(*value); // text
        }
        if (type == nullptr || !shape || dataset.flagAt("empty")) {
            return m_graph.addNone();
        }
        const auto dtype = dtypeOf(dataset, *type);
        const std::uint64_t itemBytes = numberOf(*type, "bytes").value_or(0);
        const auto elements = elementCount(*shape);
        const auto bytes = elements ? checkedMultiply(*elements, itemBytes) : std::nullopt;
        if (!bytes || itemBytes == 0 || (dtype && dtypeBytes(*dtype) != itemBytes)) {
            m_into.problems.add(Severity::Error, ErrorCode::Corrupt,
                "shape " + shapeText(*shape) + " of elements of " + std::to_string(itemBytes) + " bytes is impossible",
                displayText(name, 200));
            return m_graph.addNone();
        }
        ForeignTensor tensor;
        tensor.place = placeOf(dataset, name, *bytes);
        tensor.isBigEndian = type->textAt("order") == "big";
        tensor.shape = *shape;
        if (dtype) {
            tensor.dtype = *dtype;
            tensor.elements = *elements;
            return addTensor(m_into.content, std::move(tensor));
        }
        tensor.dtype = DType::UInt8;
        tensor.elements = *bytes;
        tensor.isBigEndian = false;
        tensor.shape.push_back(static_cast<std::int64_t>(itemBytes));
        return addWrapped(
            m_into.content, "hdf5." + type->textAt("class"), std::move(*shape), "bytes", std::move(tensor));
    }

    StoragePlace placeOf(const Json& dataset, const std::string& name, std::uint64_t bytes)
    {
        const auto address = numberOf(dataset, "address");
        if (dataset.flagAt("outside") || !address) {
            m_into.problems.add(Severity::Warning, ErrorCode::Unsupported,
                "its bytes are in another file, which is not opened", displayText(name, 200));
            return {};
        }
        if (const auto offset = numberOf(dataset, "offset")) {
            StoragePlace place = m_within;
            const std::uint64_t size = m_file->bytes();
            place.offset = std::min(*offset, size);
            place.available = std::min(bytes, size - place.offset);
            return place;
        }
        m_into.sources.push_back(Hdf5File::dataset(m_file, name, *address, bytes));
        StoragePlace place;
        place.kind = StoragePlace::Kind::Range;
        place.source = static_cast<std::uint32_t>(m_into.sources.size());
        place.available = bytes;
        return place;
    }

    ForeignContent& m_into;
    ValueGraph& m_graph;
    std::shared_ptr<const Hdf5File> m_file;
    StoragePlace m_within; ///< where the HDF5 file itself is: the whole file, or a record of it
};

/// Reads the HDF5 file that lies at a place of the document's first source.
Status readInto(ForeignContent& into, std::shared_ptr<const ByteSource> source, StoragePlace within,
    std::vector<Entry> attributes, const std::filesystem::path& helper, const Limits& limits, const Task& task)
{
    const auto file = PTHF_TRY(Hdf5File::open(std::move(source), helper, limits));
    const std::string text = PTHF_TRY(file->list(limits, task));
    if (text.empty()) {
        return Error{ErrorCode::Corrupt,
            "the helper program broke off: the HDF5 file is damaged, or made to do harm; nothing of it was run here"};
    }
    const auto json = Json::parse(text, limits.maxDepth);
    if (!json) {
        return failedWithin(json, "what the helper program says of the HDF5 file");
    }
    if (const std::string why = json->textAt("error"); !why.empty()) {
        const bool isCut = why.find("truncated") != std::string::npos;
        return Error{isCut ? ErrorCode::Truncated : ErrorCode::Corrupt, "libhdf5 says: " + displayText(why, 300)};
    }
    into.content.root = Hdf5Content(into, file, within).addGroup(*json, std::move(attributes));
    return Done{};
}

/// Weights of a Keras model, by the words that Keras writes into its files (FORMATS 10).
std::string sentenceOf(const ForeignContent& read)
{
    const ValueGraph& graph = read.content.graph;
    const ValueId state = graph.instance(read.content.root).state;
    const auto has = [&](std::string_view wanted) {
        const auto isIt = [&](const Entry& entry) {
            return graph.kind(entry.key) == ValueKind::Text && graph.text(entry.key) == wanted;
        };
        return state != kNoValue && std::ranges::any_of(graph.entries(state), isIt);
    };
    if (has("model_config")) {
        return "Keras model (HDF5)";
    }
    return has("keras_version") || has("layer_names") ? "Keras weights (HDF5)" : "HDF5 file";
}

} // namespace

Result<ForeignContent> readHdf5(std::shared_ptr<const ByteSource> source, const std::filesystem::path& helper,
    const Limits& limits, const Task& task)
{
    ForeignContent read;
    StoragePlace within;
    within.kind = StoragePlace::Kind::Range;
    PTHF_TRY(readInto(read, std::move(source), within, {}, helper, limits, task));
    read.what = sentenceOf(read);
    return read;
}

Result<ForeignContent> readKerasArchive(
    const Container& zip, const std::filesystem::path& helper, const Limits& limits, const Task& task)
{
    constexpr std::uint64_t kMaxText = std::uint64_t{64} << 20U;
    ForeignContent read;
    read.what = "Keras model (.keras archive)";
    std::vector<Entry> attributes;
    for (const std::string_view name : {"metadata.json", "config.json"}) {
        const auto record = zip.find(name);
        if (!record || zip.records()[*record].bytes > kMaxText) {
            continue;
        }
        const auto text = PTHF_TRY(zip.open(*record));
        std::string json(static_cast<std::size_t>(text->size()), '\0');
        PTHF_TRY(text->readAt(0, std::as_writable_bytes(std::span(json))));
        const ValueId key = read.content.graph.addText(name.substr(0, name.find('.')));
        attributes.push_back({key, read.content.graph.addText(json)});
    }
    const auto record = zip.find(kWeightsRecord);
    if (!record) {
        return Error{ErrorCode::Corrupt, "the archive has no " + std::string(kWeightsRecord)};
    }
    auto weights = PTHF_TRY(zip.open(*record));
    StoragePlace within;
    within.kind = StoragePlace::Kind::Record;
    within.record = *record;
    const Status done = readInto(read, std::move(weights), within, std::move(attributes), helper, limits, task);
    if (!done) {
        return failedWithin(done, std::string(kWeightsRecord));
    }
    return read;
}

} // namespace pthf
