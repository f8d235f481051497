// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "app/cli/arguments.h"
#include "app/cli/exit_status.h"
#include "core/diagnose/integrity.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf::cli {
namespace {

/// One file's answer and the status it asks for.
struct Answer {
    std::string text;
    int status = kDone;
};

std::string reportToJson(const std::string& input, const Document& document, const IntegrityReport& report)
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
    json.endArray().endObject();
    return std::move(json).take();
}

std::string reportToText(const std::string& input, const IntegrityReport& report)
{
    std::string text = displayText(input) + ": " + (report.isGood() ? "good" : "damaged") + ", "
        + countOf(report.records, "record") + ", " + countOf(report.storages, "storage") + ", "
        + sizeText(report.storageBytes) + '\n';
    for (const Problem& problem : report.problems) {
        text += "  " + std::string(severityName(problem.severity)) + ": ";
        text += problem.where.empty() ? "" : displayText(problem.where) + ": ";
        text += displayText(problem.message);
        text += problem.offset ? " (byte " + std::to_string(*problem.offset) + ")\n" : "\n";
    }
    if (report.problemCount > report.problems.size()) {
        text += "  and " + countText(report.problemCount - report.problems.size()) + " more\n";
    }
    return text;
}

Answer failed(const CheckArguments& arguments, const Console& console, const Error& error, const std::string& input)
{
    if (arguments.form == OutputForm::Json) {
        return {errorAnswer(error, input), statusOfOpening(error)};
    }
    console.fail(OutputForm::Text, error, input);
    return {{}, statusOfOpening(error)};
}

Answer checkOne(const CheckArguments& arguments, const Console& console, const std::string& input)
{
    TerminalProgress progress("Checking " + displayText(input));
    const Task task{console.stop(), progress};
    const auto opened = openInput(input, task);
    if (!opened) {
        return failed(arguments, console, opened.error(), input);
    }
    const auto report = checkIntegrity(**opened, task);
    if (!report) {
        return failed(arguments, console, report.error(), input);
    }
    return {arguments.form == OutputForm::Json ? reportToJson(input, **opened, *report) : reportToText(input, *report),
        report->isGood() ? kDone : kAnswerIsNo};
}

} // namespace

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

} // namespace pthf::cli
