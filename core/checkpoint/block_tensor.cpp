// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/block_tensor.h"

#include "core/checkpoint/tensor_bytes.h"
#include "core/ggml/block_numbers.h"
#include "core/ggml/block_source.h"
#include "core/types/shape.h"

namespace pthf {

namespace {

constexpr std::string_view kPackage = "ggml."; // as core/foreign/gguf names them

} // namespace

const GgmlType* blockTypeOf(const TensorValue& tensor) noexcept
{
    if (tensor.form != TensorForm::Wrapper || !tensor.extras || tensor.extras->parts.size() != 1) {
        return nullptr;
    }
    const std::string_view name = tensor.extras->className;
    const GgmlType* type = name.starts_with(kPackage) ? ggmlTypeNamed(name.substr(kPackage.size())) : nullptr;
    return type != nullptr && hasBlockNumbers(*type) ? type : nullptr;
}

Result<ExternalBytes> openBlockNumbers(const Document& document, const TensorValue& tensor)
{
    const GgmlType* type = blockTypeOf(tensor);
    if (type == nullptr) {
        return Error{ErrorCode::Unsupported,
            "a " + std::string(tensorFormName(tensor.form)) + " tensor has no blocks whose numbers are read"};
    }
    const TensorValue& blocks = document.content.tensor(tensor.extras->parts.front().tensor);
    const StorageValue& storage = document.content.storage(blocks.storage);
    if (storage.stored() != Stored::Whole) {
        return Error{ErrorCode::Truncated,
            "the tensor needs " + std::to_string(storage.bytes()) + " bytes of blocks, "
                + std::to_string(storage.place.available) + " are in the file"};
    }
    auto bytes = PTHF_TRY(openStorage(document, blocks.storage));
    std::shared_ptr<const ByteSource> numbers = BlockSource::make(std::move(bytes), *type, storage.isBigEndian);
    if (!numbers || numbers->size() / sizeof(float) != tensor.elements()) {
        return Error{ErrorCode::Corrupt,
            "blocks of " + std::string(type->name) + " that do not hold a tensor of shape "
                + shapeText(tensor.layout.shape)};
    }
    const std::uint64_t length = numbers->size();
    return ExternalBytes{std::move(numbers), 0, length};
}

} // namespace pthf
