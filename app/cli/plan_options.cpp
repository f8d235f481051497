// SPDX-License-Identifier: Apache-2.0
#include "app/cli/plan_options.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "app/cli/option_operations.h"
#include "app/cli/text_input.h"
#include "core/diagnose/loads_on.h"
#include "core/match/match_document.h"
#include "core/match/pair_by_position.h"
#include "core/placement/device_rules.h"
#include "core/plan/name_families.h"
#include "core/plan/plan_json.h"
#include "core/types/role.h"

namespace pthf::cli {
namespace {

constexpr const char* kNoSuchRole =
    "no such role; there are model, ema, optimizer, scheduler, scaler, rng, counter, metric, config, other";

std::vector<std::string> namesOf(const std::vector<KeyedBytes>& keys)
{
    std::vector<std::string> names;
    names.reserve(keys.size());
    for (const KeyedBytes& key : keys) {
        names.push_back(key.key);
    }
    return names;
}

/// The state dicts of a key operation, or null for operations that have none.
StateDictPaths* placesOf(Operation& operation)
{
    return std::visit(
        [](auto& what) -> StateDictPaths* {
            if constexpr (requires { what.in; }) {
                return &what.in;
            } else {
                return nullptr;
            }
        },
        operation);
}

class PlanMaker {
public:
    PlanMaker(const Document& document, const TreeIndex& tree, const Task& task)
        : m_document(document)
        , m_tree(tree)
        , m_task(task)
    {
    }

    Status take(const PlanOption& option)
    {
        const std::string& name = option.name;
        if (name == "map-location" || name == "map-device" || name.find("device") != std::string::npos) {
            return takeDevice(option);
        }
        if (name == "in") {
            return takePlace(option);
        }
        if (name == "recipe") {
            return takeRecipe(option);
        }
        if (name == "laptop") {
            for (Operation& operation : laptopOperations(m_document, m_document.content, m_tree)) {
                add(std::move(operation), HasPlaces::Yes);
            }
            return Done{};
        }
        if (name == "keep" || name == "keep-role" || name == "drop" || name == "drop-role") {
            return takeParts(option);
        }
        if (name == "rename-family") {
            return takeFamily(option);
        }
        if (name == "rename-by-position") {
            Operation pairs = PTHF_TRY(byPosition(option));
            add(std::move(pairs), HasPlaces::No);
            return Done{};
        }
        Operation operation = PTHF_TRY(operationOf(option));
        add(std::move(operation), HasPlaces::No);
        return Done{};
    }

    EditPlan finish()
    {
        for (std::size_t i = 0; i < m_plan.operations.size(); ++i) {
            StateDictPaths* places = placesOf(m_plan.operations[i]);
            if (places != nullptr && !m_hasPlaces[i] && m_forAll) {
                *places = *m_forAll;
            }
        }
        return std::move(m_plan);
    }

private:
    /// Whether an --in has been given to an operation, or it came with its own.
    enum class HasPlaces : std::uint8_t { No, Yes };

    void add(Operation operation, HasPlaces hasPlaces)
    {
        m_plan.operations.push_back(std::move(operation));
        m_hasPlaces.push_back(hasPlaces == HasPlaces::Yes);
        m_isPartOpen = false;
        m_isPlaceOpen = false;
    }

    Status takeDevice(const PlanOption& option)
    {
        if (!m_map) {
            m_map = m_plan.operations.size();
            add(MapLocation{}, HasPlaces::No);
        }
        auto& map = std::get<MapLocation>(m_plan.operations[*m_map]);
        if (option.name == "map-location") {
            if (option.value.empty()) {
                return optionMistake(option, "needs a device, auto or keep");
            }
            map.device = option.value == "keep" ? std::string() : option.value;
        } else if (option.name == "map-device") {
            map.table.push_back(PTHF_TRY(splitOption(option, "=", SplitAt::First)));
        } else {
            DeviceRules rules = PTHF_TRY(rulesOf(option));
            map.rules.insert(map.rules.end(), rules.begin(), rules.end());
        }
        return Done{};
    }

