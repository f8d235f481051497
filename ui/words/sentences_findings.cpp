// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_sentences.h"

#include <QtGlobal>

namespace pthf {

namespace {

// Findings and badges: core/diagnose, core/survey.
const char* const kSentences[] = {
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 (byte %2)"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Damaged: %1; copy or download the file again"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1; copy or download the file again"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1; the file is cut short: copy or download it again"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1; the file is damaged: copy or download it again"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 more of this kind"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "The bytes of %1 of %2 {tensor|tensors} are not all in the file; copy or download it again"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "This file is %1; open %2 for the whole"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "A whole model is pickled here: torch.load needs the code of %1; its state dict has %2 {entry|entries}"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "storage of %1 bytes, %2 in the file"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "torch.load takes no plain pickle: save it as a zip checkpoint"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "torch.load takes no torch.package archive: save it as a zip checkpoint"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "torch.load does not read this format: save it as a zip checkpoint"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {tensor|tensors} (%2) {needs|need} torch %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "refused for %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "refused for %1 and %2 more"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "refused for %1 at %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "refused for %1 at %2 and %3 more"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "pickle_load reads zip checkpoints only"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "pickle_load cannot build %1 at %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "pickle_load cannot build %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "pickle_load reads every OrderedDict as None"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "pickle_load knows protocol 2 only"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "needs %1"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "Without %1 torch.load fails: %2 {tensor is|tensors are} stored for {this|these} {GPU|GPUs}"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "Without %1 torch.load fails: %2 {tensor is|tensors are} stored for {this|these} {device|devices}"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "No torch.load restores the tag %1 of %2 {tensor|tensors}: only cpu, to the letter, is the CPU"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the numbers of this %1 tensor take more than %2 bytes"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a tensor quantized by channel without its %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a quantized tensor without its quantizer"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a quantized tensor without a quantizer"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a negated tensor of type %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the numbers of a %1 tensor need the compute module"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a %1 tensor has no numbers of its own"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a %1 tensor has no elements of its own"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "Dangerous: torch.load with weights_only=False would call %1; nothing of it was run here"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "Dangerous: torch.load with weights_only=False would call %1 at %2; nothing of it was run here"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "Dangerous: The bytes that this file holds are a pickle of their own, and loading it would call %1; nothing of "
        "it was run here"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "Dangerous: The bytes at %1 are a pickle of their own, and loading it would call %2; nothing of it was run "
        "here"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "The bytes that this file holds are a file of their own: %1, with %2 {tensor|tensors}; it was saved twice"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "The bytes at %1 are a file of their own: %2, with %3 {tensor|tensors}"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "weights_only=True, the default since torch %1, refuses this file: %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "The optimizer takes %1 of the file; a copy for inference is %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 {tensor is a view|tensors are views} of larger storages: %2 of %3 are stored and not shown by any tensor"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {value|values} of %2 NaN"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {value|values} of %2 infinite"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "all of its %1 {value|values} are 0"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {tensor|tensors} %2, the first is %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 {key|keys} {starts|start} with %3, added by %4"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 %3 {key|keys} {starts|start} with %4, added by %5"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 of %2 {key|keys} {starts|start} with %3, added by %4; without it %5 would stand twice"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 of %2 %3 {key|keys} {starts|start} with %4, added by %5; without it %6 would stand twice"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 {key|keys} contain %3, added by %4"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 %3 {key|keys} contain %4, added by %5"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 of %2 {key|keys} contain %3, added by %4; without it %5 would stand twice"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 of %2 %3 {key|keys} contain %4, added by %5; without it %6 would stand twice"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 of %2 {key|keys} {starts|start} with %3: a name the training code gave, or the model's own"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 of %2 %3 {key|keys} {starts|start} with %4: a name the training code gave, or the model's own"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 of %2 {key|keys} {starts|start} with %3: a name the training code gave, or the model's own; without it %4 "
        "would stand twice"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 of %2 %3 {key|keys} {starts|start} with %4: a name the training code gave, or the model's own; without it "
        "%5 would stand twice"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Move to cpu"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Write cpu"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Make a state dict"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Drop it"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Make portable"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Drop optimizer"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Compact views"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Remove %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "Computer without GPU"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {tensor is|tensors are} stored for %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "float32, SGD with momentum"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "bfloat16 with float32 master, Adam"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "torch.load does not read this format: save it as a zip checkpoint, its quantized blocks as numbers"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "torch finds no type for storages without a class in a legacy stream: save it as a zip checkpoint"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1; %2 accept it"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 {key holds|keys hold} parameters that FSDP flattened: their names and shapes are not in the file, and "
        "renaming does not bring them back; the training code has to save a full state dict"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "A LoRA adapter, no model: it is loaded onto the model that it was made for"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "A LoRA adapter, no model: it is loaded onto the model that it was made for; it changes %1"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "A LoRA adapter of rank %1, no model: it is loaded onto the model that it was made for"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "A LoRA adapter of rank %1, no model: it is loaded onto the model that it was made for; it changes %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 of %2 {model tensor holds|model tensors hold} no number at all: DeepSpeed ZeRO-3 leaves them empty where "
        "it "
        "did not gather the weights before it saved them"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a %1 tensor has no blocks whose numbers are read"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the tensor needs %1 bytes of blocks, %2 are in the file"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "blocks of %1 that do not hold a tensor of shape %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a jagged tensor without its arguments"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a jagged tensor without values"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a tensor whose offset is no place in a file"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "sizes of type %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a %1 tensor is not made of pieces"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "__metadata__ records other names of tensors that stand here once: %1 is %2; a PyTorch file that is saved from "
        "it has both, tied"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "__metadata__ records other names of tensors that stand here once: %1 is %2 and %3 more; a PyTorch file that "
        "is saved from it has both, tied"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "__metadata__ records other names of tensors that stand here once: %1 is %2; a PyTorch file that is saved from "
        "it has both, tied"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "__metadata__ records other names of tensors that stand here once: %1 is %2 and %3 more; a PyTorch file that "
        "is saved from it has both, tied"),
};

} // namespace

std::span<const char* const> findingSentences()
{
    return kSentences;
}

} // namespace pthf
