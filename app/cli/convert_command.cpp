// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>
#include <system_error>
#include <variant>

#include "app/cli/convert_arguments.h"
#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "app/cli/plan_options.h"
#include "core/base/byte_reader.h"
#include "core/compute/compute_loader.h"
#include "core/compute/device_probe.h"
#include "core/edit/planned_document.h"
#include "core/io/atomic_file.h"
#include "core/io/file_source.h"
#include "core/outlook/cast_losses.h"
#include "core/plan/plan_json.h"
#include "core/prove/prove_on_device.h"
#include "core/report/device_report.h"
#include "core/report/plan_rows.h"
#include "core/report/receipt_text.h"
#include "core/save/edit_in_place.h"
#include "core/save/save_checkpoint.h"
#include "core/shards/save_shards.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/transcript/plan_python.h"
#include "core/witness/witness_text.h"

namespace pthf::cli {
namespace {

/// One input and where it goes; output is empty where nothing is written.
struct Order {
    std::string input;
    std::string output;
};

bool writesNothing(const ConvertArguments& arguments)
{
    return arguments.isDryRun || arguments.printPython;
}

Result<std::vector<Order>> ordersInPlace(const ConvertArguments& arguments)
{
    if (!arguments.outFolder.empty() || arguments.format) {
        return Error{ErrorCode::InvalidArgument, "--in-place takes neither --out-dir nor --format"};
    }
    for (const std::string& file :
        std::span(arguments.files).subspan(std::min<std::size_t>(arguments.files.size(), 1))) {
        std::error_code ignored;
        if (!std::filesystem::exists(file, ignored)) { // meant as OUT: nothing is edited by mistake
            return Error{ErrorCode::InvalidArgument, "--in-place takes no OUT, and there is no file " + file};
        }
    }
    const auto inputs = PTHF_TRY(expandInputs(arguments.files, arguments.recursive));
    std::vector<Order> orders;
    orders.reserve(inputs.size());
    for (const std::string& input : inputs) {
        orders.push_back({input, input});
    }
    return orders;
}

Result<std::vector<Order>> ordersIntoFolder(const ConvertArguments& arguments)
{
    const auto inputs = PTHF_TRY(expandInputs(arguments.files, arguments.recursive));
    std::vector<Order> orders;
    orders.reserve(inputs.size());
    for (const std::string& input : inputs) {
        const std::string name = input == "-" ? "stdin.pth" : std::filesystem::path(input).filename().string();
        orders.push_back({input, (std::filesystem::path(arguments.outFolder) / name).string()});
    }
    return orders;
}

Result<std::vector<Order>> ordersOf(const ConvertArguments& arguments)
{
    if (arguments.isInPlace) {
        return ordersInPlace(arguments);
    }
    if (!arguments.outFolder.empty()) {
        return ordersIntoFolder(arguments);
    }
    if (arguments.files.size() == 2) {
        PTHF_TRY(checkOutputName(arguments.files[1]));
        return std::vector<Order>{{arguments.files[0], arguments.files[1]}};
    }
    if (arguments.files.size() == 1 && (writesNothing(arguments) || !arguments.saveRecipe.empty())) {
        return std::vector<Order>{{arguments.files[0], {}}};
    }
    return Error{ErrorCode::InvalidArgument,
        arguments.files.size() < 2 ? "convert needs IN and OUT"
                                   : "several inputs need --out-dir DIR, one input is IN and OUT"};
}

bool asksForAuto(const EditPlan& plan)
{
    const auto isAuto = [](const Operation& operation) {
        const auto* map = std::get_if<MapLocation>(&operation);
        return map != nullptr && (map->device == "auto" || std::ranges::any_of(map->table, [](const auto& row) {
            return row.second == "auto";
        }) || std::ranges::any_of(map->rules, [](const auto& rule) { return rule.to == "auto"; }));
    };
    return std::ranges::any_of(plan.operations, isAuto);
}

Status writeText(const std::string& path, const std::string& text)
{
    AtomicFile file = PTHF_TRY(AtomicFile::create(path, text.size()));
    PTHF_TRY(file.write(asBytes(text)));
    return file.commit();
}

/// The way of one order through the rooms. Each step returns the answer that ends it, or nothing.
class Conversion {
public:
    Conversion(const ConvertArguments& arguments, const Console& console, const Order& order)
        : m_arguments(arguments)
        , m_console(console)
        , m_order(order)
        , m_progress((arguments.isDryRun ? "Planning " : "Saving ") + displayText(order.output))
        , m_task{console.stop(), m_progress}
    {
    }

