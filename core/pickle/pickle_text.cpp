// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_text.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <vector>

#include "core/base/byte_reader.h"
#include "core/io/byte_source.h"
#include "core/pickle/pickle_scanner.h"
#include "core/text/utf8.h"
#include "core/value/big_integer.h"

namespace pthf {

namespace {

constexpr std::size_t kOffsetWidth = 8;
constexpr std::size_t kNameWidth = 17;
constexpr std::size_t kMaxIndent = 20; // levels; marks can nest a million deep
constexpr std::size_t kMaxText = 200;
constexpr std::uint64_t kStride = 4'096;

std::string inQuotationMarks(std::string_view text)
{
    return '"' + displayText(text, kMaxText) + '"';
}

std::string floatText(double value)
{
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof(digits), value);
    return {digits, end.ptr};
}

std::string argumentText(const OpcodeStep& step)
{
    const OpcodeArgument& argument = step.argument;
    switch (opcodeInfo(step.opcode).argument) {
    case ArgumentKind::None:
        return {};
    case ArgumentKind::Int32:
        return std::to_string(static_cast<std::int64_t>(argument.number));
    case ArgumentKind::UInt8:
    case ArgumentKind::UInt16:
    case ArgumentKind::UInt32:
    case ArgumentKind::UInt64:
        return std::to_string(argument.number);
    case ArgumentKind::BigEndianDouble:
        return floatText(std::bit_cast<double>(argument.number));
    case ArgumentKind::Line:
        return displayText(argument.text, kMaxText);
    case ArgumentKind::TwoLines:
        return displayText(argument.text, kMaxText) + ' ' + displayText(argument.secondLine, kMaxText);
    default:
        break;
    }
    if (argument.text.size() != argument.length) {
        return std::to_string(argument.length) + " bytes";
    }
    const bool isNumber = step.opcode == Opcode::Long1 || step.opcode == Opcode::Long4;
    return isNumber ? decimalText(asBytes(argument.text)) : inQuotationMarks(argument.text);
}

class Disassembly {
public:
    void add(const OpcodeStep& step)
    {
        const OpcodeInfo& info = opcodeInfo(step.opcode);
        const bool takesMarkOff =
            info.stack.popsToMark || (step.opcode == Opcode::Pop && !m_heights.empty() && m_depth == m_heights.back());
        if (takesMarkOff && !m_heights.empty()) {
            m_depth = m_heights.back();
            m_heights.pop_back();
        }
        start(step.offset);
        m_text += info.name;
        if (const std::string argument = argumentText(step); !argument.empty()) {
            m_text.append(kNameWidth - info.name.size(), ' ');
            m_text += argument;
        }
        m_text += '\n';
        if (step.opcode == Opcode::Mark) {
            m_heights.push_back(m_depth);
        } else if (step.opcode != Opcode::Pop || !takesMarkOff) {
            m_depth += info.stack.pushes;
            m_depth -= std::min<std::uint64_t>(info.stack.pops, m_depth);
        }
    }
    void addRemark(std::uint64_t offset, std::string_view remark)
    {
        start(offset);
        m_text += remark;
        m_text += '\n';
    }
    std::string take() && { return std::move(m_text); }

private:
    void start(std::uint64_t offset)
    {
        const std::string number = std::to_string(offset);
        m_text.append(kOffsetWidth - std::min(kOffsetWidth, number.size()), ' ');
        m_text += number;
        m_text += ": ";
        m_text.append(4 * std::min(kMaxIndent, m_heights.size()), ' ');
    }

    std::string m_text;
    std::uint64_t m_depth = 0; ///< of the stack, as far as opcodes alone tell
    std::vector<std::uint64_t> m_heights; ///< of the marks
};

Result<std::string> disassemble(PickleInput& input, std::uint64_t maxLines, const Task& task)
{
    Disassembly text;
    OpcodeWalk walk(input);
    for (std::uint64_t line = 0;; ++line) {
        if (line % kStride == 0) {
            PTHF_TRY(task.poll());
        }
        if (line == maxLines) {
            text.addRemark(input.offset(), "… and more");
            return std::move(text).take();
        }
        const auto step = walk.next();
        if (!step) {
            text.addRemark(step.error().offset().value_or(input.offset()), step.error().message());
            return std::move(text).take();
        }
        if (!*step) {
            return std::move(text).take();
        }
        text.add(**step);
    }
}

} // namespace

Result<std::string> pickleText(std::shared_ptr<const ByteSource> source, std::uint64_t offset, std::uint64_t maxLines,
    const Limits& limits, const Task& task)
{
    PickleInput input(std::move(source), offset, limits);
    return disassemble(input, maxLines, task);
}

Result<std::string> pickleText(
    std::span<const std::byte> bytes, std::uint64_t maxLines, const Limits& limits, const Task& task)
{
    PickleInput input(bytes, limits);
    return disassemble(input, maxLines, task);
}

} // namespace pthf
