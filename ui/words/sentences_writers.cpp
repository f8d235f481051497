// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_sentences.h"

#include <QtGlobal>

namespace pthf {

namespace {

// What cannot be written, and what is left out: core/write.
const char* const kSentences[] = {
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "numbers are drawn for %1 (%2) and then transposed or cut, which is done for at most %3 at once: draw them in "
        "their final shape, or save in between"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "drawn numbers"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "to draw numbers"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "safetensors holds names and tensors, and this is a whole model object: add --state-dict, which makes it what "
        "its state_dict() gives"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "safetensors holds the tensors of one state dict, and the file has %1 (%2): add --extract PATH for one of "
        "them"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "safetensors holds the tensors of one state dict; beside it stand %1, which cannot be in it: add --extract %2 "
        "to save that alone, or drop the rest"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 is a tensor inside an object, which safetensors cannot hold: leave it out with --drop"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 is a packed pair of numbers without a dimension, which safetensors cannot hold: leave it out with --drop"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 has a name that is reserved, which safetensors cannot hold: leave it out with --drop"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 has a name that is no UTF-8, which safetensors cannot hold: leave it out with --drop"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 are bytes, which safetensors cannot hold: leave it out with --drop"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 is a numpy array, which safetensors cannot hold: add --portable, which makes a tensor of it"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 is a container that stands elsewhere too, which safetensors cannot hold: leave it out with --drop"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "two tensors would both be named %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "%1 lies in blocks of %2: turn such tensors into numbers with --cast float16 (or another type), or leave them "
        "out with --drop"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 reaches past the bytes that it has"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 is a view into numbers that the plan makes; save as zip first, then as safetensors"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the file has more than %1 values that are no tensors: add --extract PATH for the part with the tensors"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 plain {value|values} stand as text in __metadata__"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 plain {value|values} left out: their names are taken"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "%1 {tensor|tensors} shared with another name: stored once, recorded in __metadata__"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {tensor|tensors} saw parts of another's memory: stored separately"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "safetensors has no device tags: those of %1 {tensor|tensors} go"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the versions of modules in _metadata go"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "a nested tensor cannot be loaded from a legacy file, whose numbers come after the values: save it as zip"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "a packed part of a quantized module cannot be loaded from a legacy file, whose numbers come after the values: "
        "save it as zip"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "a torch.Generator cannot be loaded from a legacy file, whose numbers come after the values: save it as zip"),
    QT_TRANSLATE_NOOP(
        "pthf::CoreText", "the file refers to something outside the pickle that is no storage; a zip cannot hold that"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "storage %1 is of a class whose elements are unknown: nobody knows how many bytes are its own"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "storage %1 has no class of its own (%2), which the legacy format cannot hold; save as zip, or cast it"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the archive's records stand in no folder of their own"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 bytes were written, %2 announced"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the tensors are more bytes than a file can have"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "the header of %1 tensors would have %2 bytes, safetensors allows %3: split it with --shard-size"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "record %1 is outside the folder %2, where torch refuses it, and was left out"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "record %1 has the name of another one, and was left out"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a value of the plan"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "storage %1 was planned without bytes"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "a tensor of type %1 cannot be written for torch, which has no type for it: leave such tensors out with "
        "--drop"),
    QT_TRANSLATE_NOOP("pthf::CoreText",
        "a tensor of type %1 cannot be written for torch, which has no type for it: turn such tensors into numbers "
        "with --cast float16 (or another type), or leave them out with --drop"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a %1 tensor of another format cannot be written for torch yet"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "this kind of tensor cannot be changed in this way yet"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the call of a tensor has %1 arguments"),
};

} // namespace

std::span<const char* const> writerSentences()
{
    return kSentences;
}

} // namespace pthf
