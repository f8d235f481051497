// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_sentences.h"

#include <QtGlobal>

namespace pthf {

namespace {

// Matching, comparing, carrying to a device: core/match, core/reference, core/diff, core/prove.
const char* const kSentences[] = {
    QT_TRANSLATE_NOOP("pthf::CoreText", "Exchange %1 for %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Insert %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Remove the inner %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Remove the number of the chunk"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Add %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename weight_norm's weight_g and weight_v to parametrizations"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename weight_norm's parametrizations to weight_g and weight_v"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename spectral_norm's weight_orig to parametrizations"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename spectral_norm's parametrizations to weight_orig"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename gamma and beta to weight and bias"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename weight and bias of norms to gamma and beta"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Put dots back into %1 {name|names}"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename %1 {key|keys} by position"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Rename %1 {key|keys} by shape and order"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1, drop %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1, drop %2 {key|keys} that the model does not have"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Drop %1 {key|keys} that the model does not have"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 → %2 of %3 match"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 match"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 match there"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "no extra keys left"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "counters and buffers that a model does not need to load"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "the names say nothing of what belongs together: look at the pairs before you save"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "load_state_dict was given the whole file: it names %1 as a key; loading checkpoint['%2'] does the same"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "there is no state dict in it to match"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "there is no state dict in it to match against"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {state dict|state dicts} are in the file; %2 is matched"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {state dict|state dicts} are in %2; the one at %3 is the reference"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "by position, name %1 of %2 that differ does not fit: %3 in the file, %4 in the reference"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "by position, %1 {name|names} of the file stand against %2 {name|names} of the reference; the first without a "
        "partner is %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 {old name|old names} of weight_norm {loads as it is|load as they are}: torch 2.1 and newer take weight_g "
        "and weight_v for original0 and original1"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the names are alike and stand in the same order, but the model's shapes are not known: none is checked, so "
        "look at the pairs before you save"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 → %2 {extra key|extra keys}"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1; is %2 meant?"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "nothing matches \"%1\""),
    QT_TRANSLATE_NOOP("pthf::CoreText", "vocabulary"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "positions"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "embedding size"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "features"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "rank"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "kernel size"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "kernel depth"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "kernel height"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "kernel width"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "gates × hidden_size"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Transposed: %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Other number of positions: drop %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Other vocabulary: drop %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "New head: drop %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Another size of the model"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 in the file, %2 in the model: the same numbers with rows and columns exchanged"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 in the file, %2 in the model: a 1×1 convolution against a linear layer, or the like"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 in the file, %2 in the model: the model was built for another input size; it starts with its own "
        "positions"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 in the file, %2 in the model: tokens were added or taken away; the rows that both have could be kept"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 in the file, %2 in the model: another number of classes; the model keeps its own values there, to be "
        "trained anew"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 in the file, %2 in the model; the model keeps its own values there"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "sizes differ by %1 in %2 {tensor|tensors}: the file and the model are two sizes of one architecture; build "
        "the model with the file's configuration"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {size mismatch|size mismatches} left; needs strict=False"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "nothing to click"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "size mismatch"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "no names of tensors are found in the text: a line each is expected, with the shape behind it, as in "
        "\"conv1.weight [64, 3, 7, 7]\""),
    QT_TRANSLATE_NOOP("pthf::CoreText", "more than %1 names are in the text"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the text ends in the middle of the message: what was cut off is not known"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 of %2 {unexpected key|unexpected keys} of the message {is|are} not in this state dict: the message may be "
        "of another file, or of another part of it"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 {key|keys} that the message misses {is|are} in this state dict: it was given something else"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {line|lines} of the text {names|name} no tensor and {is|are} left out"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the two tensors have no numbers to compare one by one"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the model at %1 of the one is compared with that at %2 of the other"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "keys are compared without %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 cannot be read and is not compared: %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 more could not be read"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "needs %1 of %2 free"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "needs %1 of %2 free on %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "needs %1 of %2 free; as %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "needs %1 of %2 free on %3; as %4"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "needs %1 on %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "there is no %1 here, only %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "there is no %1 here, only %2: %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "cpu is where the bytes are; name a device to carry them to"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "nothing of this goes to a device: every tensor is for the cpu"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file is tagged for a GPU that the machine does not have: `--map-location cpu` rewrites the tags, "
        "`--map-device cuda:3=cuda:0` one of them"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file is tagged for a device that this torch does not know: `--map-location cpu` rewrites the tags"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file is tagged for a device whose back end is not installed: `--map-location cpu` rewrites the tags"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file is newer than this torch, which is older than 1.6: `--format legacy` writes what it reads"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "the file is newer than this torch: `--format legacy`, or a newer torch, reads it"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file was not written by torch.save, most often by pickle.dump: `convert FILE OUT` writes it as torch "
        "does"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "the file has the format of torch before 1.6: `--format zip` writes one that can be mapped"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file is a TorchScript program: torch.jit.load reads it, `--state-dict` takes its weights out"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the archive was packed again without its folder: `convert FILE OUT` writes it as torch does"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the disk was full, or a quota was reached, while the file was written"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file is damaged: copy or download it again; `check` says where, `salvage` keeps what is whole"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "the file is cut short: copy or download it again; `salvage` keeps what is whole"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file is cut short: copy or download it again; `check` says how much is there, `salvage` keeps what is "
        "whole"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the file is empty: whatever wrote it was stopped before the first byte"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file is most likely a Git LFS pointer: `git lfs pull` in its repository fetches the weights"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "the file is most likely a web page: download it again; `info` shows its title"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the file is no pickle: `info` says what it is"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the file is torch's own, and was given to pickle.load: torch.load reads it"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "two tensors read one storage as different types: `--untie` gives each its own"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file was pickled with a newer protocol than weights_only reads: `convert FILE OUT` writes protocol 2"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file holds more than weights: `--portable` writes a copy that weights_only accepts; `info` lists what "
        "stands in the way"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file holds values of numpy 2, and the machine has numpy 1: `--portable` turns them into plain ones"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the optimizer in the file was made with other parameter groups: `--drop-role optimizer` starts it anew"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the optimizer in the file was made for other parameters: `--drop-role optimizer` starts it anew"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "LibTorch reads no OrderedDict: `--plain-dict` writes plain dictionaries"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "a whole model was given where its state dict is expected: `--state-dict` writes that"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "safetensors takes no shared tensors: `--format safetensors` writes one of them and records the others"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the file is no safetensors file: `info` says what it is"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the file is no safetensors file, or damaged: `info` says what it is"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file holds objects of classes that are not installed: `--state-dict` takes the weights out of a whole "
        "model, `--portable` makes other objects plain"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file holds objects of classes that are not there: `--state-dict` takes the weights out of a whole model, "
        "`--portable` makes other objects plain"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the weights were loaded onto a GPU that has no room for them: `--map-location cpu` tags them for the host"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the script asks for a key that is not at the top of the file: `info` lists its parts, `--extract` and "
        "`--wrap` move them"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a message of another kind than load_state_dict's: %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "only {the first|the second} has %1, which is left out of the comparison"),
};

} // namespace

std::span<const char* const> answerSentences()
{
    return kSentences;
}

} // namespace pthf
