// SPDX-License-Identifier: Apache-2.0
//
// TorchScript of torch 1.0 to 1.2 (FORMATS 6.2), which no later torch reads: the protobuf of the model as JSON, numbers
// of 64 bits written as texts, members at their default left out.
//
//     {"mainModule": {"name": "Net", "parameters": [{"tensorId": "0", "name": "weight"}], "submodules": [{…}]},
//      "tensors": [{"dims": ["4", "3"], "offset": "0", "strides": ["3", "1"], "requiresGrad": true,
//                   "dataType": "FLOAT", "data": {"key": "tensors/0"}, "device": "cuda:0"}]}
#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "core/base/byte_reader.h"
#include "core/container/zip_reader.h"
#include "core/foreign/foreign_content.h"
#include "core/opening/opening.h"
#include "core/opening/torch_records.h"
#include "core/text/json.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::uint64_t kMaxJsonBytes = std::uint64_t{256} << 20U;
constexpr std::size_t kMaxModules = 1'000'000;

/// caffe2's names (caffe2/proto/caffe2.proto).
std::optional<DType> dtypeOf(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, DType>, 10> kNames{
        {{"FLOAT", DType::Float32}, {"DOUBLE", DType::Float64}, {"FLOAT16", DType::Float16}, {"INT8", DType::Int8},
            {"INT16", DType::Int16}, {"INT32", DType::Int32}, {"INT64", DType::Int64}, {"UINT8", DType::UInt8},
            {"BYTE", DType::UInt8}, {"BOOL", DType::Bool}}};
    for (const auto& [known, dtype] : kNames) {
        if (known == name) {
            return dtype;
        }
    }
    return std::nullopt;
}

/// A number, or a text of one; 0 where the member is left out.
std::optional<std::int64_t> numberOf(const Json* value)
{
    if (value == nullptr || value->isNull()) {
        return 0;
    }
    const std::string* text = value->asText();
    if (text == nullptr) {
        return value->asInteger();
    }
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    return error == std::errc{} && end == text->data() + text->size() ? std::optional(number) : std::nullopt;
}

std::optional<Dims> dimsOf(const Json* value)
{
    constexpr std::size_t kMaxRank = 64;
    Dims dims;
    const Json::Array* items = value == nullptr ? nullptr : value->asArray();
    for (const Json& item : items == nullptr ? Json::Array{} : *items) {
        const auto number = numberOf(&item);
        if (!number || dims.size() == kMaxRank) {
            return std::nullopt;
        }
        dims.push_back(*number);
    }
    return dims;
}

class ScriptJsonReader {
public:
    ScriptJsonReader(Opening& opening, const TorchRecords& records, const Json& model)
        : m_opening(opening)
        , m_content(opening.document.content)
        , m_records(records)
        , m_tensors(model.itemsAt("tensors"))
    {
    }

    /// The state dict: parameters and buffers of each module in their order, then its submodules.
    Status read(const Json& mainModule)
    {
        struct Pending {
            const Json* module;
            std::string prefix;
        };
        std::vector<Pending> pending{{&mainModule, {}}};
        std::vector<Entry> entries;
        for (std::size_t count = 0; !pending.empty() && count < kMaxModules; ++count) {
            PTHF_TRY(m_opening.task.poll());
            const Pending next = std::move(pending.back());
            pending.pop_back();
            for (const Json& parameter : next.module->itemsAt("parameters")) {
                const std::string name = next.prefix + parameter.textAt("name");
                const ValueId value = tensorOf(parameter, name);
                if (value != kNoValue) {
                    entries.push_back({m_content.graph.addText(name), value});
                }
            }
            const Json::Array& below = next.module->itemsAt("submodules");
            for (std::size_t i = below.size(); i-- > 0;) { // the first one is on top
                pending.push_back({&below[i], next.prefix + below[i].textAt("name") + '.'});
            }
        }
        m_content.root = addOrderedDict(m_content.graph, m_opening.document.problems, entries);
        return Done{};
    }

private:
    ValueId refuse(const std::string& name, const std::string& why)
    {
        m_opening.document.problems.add(Severity::Error, ErrorCode::Corrupt, displayText(name, 200) + ": " + why, name);
        return kNoValue;
    }

