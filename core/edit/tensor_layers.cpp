// SPDX-License-Identifier: Apache-2.0
#include "core/edit/tensor_layers.h"

#include <algorithm>

#include "core/checkpoint/item_source.h"
#include "core/edit/tensor_nodes.h"
#include "core/elements/resampled_source.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

/// A grid that is held as numbers while it becomes another one.
constexpr std::uint64_t kMostHeldBytes = std::uint64_t{1} << 30U;

Error unsupported(std::string what)
{
    return {ErrorCode::Unsupported, std::move(what)};
}

/// A view of a run of bytes, if it stays within it.
Result<TensorLayers> viewOfRun(PlannedStorage run, DType dtype, const TensorLayout& layout)
{
    if (!fitsIn(layout, run.byteCount / dtypeBytes(dtype))) {
        return Error{ErrorCode::Corrupt, "reaches past its bytes"};
    }
    PlannedLayer layer;
    layer.bytes = std::make_shared<const PlannedStorage>(std::move(run));
    layer.dtype = dtype;
    layer.layout = layout;
    return TensorLayers{std::move(layer)};
}

bool isEmpty(const Dims& shape)
{
    return std::ranges::find(shape, 0) != shape.end();
}

} // namespace

Result<TensorLayers> layersOf(const EditDraft& draft, const TensorValue& tensor)
{
    if (!isPlainStrided(tensor)) {
        return unsupported(tensor.form == TensorForm::Strided
                ? "is a view that conjugates or negates what it sees, or has no numbers"
                : "is a " + std::string(tensorFormName(tensor.form)) + " tensor");
    }
    if (tensor.dtype == DType::Float4E2M1FNx2 || isQuantized(tensor.dtype)) {
        return unsupported("is of type " + std::string(dtypeName(tensor.dtype)));
    }
    const StorageValue& storage = draft.content.storage(tensor.storage);
    const PlannedStorage& planned = draft.storages[index(tensor.storage)];
    if (planned.gathered || !planned.layers.empty()) {
        const bool isWhole = isContiguous(tensor.layout) && tensor.layout.offset == 0
            && tensor.elements() * dtypeBytes(tensor.dtype) == storage.bytes() && tensor.dtype == storage.dtype;
        if (!isWhole) {
            return unsupported("is a view into numbers that the plan makes");
        }
        if (!planned.layers.empty()) {
            TensorLayers layers = planned.layers;
            return layers;
        }
        PlannedStorage run = planned;
        run.gathered.reset();
        TensorLayers layers = PTHF_TRY(viewOfRun(std::move(run), planned.sourceDtype, *planned.gathered));
        // The gathered layout has the shape that the tensor had then.
        if (layers.front().layout.shape != tensor.layout.shape) {
            return unsupported("is a view into numbers that the plan makes");
        }
        return layers;
    }
    const bool isCast = planned.sourceDtype != storage.dtype;
    const DType dtype = isCast ? planned.sourceDtype : tensor.dtype;
    PlannedStorage run = planned;
    run.sourceDtype = dtype;
    return viewOfRun(std::move(run), dtype, tensor.layout);
}

Result<TensorLayers> layersOf(const DocumentPtr& other, TensorId id)
{
    const TensorValue& tensor = other->content.tensor(id);
    if (!isPlainStrided(tensor) || tensor.dtype == DType::Float4E2M1FNx2 || isQuantized(tensor.dtype)) {
        return unsupported("is a " + std::string(tensorFormName(tensor.form)) + " tensor of "
            + std::string(dtypeName(tensor.dtype)) + ", which cannot be taken over");
    }
    const StorageValue& storage = other->content.storage(tensor.storage);
    if (storage.stored() != Stored::Whole) {
        return Error{ErrorCode::Corrupt, "is not whole in that file"};
    }
    PlannedStorage run;
    run.source = tensor.storage;
    run.other = other;
    run.byteCount = storage.bytes();
    run.sourceDtype = tensor.dtype;
    return viewOfRun(std::move(run), tensor.dtype, tensor.layout);
}

TensorLayers fillingOf(const InitialValues& values, const Dims& shape, DType dtype)
{
    PlannedLayer layer;
    layer.values = values;
    layer.filled = shape;
    layer.dtype = dtype;
    layer.layout = TensorLayout{shape, contiguousStrides(shape), 0};
    return {std::move(layer)};
}

void transposeLayers(TensorLayers& layers, std::size_t first, std::size_t second)
{
    for (PlannedLayer& layer : layers) {
        std::swap(layer.layout.shape[first], layer.layout.shape[second]);
        std::swap(layer.layout.strides[first], layer.layout.strides[second]);
    }
}

bool differInOnesOnly(const Dims& a, const Dims& b) noexcept
{
    const auto nextOther = [](const Dims& shape, std::size_t from) {
        while (from < shape.size() && shape[from] == 1) {
            ++from;
        }
        return from;
    };
    std::size_t inA = nextOther(a, 0);
    std::size_t inB = nextOther(b, 0);
    while (inA < a.size() && inB < b.size() && a[inA] == b[inB]) {
        inA = nextOther(a, inA + 1);
        inB = nextOther(b, inB + 1);
    }
    return inA == a.size() && inB == b.size();
}

