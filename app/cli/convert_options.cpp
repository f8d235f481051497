// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "app/cli/convert_arguments.h"
#include "app/cli/options.h"
#include "core/plan/name_families.h"

namespace pthf::cli {
namespace {

constexpr const char* kConvertHelp =
    "Operations apply in the order written. An --in belongs to the key options just before it, or to all of them when\n"
    "it stands first. GLOB matches a whole key of a state dict (* crosses dots); with a leading / a PATH from the "
    "root.\n"
    "KEY is a whole key, in every state dict that has it (or those of --in), or a PATH from the root, with a leading "
    "/\n"
    "where a key has the same name. A new key goes to the end of the one state dict there is, or of those of --in. "
    "What is\n"
    "tied to KEY changes with it. FILL is zeros, ones, constant(V), normal(MEAN,STD,seed=N), "
    "uniform(LOW,HIGH,seed=N),\n"
    "kaiming_uniform(A,mode=fan_in,seed=N), kaiming_normal, xavier_uniform(GAIN,seed=N) or xavier_normal; without one "
    "new\n"
    "room is zeros. What is drawn is what torch.manual_seed(N) and torch.nn.init give for the whole new shape on the "
    "CPU,\n"
    "so the room that a tensor grows by gets the numbers that torch has there; LibTorch draws it, in blocks.\n"
    "--json prints the receipt: "
    "{\"input\",\"output\",\"format\",\"input_bytes\",\"output_bytes\",\"tensors\",\"storages\",\n"
    "  "
    "\"copied_bytes\",\"converted_bytes\",\"seconds\",\"verified\",\"compared_bytes\",\"operations\":[{\"text\","
    "\"effect\"}],\n"
    "  \"notes\":[]}; with --out-dir an array of them, each\n"
    "  with \"status\":\"saved|skipped|refused|failed|cancelled\", \"sha256\" on request, \"error\" where there is "
    "one. With --dry-run the plan: "
    "{\"input\",\"output\",\"bytes_before\",\n"
    "  "
    "\"bytes_after\",\"refusal\",\"operations\":[{\"operation\",\"text\",\"changed\",\"untouched\",\"bytes\","
    "\"effect\",\"skipped\"}],\n"
    "  "
    "\"losses\":{\"numbers\",\"overflows\",\"underflows\",\"rounded\",\"nans\",\"infinities\",\"tensors\":[…]} of what "
    "is "
    "cast,\n"
    "  \"notes\",\"rows\":[{\"change\":\"same|changed|dropped|added\",\"before\",\"after\",\"device\",\"dtype\","
    "\"value\"}]}.";

// The headings of options that stand for operations.
constexpr const char* kDevices = "Devices";
constexpr const char* kKeys = "Keys of state dicts";
constexpr const char* kParts = "Parts";
constexpr const char* kTensors = "Tensors";
constexpr const char* kForm = "Numbers and form";

/// Declares the options of one heading that stand for operations. Values stay with the option; planInOrder() reads them
/// back in the order of the command line.
class PlanGroup {
public:
    PlanGroup(CLI::App& command, std::string name)
        : m_command(command)
        , m_name(std::move(name))
    {
    }

    void option(const char* name, const char* value, const std::string& help)
    {
        m_command.add_option(std::string("--") + name, help)
            ->type_name(value)
            ->type_size(1)
            ->expected(1, CLI::detail::expected_max_vector_size)
            ->allow_extra_args(false)
            ->group(m_name);
    }

