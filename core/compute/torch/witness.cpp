// SPDX-License-Identifier: Apache-2.0
#include "core/compute/torch/witness.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>
#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/api/compilation_unit.h>
#include <torch/csrc/jit/serialization/import_read.h>

#include "core/base/crc32.h"
#include "core/compute/torch/torch_boundary.h"
#include "core/compute/torch/torch_dtype.h"

namespace pthf::torch_module {
namespace {

/// Tensors looked for at most: a witness reads what we wrote, not what strangers made.
constexpr std::size_t kMaxValues = 1'000'000;
/// Bytes between two looks at the stop token.
constexpr std::size_t kBlockBytes = std::size_t{8} << 20U;

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

Result<WitnessedTensor> witnessed(std::string path, const at::Tensor& tensor, const Task& task)
{
    WitnessedTensor seen;
    seen.path = std::move(path);
    if (!tensor.defined()) {
        return seen;
    }
    seen.dtype = dtypeOf(tensor.scalar_type());
    seen.shape.assign(tensor.sizes().begin(), tensor.sizes().end());
    if (tensor.layout() != c10::kStrided || tensor.is_quantized() || !tensor.device().is_cpu()) {
        return seen;
    }
    const at::Tensor plain = tensor.resolve_conj().resolve_neg().contiguous();
    std::span<const std::byte> bytes(static_cast<const std::byte*>(plain.data_ptr()), plain.nbytes());
    seen.bytes = bytes.size();
    seen.crc = 0;
    while (!bytes.empty()) {
        PTHF_TRY(task.poll());
        const auto part = bytes.first(std::min(bytes.size(), kBlockBytes));
        seen.crc = crc32(part, *seen.crc);
        bytes = bytes.subspan(part.size());
    }
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
    } else if (container.value.isObject()) {
        const auto object = container.value.toObject();
        for (std::size_t i = 0; i < object->slots().size(); ++i) {
            items.push_back({below(container.path, object->type()->getAttributeName(i)), object->getSlot(i)});
        }
    }
    stack.insert(stack.end(), std::make_move_iterator(items.rbegin()), std::make_move_iterator(items.rend()));
}

/// Makes objects of TorchScript's modules without their classes, whose code stays unread: LibTorch's own importer would
/// compile it and run what it finds under __setstate__.
class BareObjects {
public:
    c10::StrongTypePtr typeNamed(const c10::QualifiedName& name) const
    {
        return {m_unit, c10::ClassType::create(name, m_unit)};
    }

    c10::intrusive_ptr<c10::ivalue::Object> objectOf(const c10::StrongTypePtr& named, const c10::IValue& state) const
    {
        // A type of its own for each object: two of one class may have different attributes, as far as we know.
        const c10::ClassTypePtr type = c10::ClassType::create(named.type_->expect<c10::ClassType>()->name(), m_unit);
        std::vector<c10::IValue> slots;
        const auto add = [&](const std::string& name, const c10::IValue& value) {
            type->addAttribute(name, c10::AnyType::get());
            slots.push_back(value);
        };
        if (state.isGenericDict()) {
            for (const auto& entry : state.toGenericDict()) {
                add(keyText(entry.key()), entry.value());
            }
        } else {
            add("__state__", state);
        }
        auto object = c10::ivalue::Object::create(c10::StrongTypePtr(m_unit, type), slots.size());
        for (std::size_t i = 0; i < slots.size(); ++i) {
            object->setSlot(i, std::move(slots[i]));
        }
        return object;
    }

private:
    std::shared_ptr<torch::jit::CompilationUnit> m_unit = std::make_shared<torch::jit::CompilationUnit>();
};

c10::IValue rootOf(const std::filesystem::path& file)
{
    caffe2::serialize::PyTorchStreamReader reader(file.string());
    const auto objects = std::make_shared<BareObjects>();
    const bool isScript = reader.hasRecord("constants.pkl");
    const torch::jit::TypeResolver resolver = [objects](
                                                  const c10::QualifiedName& name) { return objects->typeNamed(name); };
    const torch::jit::ObjLoader loader = [objects](const c10::StrongTypePtr& type, const c10::IValue& state) {
        return objects->objectOf(type, state);
    };
    // Into this machine's memory, whatever device the file names.
    if (isScript) {
        return torch::jit::readArchiveAndTensors("data", "", "", resolver, loader, at::Device(at::kCPU), reader);
    }
    return torch::jit::readArchiveAndTensors("data", "", "", {}, {}, at::Device(at::kCPU), reader);
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

Result<std::vector<WitnessedTensor>> witnessTensors(const std::filesystem::path& file, const Task& task)
{
    return guarded([&]() -> Result<std::vector<WitnessedTensor>> {
        PTHF_TRY(task.poll());
        std::vector<Pending> stack;
        stack.push_back({std::string(), rootOf(file)});
        std::vector<WitnessedTensor> tensors;
        for (std::size_t seen = 0; !stack.empty(); ++seen) {
            if (seen == kMaxValues) {
                return Error{ErrorCode::LimitExceeded, "more than " + std::to_string(kMaxValues) + " values"};
            }
            Pending next = std::move(stack.back());
            stack.pop_back();
            if (next.value.isTensor()) {
                tensors.push_back(PTHF_TRY(witnessed(std::move(next.path), next.value.toTensor(), task)));
            } else {
                unfold(next, stack);
            }
        }
        return tensors;
    });
}

} // namespace pthf::torch_module
