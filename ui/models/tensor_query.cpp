// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tensor_query.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <QLatin1String>

#include "core/text/glob.h"
#include "core/types/device.h"
#include "ui/base/text.h"

namespace pthf {

namespace {

constexpr double kLargestExact = 9.0e18;

Error badToken(const QString& token, const char* expected)
{
    return Error{ErrorCode::InvalidArgument, "\"" + toUtf8(token) + "\": " + expected};
}

/// What every match of a glob holds, to the letter: most rows are told apart by this alone.
QString longestLiteral(const QString& glob)
{
    if (glob.contains(u'[')) {
        return {};
    }
    QString longest;
    QString pieces = glob;
    const QStringList literals = pieces.replace(u'?', u'*').split(u'*');
    for (const QString& literal : literals) {
        longest = literal.size() > longest.size() ? literal : longest;
    }
    return longest;
}

bool isYes(const QString& value)
{
    return value == u"yes" || value == u"true" || value == u"1";
}

} // namespace

std::optional<std::uint64_t> parseSize(const QString& text)
{
    struct Unit {
        QLatin1String name;
        double bytes;
    };
    static constexpr std::array kUnits{Unit{QLatin1String("kib"), 1024.0}, Unit{QLatin1String("mib"), 1048576.0},
        Unit{QLatin1String("gib"), 1073741824.0}, Unit{QLatin1String("kb"), 1e3}, Unit{QLatin1String("mb"), 1e6},
        Unit{QLatin1String("gb"), 1e9}, Unit{QLatin1String("tb"), 1e12}, Unit{QLatin1String("k"), 1e3},
        Unit{QLatin1String("m"), 1e6}, Unit{QLatin1String("g"), 1e9}, Unit{QLatin1String("b"), 1.0}};
    QString number = text.trimmed().toLower();
    double factor = 1.0;
    for (const Unit& unit : kUnits) {
        if (number.endsWith(unit.name)) {
            number.chop(unit.name.size());
            factor = unit.bytes;
            break;
        }
    }
    bool isNumber = false;
    const double value = number.trimmed().toDouble(&isNumber) * factor;
    if (!isNumber || !std::isfinite(value) || value < 0 || value > kLargestExact) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(value);
}

Result<TensorQuery> TensorQuery::parse(const QString& text, QueryMode mode)
{
    TensorQuery query;
    query.m_mode = mode;
    QStringList words;
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        if (part.startsWith(u"size>") || part.startsWith(u"size<")) {
            PTHF_TRY(query.readToken(part.left(5), part.mid(5)));
            continue;
        }
        const QString name = part.section(u':', 0, 0);
        if (name == u"dtype" || name == u"shape" || name == u"device" || name == u"shared") {
            if (const QString value = part.section(u':', 1); !value.isEmpty()) {
                PTHF_TRY(query.readToken(name, value));
                continue;
            }
        }
        words.append(part);
    }
    if (mode == QueryMode::Text || words.isEmpty()) {
        query.m_words = words;
        return query;
    }
    const std::string pattern = toUtf8(words.join(u' '));
    if (mode == QueryMode::Glob) {
        query.m_glob = "*" + pattern + "*";
        query.m_literal = longestLiteral(words.join(u' '));
    } else {
        query.m_pattern = PTHF_TRY(Pattern::compile(pattern));
    }
    return query;
}

Status TensorQuery::readToken(const QString& name, const QString& value)
{
    if (name == u"dtype") {
        m_dtypes.append(value.toLower());
    } else if (name == u"device") {
        m_devices.push_back(toUtf8(value));
    } else if (name == u"shared") {
        m_shared = isYes(value);
    } else if (name == u"shape") {
        ShapeFilter filter;
        QString sizes = value;
        sizes.remove(u'[').remove(u']');
        const QStringList parts = sizes.split(u',', Qt::SkipEmptyParts);
        for (const QString& part : parts) {
            bool isNumber = false;
            const qint64 size = part.toLongLong(&isNumber);
            if (!isNumber && part != u"*") {
                return badToken(value, "a shape is numbers and * with commas between them, 64,*,3,3");
            }
            filter.sizes.push_back(isNumber ? std::optional<std::int64_t>(size) : std::nullopt);
        }
        m_shapes.push_back(std::move(filter));
    } else {
        const auto bytes = parseSize(value);
        if (!bytes && !value.isEmpty()) {
            return badToken(name + value, "a size is a number with KB, MB or GB, size>1MB");
        }
        (name.endsWith(u'>') ? m_moreThan : m_lessThan) = bytes;
    }
    return Done{};
}

bool TensorQuery::ShapeFilter::matches(const Dims& shape) const
{
    if (shape.size() != sizes.size()) {
        return false;
    }
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (sizes[i] && *sizes[i] != shape[i]) {
            return false;
        }
    }
    return true;
}

bool TensorQuery::isEmpty() const
{
    return !asksPath() && m_dtypes.isEmpty() && m_devices.empty() && m_shapes.empty() && !m_moreThan && !m_lessThan
        && !m_shared;
}

bool TensorQuery::asksPath() const
{
    return !m_words.isEmpty() || !m_glob.empty() || m_pattern;
}

bool TensorQuery::pathMatches(const QString& path) const
{
    if (!path.contains(m_literal)) {
        return false;
    }
    if (m_pattern || !m_glob.empty()) {
        const QByteArray utf8 = path.toUtf8(); // one allocation: this runs a hundred thousand times a key press
        const std::string_view text(utf8.constData(), static_cast<std::size_t>(utf8.size()));
        if (!m_pattern) {
            return globMatches(m_glob, text);
        }
        const auto found = m_pattern->isFoundIn(text);
        return found && *found;
    }
    return std::ranges::all_of(m_words, [&](const QString& word) { return path.contains(word, Qt::CaseInsensitive); });
}

bool TensorQuery::matches(const Subject& subject) const
{
    const TensorValue& tensor = subject.tensor;
    const std::uint64_t bytes = m_moreThan || m_lessThan ? tensor.bytes() : 0;
    if ((m_moreThan && bytes <= *m_moreThan) || (m_lessThan && bytes >= *m_lessThan)) {
        return false;
    }
    if (m_shared && *m_shared != subject.isShared) {
        return false;
    }
    if (!m_dtypes.isEmpty() && !m_dtypes.contains(toQString(dtypeName(tensor.dtype)))) {
        return false;
    }
    if (!m_shapes.empty()
        && std::ranges::none_of(m_shapes, [&](const ShapeFilter& f) { return f.matches(tensor.layout.shape); })) {
        return false;
    }
    if (!m_devices.empty() && std::ranges::none_of(m_devices, [&](const std::string& wanted) {
            return deviceMatches(wanted, subject.device);
        })) {
        return false;
    }
    return pathMatches(subject.path);
}

std::vector<std::pair<int, int>> TensorQuery::matchesIn(const QString& path) const
{
    std::vector<std::pair<int, int>> found;
    if (m_mode != QueryMode::Text) {
        return found;
    }
    for (const QString& word : m_words) {
        const auto at = path.indexOf(word, 0, Qt::CaseInsensitive);
        if (at >= 0) {
            found.emplace_back(static_cast<int>(at), static_cast<int>(word.size()));
        }
    }
    std::ranges::sort(found);
    return found;
}

} // namespace pthf
