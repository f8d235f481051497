// SPDX-License-Identifier: Apache-2.0
//
// safetensors (FORMATS 9):
//
//   u64 N | N bytes of JSON, blanks at its end | data
//   {"__metadata__": {"format": "pt"}, "fc.weight": {"dtype": "F32", "shape": [10, 32], "data_offsets": [0, 1280]}, …}
//
// The members stand in file order, which is the order that a reader shows. Their offsets leave no gap, and numbers of
// eight bytes come before those of four, two and one: every tensor is aligned to its elements then.
#include "core/write/save_safetensors.h"

#include <algorithm>
#include <numeric>

#include "core/base/byte_writer.h"
#include "core/base/checked_math.h"
#include "core/base/crc32.h"
#include "core/base/limits.h"
#include "core/text/json_writer.h"
#include "core/text/utf8.h"

namespace pthf {

namespace {

constexpr std::uint64_t kLengthBytes = 8;
/// What the data's first byte is aligned to; eight is what the format asks for, a cache line does no harm.
constexpr std::uint64_t kDataAlignment = 64;

/// The order of the bytes: larger elements first, else as in the file.
std::vector<std::size_t> byteOrder(std::span<const NamedTensor> tensors)
{
    std::vector<std::size_t> order(tensors.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto unit = [&tensors](std::size_t number) {
        const DType dtype = tensors[number].dtype;
        return isComplex(dtype) ? dtypeBytes(dtype) / 2 : dtypeBytes(dtype);
    };
    std::stable_sort(order.begin(), order.end(), [&unit](std::size_t a, std::size_t b) { return unit(a) > unit(b); });
    return order;
}

/// Where each tensor begins, counted from the data's first byte; nothing when the sum overflows.
std::optional<std::vector<std::uint64_t>> offsetsOf(std::span<const NamedTensor> tensors)
{
    std::vector<std::uint64_t> offsets(tensors.size());
    std::uint64_t next = 0;
    for (const std::size_t number : byteOrder(tensors)) {
        offsets[number] = next;
        const auto end = checkedAdd(next, tensors[number].bytes());
        if (!end) {
            return std::nullopt;
        }
        next = *end;
    }
    return offsets;
}

void writeMember(JsonWriter& json, const NamedTensor& tensor, std::uint64_t offset)
{
    json.key(tensor.name).beginObject().member("dtype", dtypeInfo(tensor.dtype).safetensors);
    json.key("shape").beginArray();
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        // Two 4-bit numbers are one element of torch's and two of safetensors'.
        const bool isPacked = tensor.dtype == DType::Float4E2M1FNx2 && i + 1 == tensor.shape.size();
        json.integer(isPacked ? tensor.shape[i] * 2 : tensor.shape[i]);
    }
    json.endArray().key("data_offsets").beginArray();
    json.count(offset).count(offset + tensor.bytes()).endArray().endObject();
}

class SafetensorsSave {
public:
    SafetensorsSave(
        const PlannedDocument& planned, std::span<const NamedTensor> tensors, ByteSink& sink, SaveProgress& progress)
        : m_planned(planned)
        , m_tensors(tensors)
        , m_sink(sink)
        , m_progress(progress)
    {
    }

    Result<WrittenFile> run(std::span<const std::pair<std::string, std::string>> metadata)
    {
        const std::string header = PTHF_TRY(safetensorsHeader(m_tensors, metadata));
        PTHF_TRY(m_sink.write(asBytes(header)));
        for (const std::size_t number : byteOrder(m_tensors)) {
            const auto written = writeTensor(m_tensors[number]);
            if (!written) {
                return failedWithin(written, displayText(m_tensors[number].name));
            }
        }
        return std::move(m_file);
    }

private:
    Status writeTensor(const NamedTensor& tensor)
    {
        const BytesOrigin origin = originOf(m_planned, tensor);
        WrittenStorage written;
        written.storage = m_planned.content.tensor(tensor.tensor).storage;
        written.key = tensor.name;
        written.isConverted = !isCopied(origin);
        const std::uint64_t begin = m_sink.position();
        PTHF_TRY(written.isConverted ? convert(origin, written) : copy(origin));
        if (m_sink.position() - begin != tensor.bytes()) {
            return Error{ErrorCode::Internal,
                std::to_string(m_sink.position() - begin) + " bytes were written, " + std::to_string(tensor.bytes())
                    + " announced"};
        }
        m_file.storages.push_back(std::move(written));
        return Done{};
    }