    void flag(const char* name, const std::string& help)
    {
        m_command.add_flag(std::string("--") + name, help)->group(m_name);
    }

private:
    CLI::App& m_command;
    std::string m_name;
};

std::string familiesHelp()
{
    std::string help = "Names of other code for the same parameters:";
    for (const NameFamily& family : nameFamilies()) {
        help.append(help.ends_with(':') ? " " : ", ").append(family.id);
    }
    return help;
}

void addDeviceOptions(CLI::App& command)
{
    PlanGroup group(command, kDevices);
    group.option("map-location", "DEV|auto|keep", "Store every tensor for this device");
    group.option("map-device", "FROM=TO", "Tensors on FROM go to TO; several make one table (cuda is every cuda:N)");
    group.option("device-rule", "GLOB=>DEV", "Tensors that match go to DEV; the first rule that matches holds");
    group.option("device-role", "ROLE=>DEV", "All of a role goes to DEV: optimizer=>cpu; becomes device rules");
    group.option("device-layers", "LAYERS=>DEV", "Layers by number: model.layers.0-11=>cuda:0; becomes device rules");
    group.option("split-devices", "DEV,DEV,…", "Share the bytes out evenly, layers whole; becomes device rules");
}

void addKeyOptions(CLI::App& command)
{
    PlanGroup group(command, kKeys);
    group.option("remove-prefix", "P", "Remove whole dotted segments from the start of keys, once");
    group.option("add-prefix", "P", "Put dotted segments in front of every key");
    group.option("remove-segment", "S", "Remove a segment wherever it stands");
    group.option("rename", "REGEX=>TO", "Replace in keys, as Python's re.sub");
    group.option("rename-table", "FILE", R"(Rename by {"old": "new"}, or lines of OLD and NEW)");
    group.option("rename-family", "NAME", familiesHelp());
    group.option(
        "rename-by-position", "REFERENCE", "Give names that differ those of a checkpoint or text, in its order");
    group.option("in", "PATH", "Which state dict; repeatable; '*' is all of them");
}

void addPartOptions(CLI::App& command)
{
    PlanGroup group(command, kParts);
    group.option("keep", "GLOB", "Keep what matches, drop all other tensors");
    group.option("drop", "GLOB", "Drop what matches");
    group.option("keep-role", "ROLE", "Keep a role only: model, ema, optimizer, scheduler, …");
    group.option("drop-role", "ROLE", "Drop a role");
    group.option("extract", "PATH", "Make this branch the root");
    group.option("wrap", "KEY", "Put the root under a key of a new dictionary");
    group.flag("state-dict", "Turn whole models into what their state_dict() gives");
}

void addTensorOptions(CLI::App& command)
{
    PlanGroup group(command, kTensors);
    group.option("set", "KEY=FILE#PATH", "Give KEY, or a new KEY, the tensor that stands at PATH in another file");
    group.option("init", "KEY=FILL:SHAPE:DTYPE",
        "Give KEY, or a new KEY, a new tensor: head.weight='normal(0,0.02,seed=1):[200,1024]:float32'");
    group.option("transpose", "GLOB|GLOB=>A,B", "Swap two dimensions (the first two) and lay the numbers out anew");
    group.option("resize", "KEY=SHAPE:FILL|bicubic|bilinear",
        "Grow or cut: all of the new shape is filled as torch fills it, then what was there is laid over it; "
        "dimensions of one may come or go. Or interpolate position embeddings: "
        "pos_embed='[1,577,768]:bicubic(prefix=1,from=14x14,to=24x24)'");
}

void addFormOptions(CLI::App& command)
{
    PlanGroup group(command, kForm);
    group.option("cast", "DTYPE|GLOB=>DTYPE", "Cast floating tensors: those of model and EMA, or what matches");
    group.option("set-value", "PATH=JSON", "Replace a plain value");
    group.option("freeze", "GLOB", "Set requires_grad to false");
    group.option("unfreeze", "GLOB", "Set requires_grad to true");
    group.flag("compact", "Give views that drag a larger storage one of their own size");
    group.flag("untie", "Give every tensor a storage of its own");
    group.flag("portable", "Turn numpy values, Namespaces and the like into plain Python values");
    group.flag("plain-dict", "Turn OrderedDict into dict, so that LibTorch can read it");
    group.flag("laptop", "cpu, unwrapped, without optimizer, safe for weights_only");
    group.option("recipe", "FILE", "Take the operations of a recipe");
}

void addSaveOptions(CLI::App& command, ConvertArguments& to)
{
    const std::string group = "Saving";
    const std::map<std::string, Verification> verifications{
        {"none", Verification::None}, {"structure", Verification::Structure}, {"full", Verification::Full}};
    command
        .add_option_function<std::string>(
            "--format", [&to](const std::string& name) { to.format = saveFormatFromName(name); },
            "zip (torch ≥ 1.6), legacy (torch 0.4 to 1.5) or safetensors; default: by OUT's extension, as the input")
        ->check(CLI::IsMember({"zip", "legacy", "safetensors"}))
        ->type_name("zip|legacy|safetensors")
        ->group(group);
    command
        .add_option_function<std::string>(
            "--verify", [&to, verifications](const std::string& name) { to.verification = verifications.at(name); },
            "What is compared after writing")
        ->check(CLI::IsMember({"structure", "full", "none"}))
        ->type_name("structure|full|none")
        ->group(group);
    command.add_option("--out-dir", to.outFolder, "Write every input under its own name into this folder")
        ->type_name("DIR")
        ->group(group);
    command.add_option("--receipt", to.receiptFile, "With --out-dir: append a line of JSON a file to this")
        ->type_name("FILE")
        ->group(group);
    command.add_flag("--sha256", to.wantsSums, "With --out-dir: say the SHA-256 of every output")->group(group);
    command.add_option("--save-recipe", to.saveRecipe, "Write the operations as a recipe")
        ->type_name("FILE")
        ->group(group);
    command
        .add_flag_callback(
            "--overwrite", [&to] { to.overwrite = Overwrite::Yes; }, "Replace OUT if it exists")
        ->group(group);
    command
        .add_option("--shard-size", to.shardSize,
            "Split into files of at most this (5GB, 512MiB) with an index; OUT is a folder or the index")
        ->type_name("SIZE")
        ->check([](const std::string& size) { return std::string(size.empty() ? "no size like 5GB or 512MiB" : ""); })
        ->group(group);
    command
        .add_flag("--in-place", to.isInPlace,
            "No OUT, every file named is an IN: append the new description to each itself, whatever its size; `pthf "
            "undo` takes it back")
        ->group(group);
    command
        .add_option(
            "--prove-on", to.proveOn, "Then carry it to this device and back, and compare (plan: to those it is for)")
        ->type_name("DEV")
        ->group(group);
    command
        .add_flag("--witness", to.hasWitness,
            "Then ask LibTorch's own reader whether it sees the same (zip with plain dicts, TorchScript)")
        ->group(group);
    command.add_flag("--dry-run", to.isDryRun, "Show what would be written, row by row")->group(group);
    command.add_flag("--print-python", to.printPython, "Print Python that does the same with torch")->group(group);
}

} // namespace

void addConvertOptions(CLI::App& command, ConvertArguments& arguments)
{
    command.add_option("FILES", arguments.files, "IN OUT, or inputs with --out-dir")->required()->type_name("IN OUT");
    addDeviceOptions(command);
    addKeyOptions(command);
    addPartOptions(command);
    addTensorOptions(command);
    addFormOptions(command);
    addSaveOptions(command, arguments);
    addJson(command, arguments.form);
    addRecursive(command, arguments.recursive);
    command.footer(kConvertHelp);
}

std::vector<PlanOption> planInOrder(const CLI::App& command)
{
    std::vector<PlanOption> options;
    std::map<const CLI::Option*, std::size_t> taken;
    for (const CLI::Option* option : command.parse_order()) {
        const std::string group = option->get_group();
        if (group != kDevices && group != kKeys && group != kParts && group != kTensors && group != kForm) {
            continue;
        }
        const std::size_t number = taken[option]++;
        const bool isFlag = option->get_items_expected_max() == 0;
        options.push_back({option->get_lnames().front(), isFlag ? std::string() : option->results().at(number)});
    }
    return options;
}

} // namespace pthf::cli
