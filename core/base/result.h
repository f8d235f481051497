// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace pthf {

enum class ErrorCode : std::uint8_t {
    IoFailed, ///< the operating system said no
    Truncated, ///< the file ends before the thing being read does
    Corrupt, ///< the bytes contradict the format, or each other
    LimitExceeded, ///< valid in form, larger than limits.h allows
    Unsupported, ///< a real format or feature that we do not read
    InvalidArgument, ///< the caller's plan or options make no sense for this document
    Cancelled, ///< the task's stop token was used
    OutOfMemory,
    Internal ///< a bug of ours
};

/// The code's name as scripts see it in `--json`: "truncated", "corrupt", ...
std::string_view errorCodeName(ErrorCode code) noexcept;

/// Why an operation failed: a code to decide on, a sentence to show, and where in the file it was seen.
class Error {
public:
    Error(ErrorCode code, std::string message, std::optional<std::uint64_t> offset = std::nullopt);

    ErrorCode code() const noexcept { return m_detail->code; }
    const std::string& message() const noexcept { return m_detail->message; }
    /// Absolute byte offset in the file, where one is known.
    std::optional<std::uint64_t> offset() const noexcept { return m_detail->offset; }
    /// The same error, seen from one level further out: what + ": " + message().
    Error within(std::string_view what) const;

private:
    struct Detail {
        ErrorCode code;
        std::string message;
        std::optional<std::uint64_t> offset;
    };
    std::shared_ptr<const Detail> m_detail;
};

/// A value of T, or the Error that explains why there is none. Names follow std::expected.
template<typename T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) // NOLINT(google-explicit-constructor): returning a value is the point
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error) // NOLINT(google-explicit-constructor)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    bool has_value() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    T& value() & { return *std::get_if<0>(&m_state); }
    const T& value() const& { return *std::get_if<0>(&m_state); }
    T&& value() && { return std::move(*std::get_if<0>(&m_state)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const { return *std::get_if<1>(&m_state); }

private:
    std::variant<T, Error> m_state;
};

struct Done { };
using Status = Result<Done>;

/// The Error of a failed Result, one level further out; for `return failedWithin(read, "data.pkl")`.
template<typename T>
Error failedWithin(const Result<T>& result, std::string_view what)
{
    return result.error().within(what);
}

} // namespace pthf

/// Yields the value of a Result, or returns its Error from the enclosing function. Never nest one in another.
#define PTHF_TRY(expression)                                                                                           \
    (__extension__({                                                                                                   \
        auto&& pthfResult_ = (expression);                                                                             \
        if (!pthfResult_) [[unlikely]]                                                                                 \
            return pthfResult_.error();                                                                                \
        std::move(pthfResult_).value();                                                                                \
    }))
