// SPDX-License-Identifier: Apache-2.0
#include "core/numbers/tensor_slice.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace pthf {

namespace {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

std::vector<std::string_view> splitAt(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.push_back(trimmed(text.substr(0, at)));
        if (at == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(at + 1);
    }
}

Error badTerm(std::string_view term, const std::string& why)
{
    return Error{ErrorCode::InvalidArgument, "\"" + std::string(term) + "\": " + why};
}

/// The number, or nothing for an empty text.
Result<std::optional<std::int64_t>> readBound(std::string_view text, std::string_view term)
{
    if (text.empty()) {
        return std::optional<std::int64_t>();
    }
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        return badTerm(term, "expected an index, or first:end:step");
    }
    return std::optional(number);
}

/// A bound as Python counts it: negative ones from the end, everything cut to what is there.
std::int64_t boundIn(std::int64_t bound, std::int64_t size)
{
    const std::int64_t fromStart = bound < 0 ? std::max<std::int64_t>(bound, -size) + size : bound;
    return std::clamp<std::int64_t>(fromStart, 0, size);
}

Result<SliceTerm> readIndex(std::string_view term, std::int64_t size)
{
    const std::optional<std::int64_t> index = PTHF_TRY(readBound(term, term));
    if (!index) {
        return badTerm(term, "expected an index, or first:end:step");
    }
    if (*index >= size || *index < -size) {
        return badTerm(term, "this dimension has " + std::to_string(size) + " entries");
    }
    return SliceTerm{*index < 0 ? *index + size : *index, 1, 1, true};
}

Result<SliceTerm> readTerm(std::string_view term, std::int64_t size)
{
    const std::vector<std::string_view> parts = splitAt(term, ':');
    if (parts.size() == 1) {
        return readIndex(term, size);
    }
    if (parts.size() > 3) {
        return badTerm(term, "expected an index, or first:end:step");
    }
    const auto first = PTHF_TRY(readBound(parts[0], term));
    const auto end = PTHF_TRY(readBound(parts[1], term));
    const auto step = parts.size() == 3 ? PTHF_TRY(readBound(parts[2], term)) : std::optional<std::int64_t>();
    if (step && *step < 1) {
        return badTerm(term, "a step is 1 or more");
    }
    SliceTerm taken{boundIn(first.value_or(0), size), 0, step.value_or(1), false};
    const std::int64_t room = boundIn(end.value_or(size), size) - taken.first;
    taken.count = room <= 0 ? 0 : (room - 1) / taken.step + 1;
    return taken;
}

} // namespace

Result<std::vector<SliceTerm>> parseSlice(std::string_view text, std::span<const std::int64_t> shape)
{
    text = trimmed(text);
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
        text = trimmed(text.substr(1, text.size() - 2));
    }
    std::vector<std::string_view> words = text.empty() ? std::vector<std::string_view>() : splitAt(text, ',');
    if (words.size() > 1 && trimmed(words.back()).empty()) {
        words.pop_back(); // "0:2,", which Python takes
    }
    const auto dots = std::ranges::find(words, std::string_view("..."));
    const std::size_t named = words.size() - (dots == words.end() ? 0 : 1);
    if (named > shape.size()) {
        return Error{ErrorCode::InvalidArgument,
            std::to_string(named) + " terms for a tensor of " + std::to_string(shape.size()) + " dimensions"};
    }
    const std::size_t missing = shape.size() - named;
    const auto gap = static_cast<std::size_t>(dots - words.begin());
    if (dots != words.end()) {
        words.erase(dots);
    }
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(gap), missing, std::string_view(":"));

    std::vector<SliceTerm> terms;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        terms.push_back(PTHF_TRY(readTerm(words[i], shape[i])));
    }
    return terms;
}

std::string sliceText(std::span<const SliceTerm> terms, std::span<const std::int64_t> shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const SliceTerm& term = terms[i];
        text += i == 0 ? "" : ", ";
        if (term.isIndex) {
            text += std::to_string(term.first);
            continue;
        }
        const std::int64_t end = std::min(shape[i], term.first + term.count * term.step);
        text += term.first == 0 ? "" : std::to_string(term.first);
        text += ":";
        text += end == shape[i] ? "" : std::to_string(end);
        text += term.step == 1 ? "" : ":" + std::to_string(term.step);
    }
    return text + "]";
}

TensorValue slicedTensor(const TensorValue& tensor, std::span<const SliceTerm> terms)
{
    TensorValue part = tensor;
    part.layout.shape.clear();
    part.layout.strides.clear();
    for (std::size_t i = 0; i < terms.size(); ++i) {
        // An empty dimension keeps the offset: there is nothing to move to.
        part.layout.offset += terms[i].count == 0 ? 0 : terms[i].first * tensor.layout.strides[i];
        if (!terms[i].isIndex) {
            part.layout.shape.push_back(terms[i].count);
            part.layout.strides.push_back(terms[i].step * tensor.layout.strides[i]);
        }
    }
    return part;
}

TensorValue permutedTensor(const TensorValue& tensor, std::span<const std::size_t> order)
{
    TensorValue turned = tensor;
    for (std::size_t i = 0; i < order.size(); ++i) {
        turned.layout.shape[i] = tensor.layout.shape[order[i]];
        turned.layout.strides[i] = tensor.layout.strides[order[i]];
    }
    return turned;
}

std::optional<TensorValue> asMatrix(const TensorValue& tensor, std::size_t rowDims)
{
    // Dimensions join where the outer one's step is the inner one's whole run; those of size 1 join with anything.
    const auto joined = [&](std::size_t first,
                            std::size_t last) -> std::optional<std::pair<std::int64_t, std::int64_t>> {
        std::int64_t size = 1;
        std::int64_t stride = 1;
        for (std::size_t i = last; i-- > first;) {
            if (tensor.layout.shape[i] == 1) {
                continue;
            }
            if (size != 1 && tensor.layout.strides[i] != stride * size) {
                return std::nullopt;
            }
            stride = size == 1 ? tensor.layout.strides[i] : stride;
            size *= tensor.layout.shape[i];
        }
        return std::pair(size, stride);
    };
    const auto rows = joined(0, rowDims);
    const auto columns = joined(rowDims, tensor.layout.shape.size());
    if (!rows || !columns) {
        return std::nullopt;
    }
    TensorValue matrix = tensor;
    matrix.layout.shape = {rows->first, columns->first};
    matrix.layout.strides = {rows->second, columns->second};
    return matrix;
}

TensorValue storageBytesOf(const Content& content, const TensorValue& tensor)
{
    TensorValue bytes;
    bytes.value = tensor.value;
    bytes.storage = tensor.storage;
    bytes.dtype = DType::UInt8;
    const std::uint64_t available = content.storage(tensor.storage).place.available;
    bytes.layout = {{static_cast<std::int64_t>(available)}, {1}, 0};
    return bytes;
}

} // namespace pthf
