// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <dlfcn.h>

#include <QByteArray>
#include <QFileInfo>
#include <QtGlobal>

#include "core/compute/compute_loader.h"
#include "tests/core/compute/stand_in_accelerator.h"

namespace pthf::tests {

/// The compute module with the stand-in accelerator, loaded as programs load theirs: while this lives everything that
/// asks for the module gets it. For tests that are given its folder as PTHF_STAND_IN_FOLDER.
class StandInModule {
public:
    explicit StandInModule(const QByteArray& folder)
    {
        qputenv("PTHF_MODULE_DIR", folder);
        const ModuleChoice choice = chooseModule();
        if (const ModuleCandidate* chosen = choice.chosen()) {
            m_library = dlopen(chosen->path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
        }
    }
    ~StandInModule() { qunsetenv("PTHF_MODULE_DIR"); }
    StandInModule(const StandInModule&) = delete;
    StandInModule& operator=(const StandInModule&) = delete;
    StandInModule(StandInModule&&) = delete;
    StandInModule& operator=(StandInModule&&) = delete;

    bool isThere() const { return m_library != nullptr; }
    void behave(const StandIn& behaviour) const { find<void (*)(const StandIn*)>("pthf_set_stand_in")(&behaviour); }
    /// Bytes that are taken on its devices.
    std::uint64_t allocated() const { return find<std::uint64_t (*)()>("pthf_stand_in_allocated")(); }
    std::uint64_t copies() const { return find<std::uint64_t (*)()>("pthf_stand_in_copies")(); }

private:
    template<typename Function>
    Function find(const char* name) const
    {
        return reinterpret_cast<Function>(dlsym(m_library, name));
    }

    void* m_library = nullptr;
};

} // namespace pthf::tests
