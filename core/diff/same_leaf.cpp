// SPDX-License-Identifier: Apache-2.0
#include "core/diff/same_leaf.h"

#include <algorithm>
#include <limits>

#include "core/checkpoint/tensor_bytes.h"

namespace pthf {

namespace {

constexpr std::uint64_t kBlock = std::uint64_t{1} << 20U;

/// One side's bytes, block after block, wherever they are.
class Blocks {
public:
    Blocks(const Content& content, ValueId value)
    {
        if (const auto bytes = bytesOf(content, value, std::numeric_limits<std::size_t>::max())) {
            m_bytes = *bytes;
        }
    }

    std::uint64_t length() const noexcept { return m_bytes.length; }

    Result<std::string> at(std::uint64_t offset) const
    {
        const std::uint64_t count = std::min(kBlock, length() - offset);
        if (m_bytes.external == nullptr) {
            return m_bytes.head.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(count));
        }
        const ExternalBytes& whole = *m_bytes.external;
        return readHead({whole.source, whole.offset + offset, count}, static_cast<std::size_t>(count));
    }

private:
    BytesView m_bytes;
};

Result<bool> isSameBytes(const Content& a, ValueId inA, const Content& b, ValueId inB)
{
    const Blocks here(a, inA);
    const Blocks there(b, inB);
    if (here.length() != there.length()) {
        return false;
    }
    for (std::uint64_t offset = 0; offset < here.length(); offset += kBlock) {
        const std::string one = PTHF_TRY(here.at(offset));
        const std::string other = PTHF_TRY(there.at(offset));
        if (one != other) {
            return false;
        }
    }
    return true;
}

Result<bool> isSameArray(const Content& a, ValueId inA, const Content& b, ValueId inB)
{
    const auto here = shownArrayOf(a.graph, inA);
    const auto there = shownArrayOf(b.graph, inB);
    const bool isMasked = here && here->mask != kNoValue;
    if (!here || !there || here->type.name != there->type.name || here->type.isBigEndian != there->type.isBigEndian
        || here->shape != there->shape || here->isFortran != there->isFortran
        || isMasked != (there->mask != kNoValue)) {
        return false;
    }
    const bool isSame = PTHF_TRY(isSameBytes(a, here->data, b, there->data));
    return isSame && isMasked ? isSameBytes(a, here->mask, b, there->mask) : Result<bool>(isSame);
}

} // namespace

Result<bool> isSameLeaf(const Content& a, ValueId inA, const Content& b, ValueId inB)
{
    const ValueView here = viewOf(a, inA);
    const ValueView there = viewOf(b, inB);
    if (here.kind != there.kind || here.typeName != there.typeName) {
        return false;
    }
    switch (here.kind) {
    case ViewKind::Array:
        return isSameArray(a, inA, b, inB);
    case ViewKind::Bytes:
        return isSameBytes(a, inA, b, inB);
    case ViewKind::Text:
        if (const auto text = readableTextOf(a, inA)) {
            const bool isSame = text == readableTextOf(b, inB);
            return isSame && text->empty() ? Result<bool>(leafText(a, inA) == leafText(b, inB)) : Result<bool>(isSame);
        }
        return leafText(a, inA) == leafText(b, inB);
    default:
        return leafText(a, inA, kBlock) == leafText(b, inB, kBlock);
    }
}

} // namespace pthf
