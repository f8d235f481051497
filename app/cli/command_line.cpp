// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_line.h"

#include <map>
#include <string_view>

#include <CLI/CLI.hpp>

#include "app/cli/exit_status.h"

namespace pthf::cli {
namespace {

constexpr const char* kDescription =
    "Opens PyTorch checkpoints without running them, shows what is in them, and writes the file that is wanted.";

constexpr const char* kExitHelp =
    "Exit status: 0 done; 1 done, and the answer is no (damage found, no state dict has the prefix); 2 wrong usage, "
    "or\n"
    "a plan that cannot work on this file; 3 the input cannot be read; 4 the output cannot be written; 70 a bug of\n"
    "ours; 130 cancelled. FILE - is standard input. With --json an error is\n"
    "{\"error\":{\"code\",\"message\",\"offset\",\"file\"}}.";

constexpr const char* kInfoHelp =
    "--json prints one object, for several FILEs or a folder an array of them:\n"
    "  {\"file\":{\"path\",\"bytes\"}, \"kind\", \"what\", \"holds\", \"tensors\", \"parameters\", \"trainable\", "
    "\"tensor_bytes\",\n"
    "   \"storages\", \"storage_bytes\", \"devices\":{DEVICE:{\"tensors\",\"bytes\"}}, \"dtypes\":{DTYPE:{…}},\n"
    "   \"roles\":[{\"path\",\"role\",\"label\",\"tensors\",\"bytes\"}], \"facts\":{\"epoch\":12,…},\n"
    "   \"weights_only\":{\"loads\",\"because\":[{\"global\",\"path\"}]},\n"
    "   \"loads_on\":[{\"where\",\"id\",\"yes\",\"why\",\"fix\":[operation]}],\n"
    "   "
    "\"findings\":[{\"id\",\"severity\":\"info|warning|error|danger\",\"text\",\"path\",\"fix\":[operation],\"label\"}]"
    "}\n"
    "A file that cannot be read has a card too: kind \"unreadable\", with a member \"error\". A path is a list of "
    "keys;\n"
    "operations are those of recipes.";

constexpr const char* kLsHelp =
    "--json prints an array with one object a leaf, in file order. Tensors:\n"
    "  "
    "{\"path\",\"type\":\"tensor\",\"dtype\",\"shape\",\"stride\",\"offset\",\"device\",\"storage\",\"requires_grad\","
    "\"parameter\"},\n"
    "  with \"layout\" and \"parts\" for sparse and nested ones, \"quantizer\", \"conj\", \"neg\", and \"stored\"\n"
    "  (whole|partly|lost) in damaged files. Others: {\"path\",\"type\",\"value\"}, type one of null bool int float "
    "str\n"
    "  bytes ndarray global complex dict list tuple set object; {\"type\":\"ref\",\"to\":path} where a container "
    "stands a\n"
    "  second time. A path is a list: strings, integers, {\"attr\"}, {\"arg\"}, {\"repr\"}.\n"
    "PATH is written with slashes: model/module.conv1.weight, optimizer/state/0/exp_avg, @attribute, \"quoted\".";

constexpr const char* kConvertHelp =
    "Operations apply in the order written. An --in belongs to the key options just before it, or to all of them when\n"
    "it stands first. GLOB matches a whole key of a state dict (* crosses dots); with a leading / a PATH from the "
    "root.\n"
    "--json prints the receipt: "
    "{\"input\",\"output\",\"format\",\"input_bytes\",\"output_bytes\",\"tensors\",\"storages\",\n"
    "  "
    "\"copied_bytes\",\"converted_bytes\",\"seconds\",\"verified\",\"compared_bytes\",\"operations\":[{\"text\","
    "\"effect\"}],\n"
    "  \"notes\":[]}; with --out-dir an array of them. With --dry-run the plan: "
    "{\"input\",\"output\",\"bytes_before\",\n"
    "  "
    "\"bytes_after\",\"refusal\",\"operations\":[{\"operation\",\"text\",\"changed\",\"untouched\",\"bytes\","
    "\"effect\",\"skipped\"}],\n"
    "  "
    "\"notes\",\"rows\":[{\"change\":\"same|changed|dropped|added\",\"before\",\"after\",\"device\",\"dtype\","
    "\"value\"}]}.";

constexpr const char* kCheckHelp =
    "Reads every record once. --json prints, for several FILEs an array of:\n"
    "  {\"file\":{\"path\",\"bytes\"},\"kind\",\"good\",\"records\",\"storages\",\"storage_bytes\",\"problem_count\",\n"
    "   \"problems\":[{\"severity\",\"code\",\"message\",\"where\",\"offset\"}]}\n"
    "Exit status 0 for good, 1 for damage, 3 for what cannot be read.";

constexpr const char* kDevicesHelp =
    "--json prints "
    "{\"auto\":\"cuda:0\",\"driver\":true,\"cuda\":\"12.4\",\"devices\":[{\"device\":\"cuda:0\",\"name\",\n"
    "\"memory_bytes\"}],\"note\"}; note says why there is no GPU.";

void addJson(CLI::App* command, OutputForm& form)
{
    command->add_flag_callback(
        "--json", [&form] { form = OutputForm::Json; }, "Print one JSON value");
}

void addRecursive(CLI::App* command, Recursive& recursive)
{
    command->add_flag_callback(
        "--recursive", [&recursive] { recursive = Recursive::Yes; }, "Take the files below folders too");
}

} // namespace

CommandLine::CommandLine(CLI::App& app)
    : m_app(app)
{
    m_app.description(kDescription);
    m_app.set_version_flag("--version", "pthf " PTHF_VERSION);
    m_app.require_subcommand(1);
    m_app.footer(kExitHelp);
    declareInfo();
    declareLs();
    declareConvert();
    declareCheck();
    declareDevices();
}

void CommandLine::declareInfo()
{
    m_info = m_app.add_subcommand("info", "What a file is, what it holds, what is wrong with it, where it loads");
    m_info->add_option("FILE", m_infoArguments.inputs, "Checkpoints, or folders of them")->required();
    addJson(m_info, m_infoArguments.form);
    addRecursive(m_info, m_infoArguments.recursive);
    m_info->footer(kInfoHelp);
}

void CommandLine::declareLs()
{
    using Shape = LsArguments::Shape;
    m_ls = m_app.add_subcommand("ls", "Every leaf of a checkpoint, in file order");
    m_ls->add_option("FILE", m_lsArguments.input, "The checkpoint")->required();
    m_ls->add_option("PATH", m_lsArguments.path, "Only what stands here or below");
    m_ls->add_flag_callback(
        "--json", [this] { m_lsArguments.shape = Shape::Json; }, "Print one JSON array");
    m_ls->add_flag_callback(
        "--text", [this] { m_lsArguments.shape = Shape::Canonical; }, "Print the canonical text of golden tests");
    m_ls->add_flag("--state-dict", m_lsArguments.stateDicts, "List what state_dict() gives, for whole models too");
    m_ls->footer(kLsHelp);
}

void CommandLine::planOption(const char* name, const char* value, const char* help)
{
    // Values stay with the option; planInOrder() reads them back in the order of the command line.
    const std::string text = help;
    m_convert->add_option(std::string("--") + name, text)
        ->type_name(value)
        ->type_size(1)
        ->expected(1, CLI::detail::expected_max_vector_size)
        ->allow_extra_args(false)
        ->group(m_group);
}

void CommandLine::planFlag(const char* name, const char* help)
{
    const std::string text = help;
    m_convert->add_flag(std::string("--") + name, text)->group(m_group);
}

void CommandLine::declareConvert()
{
    m_convert = m_app.add_subcommand("convert", "Writes a changed checkpoint and prints a receipt");
    m_convert->add_option("FILES", m_convertArguments.files, "IN OUT, or inputs with --out-dir")
        ->required()
        ->type_name("IN OUT");
    declareDeviceOptions();
    declareKeyOptions();
    declarePartOptions();
    declareFormOptions();
    declareSaveOptions();
    addJson(m_convert, m_convertArguments.form);
    addRecursive(m_convert, m_convertArguments.recursive);
    m_convert->footer(kConvertHelp);
}

void CommandLine::declareDeviceOptions()
{
    m_group = "Devices";
    planOption("map-location", "DEV|auto|keep", "Store every tensor for this device");
    planOption("map-device", "FROM=TO", "Tensors on FROM go to TO; several make one table (cuda is every cuda:N)");
    planOption("device-rule", "GLOB=>DEV", "Tensors that match go to DEV; the first rule that matches holds");
}

void CommandLine::declareKeyOptions()
{
    m_group = "Keys of state dicts";
    planOption("remove-prefix", "P", "Remove whole dotted segments from the start of keys, once");
    planOption("add-prefix", "P", "Put dotted segments in front of every key");
    planOption("remove-segment", "S", "Remove a segment wherever it stands");
    planOption("rename", "REGEX=>TO", "Replace in keys, as Python's re.sub");
    planOption("rename-table", "FILE", "Rename by a JSON object of old and new keys");
    planOption("in", "PATH", "Which state dict; repeatable; '*' is all of them");
}

void CommandLine::declarePartOptions()
{
    m_group = "Parts";
    planOption("keep", "GLOB", "Keep what matches, drop all other tensors");
    planOption("drop", "GLOB", "Drop what matches");
    planOption("keep-role", "ROLE", "Keep a role only: model, ema, optimizer, scheduler, …");
    planOption("drop-role", "ROLE", "Drop a role");
    planOption("extract", "PATH", "Make this branch the root");
    planOption("wrap", "KEY", "Put the root under a key of a new dictionary");
    planFlag("state-dict", "Turn whole models into what their state_dict() gives");
}

void CommandLine::declareFormOptions()
{
    m_group = "Numbers and form";
    planOption("cast", "DTYPE|GLOB=>DTYPE", "Cast floating tensors: those of model and EMA, or what matches");
    planOption("set-value", "PATH=JSON", "Replace a plain value");
    planOption("freeze", "GLOB", "Set requires_grad to false");
    planOption("unfreeze", "GLOB", "Set requires_grad to true");
    planFlag("compact", "Give views that drag a larger storage one of their own size");
    planFlag("untie", "Give every tensor a storage of its own");
    planFlag("portable", "Turn numpy values, Namespaces and the like into plain Python values");
    planFlag("plain-dict", "Turn OrderedDict into dict, so that LibTorch can read it");
    planFlag("laptop", "cpu, unwrapped, without optimizer, safe for weights_only");
    planOption("recipe", "FILE", "Take the operations of a recipe");
}

void CommandLine::declareSaveOptions()
{
    ConvertArguments& to = m_convertArguments;
    const std::string group = "Saving";
    const std::map<std::string, SaveFormat> formats{{"zip", SaveFormat::Zip}, {"legacy", SaveFormat::Legacy}};
    const std::map<std::string, Verification> verifications{
        {"none", Verification::None}, {"structure", Verification::Structure}, {"full", Verification::Full}};
    m_convert
        ->add_option_function<std::string>(
            "--format", [&to, formats](const std::string& name) { to.format = formats.at(name); },
            "zip (torch ≥ 1.6) or legacy (torch 0.4 to 1.5); default: as the input")
        ->check(CLI::IsMember({"zip", "legacy"}))
        ->type_name("zip|legacy")
        ->group(group);
    m_convert
        ->add_option_function<std::string>(
            "--verify", [&to, verifications](const std::string& name) { to.verification = verifications.at(name); },
            "What is compared after writing")
        ->check(CLI::IsMember({"structure", "full", "none"}))
        ->type_name("structure|full|none")
        ->group(group);
    m_convert->add_option("--out-dir", to.outFolder, "Write every input under its own name into this folder")
        ->type_name("DIR")
        ->group(group);
    m_convert->add_option("--save-recipe", to.saveRecipe, "Write the operations as a recipe")
        ->type_name("FILE")
        ->group(group);
    m_convert
        ->add_flag_callback(
            "--overwrite", [&to] { to.overwrite = Overwrite::Yes; }, "Replace OUT if it exists")
        ->group(group);
    m_convert->add_flag("--dry-run", to.isDryRun, "Show what would be written, row by row")->group(group);
    m_convert->add_flag("--print-python", to.printPython, "Print Python that does the same with torch")->group(group);
}

void CommandLine::declareCheck()
{
    m_check = m_app.add_subcommand("check", "Holds every record against its CRC and the directory");
    m_check->add_option("FILE", m_checkArguments.inputs, "Checkpoints")->required();
    addJson(m_check, m_checkArguments.form);
    addRecursive(m_check, m_checkArguments.recursive);
    m_check->footer(kCheckHelp);
}

void CommandLine::declareDevices()
{
    m_devices = m_app.add_subcommand("devices", "What this machine has, and what auto means on it");
    addJson(m_devices, m_devicesArguments.form);
    m_devices->footer(kDevicesHelp);
}

std::vector<PlanOption> CommandLine::planInOrder() const
{
    std::vector<PlanOption> options;
    std::map<const CLI::Option*, std::size_t> taken;
    for (const CLI::Option* option : m_convert->parse_order()) {
        const std::string group = option->get_group();
        if (group != "Devices" && group != "Keys of state dicts" && group != "Parts" && group != "Numbers and form") {
            continue;
        }
        const std::size_t number = taken[option]++;
        const bool isFlag = option->get_items_expected_max() == 0;
        options.push_back({option->get_lnames().front(), isFlag ? std::string() : option->results().at(number)});
    }
    return options;
}

int CommandLine::run(const Console& console)
{
    if (m_info->parsed()) {
        return runInfo(m_infoArguments, console);
    }
    if (m_ls->parsed()) {
        return runLs(m_lsArguments, console);
    }
    if (m_convert->parsed()) {
        m_convertArguments.plan = planInOrder();
        return runConvert(m_convertArguments, console);
    }
    if (m_check->parsed()) {
        return runCheck(m_checkArguments, console);
    }
    return m_devices->parsed() ? runDevices(m_devicesArguments, console) : kWrongUsage;
}

} // namespace pthf::cli
