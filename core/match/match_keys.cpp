// SPDX-License-Identifier: Apache-2.0
#include "core/match/match_keys.h"

#include <algorithm>

#include "core/match/name_changes.h"

namespace pthf {

namespace {

void count(MatchCounts& counts, const MatchRow& row, const KeyList& file, const KeyList& model)
{
    const auto elements = [&] {
        const KeyEntry& expected = model[row.model];
        return expected.shape || row.file == MatchRow::kNone ? expected.elements() : file[row.file].elements();
    };
    switch (row.state) {
    case MatchState::Same:
        ++counts.same;
        counts.dtypeDiffers += row.isDtypeOther ? 1U : 0U;
        counts.parametersSame += elements();
        break;
    case MatchState::ShapeDiffers:
        ++counts.shapeDiffers;
        counts.parametersShape += elements();
        break;
    case MatchState::OnlyInFile:
        ++counts.onlyInFile;
        break;
    case MatchState::OnlyInModel:
        ++counts.onlyInModel;
        counts.parametersMissing += elements();
        counts.unknownShapes += model[row.model].shape || !model[row.model].isTensor ? 0U : 1U;
        break;
    }
}

} // namespace

std::string_view matchStateName(MatchState state) noexcept
{
    switch (state) {
    case MatchState::Same:
        return "same";
    case MatchState::ShapeDiffers:
        return "shape_differs";
    case MatchState::OnlyInFile:
        return "only_in_file";
    case MatchState::OnlyInModel:
        return "only_in_model";
    }
    return "same";
}

std::string_view torchWord(MatchState state) noexcept
{
    switch (state) {
    case MatchState::Same:
        return "";
    case MatchState::ShapeDiffers:
        return "size mismatch";
    case MatchState::OnlyInFile:
        return "unexpected";
    case MatchState::OnlyInModel:
        return "missing";
    }
    return "";
}

double MatchCounts::share() const noexcept
{
    if (parameters() != 0 && unknownShapes == 0) {
        return static_cast<double>(parametersSame) / static_cast<double>(parameters());
    }
    return inModel() == 0 ? 0.0 : static_cast<double>(same) / static_cast<double>(inModel());
}

bool loadsInto(const std::optional<Dims>& file, const std::optional<Dims>& model) noexcept
{
    if (!file || !model || *file == *model) {
        return true;
    }
    return model->empty() && file->size() == 1 && file->front() == 1; // torch/nn/modules/module.py, 0.3 compatibility
}

KeyMatch matchKeys(const KeyList& file, const KeyList& model)
{
    KeyMatch match;
    match.rows.reserve(std::max(file.size(), model.size()));
    const NameTrial trial(file, model);
    const std::vector<std::uint32_t> places = trial.placesOf(namesOf(file));
    std::vector<bool> isMet(model.size(), false);
    for (const std::uint32_t place : places) {
        if (place != MatchRow::kNone) {
            isMet[place] = true;
        }
    }
    const auto add = [&](const MatchRow& row) {
        count(match.counts, row, file, model);
        match.rows.push_back(row);
    };
    std::uint32_t next = 0; // the model's keys before it have been told
    const auto addMissingBefore = [&](std::uint32_t end) {
        for (; next < end; ++next) {
            if (!isMet[next] && trial.inModel(model[next].key) == next) {
                add({MatchState::OnlyInModel, MatchRow::kNone, next, false});
            }
        }
    };
    for (std::uint32_t i = 0; i < file.size(); ++i) {
        const std::uint32_t place = places[i];
        if (place == MatchRow::kNone) {
            add({MatchState::OnlyInFile, i, MatchRow::kNone, false});
            continue;
        }
        addMissingBefore(place);
        const KeyEntry& expected = model[place];
        // An _extra_state may be anything; lists of names do not say which entries are tensors.
        const bool fits = file[i].key.ends_with("_extra_state")
            || (file[i].isTensor == expected.isTensor && loadsInto(file[i].shape, expected.shape));
        const bool isDtypeOther = file[i].dtype && expected.dtype && file[i].dtype != expected.dtype;
        add({fits ? MatchState::Same : MatchState::ShapeDiffers, i, place, isDtypeOther});
    }
    addMissingBefore(static_cast<std::uint32_t>(model.size()));
    return match;
}

} // namespace pthf
