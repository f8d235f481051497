// SPDX-License-Identifier: Apache-2.0
//
// A tensor that is put together is written band by band, a band being rows of it that lie together:
//
//   filling of the whole shape     drawn in order, block after block, straight into the bands; others painted
//   what was there                 laid over it: read in the order of the file, transposed and cast on the way
#include "core/write/layered_bytes.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "core/compute/compute_loader.h"
#include "core/elements/byte_order.h"
#include "core/elements/strided_copy.h"
#include "core/io/memory_source.h"
#include "core/text/size_text.h"

namespace pthf {

namespace {

constexpr std::uint64_t kBandBytes = std::uint64_t{8} << 20U;
constexpr std::uint64_t kMaxHeldDraw = std::uint64_t{1} << 30U;

/// A run of rows of the tensor.
struct Band {
    Box box;
    Dims strides; ///< of its bytes, in elements
    std::vector<std::byte> bytes;
};

/// Cuts a shape into bands, in row-major order.
class Bands {
public:
    Bands(const Dims& shape, std::uint64_t elementBytes)
        : m_cutter(shape, kBandBytes / elementBytes)
        , m_elementBytes(elementBytes)
    {
    }

    /// Lays out the next one, its bytes not yet filled; false after the last.
    bool next(Band& band)
    {
        if (m_row >= m_cutter.rows()) {
            return false;
        }
        band.box = m_cutter.boxAt(m_row);
        band.strides = contiguousStrides(band.box.extents);
        band.bytes.resize(static_cast<std::size_t>(elementCount(band.box.extents).value_or(0) * m_elementBytes));
        m_row += m_cutter.rowsOf(band.box);
        return true;
    }

private:
    BoxCutter m_cutter;
    std::uint64_t m_elementBytes;
    std::uint64_t m_row = 0;
};

/// One layer over a band.
class Painter {
public:
    virtual ~Painter() = default;
    virtual Status paint(Band& band, const Task& task) = 0;
};

/// The part of a band that a shape at the tensor's first element covers; nothing where it covers none.
std::optional<Box> coveredPart(const Band& band, const Dims& shape)
{
    Box part = band.box;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        part.extents[i] = std::min(part.extents[i], shape[i] - part.begin[i]);
        if (part.extents[i] <= 0) {
            return std::nullopt;
        }
    }
    return part;
}

class ElementPainter final : public Painter {
public:
    ElementPainter(const PlannedLayer& layer, OpenedRun run, DType target, ConvertCounts& counts)
        : m_layer(layer)
        , m_run(std::move(run))
        , m_target(target)
        , m_counts(counts)
        , m_reader(*m_run.source, m_run.firstByte, static_cast<std::size_t>(dtypeBytes(layer.dtype)))
    {
    }

    Status paint(Band& band, const Task& task) override
    {
        const auto covered = coveredPart(band, m_layer.layout.shape);
        if (!covered) {
            return Done{};
        }
        return m_reader.read(
            viewOf(m_layer.layout, *covered), [&](const PackedPart& part) { return lay(part, band); }, task);
    }

private:
    Status lay(const PackedPart& part, Band& band)
    {
        swapUnits(part.bytes, m_run.swapUnit);
        const auto size = static_cast<std::size_t>(dtypeBytes(m_target));
        std::span<const std::byte> elements = part.bytes;
        if (m_layer.dtype != m_target) {
            m_cast.resize(part.bytes.size() / static_cast<std::size_t>(dtypeBytes(m_layer.dtype)) * size);
            convertNumbers(m_layer.dtype, part.bytes, m_target, m_cast, m_counts);
            elements = m_cast;
        }
        copyPart(part, elements, band.bytes.data(), band.strides, size);
        return Done{};
    }