void alignRank(TensorLayers& layers, const Dims& shape)
{
    const Dims old = layers.front().layout.shape;
    if (old.size() == shape.size() || !differInOnesOnly(old, shape)) {
        return;
    }
    for (PlannedLayer& layer : layers) {
        TensorLayout aligned{Dims(shape.size(), 1), Dims(shape.size(), 1), layer.layout.offset};
        std::size_t from = 0;
        for (std::size_t to = 0; to < shape.size(); ++to) {
            if (shape[to] == 1) {
                continue;
            }
            while (old[from] == 1) {
                ++from;
            }
            aligned.shape[to] = layer.layout.shape[from];
            aligned.strides[to] = layer.layout.strides[from];
            ++from;
        }
        layer.layout = std::move(aligned);
    }
}

void resizeLayers(TensorLayers& layers, const Dims& shape, const InitialValues& values, DType dtype)
{
    const Dims& old = layers.front().layout.shape;
    bool isGrown = isEmpty(old);
    for (std::size_t i = 0; i < shape.size(); ++i) {
        isGrown = isGrown || shape[i] > old[i];
    }
    for (PlannedLayer& layer : layers) {
        for (std::size_t i = 0; i < shape.size(); ++i) {
            layer.layout.shape[i] = std::min(layer.layout.shape[i], shape[i]);
        }
    }
    if (isGrown) {
        layers.insert(layers.begin(), fillingOf(values, shape, dtype).front());
    }
    const auto unseen = std::remove_if(
        layers.begin() + 1, layers.end(), [](const PlannedLayer& layer) { return isEmpty(layer.layout.shape); });
    layers.erase(unseen, layers.end());
}

Result<TensorLayers> resampledLayers(
    const EditDraft& draft, const TensorLayers& layers, const Resampling& resampling, const Dims& shape)
{
    const PlannedLayer& layer = layers.front();
    const Dims& from = layer.layout.shape;
    const auto places = PTHF_TRY(resamplePlaces(resampling, from, shape));
    const auto largest = std::max(elementCount(from).value_or(0), elementCount(shape).value_or(0));
    if (largest / static_cast<std::uint64_t>(places.outer) > kMostHeldBytes / sizeof(double)) {
        return unsupported("is too large a grid");
    }
    if (layers.size() != 1 || layer.isFilling() || layer.bytes->source == kNoStorage || layer.bytes->gathered) {
        return unsupported("is put together by the plan: interpolate it before that, or save in between");
    }
    TensorValue tensor;
    tensor.storage = layer.bytes->source;
    tensor.dtype = layer.dtype;
    tensor.layout = layer.layout;
    tensor.layout.offset += static_cast<std::int64_t>(layer.bytes->firstByte / dtypeBytes(layer.dtype));
    auto elements = PTHF_TRY(openElements(layer.bytes->other ? *layer.bytes->other : draft.source(), tensor));
    auto source = ResampledSource::make(std::move(elements), layer.dtype, resampling.kind, places);
    if (!source) {
        return unsupported("is of type " + std::string(dtypeName(layer.dtype)));
    }
    PlannedStorage made;
    made.sourceDtype = layer.dtype;
    made.byteCount = source->size();
    made.external = ExternalBytes{source, 0, source->size()};
    PlannedLayer whole;
    whole.bytes = std::make_shared<const PlannedStorage>(std::move(made));
    whole.dtype = layer.dtype;
    whole.layout = {shape, contiguousStrides(shape), 0};
    return TensorLayers{std::move(whole)};
}

PlannedStorage storageOfLayers(TensorLayers layers, DType dtype)
{
    const PlannedLayer& first = layers.front();
    const std::uint64_t elements = elementCount(first.layout.shape).value_or(0);
    PlannedStorage planned;
    if (layers.size() == 1 && !first.isFilling() && isContiguous(first.layout)) {
        const std::uint64_t size = dtypeBytes(first.dtype);
        planned = *first.bytes;
        planned.firstByte += elements == 0 ? 0 : static_cast<std::uint64_t>(first.layout.offset) * size;
        planned.byteCount = elements * size;
        planned.sourceDtype = first.dtype;
        return planned;
    }
    planned.sourceDtype = dtype;
    planned.byteCount = elements * dtypeBytes(dtype);
    planned.layers = std::move(layers);
    return planned;
}

std::string numbersText(const PlannedStorage& storage)
{
    std::string text;
    const auto add = [&text](const std::string& what) {
        if (text.find(what) == std::string::npos) {
            text += (text.empty() ? "" : ", ") + what;
        }
    };
    const auto addOther = [&add](const PlannedStorage& from) {
        if (from.other) {
            add("from " + displayText(from.other->path.filename().string(), 80));
        }
    };
    addOther(storage);
    for (const PlannedLayer& layer : storage.layers) {
        if (layer.isFilling()) {
            add(initialValuesText(layer.values));
        } else {
            addOther(*layer.bytes);
        }
    }
    return text.empty() && !storage.layers.empty() ? "laid out anew" : text;
}

} // namespace pthf
