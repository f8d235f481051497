// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/base/result.h"
#include "core/text/pattern.h"
#include "core/value/tensor_value.h"

namespace pthf {

/// How the words of a filter are read.
enum class QueryMode : std::uint8_t {
    Text, ///< every word is somewhere in the path, whatever its case
    Glob, ///< the path matches, with anything before and after
    Regex ///< found in the path (PCRE2)
};

/// What the user typed over the table: words for the path, and tokens for everything else: `dtype:float32`,
/// `shape:64,*,3`, `device:cuda:0` (`device:cuda` is every one of them), `size>1MB`, `size<4096`, `shared:yes`.
class TensorQuery {
public:
    /// One tensor as it is asked about.
    struct Subject {
        const QString& path; ///< any, where asksPath() says no
        const TensorValue& tensor;
        std::string_view device;
        bool isShared = false;
    };

    /// InvalidArgument says which token or pattern is no good.
    static Result<TensorQuery> parse(const QString& text, QueryMode mode);

    bool isEmpty() const;
    /// Whether the path decides anything: spelling it out is most of what asking costs.
    bool asksPath() const;
    bool matches(const Subject& subject) const;
    /// Where the words were found in a path, for marking; start and length in characters, in order.
    std::vector<std::pair<int, int>> matchesIn(const QString& path) const;

private:
    struct ShapeFilter {
        std::vector<std::optional<std::int64_t>> sizes; ///< nothing stands for any size
        bool matches(const Dims& shape) const;
    };

    Status readToken(const QString& name, const QString& value);
    bool pathMatches(const QString& path) const;

    QueryMode m_mode = QueryMode::Text;
    QStringList m_words;
    std::string m_glob;
    QString m_literal; ///< what every match of the glob holds
    std::optional<Pattern> m_pattern;
    QStringList m_dtypes; ///< any of these
    std::vector<std::string> m_devices; ///< any of these
    std::vector<ShapeFilter> m_shapes; ///< any of these
    std::optional<std::uint64_t> m_moreThan;
    std::optional<std::uint64_t> m_lessThan;
    std::optional<bool> m_shared;
};

/// "1MB", "4096", "1.5 GiB" in bytes; nothing for anything else.
std::optional<std::uint64_t> parseSize(const QString& text);

} // namespace pthf
