// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ui/operations/operation_fields.h"

namespace pthf {

struct FieldWords {
    QString label;
    QString hint;
};

/// Goes over the members of an operation: once to show them, once to take back what was typed.
class OperationMembers {
public:
    OperationMembers() = default;
    explicit OperationMembers(const std::vector<OperationField>& typed)
        : m_typed(&typed)
    {
    }

    std::vector<OperationField> takeFields() { return std::move(m_fields); }
    const std::optional<Error>& error() const noexcept { return m_error; }

    void text(FieldWords words, std::string& member, FieldKind kind = FieldKind::Text);
    void texts(FieldWords words, std::vector<std::string>& member);
    void roles(FieldWords words, std::vector<Role>& member);
    void paths(FieldWords words, FieldKind kind, std::vector<KeyPath>& member);
    void path(FieldWords words, KeyPath& member);
    void pairs(FieldWords words, std::vector<std::pair<std::string, std::string>>& member);
    void flag(FieldWords words, bool& member);
    void dtype(FieldWords words, DType& member, FieldKind kind = FieldKind::NumberType);
    void shape(FieldWords words, Dims& member);
    void filling(FieldWords words, InitialValues& member);
    void method(FieldWords words, Resampling& member);
    void dimensions(FieldWords words, Transpose& transpose);
    /// For operations that have no words of their own here.
    void recipe(Operation& operation);

private:
    /// Shows a member, and answers what was typed for it: in the first round what it is.
    QStringList pass(FieldWords words, FieldKind kind, const QStringList& values);
    KeyPath pathOf(const QString& label, const QString& text);
    void fail(const QString& what);

    const std::vector<OperationField>* m_typed = nullptr;
    std::size_t m_next = 0;
    std::vector<OperationField> m_fields;
    std::optional<Error> m_error;
};

} // namespace pthf
