// SPDX-License-Identifier: Apache-2.0
#include "core/checkpoint/document_text.h"

namespace pthf {

namespace {

void addTensor(std::string& text, const Content& content, const TensorValue& tensor)
{
    text += dtypeName(tensor.dtype);
    text += ' ';
    text += shapeText(tensor.layout.shape);
    if (tensor.form != TensorForm::Strided) {
        text += ' ';
        text += tensorFormName(tensor.form);
    }
    if (!tensor.layout.strides.empty() && !isContiguous(tensor.layout)) {
        text += " strides " + shapeText(tensor.layout.strides);
    }
    if (tensor.layout.offset != 0) {
        text += " offset " + std::to_string(tensor.layout.offset);
    }
    text += ' ';
    text += content.deviceOf(tensor);
    if (tensor.storage != kNoStorage) {
        const StorageValue& storage = content.storage(tensor.storage);
        text += " storage " + storage.key;
        if (storage.stored() != Stored::Whole) {
            text += ' ';
            text += storedName(storage.stored());
        }
    }
    if (tensor.isParameter) {
        text += " parameter";
    }
    if (tensor.requiresGrad) {
        text += " requires_grad";
    }
    if (tensor.isConjugate) {
        text += " conj";
    }
    if (tensor.isNegative) {
        text += " neg";
    }
    if (tensor.isOutOfBounds) {
        text += " out of bounds";
    }
}

} // namespace

std::string documentText(const Document& document, const TreeIndex& tree)
{
    const Content& content = document.content;
    std::string text = "kind ";
    text += fileKindName(document.kind);
    text += '\n';
    for (const Leaf& leaf : tree.leaves) {
        text += tree.pathTextOf(content, leaf.place);
        text += '\t';
        if (leaf.tensor != kNoTensor) {
            addTensor(text, content, content.tensor(leaf.tensor));
        } else if (leaf.isReference) {
            text += "same as " + tree.pathTextOf(content, leaf.first);
        } else {
            const ValueId value = tree.places[index(leaf.place)].step.value;
            text += viewOf(content, value).typeName + ' ' + leafText(content, value);
        }
        text += '\n';
    }
    for (const Problem& problem : document.problems.kept()) {
        text += "problem\t";
        text += severityName(problem.severity);
        text += '\t';
        text += problem.where.empty() ? "file" : problem.where;
        text += '\t' + problem.message + '\n';
    }
    return text;
}

} // namespace pthf