    const PlannedLayer& m_layer;
    OpenedRun m_run;
    DType m_target;
    ConvertCounts& m_counts;
    StridedReader m_reader;
    std::vector<std::byte> m_cast;
};

/// The bytes of one number of a type: what zeros, ones and constants are made of.
std::vector<std::byte> elementOf(double value, DType dtype)
{
    std::vector<std::byte> element(static_cast<std::size_t>(dtypeBytes(dtype)));
    const auto put = [&element](auto number) { std::memcpy(element.data(), &number, element.size()); };
    ConvertCounts ignored;
    const auto bytes = std::as_bytes(std::span(&value, 1));
    switch (dtype) {
    case DType::Complex128:
        convertNumbers(DType::Float64, bytes, DType::Float64, std::span(element).first(8), ignored);
        break;
    case DType::Complex64:
        convertNumbers(DType::Float64, bytes, DType::Float32, std::span(element).first(4), ignored);
        break;
    case DType::Complex32:
        convertNumbers(DType::Float64, bytes, DType::Float16, std::span(element).first(2), ignored);
        break;
    case DType::UInt64:
        put(static_cast<std::uint64_t>(value));
        break;
    default:
        if (isFloating(dtype)) {
            convertNumbers(DType::Float64, bytes, dtype, element, ignored);
        } else {
            put(static_cast<std::int64_t>(value)); // the low bytes are those of the shorter types
        }
    }
    return element;
}

class FillPainter final : public Painter {
public:
    FillPainter(const PlannedLayer& layer, DType target, ConvertCounts& counts)
        : m_layer(layer)
    {
        const double value = layer.values.kind == InitialKind::Zeros ? 0
            : layer.values.kind == InitialKind::Ones                 ? 1
                                                                     : layer.values.first;
        m_element = elementOf(value, layer.dtype);
        if (layer.dtype != target) {
            std::vector<std::byte> cast(static_cast<std::size_t>(dtypeBytes(target)));
            convertNumbers(layer.dtype, m_element, target, cast, counts);
            m_element = std::move(cast);
        }
    }

    Status paint(Band& band, const Task& task) override
    {
        PTHF_TRY(task.poll());
        if (const auto covered = coveredPart(band, m_layer.layout.shape)) {
            const Dims everywhere(covered->extents.size(), 0);
            copyBox(m_element.data(), everywhere, band.bytes.data(), band.strides, covered->extents, m_element.size());
        }
        return Done{};
    }

private:
    const PlannedLayer& m_layer;
    std::vector<std::byte> m_element;
};

class LayerStream {
public:
    LayerStream(const BytesOrigin& origin, ConvertCounts& counts, const BlockSink& sink, const Task& task)
        : m_origin(origin)
        , m_counts(counts)
        , m_sink(sink)
        , m_task(task)
        , m_bands(origin.plan.layers.front().layout.shape, dtypeBytes(origin.dtype))
    {
    }

    Status run()
    {
        const std::vector<PlannedLayer>& layers = m_origin.plan.layers;
        const PlannedLayer& first = layers.front();
        if (elementCount(first.layout.shape).value_or(0) == 0) {
            return Done{};
        }
        const bool isDrawnInOrder = first.isFilling() && isDrawn(first.values.kind)
            && first.filled == first.layout.shape && isContiguous(first.layout);
        for (const PlannedLayer& layer : layers) {
            if (layer.dtype != m_origin.dtype && !canConvert(layer.dtype, m_origin.dtype)) {
                return Error{ErrorCode::Unsupported,
                    std::string(dtypeName(layer.dtype)) + " cannot be cast to "
                        + std::string(dtypeName(m_origin.dtype))};
            }
            if (!isDrawnInOrder || &layer != &first) {
                m_painters.push_back(PTHF_TRY(painterOf(layer)));
            }
        }
        return isDrawnInOrder ? drawBands(first) : paintBands();
    }

private:
    Result<std::unique_ptr<Painter>> painterOf(const PlannedLayer& layer)
    {
        std::unique_ptr<Painter> painter;
        if (!layer.isFilling()) {
            const Document& document = layer.bytes->other ? *layer.bytes->other : m_origin.document;
            OpenedRun run = PTHF_TRY(openRun({document, *layer.bytes, layer.dtype, m_origin.key}));
            painter = std::make_unique<ElementPainter>(layer, std::move(run), m_origin.dtype, m_counts);
        } else if (isDrawn(layer.values.kind)) {
            OpenedRun run = PTHF_TRY(heldDraw(layer));
            painter = std::make_unique<ElementPainter>(layer, std::move(run), m_origin.dtype, m_counts);
        } else {
            painter = std::make_unique<FillPainter>(layer, m_origin.dtype, m_counts);
        }
        return painter;
    }