    ValueId tensorOf(const Json& parameter, const std::string& name)
    {
        const auto number = numberOf(parameter.find("tensorId"));
        if (!number || *number < 0 || static_cast<std::uint64_t>(*number) >= m_tensors.size()) {
            return refuse(name, "there is no such tensor");
        }
        const Json& described = m_tensors[static_cast<std::size_t>(*number)];
        const auto dtype = dtypeOf(described.textAt("dataType"));
        auto shape = dimsOf(described.find("dims"));
        auto strides = dimsOf(described.find("strides"));
        const Json* data = described.find("data");
        const std::string key = data == nullptr ? std::string() : data->textAt("key");
        const auto record = m_records.findInRoot(key);
        if (!dtype || !shape || !strides || strides->size() != shape->size() || !record) {
            return refuse(name, record ? "its description cannot be read" : "record " + key + " is missing");
        }
        const StorageId storage = storageOf(*record, *dtype, described.textAt("device"));
        if (m_content.storage(storage).dtype != *dtype) {
            return refuse(name, "two types of numbers over one storage");
        }
        TensorValue tensor;
        tensor.dtype = *dtype;
        tensor.layout = {*std::move(shape), *std::move(strides), numberOf(described.find("offset")).value_or(0)};
        const Json* gradient = described.find("requiresGrad");
        const Json* buffer = parameter.find("isBuffer");
        tensor.requiresGrad = gradient != nullptr && gradient->asBool() != nullptr && *gradient->asBool();
        tensor.isParameter = buffer == nullptr || buffer->asBool() == nullptr || !*buffer->asBool();
        return addView(m_content, storage, std::move(tensor));
    }

    StorageId storageOf(std::uint32_t record, DType dtype, std::string device)
    {
        const auto known = m_storages.find(record);
        if (known != m_storages.end()) {
            return known->second;
        }
        StorageValue storage;
        storage.key = m_records.nameInRoot(record);
        storage.dtype = dtype;
        storage.device = std::move(device);
        storage.elements = m_records.records()[record].bytes / dtypeBytes(dtype);
        storage.place.kind = StoragePlace::Kind::Record;
        storage.place.source = m_opening.source;
        storage.place.record = record;
        storage.place.available = storage.bytes();
        const StorageId id{static_cast<std::uint32_t>(m_content.storages.size())};
        m_content.storages.push_back(std::move(storage));
        m_storages.emplace(record, id);
        return id;
    }

    Opening& m_opening;
    Content& m_content;
    const TorchRecords& m_records;
    const Json::Array& m_tensors;
    std::unordered_map<std::uint32_t, StorageId> m_storages; ///< by record
};

} // namespace

Status openScriptJson(Opening& opening, const TorchRecords& records, std::uint32_t model)
{
    const auto source = PTHF_TRY(records.open(model));
    if (source->size() > kMaxJsonBytes) {
        return Error{ErrorCode::LimitExceeded, "a model.json of " + std::to_string(source->size()) + " bytes"};
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(source->size()));
    PTHF_TRY(source->readAt(0, bytes));
    const auto json = Json::parse(asText(bytes));
    if (!json) {
        return failedWithin(json, "model.json");
    }
    const Json* mainModule = json->find("mainModule");
    if (mainModule == nullptr) {
        return Error{ErrorCode::Corrupt, "model.json has no mainModule"};
    }
    opening.document.detail = "written by torch 1.0 to 1.2; no later torch reads this form";
    return ScriptJsonReader(opening, records, *json).read(*mainModule);
}

} // namespace pthf
