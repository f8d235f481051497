// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/core_sentences.h"

#include <QtGlobal>

namespace pthf {

namespace {

// Pieces that stand inside of sentences: lists, kinds, places.
const char* const kSentences[] = {
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 and %2 more"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 and %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 at %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "dimension %1 (%2): %3"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the root"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "its root"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "the file itself"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "this computer's device"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "all zero"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "one file of a DeepSpeed checkpoint"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "one file of a distributed checkpoint"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "shard %1 of %2"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "an attribute of the training code"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "activation checkpointing"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "opcode %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "opcodes %1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "('module', …) persistent ids"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "TorchScript archive"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "torch.package archive"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "tar file of torch 0.1"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "plain pickle"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "exported program"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "true or false"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "null, true, false, a number or a string"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "a list of strings"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "of unknown shape"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 optimizer"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 scheduler"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "EMA weights"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "gradient scaler"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "random state"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "configuration"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {does|do} not fit the new type"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {becomes|become} 0"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {is|are} rounded"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "none changes"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "agrees on records"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 {difference|differences}"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "normal(0, 0.02), as language models begin"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "what torch's layers begin with, biases with zeros"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "zeros, or ones for scales"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "storages without a class in a legacy stream"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "one rank of a distributed checkpoint"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "generic time units"),
    QT_TRANSLATE_NOOP("pthf::CoreText", "%1 since 1970"),
};

} // namespace

std::span<const char* const> sentenceParts()
{
    return kSentences;
}

} // namespace pthf
