// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include <hdf5.h>

namespace pthf::hdf5 {

/// An identifier of libhdf5 with the function that closes it.
class Handle {
public:
    using Close = herr_t (*)(hid_t);

    Handle() = default;
    Handle(hid_t id, Close close) noexcept
        : m_id(id)
        , m_close(close)
    {
    }
    ~Handle()
    {
        if (m_id >= 0) {
            m_close(m_id);
        }
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    Handle(Handle&& other) noexcept
        : m_id(std::exchange(other.m_id, -1))
        , m_close(other.m_close)
    {
    }
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(m_id, other.m_id);
        std::swap(m_close, other.m_close);
        return *this;
    }

    explicit operator bool() const noexcept { return m_id >= 0; }
    hid_t id() const noexcept { return m_id; }

private:
    hid_t m_id = -1;
    Close m_close = nullptr;
};

/// What libhdf5 says of its last failure: the innermost description it has.
std::string lastError();

} // namespace pthf::hdf5
