// SPDX-License-Identifier: Apache-2.0
#include "core/report/match_report.h"

#include <algorithm>
#include <cmath>

#include "core/match/shape_advice.h"
#include "core/plan/plan_json.h"
#include "core/text/json_writer.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"
#include "core/transcript/plan_command.h"
#include "core/value/path_json.h"

namespace pthf {

namespace {

constexpr std::size_t kMaxRowsShown = 100;

void writeCounts(JsonWriter& json, const MatchCounts& counts)
{
    json.key("counts").beginObject();
    json.memberCount("same", counts.same).memberCount("shape_differs", counts.shapeDiffers);
    json.memberCount("only_in_file", counts.onlyInFile).memberCount("only_in_model", counts.onlyInModel);
    json.memberCount("dtype_differs", counts.dtypeDiffers).endObject();
}

void writeSide(JsonWriter& json, const KeyList& keys, std::uint32_t number)
{
    if (number == MatchRow::kNone) {
        json.null();
        return;
    }
    const KeyEntry& entry = keys[number];
    json.beginObject().key("shape");
    if (entry.shape) {
        json.beginArray();
        for (const std::int64_t size : *entry.shape) {
            json.safeInteger(size);
        }
        json.endArray();
    } else {
        json.null();
    }
    json.key("dtype");
    if (entry.dtype) {
        json.text(dtypeName(*entry.dtype));
    } else {
        json.null();
    }
    if (entry.isPresumed) {
        json.memberBool("presumed", true);
    }
    json.endObject();
}

void writeRows(JsonWriter& json, const MatchResult& result)
{
    json.key("rows").beginArray();
    for (const MatchRow& row : result.match.rows) {
        const bool isInFile = row.file != MatchRow::kNone;
        json.beginObject().member("state", matchStateName(row.state));
        json.member("key", isInFile ? result.file[row.file].key : result.reference->keys[row.model].key);
        json.key("file");
        writeSide(json, result.file, row.file);
        json.key("model");
        writeSide(json, result.reference->keys, row.model);
        json.endObject();
    }
    json.endArray();
}

std::string commandOf(const Suggestion& suggestion, std::string_view input)
{
    return suggestion.isAdvice() ? std::string()
                                 : planAsCommand(EditPlan{suggestion.operations}, input, "converted.pth");
}

void writeSuggestions(JsonWriter& json, const MatchResult& result, std::string_view input)
{
    json.key("suggestions").beginArray();
    for (const Suggestion& suggestion : result.suggestions) {
        json.beginObject().member("id", suggestion.id).member("text", suggestion.text);
        json.member("effect", suggestion.effect).member("reason", suggestion.reason);
        json.memberBool("guess", suggestion.isGuess);
        writeCounts(json, suggestion.after);
        json.key("coverage").number(suggestion.after.share()).key("operations").beginArray();
        for (const Operation& operation : suggestion.operations) {
            json.raw(operationToJson(operation));
        }
        json.endArray().member("command", commandOf(suggestion, input)).endObject();
    }
    json.endArray();
}

void writeTexts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts)
{
    json.key(name).beginArray();
    for (const std::string& text : texts) {
        json.text(text);
    }
    json.endArray();
}

void writeReports(JsonWriter& json, const MatchResult& result)
{
    json.key("strict").beginObject().memberBool("loads", result.strict.loads);
    json.member("report", result.strict.text).endObject();
    json.key("non_strict").beginObject().memberBool("loads", result.loose.loads);
    json.member("report", result.loose.text);
    writeTexts(json, "missing", result.loose.missing);
    writeTexts(json, "unexpected", result.loose.unexpected);
    json.endObject();
}

std::string shapeOrNothing(const KeyEntry& entry)
{
    return entry.shape ? shapeText(*entry.shape) : std::string("?");
}

/// "; dimension 0 is vocabulary", for dimensions that differ and have a name.
std::string dimensionsText(const KeyEntry& file, const KeyEntry& model)
{
    std::string text;
    if (!file.shape || !model.shape || file.shape->size() != model.shape->size()) {
        return text;
    }
    for (std::size_t i = 0; i < file.shape->size(); ++i) {
        const std::string_view word = dimensionWord(model.key, i, model.shape->size());
        if ((*file.shape)[i] != (*model.shape)[i] && !word.empty()) {
            text += (text.empty() ? "; dimension " : ", dimension ") + std::to_string(i) + " is " + std::string(word);
        }
    }
    return text;
}

std::string rowText(const MatchResult& result, const MatchRow& row)
{
    const KeyList& model = result.reference->keys;
    switch (row.state) {
    case MatchState::Same:
        return {};
    case MatchState::ShapeDiffers:
        return "≠ " + displayText(result.file[row.file].key) + "  " + shapeOrNothing(result.file[row.file])
            + " in the file, " + shapeOrNothing(model[row.model]) + " in the model"
            + dimensionsText(result.file[row.file], model[row.model]);
    case MatchState::OnlyInFile:
        return "− " + displayText(result.file[row.file].key) + "  " + shapeOrNothing(result.file[row.file])
            + "  in file only";
    case MatchState::OnlyInModel:
        return "+ " + displayText(model[row.model].key) + "  " + shapeOrNothing(model[row.model]) + "  model only";
    }
    return {};
}

/// torch's words line by line, made safe for a terminal.
std::string safeLines(std::string_view text)
{
    std::string safe;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = text.substr(begin, end - begin);
        const bool isIndented = line.starts_with('\t');
        line.remove_prefix(isIndented ? 1 : 0);
        safe.append(isIndented ? "\t" : "").append(displayText(line)).append(1, '\n');
        begin = end + 1;
    }
    return safe;
}

