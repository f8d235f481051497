// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/arguments.h"

namespace CLI {
class App;
}

namespace pthf::cli {

/// Declares every subcommand with its options and help on an App; after App::parse, runs the one that was named.
class CommandLine {
public:
    explicit CommandLine(CLI::App& app);

    /// The exit status of the subcommand.
    int run(const Console& console);

private:
    void declareInfo();
    void declareLs();
    void declareConvert();
    void declareDeviceOptions();
    void declareKeyOptions();
    void declarePartOptions();
    void declareFormOptions();
    void declareSaveOptions();
    void declareCheck();
    void declareDevices();
    void planOption(const char* name, const char* value, const char* help);
    void planFlag(const char* name, const char* help);
    std::vector<PlanOption> planInOrder() const;

    CLI::App& m_app;
    CLI::App* m_info = nullptr;
    CLI::App* m_ls = nullptr;
    CLI::App* m_convert = nullptr;
    CLI::App* m_check = nullptr;
    CLI::App* m_devices = nullptr;
    InfoArguments m_infoArguments;
    LsArguments m_lsArguments;
    ConvertArguments m_convertArguments;
    CheckArguments m_checkArguments;
    DevicesArguments m_devicesArguments;
    std::string m_group; ///< the heading that the next options of convert stand under
};

} // namespace pthf::cli