    Answer run()
    {
        const auto opened = openInput(m_order.input, m_task, {.foldsTensors = true});
        if (!opened) {
            return failed(opened.error(), statusOfOpening(opened.error()), m_order.input);
        }
        auto tree = indexTree((*opened)->content, m_task);
        if (!tree) {
            return failed(tree.error(), statusOfOpening(tree.error()), m_order.input);
        }
        const auto plan = planOf(m_arguments.plan, **opened, *tree, m_task);
        if (!plan) {
            return failed(plan.error(), statusOfPlanning(plan.error()), m_order.input);
        }
        if (!m_arguments.saveRecipe.empty()) {
            if (const Status written = writeText(m_arguments.saveRecipe, planToJson(*plan)); !written) {
                return failed(written.error(), statusOfSaving(written.error()), m_arguments.saveRecipe);
            }
        }
        if (m_arguments.printPython) {
            return {planAsPython(*plan, m_order.input, m_order.output.empty() ? "converted.pth" : m_order.output)};
        }
        if (m_order.output.empty() && !m_arguments.isDryRun) {
            return {};
        }
        PlanContext context;
        if (asksForAuto(*plan)) {
            context.autoDevice = autoDevice(probeDevices());
            m_console.note("pthf: auto is " + context.autoDevice + " on this machine");
        }
        const auto planned = planDocument(*opened, *tree, *plan, context, m_task);
        if (!planned) {
            return failed(planned.error(), statusOfPlanning(planned.error()), m_order.input);
        }
        if (m_arguments.isDryRun) {
            return dryRun(**planned, *tree);
        }
        *tree = TreeIndex(); // its room is wanted for what is written
        return save(**planned);
    }

private:
    Answer failed(const Error& error, int status, const std::string& file)
    {
        if (m_arguments.form == OutputForm::Json) {
            return {errorAnswer(error, file), status};
        }
        m_console.fail(OutputForm::Text, error, file);
        return {{}, status};
    }

    Answer dryRun(const PlannedDocument& planned, const TreeIndex& sourceTree)
    {
        const auto rows = plannedRows(planned, sourceTree, m_task);
        if (!rows) {
            return failed(rows.error(), statusOfPlanning(rows.error()), m_order.input);
        }
        const auto losses = castLosses(planned, m_task);
        if (!losses) {
            return failed(losses.error(), statusOfOpening(losses.error()), m_order.input);
        }
        const int status = planned.refusal ? kAnswerIsNo : kDone;
        if (m_arguments.form == OutputForm::Json) {
            return {plannedRowsToJson(planned, *rows, *losses, m_order.input, m_order.output), status};
        }
        if (planned.refusal) {
            m_console.note("pthf: " + displayText(m_order.input) + ": " + displayText(*planned.refusal));
        }
        return {plannedRowsToText(planned, *rows, *losses), status};
    }

    Answer save(const PlannedDocument& planned)
    {
        if (planned.refusal) {
            return failed(Error{ErrorCode::InvalidArgument, *planned.refusal}, kAnswerIsNo, m_order.input);
        }
        if (m_arguments.isInPlace) {
            return answerOf(planned, editInPlace(planned, m_arguments.verification, m_task));
        }
        SaveOptions options;
        options.target = m_order.output;
        options.format = m_arguments.format.value_or(formatFor(options.target, planned));
        options.overwrite = m_arguments.overwrite;
        options.verification = m_arguments.verification;
        if (!m_arguments.shardSize.empty()) {
            const auto bytes = bytesFromText(m_arguments.shardSize);
            if (!bytes) {
                return failed(Error{ErrorCode::InvalidArgument,
                                  "--shard-size " + m_arguments.shardSize + ": no size like 5GB or 512MiB"},
                    kWrongUsage, m_order.input);
            }
            return answerOf(planned, saveShards(planned, options, *bytes, m_task));
        }
        return answerOf(planned, saveCheckpoint(planned, options, m_task));
    }

