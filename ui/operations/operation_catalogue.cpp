// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/operation_catalogue.h"

#include <QCoreApplication>

#include "ui/base/text.h"
#include "ui/models/plan_model.h"
#include "ui/operations/operation_fields.h"

namespace pthf {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pthf::OperationCatalogue)
};

struct Entry {
    OperationGroup group;
    const char* title;
    const char* explanation;
    Operation blank;
};

using enum OperationGroup;

// QT_TR_NOOP marks the words for translation; they are translated when they are asked for.
const std::vector<Entry>& entries()
{
    static const std::vector<Entry> kEntries{
        {Devices, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Move to a device"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue",
                "Writes where torch.load puts the tensors: one device, a table, or rules by key."),
            MapLocation{}},
        {Keys, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Remove prefix"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue",
                "Takes whole dotted segments away from the start of keys; keys without it stay."),
            RemovePrefix{}},
        {Keys, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Add prefix"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Puts whole dotted segments before every key."), AddPrefix{}},
        {Keys, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Remove segment"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Takes a dotted segment out of keys, wherever it stands."),
            RemoveSegment{}},
        {Keys, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Rename by pattern"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue",
                "Replaces what a regular expression finds in keys, as Python's re.sub does."),
            RenamePattern{}},
        {Keys, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Rename by table"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Gives keys other names, one by one."), RenameTable{}},
        {Parts, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Keep only"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Keeps what a role or a pattern names and drops the rest."),
            Keep{}},
        {Parts, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Drop"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Leaves out what a role, a place or a pattern names."),
            Drop{}},
        {Parts, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Make a branch the whole file"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Writes one branch alone, without what stands around it."),
            Extract{}},
        {Parts, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Put everything under a key"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Wraps the whole file into a dictionary of one key."),
            Wrap{}},
        {Parts, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Whole model to state dict"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue",
                "Turns a pickled model into what its state_dict() gives, without its code."),
            ToStateDict{}},
        {Numbers, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Cast numbers"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue",
                "Converts floating tensors to another type; integers stay. Without a pattern the models alone."),
            Cast{DType::Float16, {}}},
        {Numbers, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Freeze"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Says of tensors that they require no gradient."),
            SetRequiresGrad{}},
        {Numbers, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Unfreeze"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Says of tensors that they require a gradient."),
            SetRequiresGrad{{}, true}},
        {Numbers, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Transpose"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue",
                "Swaps two dimensions and lays the numbers out anew, as between Conv1D and Linear."),
            Transpose{}},
        {Numbers, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Resize"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue",
                "Grows or cuts a tensor: all of the new shape is filled as torch fills it, then what was there is laid "
                "over it."),
            Resize{}},
        {Numbers, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Initialise"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue",
                "Makes a tensor anew, or a new one: zeros, a constant, or numbers drawn as torch.nn.init draws them."),
            InitTensor{}},
        {Numbers, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Replace from a file"),
            QT_TRANSLATE_NOOP(
                "pthf::OperationCatalogue", "Gives a key the tensor that stands in another checkpoint, or adds it."),
            SetTensor{}},
        {Form, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Compact views"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue",
                "Gives views that drag a larger storage along one of their own size; ties stay tied."),
            Compact{}},
        {Form, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Untie tensors"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Gives every tensor a storage of its own."), Untie{}},
        {Form, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Make portable"),
            QT_TRANSLATE_NOOP("pthf::OperationCatalogue",
                "Turns numpy values and plain objects into Python values, so that weights_only accepts the file."),
            MakePortable{}},
        {Form, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Plain dictionaries"),
            QT_TRANSLATE_NOOP(
                "pthf::OperationCatalogue", "Turns OrderedDict into dict, so that LibTorch in C++ can read the file."),
            PlainDict{}},
        {Values, QT_TRANSLATE_NOOP("pthf::OperationCatalogue", "Set a value"),
            QT_TRANSLATE_NOOP(
                "pthf::OperationCatalogue", "Changes a plain value: epoch, iteration, a word of the configuration."),
            SetValue{}},
    };
    return kEntries;
}

} // namespace

QString groupTitle(OperationGroup group)
{
    switch (group) {
    case Devices:
        return Words::tr("Devices");
    case Keys:
        return Words::tr("Keys");
    case Parts:
        return Words::tr("Parts");
    case Numbers:
        return Words::tr("Numbers");
    case Form:
        return Words::tr("Form");
    case Values:
        return Words::tr("Values");
    }
    return {};
}

std::vector<OperationChoice> operationCatalogue()
{
    std::vector<OperationChoice> choices;
    for (const Entry& entry : entries()) {
        OperationChoice choice;
        choice.id = toQString(operationName(entry.blank));
        if (const auto* grad = std::get_if<SetRequiresGrad>(&entry.blank)) {
            choice.id = grad->value ? QStringLiteral("unfreeze") : QStringLiteral("freeze");
        }
        choice.title = Words::tr(entry.title);
        choice.explanation = Words::tr(entry.explanation);
        choice.icon = iconOf(entry.blank);
        choice.group = entry.group;
        choice.blank = entry.blank;
        choice.isReady = fieldsOf(entry.blank).empty() || std::holds_alternative<Cast>(entry.blank)
            || std::holds_alternative<ToStateDict>(entry.blank);
        choices.push_back(std::move(choice));
    }
    return choices;
}

std::size_t choiceOf(const std::vector<OperationChoice>& catalogue, const Operation& operation)
{
    std::size_t found = 0;
    for (std::size_t i = 0; i < catalogue.size(); ++i) {
        if (catalogue[i].blank.index() != operation.index()) {
            continue;
        }
        const auto* blank = std::get_if<SetRequiresGrad>(&catalogue[i].blank);
        if (blank == nullptr || blank->value == std::get<SetRequiresGrad>(operation).value) {
            found = i;
        }
    }
    return found;
}

} // namespace pthf
