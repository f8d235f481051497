// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "app/cli/exit_status.h"
#include "app/cli/options.h"
#include "core/checkpoint/tree_index.h"
#include "core/diagnose/integrity.h"
#include "core/survey/health_scan.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/witness/witness_text.h"

namespace pthf::cli {
namespace {

constexpr const char* kCheckHelp =
    "Reads every record once; with --values every tensor too: NaN and Inf are warnings, tensors of zeros remarks.\n"
    "--witness asks LibTorch's own reader, too: the records of any torch zip; the names, shapes, number types and "
    "values\n"
    "of tensors where they stand in plain dicts (--plain-dict) or in TorchScript. Needs the compute module.\n"
    "--json prints, for several FILEs an array of:\n"
    "  {\"file\":{\"path\",\"bytes\"},\"kind\",\"good\",\"records\",\"storages\",\"storage_bytes\",\"problem_count\",\n"
    "   \"problems\":[{\"severity\",\"code\",\"message\",\"where\",\"offset\"}]}\n"
    "  and with --witness \"witness\":{\"verdict\":\"agrees|agrees on "
    "records|differs|silent\",\"records\",\"tensors\",\n"
    "   \"bytes\",\"why\",\"difference_count\",\"differences\":[sentences]}\n"
    "Exit status 0 for good, 1 for damage or a witness that differs or was not heard, 3 for what cannot be read.";

struct CheckArguments {
    std::vector<std::string> inputs;
    bool hasValues = false; ///< look at every number too
    bool hasWitness = false; ///< ask LibTorch too
    Recursive recursive = Recursive::No;
    OutputForm form = OutputForm::Text;
};

std::string reportToJson(const std::string& input, const Document& document, const IntegrityReport& report,
    const std::optional<WitnessReport>& witness)
{
    JsonWriter json;
    json.beginObject().key("file").beginObject().member("path", input);
    json.memberCount("bytes", document.fileBytes).endObject().member("kind", fileKindName(document.kind));
    json.memberBool("good", report.isGood()).memberCount("records", report.records);
    json.memberCount("storages", report.storages).memberCount("storage_bytes", report.storageBytes);
    json.memberCount("problem_count", report.problemCount).key("problems").beginArray();
    for (const Problem& problem : report.problems) {
        json.beginObject().member("severity", severityName(problem.severity));
        json.member("code", errorCodeName(problem.code)).member("message", problem.message);
        json.member("where", problem.where).key("offset");
        if (problem.offset) {
            json.safeCount(*problem.offset);
        } else {
            json.null();
        }
        json.endObject();
    }
    json.endArray();
    if (witness) {
        writeWitness(json.key("witness"), *witness);
    }
    json.endObject();
    return std::move(json).take();
}

std::string reportToText(const std::string& input, const IntegrityReport& report, std::string_view verdict,
    const std::optional<WitnessReport>& witness)
{
    std::string text = displayText(input) + ": " + std::string(verdict) + ", " + countOf(report.records, "record")
        + ", " + countOf(report.storages, "storage") + ", " + sizeText(report.storageBytes) + '\n';
    for (const Problem& problem : report.problems) {
        text += "  " + std::string(severityName(problem.severity)) + ": ";
        text += problem.where.empty() ? "" : displayText(problem.where) + ": ";
        text += displayText(problem.message);
        text += problem.offset ? " (byte " + std::to_string(*problem.offset) + ")\n" : "\n";
    }
    if (report.problemCount > report.problems.size()) {
        text += "  and " + countText(report.problemCount - report.problems.size()) + " more\n";
    }
    return witness ? text + witnessToText(*witness) : text;
}

Answer failed(const CheckArguments& arguments, const Console& console, const Error& error, const std::string& input)
{
    if (arguments.form == OutputForm::Json) {
        return {errorAnswer(error, input), statusOfOpening(error)};
    }
    console.fail(OutputForm::Text, error, input);
    return {{}, statusOfOpening(error)};
}

/// Adds what the numbers themselves say.
Status addValues(const Document& document, const Task& task, IntegrityReport& report)
{
    const TreeIndex tree = PTHF_TRY(indexTree(document.content, task));
    const HealthScan scan = PTHF_TRY(scanHealth(document, tree, task));
    const std::vector<Problem> problems = healthProblems(scan, document.content, tree);
    report.problems.insert(report.problems.end(), problems.begin(), problems.end());
    report.problemCount += problems.size();
    return Done{};
}

Answer checkOne(const CheckArguments& arguments, const Console& console, const std::string& input)
{
    TerminalProgress progress("Checking " + displayText(input));
    const Task task{console.stop(), progress};
    const auto opened = openInput(input, task);
    if (!opened) {
        return failed(arguments, console, opened.error(), input);
    }
    auto report = checkIntegrity(**opened, task);
    if (!report) {
        return failed(arguments, console, report.error(), input);
    }
    const bool isWhole = report->isGood();
    if (arguments.hasValues) {
        if (const Status added = addValues(**opened, task, *report); !added) {
            return failed(arguments, console, added.error(), input);
        }
    }
    std::optional<WitnessReport> witness;
    if (arguments.hasWitness) {
        auto heard = askWitness(**opened, task);
        if (!heard) {
            return failed(arguments, console, heard.error(), input);
        }
        witness = std::move(heard).value();
    }
    const std::string_view verdict = report->isGood() ? "good"
        : isWhole                                     ? "whole, with values that are no numbers"
                                                      : "damaged";
    const bool isGood = report->isGood() && (!witness || witness->isGood());
    return {arguments.form == OutputForm::Json ? reportToJson(input, **opened, *report, witness)
                                               : reportToText(input, *report, verdict, witness),
        isGood ? kDone : kAnswerIsNo};
}

int runCheck(const CheckArguments& arguments, const Console& console)
{
    const auto inputs = expandInputs(arguments.inputs, arguments.recursive);
    if (!inputs) {
        console.fail(arguments.form, inputs.error(), {});
        return statusOfOpening(inputs.error());
    }
    const bool isOne = inputs->size() == 1 && arguments.recursive == Recursive::No;
    std::string text;
    int status = kDone;
    for (const std::string& input : *inputs) {
        const Answer answer = checkOne(arguments, console, input);
        status = std::max(status, answer.status);
        if (arguments.form == OutputForm::Json && !text.empty()) {
            text += ",\n";
        }
        text += answer.text;
        if (status == kCancelled) {
            break;
        }
    }
    if (arguments.form == OutputForm::Json && !isOne) {
        text = '[' + text + ']';
    }
    const Status printed = text.empty() ? Status(Done{}) : console.print(text);
    return printed ? status : statusOfSaving(printed.error());
}

} // namespace

void declareCheck(CLI::App& app, Action& chosen)
{
    auto arguments = std::make_shared<CheckArguments>();
    CLI::App& command = *app.add_subcommand("check", "Holds every record against its CRC and the directory");
    command.add_option("FILE", arguments->inputs, "Checkpoints")->required();
    command.add_flag("--values", arguments->hasValues, "Look for NaN, Inf and tensors of zeros too");
    command.add_flag("--witness", arguments->hasWitness, "Ask LibTorch's own reader whether it sees the same");
    addJson(command, arguments->form);
    addRecursive(command, arguments->recursive);
    command.footer(kCheckHelp);
    runs(command, chosen, std::move(arguments), runCheck);
}

} // namespace pthf::cli
