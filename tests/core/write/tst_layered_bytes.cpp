// SPDX-License-Identifier: Apache-2.0
#include "core/write/layered_bytes.h"

#include <cstring>
#include <random>

#include <QtTest>

#include "core/elements/box_cutter.h"
#include "core/opening/open_checkpoint.h"
#include "core/save/edit_in_place.h"
#include "core/save/save_checkpoint.h"
#include "tests/support/checkpoint_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_task.h"

using namespace pthf;
using namespace pthf::tests;

namespace {

struct Opened {
    DocumentPtr document;
    TreeIndex tree;
};

Opened opened(const std::filesystem::path& path)
{
    auto document = openCheckpoint(path, OpenOptions{}, quietTask());
    if (!document) {
        return {};
    }
    auto tree = indexTree((*document)->content, quietTask());
    return {*document, tree ? *tree : TreeIndex{}};
}

/// The elements of the first leaf that has this key, row-major.
std::vector<std::byte> elementsAt(const Opened& file, std::string_view path)
{
    std::vector<std::byte> bytes;
    for (const Leaf& leaf : file.tree.leaves) {
        if (file.tree.pathTextOf(file.document->content, leaf.place) == path) {
            const TensorValue& tensor = file.document->content.tensor(leaf.tensor);
            const Status read = readElements(
                *file.document, tensor, 0, tensor.elements(),
                [&bytes](std::span<const std::byte> block) -> Status {
                    bytes.insert(bytes.end(), block.begin(), block.end());
                    return Done{};
                },
                quietTask());
            return read ? bytes : std::vector<std::byte>{};
        }
    }
    return bytes;
}

/// A tensor in memory, and the operations done the plain way.
struct Plain {
    Dims shape;
    std::size_t size = 1;
    std::vector<std::byte> bytes;

    std::size_t at(const Dims& place) const
    {
        std::size_t element = 0;
        for (std::size_t i = 0; i < shape.size(); ++i) {
            element = element * static_cast<std::size_t>(shape[i]) + static_cast<std::size_t>(place[i]);
        }
        return element * size;
    }
    Plain made(Dims newShape) const
    {
        Plain other{std::move(newShape), size, {}};
        other.bytes.resize(static_cast<std::size_t>(elementCount(other.shape).value_or(0)) * size);
        return other;
    }
    Plain transposed(std::size_t a, std::size_t b) const
    {
        Dims turned = shape;
        std::swap(turned[a], turned[b]);
        Plain other = made(std::move(turned));
        Dims place(shape.size(), 0);
        do {
            Dims to = place;
            std::swap(to[a], to[b]);
            std::memcpy(&other.bytes[other.at(to)], &bytes[at(place)], size);
        } while (nextPlace(place, shape));
        return other;
    }
    Plain resized(Dims newShape, const std::vector<std::byte>& element) const
    {
        Plain other = made(std::move(newShape));
        for (std::size_t i = 0; i < other.bytes.size(); ++i) {
            other.bytes[i] = element[i % size];
        }
        Dims place(shape.size(), 0);
        do {
            bool isInside = true;
            for (std::size_t i = 0; i < place.size(); ++i) {
                isInside = isInside && place[i] < other.shape[i];
            }
            if (isInside) {
                std::memcpy(&other.bytes[other.at(place)], &bytes[at(place)], size);
            }
        } while (nextPlace(place, shape));
        return other;
    }
};

} // namespace

