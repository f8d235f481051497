// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exit_status.h"

namespace pthf::cli {
namespace {

/// Cancelled and bugs are the same everywhere; anything else is the stage's own status.
int statusOf(const Error& error, int ofStage) noexcept
{
    switch (error.code()) {
    case ErrorCode::Cancelled:
        return kCancelled;
    case ErrorCode::Internal:
        return kBug;
    case ErrorCode::IoFailed:
    case ErrorCode::Truncated:
    case ErrorCode::Corrupt:
    case ErrorCode::LimitExceeded:
    case ErrorCode::Unsupported:
    case ErrorCode::InvalidArgument:
    case ErrorCode::OutOfMemory:
        return ofStage;
    }
    return kBug;
}

} // namespace

int statusOfOpening(const Error& error) noexcept
{
    return statusOf(error, kUnreadable);
}

int statusOfPlanning(const Error& error) noexcept
{
    const bool isOfInput = error.code() == ErrorCode::IoFailed || error.code() == ErrorCode::Truncated
        || error.code() == ErrorCode::Corrupt;
    return statusOf(error, isOfInput ? kUnreadable : kWrongUsage);
}

int statusOfSaving(const Error& error) noexcept
{
    switch (error.code()) {
    case ErrorCode::Truncated:
    case ErrorCode::Corrupt:
        return kUnreadable;
    case ErrorCode::InvalidArgument:
    case ErrorCode::Unsupported:
        return kWrongUsage;
    default:
        return statusOf(error, kUnwritable);
    }
}

} // namespace pthf::cli