    /// The forms that say in other words what rules say.
    Result<DeviceRules> rulesOf(const PlanOption& option) const
    {
        if (option.name == "split-devices") {
            const std::vector<KeyedBytes> keys = PTHF_TRY(keysAtMap());
            return inOption(option, balancedRules(keys, commaSeparated(option.value)));
        }
        auto sides = PTHF_TRY(splitOption(option, "=>", SplitAt::Last));
        if (option.name == "device-layers") {
            const std::vector<KeyedBytes> keys = PTHF_TRY(keysAtMap());
            return inOption(option, layerRules(keys, sides.first, sides.second));
        }
        if (option.name == "device-role") {
            const auto role = roleFromName(sides.first);
            return role ? inOption(option, roleRules(m_document.content, m_tree, *role, sides.second))
                        : Result<DeviceRules>(optionMistake(option, kNoSuchRole));
        }
        return DeviceRules{{std::move(sides.first), std::move(sides.second)}};
    }

    static Result<DeviceRules> inOption(const PlanOption& option, Result<DeviceRules> rules)
    {
        return rules ? std::move(rules) : Result<DeviceRules>(optionMistake(option, rules.error().message()));
    }

    static std::vector<std::string> commaSeparated(const std::string& text)
    {
        std::vector<std::string> parts;
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find(',', begin), text.size());
            if (end > begin) {
                parts.push_back(text.substr(begin, end - begin));
            }
            begin = end + 1;
        }
        return parts;
    }

    /// The names of tensors as the operations before the one with this number leave them; dropped ones are gone.
    Result<std::vector<KeyedBytes>> keysBefore(std::size_t operation) const
    {
        std::vector<KeyedBytes> keys = keyedBytesOf(m_document.content, m_tree);
        const auto before = std::span<const Operation>(m_plan.operations).first(operation);
        auto names = PTHF_TRY(namesAfter(namesOf(keys), before));
        for (std::size_t i = 0; i < names.size(); ++i) {
            keys[i].key = std::move(names[i]);
        }
        std::erase_if(keys, [](const KeyedBytes& key) { return key.key.empty(); });
        return keys;
    }
    Result<std::vector<KeyedBytes>> keysAtMap() const { return keysBefore(*m_map); }

    Status takeFamily(const PlanOption& option)
    {
        const NameFamily* family = nameFamily(option.value);
        if (family == nullptr) {
            return optionMistake(option, "no such family of names; `pthf convert --help` lists them");
        }
        const auto keys = PTHF_TRY(keysBefore(m_plan.operations.size()));
        const std::vector<std::string> names = namesOf(keys);
        const std::vector<Operation> operations = familyOperations(*family, names, {});
        if (operations.empty()) {
            return optionMistake(option, "no key has these names");
        }
        for (const Operation& operation : operations) {
            add(operation, HasPlaces::No);
        }
        return Done{};
    }

    Status takePlace(const PlanOption& option)
    {
        StateDictPaths places;
        if (option.value != "*") {
            places.push_back(PTHF_TRY(parsePath(option.value)));
        }
        if (m_isPlaceOpen) { // one more --in of the same operations
            for (const std::size_t number : m_lastPlaced) {
                StateDictPaths* of = placesOf(m_plan.operations[number]);
                of->insert(of->end(), places.begin(), places.end());
            }
            return Done{};
        }
        m_lastPlaced.clear();
        for (std::size_t i = m_plan.operations.size(); i-- > 0 && !m_hasPlaces[i];) {
            if (placesOf(m_plan.operations[i]) != nullptr) {
                m_lastPlaced.push_back(i);
            }
        }
        for (const std::size_t number : m_lastPlaced) {
            *placesOf(m_plan.operations[number]) = places;
            m_hasPlaces[number] = true;
        }
        if (m_lastPlaced.empty()) {
            if (!m_forAll) {
                m_forAll.emplace();
            }
            m_forAll->insert(m_forAll->end(), places.begin(), places.end());
        } else {
            m_isPlaceOpen = true;
        }
        return Done{};
    }

    Status takeRecipe(const PlanOption& option)
    {
        const auto text = readText(option.value);
        if (!text) {
            return text.error().within("--recipe " + option.value);
        }
        const auto plan = planFromJson(*text);
        if (!plan) {
            return Error{ErrorCode::InvalidArgument, plan.error().within("--recipe " + option.value).message()};
        }
        for (const Operation& operation : plan->operations) {
            add(operation, HasPlaces::Yes);
        }
        return Done{};
    }

