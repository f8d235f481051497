// SPDX-License-Identifier: Apache-2.0
#include "core/pickle/pickle_scanner.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "core/io/byte_source.h"

namespace pthf {

namespace {

constexpr std::uint64_t kKept = 4'096; // bytes of a payload
constexpr std::uint32_t kStride = 4'096;

bool isText(ArgumentKind kind) noexcept
{
    return kind == ArgumentKind::Text8 || kind == ArgumentKind::Text32 || kind == ArgumentKind::Text64;
}

/// The texts that STACK_GLOBAL would take, as far as they were pushed in front of it or fetched from the memo.
class RecentTexts {
public:
    void see(const OpcodeStep& step)
    {
        const OpcodeInfo& info = opcodeInfo(step.opcode);
        switch (step.opcode) {
        case Opcode::Memoize:
            return remember(m_puts++);
        case Opcode::BinPut:
        case Opcode::LongBinPut:
            ++m_puts;
            return remember(step.argument.number);
        case Opcode::BinGet:
        case Opcode::LongBinGet:
            return recall(step.argument.number);
        default:
            m_isTextOnTop = isText(info.argument) && step.argument.length <= kKept;
            if (m_isTextOnTop) {
                push(std::string(step.argument.text));
            } else if (info.stack.pushes != 0) {
                m_texts = {};
            }
        }
    }
    ScannedGlobal global(std::uint64_t offset) const { return {m_texts[0], m_texts[1], offset}; }

private:
    static constexpr std::size_t kMaxRemembered = 65'536;

    void push(std::string text)
    {
        m_texts[0] = std::move(m_texts[1]);
        m_texts[1] = std::move(text);
    }
    void remember(std::uint64_t number)
    {
        if (m_isTextOnTop && m_memo.size() < kMaxRemembered) {
            m_memo.insert_or_assign(number, m_texts[1]);
        }
    }
    void recall(std::uint64_t number)
    {
        const auto found = m_memo.find(number);
        m_isTextOnTop = found != m_memo.end();
        push(m_isTextOnTop ? found->second : std::string());
    }

    std::array<std::string, 2> m_texts;
    std::unordered_map<std::uint64_t, std::string> m_memo;
    std::uint64_t m_puts = 0;
    bool m_isTextOnTop = false;
};

Result<PickleScan> scan(PickleInput& input, const Limits& limits, const Task& task)
{
    PickleScan result;
    result.begin = input.position();
    std::array<bool, 256> seen{};
    std::optional<std::uint8_t> stated;
    RecentTexts texts;
    OpcodeWalk walk(input);
    while (true) {
        if (result.steps++ % kStride == 0) {
            PTHF_TRY(task.poll());
        }
        const auto step = PTHF_TRY(walk.next());
        if (!step) {
            break;
        }
        seen[static_cast<std::uint8_t>(step->opcode)] = true;
        const bool hasRoom = result.globals.size() < limits.maxGlobals;
        if (step->opcode == Opcode::Proto) {
            stated = static_cast<std::uint8_t>(step->argument.number);
        } else if (hasRoom && (step->opcode == Opcode::Global || step->opcode == Opcode::Inst)) {
            result.globals.push_back(
                {std::string(step->argument.text), std::string(step->argument.secondLine), step->offset});
        } else if (hasRoom && step->opcode == Opcode::StackGlobal) {
            result.globals.push_back(texts.global(step->offset));
        }
        texts.see(*step);
    }
    --result.steps;
    result.end = input.position();
    for (std::size_t byte = 0; byte < seen.size(); ++byte) {
        if (seen[byte]) {
            const auto opcode = static_cast<std::uint8_t>(byte);
            result.opcodes.push_back(opcode);
            result.protocol = std::max(result.protocol, opcodeInfo(opcode).protocol);
        }
    }
    result.protocol = stated.value_or(result.protocol);
    return result;
}

} // namespace

Result<std::optional<OpcodeStep>> OpcodeWalk::next()
{
    if (m_isOver) {
        return std::optional<OpcodeStep>();
    }
    OpcodeStep step;
    step.offset = m_input.offset();
    if (!m_input.have(1)) {
        return m_input.takeError().within("pickle ends without a STOP");
    }
    const std::uint8_t byte = m_input.takeByte();
    const OpcodeInfo& info = opcodeInfo(byte);
    if (!info.isKnown()) {
        std::array<char, 2> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), byte, 16);
        return Error{ErrorCode::Corrupt,
            "byte 0x" + std::string(digits.data(), end.ptr) + " at " + std::to_string(step.offset)
                + " is no pickle opcode",
            step.offset};
    }
    step.opcode = Opcode{byte};
    auto argument = m_input.takeArgument(info.argument, kKept);
    if (!argument) {
        return m_input.takeError().within("opcode " + std::string(info.name) + " at " + std::to_string(step.offset));
    }
    step.argument = *argument;
    m_isOver = step.opcode == Opcode::Stop;
    return std::optional(step);
}

Result<PickleScan> scanPickle(
    std::shared_ptr<const ByteSource> source, std::uint64_t offset, const Limits& limits, const Task& task)
{
    PickleInput input(std::move(source), offset, limits);
    return scan(input, limits, task);
}

Result<PickleScan> scanPickle(std::span<const std::byte> bytes, const Limits& limits, const Task& task)
{
    PickleInput input(bytes, limits);
    return scan(input, limits, task);
}

} // namespace pthf
