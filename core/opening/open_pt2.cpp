// SPDX-License-Identifier: Apache-2.0
//
// Programs of torch.export (FORMATS 6.5). The graph of the program is left alone; its weights and values are read.
//
//     torch ≤ 2.7   serialized_state_dict.pt, serialized_constants.pt, serialized_example_inputs.pt: torch.save files
//     torch ≥ 2.8   data/weights/weight_0 … beside <model>_weights_config.json (or one <model>.pt), data/constants/ in
//                   the same way, data/sample_inputs/<model>.pt
#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/base/byte_reader.h"
#include "core/container/zip_reader.h"
#include "core/foreign/foreign_content.h"
#include "core/foreign/pt2_config.h"
#include "core/meaning/unfold.h"
#include "core/opening/opening.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::uint64_t kMaxConfigBytes = std::uint64_t{256} << 20U;

std::string_view fileName(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

class Pt2Reader {
public:
    Pt2Reader(Opening& opening, const ZipReader& zip)
        : m_opening(opening)
        , m_document(opening.document)
        , m_zip(zip)
    {
    }

    Status read()
    {
        for (std::uint32_t record = 0; record < m_zip.records().size(); ++record) {
            PTHF_TRY(m_opening.task.poll());
            const std::string_view name = m_zip.nameInRoot(record);
            if (name.starts_with("serialized_")) {
                readOld(record, name);
            } else if (name.starts_with("data/weights/")) {
                readNew(record, name, "state_dict");
            } else if (name.starts_with("data/constants/")) {
                readNew(record, name, "constants");
            } else if (name.starts_with("data/sample_inputs/") && name.ends_with(".pt")) {
                put(modelOf(name, ".pt"), "example_inputs", readPickle(record));
            }
        }
        if (m_models.empty()) {
            m_document.problems.add(Severity::Warning, ErrorCode::Unsupported,
                "no weights are here as tensors: those of a compiled model are inside its library, which "
                "torch._inductor.aoti_load_package runs; torch.export.save keeps them");
        }
        ValueGraph& graph = m_document.content.graph;
        std::vector<Entry> entries;
        for (const Model& model : m_models) {
            entries.push_back({graph.addText(model.name), graph.addDict(model.entries)});
        }
        const bool isOne = m_models.size() == 1;
        m_document.content.root = isOne ? graph.addDict(m_models.front().entries) : graph.addDict(entries);
        return Done{};
    }

private:
    struct Model {
        std::string name;
        std::vector<Entry> entries;
    };

    /// "model" of "data/weights/model_weights_config.json".
    static std::string modelOf(std::string_view path, std::string_view ending)
    {
        const std::string_view name = fileName(path);
        return std::string(name.substr(0, name.size() - ending.size()));
    }

    void put(const std::string& model, std::string_view what, ValueId value)
    {
        if (value == kNoValue) {
            return;
        }
        auto found = std::ranges::find(m_models, model, &Model::name);
        if (found == m_models.end()) {
            m_models.push_back({model, {}});
            found = m_models.end() - 1;
        }
        found->entries.push_back({m_document.content.graph.addText(what), value});
    }

    void complain(const Error& error, std::string_view name)
    {
        m_document.problems.add(Severity::Error, error.code(), error.message(), displayText(name, 200));
    }

    ValueId readPickle(std::uint32_t record)
    {
        const std::string_view name = m_zip.records()[record].name;
        auto bytes = m_zip.open(record);
        auto root = bytes ? openPart(m_opening, *std::move(bytes), std::string(fileName(name)) + ":")
                          : Result<ValueId>(bytes.error());
        if (!root) {
            complain(root.error(), name);
            return kNoValue;
        }
        return *root;
    }

    void readOld(std::uint32_t record, std::string_view name)
    {
        // torch 2.1 gave the same bytes the ending .json.
        constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kParts{
            {{"serialized_state_dict.", "state_dict"}, {"serialized_constants.", "constants"},
                {"serialized_example_inputs.", "example_inputs"}}};
        for (const auto& [beginning, what] : kParts) {
            if (name.starts_with(beginning) && m_zip.records()[record].bytes > 0) {
                put("model", what, readPickle(record));
            }
        }
    }

    void readNew(std::uint32_t record, std::string_view name, std::string_view what)
    {
        constexpr std::array<std::string_view, 4> kConfigs{"_model_constants_config.json", "_constants_config.json",
            "_model_param_config.json", "_weights_config.json"};
        if (name.ends_with(".pt")) {
            put(modelOf(name, ".pt"), what, readPickle(record));
            return;
        }
        const auto ending =
            std::ranges::find_if(kConfigs, [&name](std::string_view config) { return name.ends_with(config); });
        if (ending == kConfigs.end()) {
            return;
        }
        const std::string folder(name.substr(0, name.size() - fileName(name).size()));
        const ValueId values = readConfig(record, folder);
        if (what == "state_dict" || hasEntries(values)) {
            put(modelOf(name, *ending), what, values);
        }
    }

    bool hasEntries(ValueId dict) const { return dict != kNoValue && hasChildren(m_document.content, dict); }

    ValueId readConfig(std::uint32_t record, const std::string& folder)
    {
        const std::string_view name = m_zip.records()[record].name;
        const auto text = readText(record);
        const auto weights =
            text ? readPt2Config(*text, m_document.problems) : Result<std::vector<Pt2Weight>>(text.error());
        if (!weights) {
            complain(weights.error(), name);
            return kNoValue;
        }
        std::vector<Entry> entries;
        for (const Pt2Weight& weight : *weights) {
            const ValueId value = weightValue(weight, folder);
            if (value != kNoValue) {
                entries.push_back({m_document.content.graph.addText(weight.name), value});
            }
        }
        return addOrderedDict(m_document.content.graph, m_document.problems, entries);
    }

    Result<std::string> readText(std::uint32_t record)
    {
        const auto source = PTHF_TRY(m_zip.open(record));
        if (source->size() > kMaxConfigBytes) {
            return Error{ErrorCode::LimitExceeded, "a config of " + std::to_string(source->size()) + " bytes"};
        }
        std::string text(static_cast<std::size_t>(source->size()), '\0');
        PTHF_TRY(source->readAt(0, std::as_writable_bytes(std::span(text))));
        return text;
    }

    ValueId weightValue(const Pt2Weight& weight, const std::string& folder)
    {
        const auto record = m_zip.findInRoot(folder + weight.file);
        if (!record) {
            complain(Error{ErrorCode::Truncated, "record " + displayText(folder + weight.file, 200) + " is missing"},
                weight.name);
            return kNoValue;
        }
        if (weight.isPickled) {
            return readPickle(*record);
        }
        Content& content = m_document.content;
        const auto known = m_storages.find(*record);
        const StorageId storage = known == m_storages.end() ? addStorage(weight, *record) : known->second;
        TensorValue tensor;
        tensor.dtype = weight.dtype;
        tensor.layout = weight.layout;
        tensor.requiresGrad = weight.requiresGrad;
        tensor.isParameter = weight.isParameter;
        if (content.storage(storage).dtype != weight.dtype) {
            complain(Error{ErrorCode::Unsupported, "two types of numbers over one storage"}, weight.name);
            return kNoValue;
        }
        return addView(content, storage, std::move(tensor));
    }

    StorageId addStorage(const Pt2Weight& weight, std::uint32_t record)
    {
        const std::uint64_t bytes = m_zip.records()[record].bytes;
        StorageValue storage;
        storage.key = std::to_string(m_document.content.storages.size());
        storage.dtype = weight.dtype;
        storage.device = weight.device;
        storage.elements = bytes / dtypeBytes(weight.dtype);
        storage.isBigEndian = !m_document.isLittleEndian;
        storage.place.kind = StoragePlace::Kind::Record;
        storage.place.source = m_opening.source;
        storage.place.record = record;
        storage.place.available = storage.bytes();
        const StorageId id{static_cast<std::uint32_t>(m_document.content.storages.size())};
        m_document.content.storages.push_back(std::move(storage));
        m_storages.emplace(record, id);
        return id;
    }

    Opening& m_opening;
    Document& m_document;
    const ZipReader& m_zip;
    std::vector<Model> m_models;
    std::unordered_map<std::uint32_t, StorageId> m_storages; ///< by record
};

} // namespace

Status openPt2(Opening& opening, const Sniffed& sniffed)
{
    Document& document = opening.document;
    document.sources[opening.source].container = sniffed.zip;
    document.problems.append(sniffed.zip->problems());
    PTHF_TRY(Pt2Reader(opening, *sniffed.zip).read());
    document.kind = FileKind::Pt2;
    document.what = sniffed.what;
    return Done{};
}

} // namespace pthf
