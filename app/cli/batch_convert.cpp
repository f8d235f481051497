// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "app/cli/convert_arguments.h"
#include "app/cli/exit_status.h"
#include "core/batch/run_batch.h"
#include "core/compute/device_probe.h"
#include "core/report/batch_text.h"

namespace pthf::cli {
namespace {

/// The name of an output: that of the input, with the extension of the format that was asked for.
std::filesystem::path outputName(std::filesystem::path name, const std::optional<SaveFormat>& format)
{
    const bool isSafetensors = name.extension() == ".safetensors";
    if (format == SaveFormat::Safetensors && !isSafetensors) {
        name.replace_extension(".safetensors");
    } else if (format && format != SaveFormat::Safetensors && isSafetensors) {
        name.replace_extension(".pth");
    }
    return name;
}

/// Inputs with their outputs; what lies below a folder keeps its place there.
Result<std::vector<BatchItem>> itemsOf(const ConvertArguments& arguments)
{
    const std::filesystem::path folder = arguments.outFolder;
    std::vector<BatchItem> items;
    for (const std::string& input : arguments.files) {
        const bool isBelow = arguments.recursive == Recursive::Yes && isFolder(input);
        const auto files = PTHF_TRY(expandInputs({input}, arguments.recursive));
        for (const std::string& file : files) {
            const std::filesystem::path path = file == "-" ? "stdin.pth" : file;
            const std::filesystem::path name = isBelow ? path.lexically_relative(input) : path.filename();
            items.push_back({file, folder / outputName(name, arguments.format)});
        }
    }
    std::map<std::filesystem::path, std::string> taken;
    for (const BatchItem& item : items) {
        const auto [place, isNew] = taken.emplace(item.output, item.input);
        if (!isNew) {
            return Error{ErrorCode::InvalidArgument,
                place->second + " and " + item.input + " would both become " + item.output.string()
                    + ": convert them into different folders"};
        }
    }
    return items;
}

int statusOf(const BatchLine& line)
{
    using Outcome = BatchLine::Outcome;
    switch (line.outcome) {
    case Outcome::Saved:
    case Outcome::Skipped:
        return kDone;
    case Outcome::Refused:
        return kAnswerIsNo;
    case Outcome::NotOpened:
        return statusOfOpening(*line.error);
    case Outcome::NotPlanned:
        return statusOfPlanning(*line.error);
    case Outcome::NotSaved:
        return statusOfSaving(*line.error);
    case Outcome::Cancelled:
        return kCancelled;
    }
    return kBug;
}

/// What the lines of a batch are told to, as they come.
class Ledger {
public:
    Ledger(const ConvertArguments& arguments, const Console& console)
        : m_arguments(arguments)
        , m_console(console)
    {
        if (!arguments.receiptFile.empty()) {
            m_file.open(arguments.receiptFile, std::ios::app | std::ios::binary);
        }
    }

    bool canBeWritten() const { return m_arguments.receiptFile.empty() || m_file.good(); }

    void tell(const BatchLine& line)
    {
        m_status = std::max(m_status, statusOf(line));
        const std::string json = batchLineToJson(line);
        if (m_file.is_open()) {
            m_file << json << '\n' << std::flush;
        }
        if (m_arguments.form == OutputForm::Json) {
            m_json += (m_json.empty() ? "" : ",\n") + json;
            return;
        }
        if (line.error && line.outcome != BatchLine::Outcome::Cancelled) {
            m_console.fail(OutputForm::Text, *line.error, line.item.input);
        }
        m_lines.push_back(line);
    }

    int finish()
    {
        const Status printed =
            m_console.print(m_arguments.form == OutputForm::Json ? '[' + m_json + ']' : batchToText(m_lines));
        const int status = printed ? m_status : std::max(m_status, statusOfSaving(printed.error()));
        return canBeWritten() ? status : std::max(status, kUnwritable);
    }

private:
    const ConvertArguments& m_arguments;
    const Console& m_console;
    std::ofstream m_file;
    std::vector<BatchLine> m_lines;
    std::string m_json;
    int m_status = kDone;
};

Status checkFolder(const std::string& folder)
{
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed || !std::filesystem::is_directory(folder, failed)) {
        return Error{ErrorCode::IoFailed, "the folder cannot be made: " + failed.message()};
    }
    return Done{};
}

} // namespace

int runBatchConvert(const ConvertArguments& arguments, const Console& console)
{
    if (!arguments.shardSize.empty()) {
        console.fail(arguments.form,
            Error{ErrorCode::InvalidArgument, "--shard-size makes a folder of one input: give IN and OUT"}, {});
        return kWrongUsage;
    }
    const auto items = itemsOf(arguments);
    if (!items) {
        console.fail(arguments.form, items.error(), {});
        return kWrongUsage;
    }
    if (const Status made = checkFolder(arguments.outFolder); !made) {
        console.fail(arguments.form, made.error(), arguments.outFolder);
        return kUnwritable;
    }
    Ledger ledger(arguments, console);
    if (!ledger.canBeWritten()) {
        console.fail(
            arguments.form, Error{ErrorCode::IoFailed, "the receipt cannot be written"}, arguments.receiptFile);
        return kUnwritable;
    }
    BatchWork work;
    work.open = [](const std::string& input, const Task& each) {
        return openInput(input, each, {.foldsTensors = true});
    };
    work.plan = [&arguments](const Document& document, const TreeIndex& tree, const Task& task) {
        return planOf(arguments.plan, document, tree, task);
    };
    work.context.autoDevice = autoDevice(probeDevices());
    work.format = arguments.format;
    work.overwrite = arguments.overwrite;
    work.verification = arguments.verification;
    work.wantsSums = arguments.wantsSums;
    SilentProgress silent;
    runBatch(
        *items, work, [&ledger](const BatchLine& line) { ledger.tell(line); }, Task{console.stop(), silent});
    return ledger.finish();
}

} // namespace pthf::cli