    Status convert(const BytesOrigin& origin, WrittenStorage& written)
    {
        written.crc = 0;
        const BlockSink sink = [this, &written](std::span<const std::byte> block) -> Status {
            PTHF_TRY(m_sink.write(block));
            written.crc = crc32(block, *written.crc);
            m_file.convertedBytes += block.size();
            return m_progress.advance(block.size());
        };
        return streamConverted(origin, m_file.counts, sink, m_progress.task());
    }

    Status copy(const BytesOrigin& origin)
    {
        const CopiedBytes bytes = PTHF_TRY(openCopied(origin));
        m_file.copiedBytes += bytes.length;
        return m_progress.copyInPieces(bytes.length, [&](std::uint64_t offset, std::uint64_t length) {
            return m_sink.copyFrom(*bytes.source, bytes.offset + offset, length, m_progress.task());
        });
    }

    const PlannedDocument& m_planned;
    std::span<const NamedTensor> m_tensors;
    ByteSink& m_sink;
    SaveProgress& m_progress;
    WrittenFile m_file;
};

} // namespace

std::vector<std::pair<std::string, std::string>> safetensorsMetadata(
    const PlannedDocument& planned, const NamedTensors& named)
{
    auto metadata = named.metadata;
    const bool hasFormat = std::ranges::any_of(metadata, [](const auto& member) { return member.first == "format"; });
    // transformers refuses a file that does not say which library's tensors these are.
    if (!hasFormat && planned.source->kind != FileKind::Safetensors) {
        metadata.insert(metadata.begin(), {"format", "pt"});
    }
    metadata.insert(metadata.end(), named.ties.begin(), named.ties.end());
    return metadata;
}

Result<std::string> safetensorsHeader(
    std::span<const NamedTensor> tensors, std::span<const std::pair<std::string, std::string>> metadata)
{
    const auto offsets = offsetsOf(tensors);
    if (!offsets) {
        return Error{ErrorCode::LimitExceeded, "the tensors are more bytes than a file can have"};
    }
    JsonWriter json;
    json.beginObject();
    if (!metadata.empty()) {
        json.key("__metadata__").beginObject();
        for (const auto& [name, text] : metadata) {
            json.member(name, text);
        }
        json.endObject();
    }
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        writeMember(json, tensors[i], (*offsets)[i]);
    }
    std::string text = std::move(json.endObject()).take();
    text.resize(static_cast<std::size_t>(
                    (kLengthBytes + text.size() + kDataAlignment - 1) / kDataAlignment * kDataAlignment - kLengthBytes),
        ' ');
    if (text.size() > Limits{}.maxHeaderBytes) {
        return Error{ErrorCode::LimitExceeded,
            "the header of " + std::to_string(tensors.size()) + " tensors would have " + std::to_string(text.size())
                + " bytes, safetensors allows " + std::to_string(Limits{}.maxHeaderBytes)
                + ": split it with --shard-size"};
    }
    ByteWriter length;
    length.u64(text.size());
    return std::string(asText(length.data())) + text;
}

Result<WrittenFile> saveSafetensors(const PlannedDocument& planned, std::span<const NamedTensor> tensors,
    std::span<const std::pair<std::string, std::string>> metadata, ByteSink& sink, SaveProgress& progress)
{
    return SafetensorsSave(planned, tensors, sink, progress).run(metadata);
}

} // namespace pthf