    Answer answerOf(const PlannedDocument& planned, const Result<Receipt>& receipt)
    {
        if (!receipt) {
            // Reading can fail while saving: then it is the input that is named.
            const Document& source = *planned.source;
            const bool isOfInput =
                receipt.error().code() == ErrorCode::IoFailed && source.file && !source.file->checkUnchanged();
            const int status = isOfInput ? kUnreadable : statusOfSaving(receipt.error());
            return failed(receipt.error(), status, status == kUnwritable ? m_order.output : m_order.input);
        }
        return concluded(planned, *receipt);
    }

    /// The file is written; what others say of it comes beside the receipt.
    Answer concluded(const PlannedDocument& planned, const Receipt& receipt)
    {
        const std::optional<WitnessReport> witness = m_arguments.hasWitness ? witnessOf(receipt) : std::nullopt;
        const std::optional<DeviceProof> proof = m_arguments.proveOn.empty() ? std::nullopt : proofOf(planned);
        const bool isGood = (!m_arguments.hasWitness || (witness && witness->isGood()))
            && (m_arguments.proveOn.empty() || (proof && proof->isProved()));
        if (m_arguments.form == OutputForm::Json) {
            return {receiptToJson(receipt, proof ? &*proof : nullptr, witness ? &*witness : nullptr),
                isGood ? kDone : kAnswerIsNo};
        }
        std::string text = receiptToText(receipt);
        text += witness ? witnessToText(*witness) : "";
        text += proof ? proofToText(*proof) : "";
        return {std::move(text), isGood ? kDone : kAnswerIsNo};
    }

    std::optional<WitnessReport> witnessOf(const Receipt& receipt)
    {
        const auto witness = askWitness(receipt.target, m_task);
        if (!witness) {
            m_console.note("pthf: saved, but LibTorch was not asked: " + witness.error().message());
            return std::nullopt;
        }
        return *witness;
    }

    std::optional<DeviceProof> proofOf(const PlannedDocument& planned)
    {
        const auto engine = loadComputeEngine();
        const std::string device = m_arguments.proveOn == "plan" ? std::string() : m_arguments.proveOn;
        const auto proof =
            engine ? proveOnDevice(planned, device, **engine, m_task) : Result<DeviceProof>(engine.error());
        if (!proof) {
            m_console.note("pthf: saved, but not proved on " + m_arguments.proveOn + ": " + proof.error().message());
            return std::nullopt;
        }
        return *proof;
    }

    const ConvertArguments& m_arguments;
    const Console& m_console;
    const Order& m_order;
    TerminalProgress m_progress;
    Task m_task;
};

int runConvert(const ConvertArguments& arguments, const Console& console)
{
    if (!arguments.outFolder.empty() && (arguments.hasWitness || !arguments.proveOn.empty())) {
        console.fail(arguments.form,
            Error{ErrorCode::InvalidArgument, "--witness and --prove-on take one IN and OUT, not --out-dir"}, {});
        return kWrongUsage;
    }
    if (!arguments.outFolder.empty() && !arguments.isInPlace && !writesNothing(arguments)) {
        return runBatchConvert(arguments, console);
    }
    const auto orders = ordersOf(arguments);
    if (!orders) {
        console.fail(arguments.form, orders.error(), {});
        return kWrongUsage;
    }
    const bool isBatch = !arguments.outFolder.empty() || (arguments.isInPlace && orders->size() > 1);
    const bool isJsonArray = isBatch && arguments.form == OutputForm::Json;
    std::string text;
    int status = kDone;
    for (const Order& order : *orders) {
        const Answer answer = Conversion(arguments, console, order).run();
        status = std::max(status, answer.status);
        if (!text.empty() && !answer.text.empty()) {
            text += isJsonArray ? ",\n" : "\n";
        }
        text += answer.text;
        if (status == kCancelled) {
            break;
        }
    }
    if (isJsonArray) {
        text = '[' + text + ']';
    }
    const Status printed = text.empty() ? Status(Done{}) : console.print(text);
    return printed ? status : std::max(status, statusOfSaving(printed.error()));
}

} // namespace

void declareConvert(CLI::App& app, Action& chosen)
{
    auto arguments = std::make_shared<ConvertArguments>();
    CLI::App& command = *app.add_subcommand("convert", "Writes a changed checkpoint and prints a receipt");
    addConvertOptions(command, *arguments);
    command.callback([&command, &chosen, arguments] {
        arguments->plan = planInOrder(command);
        chosen = [arguments](const Console& console) { return runConvert(*arguments, console); };
    });
}

} // namespace pthf::cli
