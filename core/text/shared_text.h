// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace pthf {

/// A text that stands in many places and never changes: copies share it. Empty ones take no memory of their own.
class SharedText {
public:
    SharedText() noexcept = default;
    SharedText(std::string_view text) // NOLINT(google-explicit-constructor): it is a text
        : m_text(text.empty() ? nullptr : std::make_shared<const std::string>(text))
    {
    }
    SharedText(const std::string& text) // NOLINT(google-explicit-constructor)
        : SharedText(std::string_view(text))
    {
    }
    SharedText(const char* text) // NOLINT(google-explicit-constructor)
        : SharedText(std::string_view(text))
    {
    }

    bool empty() const noexcept { return m_text == nullptr; }
    std::string_view view() const noexcept { return m_text ? std::string_view(*m_text) : std::string_view(); }
    std::string string() const { return std::string(view()); }
    operator std::string_view() const noexcept { return view(); } // NOLINT(google-explicit-constructor)

    bool operator==(const SharedText& other) const noexcept { return m_text == other.m_text || view() == other.view(); }
    friend bool operator==(const SharedText& text, std::string_view other) noexcept { return text.view() == other; }
    friend bool operator==(const SharedText& text, const std::string& other) noexcept { return text.view() == other; }
    friend bool operator==(const SharedText& text, const char* other) noexcept { return text.view() == other; }

private:
    std::shared_ptr<const std::string> m_text; ///< null: the empty text
};

} // namespace pthf