    template<typename Part>
    Status takePart(const PlanOption& option)
    {
        const bool isNext =
            !m_plan.operations.empty() && m_isPartOpen && std::holds_alternative<Part>(m_plan.operations.back());
        if (!isNext) {
            add(Part{}, HasPlaces::No);
        }
        m_isPartOpen = true;
        auto& part = std::get<Part>(m_plan.operations.back());
        if (!option.name.ends_with("-role")) {
            part.globs.push_back(option.value);
            return Done{};
        }
        const auto role = roleFromName(option.value);
        if (!role) {
            return optionMistake(option, kNoSuchRole);
        }
        part.roles.push_back(*role);
        return Done{};
    }

    Status takeParts(const PlanOption& option)
    {
        return option.name.starts_with("keep") ? takePart<Keep>(option) : takePart<Drop>(option);
    }

    /// The names as the operations before this one leave them, paired with those of the reference.
    Result<Operation> byPosition(const PlanOption& option) const
    {
        const auto reference = openReference(option.value, std::nullopt, m_task);
        if (!reference) {
            return reference.error().within("--rename-by-position " + option.value);
        }
        const MatchSide side{m_document.content, m_tree};
        const StateDict dict = PTHF_TRY(bestStateDict(side, *reference, std::nullopt));
        KeyList keys = keysOf(m_document.content, dict);
        const std::vector<std::string> names =
            PTHF_TRY(namesAfter(namesOf(keys), std::span<const Operation>(m_plan.operations)));
        for (std::size_t i = 0; i < names.size(); ++i) {
            keys[i].key = names[i];
        }
        std::erase_if(keys, [](const KeyEntry& entry) { return entry.key.empty(); });
        auto pairs = pairByPosition(keys, reference->keys);
        if (!pairs) {
            return pairs.error().within("--rename-by-position " + option.value);
        }
        return Operation(RenameTable{std::move(*pairs), {}});
    }

    /// KEY as the plan has it: what is no key of a state dict and has a "/" is a path from the root.
    std::string keyOf(std::string key) const
    {
        if (key.starts_with('/') || key.find('/') == std::string::npos) {
            return key;
        }
        for (const StateDict& dict : m_tree.stateDicts) {
            for (const StateDictEntry& entry : stateDictEntries(m_document.content, dict)) {
                if (entry.key == key) {
                    return key;
                }
            }
        }
        return "/" + key;
    }

    template<typename Tensor>
    Result<Operation> tensorOperation(const PlanOption& option, Result<Tensor> (*read)(std::string_view)) const
    {
        Result<Tensor> operation = read(option.value);
        if (!operation) {
            return operation.error().within("--" + option.name);
        }
        if constexpr (requires { operation->key; }) {
            operation->key = keyOf(std::move(operation->key));
        }
        return Operation(std::move(*operation));
    }

    Result<Operation> operationOf(const PlanOption& option) const
    {
        if (option.name == "set") {
            return tensorOperation(option, setTensorFromText);
        }
        if (option.name == "init") {
            return tensorOperation(option, initTensorFromText);
        }
        if (option.name == "transpose") {
            return tensorOperation(option, transposeFromText);
        }
        if (option.name == "resize") {
            return tensorOperation(option, resizeFromText);
        }
        return operationOfOption(option);
    }

    const Document& m_document;
    const TreeIndex& m_tree;
    const Task& m_task;
    EditPlan m_plan;
    std::vector<bool> m_hasPlaces; ///< beside the operations
    std::optional<std::size_t> m_map; ///< the one MapLocation
    std::optional<StateDictPaths> m_forAll; ///< of --in before any key option
    std::vector<std::size_t> m_lastPlaced; ///< the operations that the last --in belonged to
    bool m_isPlaceOpen = false; ///< the option before was an --in of these
    bool m_isPartOpen = false; ///< the last operation came from --keep or --drop
};

} // namespace

Result<EditPlan> planOf(
    const std::vector<PlanOption>& options, const Document& document, const TreeIndex& tree, const Task& task)
{
    PlanMaker maker(document, tree, task);
    for (const PlanOption& option : options) {
        PTHF_TRY(maker.take(option));
    }
    return maker.finish();
}

} // namespace pthf::cli
