// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/checkpoint/tree_index.h"
#include "core/compute/compute_loader.h"
#include "core/numbers/tensor_slice.h"
#include "core/report/array_report.h"
#include "core/report/listing.h"
#include "core/report/tensor_report.h"
#include "core/save/npy_writer.h"
#include "core/text/utf8.h"

namespace pthf::cli {
namespace {

constexpr const char* kTensorHelp =
    "--json prints {\"path\",\"dtype\",\"shape\",\"statistics\":{\"count\",\"min\",\"max\",\"mean\",\"std\",\n"
    "  \"norm\",\"zeros\",\"nan\",\"inf\",\"distinct\"},\"histogram\":{\"edges\",\"counts\",\"below\",\"above\"},\n"
    "  \"values\":[…],\"elided\"}. Values are row-major, complex ones pairs, the first of them up to --limit; elided\n"
    "  counts the others. distinct is null beyond 1,048,576 values. NaNs are counted and left out of the rest; std is\n"
    "  over n - 1. Of complex tensors mean is the real half, beside \"mean_imaginary\".\n"
    "With --slice everything, the shape too, is of the slice; \"slice\" and \"whole_shape\" stand beside it.\n"
    "A numpy array inside of a pickle is shown without statistics, with \"fields\" of structured and \"class\" of "
    "masked\n"
    "  ones; `convert --portable` makes tensors of arrays.\n"
    "Of a tensor of many processes what the file holds is shown, box after box: \"shards\":[{\"offsets\",\"shape\"}].\n"
    "Statistics need the compute module; without it statistics and histogram are null and \"note\" says why.\n"
    "PATH is written with slashes: model/module.conv1.weight.";

/// Values shown where nothing else is asked for.
constexpr std::uint64_t kTextValues = 60;
constexpr std::uint64_t kJsonValues = 100'000;
/// Shapes of a nested tensor's pieces.
constexpr std::uint64_t kTextPieces = 12;
constexpr std::uint64_t kJsonPieces = 10'000;

struct TensorArguments {
    std::string input;
    std::string path;
    std::string slice;
    std::string npy;
    std::optional<std::uint64_t> limit;
    std::optional<std::pair<double, double>> range;
    std::uint32_t bins = 64;
    Overwrite overwrite = Overwrite::No;
    OutputForm form = OutputForm::Text;
};

struct FoundValue {
    KeyPath path; ///< as the document spells it
    ValueId value = kNoValue;
};

Result<FoundValue> valueAtPath(const Document& document, const std::string& text, const Task& task)
{
    const KeyPath path = PTHF_TRY(parsePath(text));
    const TreeIndex tree = PTHF_TRY(indexTree(document.content, task));
    const PlaceId place = PTHF_TRY(placeAt(document.content, tree, path));
    return FoundValue{tree.pathOf(document.content, place), tree.places[index(place)].step.value};
}

Result<TensorValue> tensorOf(const Document& document, const FoundValue& found)
{
    const TensorId tensor = document.content.tensorAt(found.value);
    if (tensor == kNoTensor) {
        const std::string name = found.path.empty() ? "the root of the file" : displayText(pathText(found.path));
        return Error{ErrorCode::InvalidArgument, name + " is no tensor: pthf ls lists them"};
    }
    return document.content.tensor(tensor);
}

/// What is shown, and why its statistics are not, where they are not.
struct Subject {
    PlainTensor plain;
    std::shared_ptr<ComputeEngine> engine;
    std::string note;
};

Result<Subject> makeSubject(const DocumentPtr& document, const TensorValue& tensor, const Task& task)
{
    Subject subject;
    auto engine = loadComputeEngine();
    if (engine) {
        subject.engine = *engine;
    } else if (needsEngine(tensor)) {
        return engine.error();
    } else {
        subject.note = engine.error().message();
    }
    subject.plain = PTHF_TRY(makePlain(document, tensor, subject.engine.get(), task));
    return subject;
}

Status applySlice(const std::string& slice, PlainTensor& plain, TensorReport& report)
{
    if (slice.empty()) {
        return Done{};
    }
    const auto terms = PTHF_TRY(parseSlice(slice, plain.tensor.layout.shape));
    report.slice = sliceText(terms, plain.tensor.layout.shape);
    report.wholeShape = plain.tensor.layout.shape;
    plain.tensor = slicedTensor(plain.tensor, terms);
    return Done{};
}

void addNumbers(
    const Subject& subject, const TensorArguments& arguments, TensorReport& report, Status& failed, const Task& task)
{
    report.note = subject.note;
    if (!subject.engine) {
        return;
    }
    NumbersOptions options;
    options.bins = arguments.bins;
    if (arguments.range) {
        options.range = HistogramRange{arguments.range->first, arguments.range->second};
    }
    auto numbers = computeNumbers(subject.plain, *subject.engine, options, task);
    if (numbers) {
        report.numbers = std::move(numbers).value();
    } else if (numbers.error().code() == ErrorCode::Unsupported) {
        report.note = numbers.error().message();
    } else {
        failed = numbers.error();
    }
}

/// Writes the numpy file that is asked for, and says what it holds otherwise.
Status writeNumpy(const Subject& subject, const TensorArguments& arguments, TensorReport& report, const Task& task)
{
    const TensorValue& tensor = subject.plain.tensor;
    const NpyReceipt written =
        PTHF_TRY(writeNpy(*subject.plain.document, tensor, arguments.npy, arguments.overwrite, task));
    if (written.dtype != tensor.dtype) {
        report.note += (report.note.empty() ? "" : "; ") + std::string("written as ")
            + std::string(dtypeName(written.dtype)) + ", since numpy has no " + std::string(dtypeName(tensor.dtype));
    }
    return Done{};
}

/// The report; what kept the numpy file from being written is no mistake of the question.
Result<TensorReport> makeReport(const TensorArguments& arguments, const DocumentPtr& document, const FoundValue& found,
    Status& written, const Task& task)
{
    TensorReport report;
    const TensorValue tensor = PTHF_TRY(tensorOf(*document, found));
    report.path = found.path;
    report.dtype = tensor.dtype;
    const std::uint64_t pieces = arguments.form == OutputForm::Json ? kJsonPieces : kTextPieces;
    if (tensor.form == TensorForm::Nested) {
        report.pieces = PTHF_TRY(readNestedPieces(*document, tensor, pieces, task));
    }
    if (tensor.form == TensorForm::Wrapper) {
        report.shards = heldShards(document->content, tensor.value);
        report.shardedShape = tensor.layout.shape;
    }
    Subject subject = PTHF_TRY(makeSubject(document, tensor, task));
    PTHF_TRY(applySlice(arguments.slice, subject.plain, report));
    report.shape = subject.plain.tensor.layout.shape;
    Status failed = Done{};
    addNumbers(subject, arguments, report, failed, task);
    if (!failed) {
        return failed.error();
    }
    const std::uint64_t usual = arguments.form == OutputForm::Json ? kJsonValues : kTextValues;
    PTHF_TRY(readValues(subject.plain, arguments.limit.value_or(usual), report, task));
    if (!arguments.npy.empty()) {
        written = writeNumpy(subject, arguments, report, task);
    }
    return report;
}

/// The answer for a numpy array that is no tensor.
Result<std::string> arrayAnswer(const TensorArguments& arguments, const Document& document, const FoundValue& found)
{
    if (!arguments.slice.empty() || !arguments.npy.empty()) {
        return Error{ErrorCode::InvalidArgument,
            "--slice and --npy are for tensors, and this is a numpy array: convert --portable makes a tensor of it"};
    }
    const bool isJson = arguments.form == OutputForm::Json;
    const std::uint64_t usual = isJson ? kJsonValues : kTextValues;
    const ArrayReport report =
        PTHF_TRY(readArray(document.content, found.value, found.path, arguments.limit.value_or(usual)));
    return isJson ? arrayToJson(report) : arrayToText(report);
}

/// The answer, and what kept the numpy file from being written.
Result<std::string> answerOf(
    const TensorArguments& arguments, const DocumentPtr& document, Status& written, const Task& task)
{
    const FoundValue found = PTHF_TRY(valueAtPath(*document, arguments.path, task));
    if (viewOf(document->content, found.value).kind == ViewKind::Array) {
        return arrayAnswer(arguments, *document, found);
    }
    const TensorReport report = PTHF_TRY(makeReport(arguments, document, found, written, task));
    return arguments.form == OutputForm::Json ? tensorToJson(report) : tensorToText(report);
}

int runTensor(const TensorArguments& arguments, const Console& console)
{
    TerminalProgress progress("Reading " + displayText(arguments.input));
    const Task task{console.stop(), progress};
    const auto opened = openInput(arguments.input, task);
    if (!opened) {
        console.fail(arguments.form, opened.error(), arguments.input);
        return statusOfOpening(opened.error());
    }
    Status written = Done{};
    const auto answer = answerOf(arguments, *opened, written, task);
    if (!answer) {
        console.fail(arguments.form, answer.error(), arguments.input);
        return statusOfPlanning(answer.error());
    }
    if (!written) {
        const int status = statusOfSaving(written.error());
        console.fail(arguments.form, written.error(), status == kUnwritable ? arguments.npy : arguments.input);
        return status;
    }
    const Status printed = console.print(*answer);
    return printed ? kDone : statusOfSaving(printed.error());
}

} // namespace

void declareTensor(CLI::App& app, Action& chosen)
{
    auto arguments = std::make_shared<TensorArguments>();
    TensorArguments& to = *arguments;
    CLI::App& command = *app.add_subcommand("tensor", "One tensor's statistics, histogram and values");
    command.add_option("FILE", to.input, "The checkpoint")->required();
    command.add_option("PATH", to.path, "The tensor")->required();
    command.add_option("--slice", to.slice, "A part of it, as Python writes it: 0,:,2:5");
    command.add_option("--npy", to.npy, "Write it, or the slice, as a numpy file")->type_name("OUT");
    command.add_option("--limit", to.limit, "Values shown: 60, with --json 100000")
        ->check(CLI::NonNegativeNumber)
        ->type_name("N");
    command.add_option("--bins", to.bins, "Bins of the histogram; 0 spares it")
        ->check(CLI::Range(0U, 65'536U))
        ->type_name("N");
    command.add_option("--range", to.range, "The histogram's range; without it from min to max")->type_name("LOW HIGH");
    command.add_flag_callback(
        "--overwrite", [&to] { to.overwrite = Overwrite::Yes; }, "Replace OUT where it exists");
    addJson(command, to.form);
    command.footer(kTensorHelp);
    runs(command, chosen, std::move(arguments), runTensor);
}

} // namespace pthf::cli