std::string suggestionsText(const MatchResult& result, std::string_view input)
{
    std::string text;
    for (const Suggestion& suggestion : result.suggestions) {
        text += "  " + suggestion.text + "   " + suggestion.effect + '\n';
        if (!suggestion.reason.empty()) {
            text += "      " + suggestion.reason + '\n';
        }
        const std::string command = commandOf(suggestion, input);
        constexpr std::size_t kLongest = 600;
        if (!command.empty()) {
            text +=
                "      " + (command.size() > kLongest ? "(many names: the operations are in --json)" : command) + '\n';
        }
    }
    return text.empty() ? text : "\nSuggestions\n" + text;
}

std::string headText(const MatchResult& result, std::string_view input)
{
    const MatchCounts& counts = result.match.counts;
    const Reference& reference = *result.reference;
    const std::string where = result.path.empty() ? std::string("its root") : displayText(pathText(result.path));
    std::string text = displayText(input) + ", " + where + ": " + countOf(result.file.size(), "key") + " against "
        + displayText(reference.name) + ": " + countOf(reference.keys.size(), "key") + "\n\n";
    text += shareText(counts.share()) + " of parameters get their values: " + countText(counts.same) + " of "
        + countText(counts.inModel()) + " model keys\n";
    text += "same " + countText(counts.same) + ", shape differs " + countText(counts.shapeDiffers) + ", in file only "
        + countText(counts.onlyInFile) + ", model only " + countText(counts.onlyInModel) + '\n';
    if (counts.dtypeDiffers != 0) {
        text += countOf(counts.dtypeDiffers, "tensor") + " of another number type: torch converts while loading\n";
    }
    return text;
}

} // namespace

std::string shareText(double share)
{
    const double percent = share * 100;
    if (percent <= 0 || percent >= 100) {
        return percent <= 0 ? "0 %" : "100 %";
    }
    const auto tenths = std::clamp<std::int64_t>(std::llround(percent * 10), 1, 999);
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " %";
}

std::string matchToJson(const MatchResult& result, std::string_view input)
{
    const MatchCounts& counts = result.match.counts;
    const Reference& reference = *result.reference;
    JsonWriter json;
    json.beginObject().key("file").beginObject().member("path", input).key("state_dict");
    writePath(json, result.path);
    json.member("role", roleName(result.role)).memberCount("keys", result.file.size()).endObject();
    json.key("reference").beginObject().member("kind", referenceKindName(reference.kind));
    json.member("name", reference.name).member("model", reference.modelName()).key("state_dict");
    writePath(json, reference.stateDict);
    json.memberCount("keys", reference.keys.size()).endObject();
    writeCounts(json, counts);
    json.key("coverage").beginObject().key("share").number(counts.share());
    json.key("parameters").safeCount(counts.parameters()).key("same").safeCount(counts.parametersSame);
    json.key("shape_differs").safeCount(counts.parametersShape).key("missing").safeCount(counts.parametersMissing);
    json.memberCount("unknown_shapes", counts.unknownShapes).endObject();
    writeReports(json, result);
    writeSuggestions(json, result, input);
    writeRows(json, result);
    writeTexts(json, "notes", result.notes);
    json.endObject();
    return std::move(json).take();
}

std::string matchToText(const MatchResult& result, std::string_view input)
{
    std::string text = headText(result, input);
    text += "\nload_state_dict(state_dict) would " + std::string(result.strict.loads ? "answer" : "raise") + '\n'
        + safeLines(result.strict.text);
    if (!result.strict.loads) {
        text += "\nload_state_dict(state_dict, strict=False) would "
            + std::string(result.loose.loads ? "answer" : "raise") + '\n' + safeLines(result.loose.text);
    }
    text += suggestionsText(result, input);
    std::size_t shown = 0;
    std::size_t left = 0;
    std::string rows;
    for (const MatchRow& row : result.match.rows) {
        if (row.state != MatchState::Same) {
            shown < kMaxRowsShown ? ++shown : ++left;
            rows += left == 0 ? rowText(result, row) + '\n' : std::string();
        }
    }
    text += rows.empty() ? rows : "\n" + rows;
    text += left == 0 ? std::string() : "… and " + countText(left) + " more: --json has them all\n";
    for (const std::string& note : result.notes) {
        text += "\nNote: " + displayText(note) + '\n';
    }
    return text;
}

} // namespace pthf
