// SPDX-License-Identifier: Apache-2.0
#include "core/types/initial_values.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace pthf {
namespace {

/// One filling: its name, and its numbers by torch's names with what they are when left out.
struct InitialForm {
    std::string_view name;
    InitialKind kind;
    std::array<std::string_view, 2> arguments; ///< empty: it has no such argument
    std::array<double, 2> defaults;
};

// torch/nn/init.py
constexpr std::array<InitialForm, 9> kForms{{
    {"zeros", InitialKind::Zeros, {}, {}},
    {"ones", InitialKind::Ones, {}, {}},
    {"constant", InitialKind::Constant, {"val", ""}, {}},
    {"normal", InitialKind::Normal, {"mean", "std"}, {0, 1}},
    {"uniform", InitialKind::Uniform, {"a", "b"}, {0, 1}},
    {"kaiming_uniform", InitialKind::KaimingUniform, {"a", ""}, {}},
    {"kaiming_normal", InitialKind::KaimingNormal, {"a", ""}, {}},
    {"xavier_uniform", InitialKind::XavierUniform, {"gain", ""}, {1, 0}},
    {"xavier_normal", InitialKind::XavierNormal, {"gain", ""}, {1, 0}},
}};

constexpr std::string_view kSpace = " \t";

Error refused(std::string_view text, const std::string& why)
{
    return {ErrorCode::InvalidArgument, "\"" + std::string(text) + "\" fills nothing: " + why};
}

const InitialForm* formNamed(std::string_view name)
{
    if (name == "kaiming" || name == "xavier") {
        return formNamed(name == "kaiming" ? "kaiming_uniform" : "xavier_uniform");
    }
    for (const InitialForm& form : kForms) {
        if (form.name == name) {
            return &form;
        }
    }
    return nullptr;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

template<typename Number>
std::optional<Number> numberOf(std::string_view text)
{
    Number number{};
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stopped != end) {
        return std::nullopt;
    }
    return number;
}

bool isKaiming(InitialKind kind) noexcept
{
    return kind == InitialKind::KaimingUniform || kind == InitialKind::KaimingNormal;
}

/// Takes the arguments between the brackets, one after the other.
class ArgumentReader {
public:
    ArgumentReader(std::string_view text, const InitialForm& form)
        : m_text(text)
        , m_form(form)
    {
        m_values.kind = form.kind;
        m_values.first = form.defaults[0];
        m_values.second = form.defaults[1];
    }

    Status take(std::string_view argument)
    {
        const std::size_t equals = argument.find('=');
        const std::string_view value =
            trimmed(equals == std::string_view::npos ? argument : argument.substr(equals + 1));
        if (equals == std::string_view::npos) {
            return set(m_position++, value);
        }
        const std::string_view name = trimmed(argument.substr(0, equals));
        if (name == "seed") {
            return setSeed(value);
        }
        if (name == "mode" && isKaiming(m_form.kind)) {
            return setMode(value);
        }
        for (std::size_t i = 0; i < m_form.arguments.size(); ++i) {
            if (!name.empty() && m_form.arguments[i] == name) {
                return set(i, value);
            }
        }
        return refused(m_text, std::string(m_form.name) + " has no argument \"" + std::string(name) + "\"");
    }

    Result<InitialValues> finish() const
    {
        if (m_form.kind == InitialKind::Constant && !m_hasFirst) {
            return refused(m_text, "constant needs its value, as in constant(0.5)");
        }
        if (m_form.kind == InitialKind::Normal && m_values.second < 0) {
            return refused(m_text, "a standard deviation is not negative");
        }
        if (m_form.kind == InitialKind::Uniform && m_values.first > m_values.second) {
            return refused(m_text, "the range begins above its end");
        }
        return m_values;
    }

private:
    Status set(std::size_t position, std::string_view value)
    {
        if (position >= m_form.arguments.size() || m_form.arguments[position].empty()) {
            return refused(m_text, std::string(m_form.name) + " takes fewer arguments");
        }
        const std::optional<double> number = numberOf<double>(value);
        if (!number || (m_form.kind != InitialKind::Constant && !std::isfinite(*number))) {
            return refused(m_text, "\"" + std::string(value) + "\" is no number");
        }
        m_hasFirst = m_hasFirst || position == 0;
        (position == 0 ? m_values.first : m_values.second) = *number;
        return Done{};
    }

    Status setSeed(std::string_view value)
    {
        const std::optional<std::uint64_t> seed = numberOf<std::uint64_t>(value);
        if (!seed || !isDrawn(m_form.kind)) {
            return refused(m_text,
                seed ? std::string(m_form.name) + " draws nothing and has no seed"
                     : "a seed is a number from 0 to 2^64 - 1");
        }
        m_values.seed = *seed;
        return Done{};
    }

    Status setMode(std::string_view value)
    {
        if (value != "fan_in" && value != "fan_out") {
            return refused(m_text, "mode is fan_in or fan_out");
        }
        m_values.fan = value == "fan_in" ? FanMode::In : FanMode::Out;
        return Done{};
    }

    std::string_view m_text;
    const InitialForm& m_form;
    InitialValues m_values;
    std::size_t m_position = 0;
    bool m_hasFirst = false;
};

std::string numberText(double number)
{
    std::array<char, 32> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return {digits.data(), written.ptr};
}

} // namespace

bool isDrawn(InitialKind kind) noexcept
{
    return kind != InitialKind::Zeros && kind != InitialKind::Ones && kind != InitialKind::Constant;
}

std::string initialValuesText(const InitialValues& values)
{
    const InitialForm& form = kForms.at(static_cast<std::size_t>(values.kind));
    std::string arguments;
    for (std::size_t i = 0; i < form.arguments.size() && !form.arguments[i].empty(); ++i) {
        arguments += (i == 0 ? "" : ",") + numberText(i == 0 ? values.first : values.second);
    }
    if (values.fan == FanMode::Out && isKaiming(values.kind)) {
        arguments += ",mode=fan_out";
    }
    if (isDrawn(values.kind)) {
        arguments += ",seed=" + std::to_string(values.seed);
    }
    return std::string(form.name) + (arguments.empty() ? "" : "(" + arguments + ")");
}

Result<InitialValues> parseInitialValues(std::string_view text)
{
    const std::string_view whole = trimmed(text);
    const std::size_t bracket = whole.find('(');
    const InitialForm* form = formNamed(trimmed(whole.substr(0, bracket)));
    if (form == nullptr) {
        return refused(whole,
            "expected zeros, ones, constant, normal, uniform, kaiming_uniform, kaiming_normal, xavier_uniform or "
            "xavier_normal");
    }
    ArgumentReader reader(whole, *form);
    if (bracket != std::string_view::npos) {
        if (!whole.ends_with(')')) {
            return refused(whole, "the bracket is not closed");
        }
        std::string_view rest = trimmed(whole.substr(bracket + 1, whole.size() - bracket - 2));
        while (!rest.empty()) {
            const std::size_t comma = rest.find(',');
            PTHF_TRY(reader.take(trimmed(rest.substr(0, comma))));
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
        }
    }
    return reader.finish();
}

} // namespace pthf
