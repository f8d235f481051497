// SPDX-License-Identifier: Apache-2.0
#include "core/diagnose/safety.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/checkpoint/path_limits.h"
#include "core/diagnose/nested_files.h"
#include "core/diagnose/refused_globals.h"
#include "core/text/size_text.h"
#include "core/text/utf8.h"

namespace pthf {
namespace {

/// A file can name a hundred thousand classes; nobody reads on after these.
constexpr std::size_t kMostReasons = 256;

struct OpcodeName {
    std::uint8_t code;
    std::string_view name;
};

// torch/_weights_only_unpickler.py: the opcodes its load() has a branch for, as 2.6 to 2.15 have them.
constexpr std::string_view kAllowedOpcodes = "c\x81Rbaesu(t\x85\x86\x87N\x89\x88)]}\x8fGJKMXUQhjqr\x8a\x80.";

// Those that Python's picklers write and weights_only does not know, by the names of pickletools.
constexpr std::array<OpcodeName, 31> kRefusedNames{{
    {'0', "POP"},
    {'1', "POP_MARK"},
    {'2', "DUP"},
    {'B', "BINBYTES"},
    {'C', "SHORT_BINBYTES"},
    {'F', "FLOAT"},
    {'I', "INT"},
    {'L', "LONG"},
    {'P', "PERSID"},
    {'S', "STRING"},
    {'T', "BINSTRING"},
    {'V', "UNICODE"},
    {'d', "DICT"},
    {'g', "GET"},
    {'i', "INST"},
    {'l', "LIST"},
    {'o', "OBJ"},
    {'p', "PUT"},
    {0x8B, "LONG4"},
    {0x8C, "SHORT_BINUNICODE"},
    {0x8D, "BINUNICODE8"},
    {0x8E, "BINBYTES8"},
    {0x90, "ADDITEMS"},
    {0x91, "FROZENSET"},
    {0x92, "NEWOBJ_EX"},
    {0x93, "STACK_GLOBAL"},
    {0x94, "MEMOIZE"},
    {0x95, "FRAME"},
    {0x96, "BYTEARRAY8"},
    {0x97, "NEXT_BUFFER"},
    {0x98, "READONLY_BUFFER"},
}};

std::string opcodeName(std::uint8_t code)
{
    const auto found = std::ranges::find(kRefusedNames, code, &OpcodeName::code);
    return found != kRefusedNames.end() ? std::string(found->name) : std::to_string(code);
}

/// "opcode FRAME", "opcodes MEMOIZE and FRAME"; empty where all are allowed.
std::string refusedOpcodes(const PickleFacts& pickle)
{
    std::vector<std::string> names;
    for (const std::uint8_t code : pickle.opcodes) {
        if (kAllowedOpcodes.find(static_cast<char>(code)) == std::string_view::npos) {
            names.push_back(opcodeName(code));
        }
    }
    std::string text = names.size() > 1 ? "opcodes " : "opcode ";
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return names.empty() ? std::string() : text;
}

/// Files that torch.load, with weights_only=True, turns away for what they are.
std::string_view refusedKind(FileKind kind)
{
    switch (kind) {
    case FileKind::TorchScript:
        return "TorchScript archive";
    case FileKind::TorchPackage:
        return "torch.package archive";
    case FileKind::TorchTar:
        return "tar file of torch 0.1";
    case FileKind::Pickle:
        return "plain pickle";
    case FileKind::Pt2:
        return "exported program";
    default:
        return {};
    }
}

enum class Written : std::uint8_t { AsItIs, Anew };

/// Written::Anew judges by what our writer makes of a content: all of it but these names is written in allowed opcodes.
void judgeGlobals(WeightsOnlyVerdict& verdict, const Content& content, const TreeIndex& tree, Written written)
{
    const PathLimits limits(content, tree);
    for (const RefusedGlobal& refusal : refusedGlobals(content, tree)) {
        if (verdict.because.size() == kMostReasons) {
            return;
        }
        if (written == Written::AsItIs || !refusal.isRewritten) {
            const PlaceId place = droppablePlace(content, tree, limits.shown(refusal.place));
            verdict.because.push_back(
                {globalText(content.graph, refusal.global), tree.pathOf(content, place), refusal.isDangerous()});
        }
    }
}

void judgeAsRead(WeightsOnlyVerdict& verdict, const Document& document, const TreeIndex& tree)
{
    if (const std::string_view kind = refusedKind(document.kind); !kind.empty()) {
        verdict.because.push_back({std::string(kind), {}, false});
    }
    if (hasUntypedLegacyStorage(document)) {
        verdict.because.push_back({"storages without a class in a legacy stream", {}, false});
    }
    if (std::string opcodes = refusedOpcodes(document.pickle); !opcodes.empty()) {
        verdict.because.push_back({std::move(opcodes), {}, false});
    }
    if (document.pickle.hasTypedPersistentIds) {
        verdict.because.push_back({"('module', …) persistent ids", {}, false});
    }
    const auto isRefused = [](const GlobalUse& use) { return !knownGlobal(use.module, use.name).isAllowed; };
    if (!std::ranges::any_of(document.pickle.globals, isRefused)) {
        return;
    }
    judgeGlobals(verdict, document.content, tree, Written::AsItIs);
    // A name that only values mention which the pickle throws away again.
    for (const GlobalUse& use : document.pickle.globals) {
        const GlobalInfo info = knownGlobal(use.module, use.name);
        const std::string text = std::string(canonicalModule(use.module)) + '.' + use.name;
        const auto isSame = [&text](const WeightsOnlyVerdict::Reason& reason) { return reason.global == text; };
        if (!info.isAllowed && verdict.because.size() < kMostReasons && std::ranges::none_of(verdict.because, isSame)) {
            verdict.because.push_back({text, {}, info.kind == GlobalClass::Dangerous});
        }
    }
}

bool hasNoPickle(const Document& document)
{
    return document.pickle.bytes == 0 && refusedKind(document.kind).empty();
}

Finding dangerFinding(const WeightsOnlyVerdict::Reason& reason)
{
    Finding finding;
    finding.id = "dangerous-global";
    finding.severity = Severity::Danger;
    finding.path = reason.path;
    const std::string where = reason.path.empty() ? std::string() : " at " + displayText(pathText(reason.path));
    finding.text = "Dangerous: torch.load with weights_only=False would call " + displayText(reason.global) + where
        + "; nothing of it was run here";
    if (!reason.path.empty()) {
        Drop drop;
        drop.paths.push_back(reason.path);
        finding.fix.emplace_back(std::move(drop));
        finding.fixLabel = "Drop it";
    }
    return finding;
}

/// Files in the bytes of values: dangerous ones first of all, the others because somebody looks for their tensors.
std::vector<Finding> nestedFindings(const Content& content, const TreeIndex& tree)
{
    std::vector<Finding> findings;
    for (const NestedFile& file : nestedFiles(content, tree)) {
        Finding finding;
        if (file.place) {
            finding.path = tree.pathOf(content, droppablePlace(content, tree, *file.place));
        }
        const std::string where = finding.path.empty() ? std::string("The bytes that this file holds")
                                                       : "The bytes at " + displayText(pathText(finding.path));
        if (!file.dangerous.empty()) {
            finding.id = "dangerous-nested";
            finding.severity = Severity::Danger;
            finding.text = "Dangerous: " + where + " are a pickle of their own, and loading it would call "
                + displayText(file.dangerous.front()) + "; nothing of it was run here";
            if (!finding.path.empty()) {
                Drop drop;
                drop.paths.push_back(finding.path);
                finding.fix.emplace_back(std::move(drop));
                finding.fixLabel = "Drop it";
            }
        } else if (file.tensors != 0) {
            finding.id = "nested-file";
            finding.severity = finding.path.empty() ? Severity::Warning : Severity::Info;
            finding.text = where + " are a file of their own: " + file.what + ", with "
                + countOf(file.tensors, "tensor") + (finding.path.empty() ? "; it was saved twice" : "");
        } else {
            continue;
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::string reasonsText(const std::vector<WeightsOnlyVerdict::Reason>& reasons)
{
    constexpr std::size_t kShown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(reasons.size(), kShown); ++i) {
        text += i == 0 ? "" : ", ";
        text += displayText(reasons[i].global);
        if (!reasons[i].path.empty()) {
            text += " (" + displayText(pathText(reasons[i].path)) + ')';
        }
    }
    if (reasons.size() > kShown) {
        text += " and " + std::to_string(reasons.size() - kShown) + " more";
    }
    return text;
}

} // namespace

WeightsOnlyVerdict weightsOnlyVerdict(const Document& document, const Content& content, const TreeIndex& tree)
{
    WeightsOnlyVerdict verdict;
    if (&content != &document.content) {
        judgeGlobals(verdict, content, tree, Written::Anew);
    } else if (!hasNoPickle(document)) {
        judgeAsRead(verdict, document, tree);
    }
    verdict.loads = verdict.because.empty();
    return verdict;
}

std::string_view acceptedBy(const WeightsOnlyVerdict& verdict) noexcept
{
    // _rebuild_nested_tensor was allowed up to 2.10 (FORMATS 11.1).
    const auto wasAllowed = [](const WeightsOnlyVerdict::Reason& reason) {
        return reason.global == "torch._utils._rebuild_nested_tensor";
    };
    return !verdict.because.empty() && std::ranges::all_of(verdict.because, wasAllowed) ? "torch 2.6 to 2.10" : "";
}

bool hasUntypedLegacyStorage(const Document& document) noexcept
{
    return document.kind == FileKind::TorchLegacy
        && std::ranges::any_of(document.content.storages, &StorageValue::isUntyped);
}

std::vector<Operation> weightsOnlyFix(const WeightsOnlyVerdict& verdict)
{
    std::vector<Operation> fix;
    if (!verdict.loads) {
        fix.emplace_back(MakePortable{});
    }
    return fix;
}

std::vector<Operation> takenOutOfProgram(
    const Document& document, const Content& content, const TreeIndex& tree, std::vector<Operation> fix)
{
    const auto isMove = [](const Operation& operation) { return std::holds_alternative<MapLocation>(operation); };
    const bool isProgram = document.kind == FileKind::TorchScript || document.kind == FileKind::TorchPackage;
    if (!isProgram || &content != &document.content || std::ranges::all_of(fix, isMove)) {
        return fix;
    }
    if (std::ranges::none_of(tree.stateDicts, &StateDict::isWholeModel)) {
        return {};
    }
    // What lies beside the tensors does not come along: there is nothing to drop.
    std::erase_if(fix, [](const Operation& operation) { return std::holds_alternative<Drop>(operation); });
    fix.insert(fix.begin(), ToStateDict{});
    return fix;
}

std::vector<Finding> safetyFindings(const Document& document, const Content& content, const TreeIndex& tree)
{
    std::vector<Finding> findings = nestedFindings(content, tree);
    const WeightsOnlyVerdict verdict = weightsOnlyVerdict(document, content, tree);
    std::vector<WeightsOnlyVerdict::Reason> harmless;
    for (const WeightsOnlyVerdict::Reason& reason : verdict.because) {
        if (reason.isDangerous) {
            findings.push_back(dangerFinding(reason));
        } else {
            harmless.push_back(reason);
        }
    }
    if (harmless.empty()) {
        return findings;
    }
    Finding finding;
    finding.id = "weights-only";
    finding.severity = Severity::Warning;
    finding.text = "weights_only=True, the default since torch 2.6, refuses this file: " + reasonsText(harmless);
    if (const std::string_view older = acceptedBy(verdict); !older.empty()) {
        finding.text += "; " + std::string(older) + " accept it";
    }
    finding.path = harmless.front().path;
    finding.fix = takenOutOfProgram(document, content, tree, weightsOnlyFix(verdict));
    finding.fixLabel = finding.fix.empty() ? "" : "Make portable";
    findings.push_back(std::move(finding));
    return findings;
}

} // namespace pthf