    /// A draw whose numbers are not written in the order in which they are drawn.
    Result<OpenedRun> heldDraw(const PlannedLayer& layer)
    {
        const std::uint64_t bytes = elementCount(layer.filled).value_or(0) * dtypeBytes(layer.dtype);
        if (bytes > kMaxHeldDraw) {
            return Error{ErrorCode::LimitExceeded,
                "numbers are drawn for " + shapeText(layer.filled) + " (" + sizeText(bytes)
                    + ") and then transposed or cut, which is done for at most " + sizeText(kMaxHeldDraw)
                    + " at once: draw them in their final shape, or save in between"};
        }
        std::vector<std::byte> drawn;
        drawn.reserve(static_cast<std::size_t>(bytes));
        PTHF_TRY(draw(layer, [&drawn](std::span<const std::byte> block) -> Status {
            drawn.insert(drawn.end(), block.begin(), block.end());
            return Done{};
        }));
        OpenedRun run;
        run.source = std::make_shared<MemorySource>(std::move(drawn), "drawn numbers");
        return run;
    }

    Status draw(const PlannedLayer& layer, const BytesSink& sink)
    {
        const auto engine = PTHF_TRY(loadComputeEngine());
        // Its progress would count over that of the save.
        SilentProgress quiet;
        return engine->initialise(layer.values, layer.dtype, layer.filled, sink, Task{m_task.stop, quiet});
    }

    Status drawBands(const PlannedLayer& layer)
    {
        const auto from = static_cast<std::size_t>(dtypeBytes(layer.dtype));
        const auto to = static_cast<std::size_t>(dtypeBytes(m_origin.dtype));
        std::size_t filled = 0;
        m_bands.next(m_band);
        return draw(layer, [&](std::span<const std::byte> block) -> Status {
            while (!block.empty()) {
                const std::size_t now = std::min(block.size() / from, (m_band.bytes.size() - filled) / to);
                const auto target = std::span(m_band.bytes).subspan(filled, now * to);
                if (layer.dtype == m_origin.dtype) {
                    std::ranges::copy(block.first(now * from), target.begin());
                } else {
                    convertNumbers(layer.dtype, block.first(now * from), m_origin.dtype, target, m_counts);
                }
                block = block.subspan(now * from);
                filled += now * to;
                if (filled == m_band.bytes.size()) {
                    PTHF_TRY(finishBand());
                    filled = 0;
                    m_bands.next(m_band);
                }
            }
            return Done{};
        });
    }

    Status paintBands()
    {
        while (m_bands.next(m_band)) {
            PTHF_TRY(finishBand());
        }
        return Done{};
    }

    Status finishBand()
    {
        for (const std::unique_ptr<Painter>& painter : m_painters) {
            PTHF_TRY(painter->paint(m_band, m_task));
        }
        return m_sink(m_band.bytes);
    }

    const BytesOrigin& m_origin;
    ConvertCounts& m_counts;
    const BlockSink& m_sink;
    const Task& m_task;
    Bands m_bands;
    Band m_band;
    std::vector<std::unique_ptr<Painter>> m_painters;
};

} // namespace

Status streamLayers(const BytesOrigin& origin, ConvertCounts& counts, const BlockSink& sink, const Task& task)
{
    return LayerStream(origin, counts, sink, task).run();
}

Status checkDrawing(const PlannedDocument& planned)
{
    const bool isNeeded = std::ranges::any_of(
        planned.storages, [](const PlannedStorage& storage) { return storage.isUsed && storage.isDrawn(); });
    if (!isNeeded) {
        return Done{};
    }
    const auto modules = findModules({});
    if (std::ranges::any_of(modules, [](const ModuleCandidate& module) { return !module.refusal; })) {
        return Done{};
    }
    const auto loaded = loadComputeEngine();
    return loaded ? Status(Done{}) : failedWithin(loaded, "to draw numbers");
}

} // namespace pthf
