// SPDX-License-Identifier: Apache-2.0
//
// torch/export/pt2_archive and torch/_export/serde/schema.py:
//
//     {"config": {"lin.weight": {"path_name": "weight_0", "is_param": true, "use_pickle": false, "tensor_meta": {
//         "dtype": 7, "sizes": [{"as_int": 4}, {"as_int": 3}], "requires_grad": true,
//         "device": {"type": "cpu", "index": null}, "strides": [{"as_int": 3}, {"as_int": 1}],
//         "storage_offset": {"as_int": 0}, "layout": 7}}}}
#include "core/foreign/pt2_config.h"

#include <array>

#include "core/text/json.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::size_t kShownName = 200;

/// torch/_export/serde/schema.py ScalarType.
std::optional<DType> dtypeOfCode(std::int64_t code)
{
    static constexpr std::array<DType, 14> kFirst{DType::Unknown, DType::UInt8, DType::Int8, DType::Int16, DType::Int32,
        DType::Int64, DType::Float16, DType::Float32, DType::Float64, DType::Complex32, DType::Complex64,
        DType::Complex128, DType::Bool, DType::BFloat16};
    static constexpr std::array<DType, 8> kLater{DType::UInt16, DType::Float8E4M3FN, DType::Float8E5M2,
        DType::Float8E4M3FNUZ, DType::Float8E5M2FNUZ, DType::Float8E8M0FNU, DType::UInt32, DType::UInt64};
    constexpr std::int64_t kFirstOfLater = 28;
    if (code > 0 && code < static_cast<std::int64_t>(kFirst.size())) {
        return kFirst[static_cast<std::size_t>(code)];
    }
    const std::int64_t later = code - kFirstOfLater;
    return later >= 0 && later < static_cast<std::int64_t>(kLater.size())
        ? std::optional(kLater[static_cast<std::size_t>(later)])
        : std::nullopt;
}

std::optional<std::int64_t> integerOf(const Json* value)
{
    const Json* number = value == nullptr ? nullptr : value->find("as_int");
    return number == nullptr ? std::nullopt : number->asInteger();
}

std::optional<Dims> dimsOf(const Json* value)
{
    constexpr std::size_t kMaxRank = 64;
    const Json::Array* items = value == nullptr ? nullptr : value->asArray();
    if (items == nullptr || items->size() > kMaxRank) {
        return std::nullopt;
    }
    Dims dims;
    for (const Json& item : *items) {
        const auto number = integerOf(&item);
        if (!number) {
            return std::nullopt;
        }
        dims.push_back(*number);
    }
    return dims;
}

std::string deviceOf(const Json& meta)
{
    const Json* device = meta.find("device");
    const Json* type = device == nullptr ? nullptr : device->find("type");
    const std::string* name = type == nullptr ? nullptr : type->asText();
    if (name == nullptr) {
        return {};
    }
    const Json* index = device->find("index");
    const auto number = index == nullptr ? std::nullopt : index->asInteger();
    return number ? *name + ':' + std::to_string(*number) : *name;
}

bool describe(Pt2Weight& weight, const Json& meta)
{
    const Json* code = meta.find("dtype");
    const auto number = code == nullptr ? std::nullopt : code->asInteger();
    const auto dtype = number ? dtypeOfCode(*number) : std::nullopt;
    auto sizes = dimsOf(meta.find("sizes"));
    auto strides = dimsOf(meta.find("strides"));
    if (!dtype || !sizes || !strides || sizes->size() != strides->size()) {
        return false;
    }
    weight.dtype = *dtype;
    weight.layout = {*std::move(sizes), *std::move(strides), integerOf(meta.find("storage_offset")).value_or(0)};
    weight.device = deviceOf(meta);
    weight.requiresGrad = meta.flagAt("requires_grad");
    return true;
}

} // namespace

Result<std::vector<Pt2Weight>> readPt2Config(std::string_view text, Problems& problems)
{
    const Json json = PTHF_TRY(Json::parse(text));
    const Json* config = json.find("config");
    const Json::Object* members = config == nullptr ? nullptr : config->asObject();
    if (members == nullptr) {
        return Error{ErrorCode::Corrupt, "JSON without a \"config\": no description of weights"};
    }
    std::vector<Pt2Weight> weights;
    for (const Json::Member& member : *members) {
        const Json* path = member.value.find("path_name");
        const std::string* file = path == nullptr ? nullptr : path->asText();
        const Json* meta = member.value.find("tensor_meta");
        Pt2Weight weight;
        weight.name = member.name;
        weight.isParameter = member.value.flagAt("is_param");
        weight.isPickled = member.value.flagAt("use_pickle");
        const bool isObject = file != nullptr && (meta == nullptr || meta->isNull());
        if (file == nullptr || (!isObject && !describe(weight, *meta))) {
            problems.add(Severity::Warning, ErrorCode::Corrupt,
                displayText(member.name, kShownName) + " is described in a way that cannot be read", member.name);
        } else if (isObject && !weight.isPickled) {
            problems.add(Severity::Info, ErrorCode::Unsupported,
                displayText(member.name, kShownName) + " is no tensor but an object in " + *file, member.name);
        } else {
            weight.file = *file;
            weights.push_back(std::move(weight));
        }
    }
    return weights;
}

} // namespace pthf
