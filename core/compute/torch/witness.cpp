// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/witness.h"

#include <fstream>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>
#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/serialization/pickle.h>

#include "core/compute/torch/torch_boundary.h"
#include "core/compute/torch/torch_dtype.h"

namespace pthf::torch_module {
namespace {

/// Tensors looked for at most: a witness reads what we wrote, not what strangers made.
constexpr std::size_t kMaxValues = 1'000'000;

struct Pending {
    std::string path;
    c10::IValue value;
};

std::string below(const std::string& path, const std::string& step)
{
    return path.empty() ? step : path + "/" + step;
}

std::string keyText(const c10::IValue& key)
{
    return key.isString() ? key.toStringRef() : key.isInt() ? std::to_string(key.toInt()) : "?";
}

WitnessedTensor witnessed(std::string path, const at::Tensor& tensor)
{
    const at::Tensor plain = tensor.contiguous();
    WitnessedTensor seen;
    seen.path = std::move(path);
    seen.dtype = dtypeOf(plain.scalar_type());
    seen.shape.assign(plain.sizes().begin(), plain.sizes().end());
    const auto* bytes = static_cast<const std::byte*>(plain.data_ptr());
    seen.bytes.assign(bytes, bytes + plain.nbytes());
    return seen;
}

/// What a container holds, put on the stack so that the first comes up first.
void unfold(const Pending& container, std::vector<Pending>& stack)
{
    std::vector<Pending> items;
    if (container.value.isGenericDict()) {
        for (const auto& entry : container.value.toGenericDict()) {
            items.push_back({below(container.path, keyText(entry.key())), entry.value()});
        }
    } else if (container.value.isList()) {
        for (const c10::IValue& item : container.value.toListRef()) {
            items.push_back({below(container.path, std::to_string(items.size())), item});
        }
    } else if (container.value.isTuple()) {
        for (const c10::IValue& item : container.value.toTupleRef().elements()) {
            items.push_back({below(container.path, std::to_string(items.size())), item});
        }
    }
    stack.insert(stack.end(), std::make_move_iterator(items.rbegin()), std::make_move_iterator(items.rend()));
}

} // namespace

Result<std::vector<WitnessedRecord>> witnessRecords(const std::filesystem::path& file)
{
    return guarded([&]() -> Result<std::vector<WitnessedRecord>> {
        caffe2::serialize::PyTorchStreamReader reader(file.string());
        std::vector<WitnessedRecord> records;
        for (const std::string& name : reader.getAllRecords()) {
            records.push_back({name, std::get<1>(reader.getRecord(name))});
        }
        return records;
    });
}

Result<std::vector<WitnessedTensor>> witnessTensors(const std::filesystem::path& file)
{
    return guarded([&]() -> Result<std::vector<WitnessedTensor>> {
        std::ifstream stream(file, std::ios::binary);
        if (!stream) {
            return Error{ErrorCode::IoFailed, file.string() + " cannot be read"};
        }
        const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        std::vector<Pending> stack{{std::string(), torch::jit::pickle_load(bytes)}};
        std::vector<WitnessedTensor> tensors;
        for (std::size_t seen = 0; !stack.empty(); ++seen) {
            if (seen == kMaxValues) {
                return Error{ErrorCode::LimitExceeded, "more than " + std::to_string(kMaxValues) + " values"};
            }
            Pending next = std::move(stack.back());
            stack.pop_back();
            if (next.value.isTensor()) {
                tensors.push_back(witnessed(std::move(next.path), next.value.toTensor()));
            } else {
                unfold(next, stack);
            }
        }
        return tensors;
    });
}

} // namespace pthf::torch_module