class TestLayeredBytes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyStepsGiveWhatThePlainWayGives_data()
    {
        QTest::addColumn<int>("dtype");
        QTest::addColumn<Dims>("shape");
        const auto row = [](const char* name, DType dtype, Dims shape) {
            QTest::newRow(name) << static_cast<int>(dtype) << std::move(shape);
        };
        row("matrix", DType::Float32, {5, 7});
        row("convolution", DType::Float16, {4, 3, 2, 5});
        row("integers", DType::Int64, {3, 1, 6});
        row("bytes", DType::UInt8, {9, 11});
        row("complex", DType::Complex128, {2, 3, 4});
        row("tall", DType::Float32, {3000, 3});
        row("more than a band, and than a part", DType::Float32, {1500, 1700});
        row("more than a band of wide rows", DType::Float64, {3, 700000});
        row("slices of four dimensions", DType::Int16, {60, 50, 40, 12});
    }
    void anyStepsGiveWhatThePlainWayGives()
    {
        QFETCH(int, dtype);
        QFETCH(Dims, shape);
        const auto type = static_cast<DType>(dtype);
        const TempFolder folder;
        const auto builder = CheckpointBuilder().tensor("a.weight", type, shape);
        const Opened source = opened(folder.write("in.pth", builder.zip()));
        QVERIFY(source.document != nullptr);
        std::mt19937 random(static_cast<unsigned>(shape.front()));
        const auto below = [&random](std::size_t end) { return static_cast<std::size_t>(random() % end); };
        const bool isLarge = elementCount(shape).value_or(0) > 1'000'000;
        for (int round = 0; round < (isLarge ? 2 : 12); ++round) {
            Plain plain{shape, static_cast<std::size_t>(dtypeBytes(type)), builder.storageBytes(0)};
            std::vector<Operation> operations;
            for (int step = 0; step < 3; ++step) {
                if (below(2) == 0) {
                    const std::size_t first = below(shape.size());
                    const std::size_t second = (first + 1 + below(shape.size() - 1)) % shape.size();
                    operations.emplace_back(
                        Transpose{"a.*", static_cast<std::int64_t>(first), static_cast<std::int64_t>(second)});
                    plain = plain.transposed(first, second);
                } else {
                    Dims other = plain.shape;
                    for (std::int64_t& size : other) {
                        size = std::max<std::int64_t>(1, size + static_cast<std::int64_t>(below(5)) - 2);
                    }
                    operations.emplace_back(Resize{"a.weight", other, {}, {}});
                    plain = plain.resized(other, std::vector<std::byte>(plain.size));
                }
            }
            const auto planned =
                planDocument(source.document, source.tree, EditPlan{operations}, PlanContext{}, quietTask());
            QVERIFY2(planned.has_value(), planned ? "" : planned.error().message().c_str());
            SaveOptions options;
            options.target = folder.path() / "out.pth";
            options.overwrite = Overwrite::Yes;
            options.verification = Verification::Full;
            const bool isKnown = !dtypeInfo(type).safetensors.empty();
            options.format = round % 3 == 0 && isKnown ? SaveFormat::Safetensors
                : round % 3 == 1                       ? SaveFormat::Zip
                                                       : SaveFormat::Legacy;
            const auto saved = saveCheckpoint(**planned, options, quietTask());
            QVERIFY2(saved.has_value(), saved ? "" : saved.error().message().c_str());
            QVERIFY(elementsAt(opened(options.target), "a.weight") == plain.bytes);
        }
    }

    void fillingsAreWhatTheirTypesHold_data()
    {
        QTest::addColumn<int>("dtype");
        QTest::addColumn<QByteArray>("element");
        const auto row = [](const char* name, DType dtype, const char* hex) {
            QTest::newRow(name) << static_cast<int>(dtype) << QByteArray::fromHex(hex);
        };
        row("float64", DType::Float64, "0000000000000840");
        row("float32", DType::Float32, "00004040");
        row("float16", DType::Float16, "0042");
        row("bfloat16", DType::BFloat16, "4040");
        row("float8_e5m2", DType::Float8E5M2, "42");
        row("float8_e4m3fn", DType::Float8E4M3FN, "44");
        row("complex64", DType::Complex64, "0000404000000000");
        row("int64", DType::Int64, "0300000000000000");
        row("int8", DType::Int8, "03");
        row("uint64", DType::UInt64, "0300000000000000");
        row("uint16", DType::UInt16, "0300");
    }
    void fillingsAreWhatTheirTypesHold()
    {
        QFETCH(int, dtype);
        QFETCH(QByteArray, element);
        const TempFolder folder;
        const Opened source =
            opened(folder.write("in.pth", CheckpointBuilder().tensor("a.weight", DType::Float32, {1}).zip()));
        const InitialValues three{InitialKind::Constant, 3, 0, FanMode::In, 0};
        const EditPlan plan{{InitTensor{"b.weight", three, {2, 2}, static_cast<DType>(dtype), {}}}};
        const auto planned = planDocument(source.document, source.tree, plan, PlanContext{}, quietTask());
        QVERIFY2(planned.has_value(), planned ? "" : planned.error().message().c_str());
        SaveOptions options;
        options.target = folder.path() / "out.pth";
        const auto saved = saveCheckpoint(**planned, options, quietTask());
        QVERIFY2(saved.has_value(), saved ? "" : saved.error().message().c_str());
        const auto bytes = elementsAt(opened(options.target), "b.weight");
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())),
            element.repeated(4));
    }

    void numbersOfOtherFilesAreCopied()
    {
        const TempFolder folder;
        const auto other = CheckpointBuilder()
                               .tensor("w", DType::Float32, {3, 4})
                               .view("turned", "w", {4, 3}, {1, 4})
                               .view("part", "w", {2, 2}, {4, 1}, 5);
        const auto file = folder.write("b.pth", other.zip());
        const Opened source =
            opened(folder.write("in.pth", CheckpointBuilder().tensor("a.weight", DType::Float32, {1}).zip()));
        const auto set = [&](const char* key, const char* path) {
            return SetTensor{key, file.string(), {{std::string(path)}}, {}};
        };
        const EditPlan plan{{set("a.weight", "w"), set("b.turned", "turned"), set("b.part", "part"),
            Transpose{"b.part"}, Cast{DType::Float64, "b.turned"}}};
        const auto planned = planDocument(source.document, source.tree, plan, PlanContext{}, quietTask());
        QVERIFY2(planned.has_value(), planned ? "" : planned.error().message().c_str());
        SaveOptions options;
        options.target = folder.path() / "out.pth";
        options.verification = Verification::Full;
        const auto saved = saveCheckpoint(**planned, options, quietTask());
        QVERIFY2(saved.has_value(), saved ? "" : saved.error().message().c_str());
        const Opened again = opened(options.target);
        const Plain whole{{3, 4}, 4, other.storageBytes(0)};
        QVERIFY(elementsAt(again, "a.weight") == whole.bytes);
        ConvertCounts counts;
        std::vector<std::byte> wide(96);
        convertNumbers(DType::Float32, whole.transposed(0, 1).bytes, DType::Float64, wide, counts);
        QVERIFY(elementsAt(again, "b.turned") == wide);
        std::vector<std::byte> part;
        for (const std::size_t element : {5U, 9U, 6U, 10U}) {
            part.insert(part.end(), whole.bytes.begin() + static_cast<std::ptrdiff_t>(4 * element),
                whole.bytes.begin() + static_cast<std::ptrdiff_t>(4 * element + 4));
        }
        QVERIFY(elementsAt(again, "b.part") == part);

        // A file that changed since the plan was made is not believed.
        QVERIFY(folder.write("b.pth", std::string_view("something else")) == file);
        options.target = folder.path() / "late.pth";
        const auto late = saveCheckpoint(**planned, options, quietTask());
        QVERIFY(!late.has_value());
        QVERIFY2(late.error().message().find("b.pth") != std::string::npos, late.error().message().c_str());
        QVERIFY(!std::filesystem::exists(options.target));
    }

    void inPlaceSaysThatItCannot()
    {
        const TempFolder folder;
        const Opened source =
            opened(folder.write("in.pth", CheckpointBuilder().tensor("a.weight", DType::Float32, {2, 3}).zip()));
        for (const Operation& operation : std::vector<Operation>{Transpose{"*"}, Resize{"a.weight", {1, 3}, {}, {}},
                 InitTensor{"b.weight", {}, {3}, DType::Float32, {}}}) {
            const auto planned =
                planDocument(source.document, source.tree, EditPlan{{operation}}, PlanContext{}, quietTask());
            QVERIFY(planned.has_value());
            const Status checked = checkInPlace(**planned);
            QVERIFY(!checked.has_value());
            QVERIFY2(checked.error().message().find("makes new ones") != std::string::npos,
                checked.error().message().c_str());
        }
    }

    void drawsWithoutTheModuleAreRefusedBeforeAByteIsWritten()
    {
        const TempFolder folder;
        const QByteArray before = qgetenv("PTHF_MODULE_DIR");
        qputenv("PTHF_MODULE_DIR", QByteArray::fromStdString(folder.path().string()));
        const Opened source =
            opened(folder.write("in.pth", CheckpointBuilder().tensor("a.weight", DType::Float32, {2, 3}).zip()));
        const InitialValues normal{InitialKind::Normal, 0, 1, FanMode::In, 1};
        const auto planned = planDocument(source.document, source.tree,
            EditPlan{{Resize{"a.weight", {4, 3}, normal, {}}}}, PlanContext{}, quietTask());
        QVERIFY(planned.has_value());
        SaveOptions options;
        options.target = folder.path() / "out.pth";
        const auto saved = saveCheckpoint(**planned, options, quietTask());
        before.isNull() ? static_cast<void>(qunsetenv("PTHF_MODULE_DIR"))
                        : static_cast<void>(qputenv("PTHF_MODULE_DIR", before));
        QVERIFY(!saved.has_value());
        QVERIFY(saved.error().code() == ErrorCode::Unsupported);
        QVERIFY2(saved.error().message().starts_with("to draw numbers: "), saved.error().message().c_str());
        QCOMPARE(folder.names(), std::vector<std::string>{"in.pth"});
    }
};

QTEST_GUILESS_MAIN(TestLayeredBytes)
#include "tst_layered_bytes.moc"
