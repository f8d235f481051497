// SPDX-License-Identifier: Apache-2.0
#include "app/hdf5/description.h"

#include <array>
#include <cstring>
#include <set>
#include <string_view>
#include <vector>

#include "app/hdf5/element_type.h"
#include "app/hdf5/hdf5_handle.h"
#include "app/hdf5/json_text.h"

namespace pthf::hdf5 {

namespace {

constexpr unsigned kMaxDepth = 100; // of groups; the reader's JSON holds 256 levels, two for each
constexpr std::size_t kMaxObjects = 1'000'000;
constexpr hsize_t kMaxValues = 1'000'000; // of one attribute
constexpr std::size_t kMaxValueBytes = std::size_t{64} << 20U;

class Describer {
public:
    std::string run(hid_t file)
    {
        const Handle root(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose);
        appendGroup(root.id(), "", 0);
        return std::move(m_json);
    }

private:
    /// Members of the JSON object that is being written.
    void key(std::string_view name)
    {
        m_json += m_json.empty() || m_json.back() == '{' ? "" : ",";
        appendText(m_json, name);
        m_json += ':';
    }

    void begin(std::string_view kind, std::string_view name)
    {
        m_json += m_json.empty() || m_json.back() == '[' ? "{" : ",{";
        key("kind");
        appendText(m_json, kind);
        key("name");
        appendText(m_json, name);
    }

    void appendLink(std::string_view name, std::string_view what)
    {
        begin("link", name);
        key("what");
        appendText(m_json, what);
        m_json += '}';
    }

    /// Recursion is bounded by kMaxDepth.
    void appendGroup(hid_t group, std::string_view name, unsigned depth)
    {
        H5O_info_t info{};
        if (group < 0 || H5Oget_info(group, &info) < 0 || !m_groups.insert(info.addr).second) {
            appendLink(name, group < 0 ? "a group that cannot be read: " + lastError() : "a group that stands before");
            return;
        }
        begin("group", name);
        appendAttributes(group);
        key("members");
        m_json += '[';
        H5G_info_t members{};
        if (H5Gget_info(group, &members) < 0) {
            appendLink("", "members that cannot be read: " + lastError());
        }
        for (hsize_t i = 0; i < members.nlinks && m_objects < kMaxObjects; ++i) {
            ++m_objects;
            appendMember(group, i, depth + 1);
        }
        m_json += "]}";
    }

    void appendMember(hid_t group, hsize_t number, unsigned depth)
    {
        const ssize_t length =
            H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_NATIVE, number, nullptr, 0, H5P_DEFAULT);
        constexpr ssize_t kMaxName = 65'536;
        if (length < 0 || length > kMaxName) {
            appendLink("", "a name that cannot be read");
            return;
        }
        std::string name(static_cast<std::size_t>(length) + 1, '\0');
        H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_NATIVE, number, name.data(), name.size(), H5P_DEFAULT);
        name.pop_back();
        H5L_info_t link{};
        if (H5Lget_info(group, name.c_str(), &link, H5P_DEFAULT) < 0) {
            appendLink(name, "a link that cannot be read");
        } else if (link.type != H5L_TYPE_HARD) {
            appendLink(name, link.type == H5L_TYPE_SOFT ? "a link within the file" : "a link to another file");
        } else if (depth > kMaxDepth) {
            appendLink(name, "something more than 100 groups deep");
        } else {
            appendObject(group, name, depth);
        }
    }

    void appendObject(hid_t group, const std::string& name, unsigned depth)
    {
        const Handle object(H5Oopen(group, name.c_str(), H5P_DEFAULT), H5Oclose);
        if (!object) {
            appendLink(name, "an object that cannot be read: " + lastError());
            return;
        }
        switch (H5Iget_type(object.id())) {
        case H5I_GROUP:
            appendGroup(object.id(), name, depth);
            break;
        case H5I_DATASET:
            appendDataset(object.id(), name);
            break;
        default:
            appendLink(name, "a type of its own");
            break;
        }
    }

    void appendType(const ElementType& type)
    {
        key("type");
        m_json += '{';
        key("class");
        appendText(m_json, type.className);
        key("name");
        appendText(m_json, type.name);
        key("bytes");
        appendUnsigned(m_json, type.bytes);
        key("order");
        appendText(m_json, type.isBig ? "big" : "little");
        m_json += '}';
    }

    void appendDataset(hid_t dataset, std::string_view name)
    {
        const Handle type(H5Dget_type(dataset), H5Tclose);
        const Handle space(H5Dget_space(dataset), H5Sclose);
        const Handle creation(H5Dget_create_plist(dataset), H5Pclose);
        H5O_info_t info{};
        if (!type || !space || !creation || H5Oget_info(dataset, &info) < 0) {
            appendLink(name, "a dataset that cannot be read: " + lastError());
            return;
        }
        begin("dataset", name);
        appendAttributes(dataset);
        const ElementType described = elementTypeOf(type.id());
        appendType(described);
        std::array<hsize_t, H5S_MAX_RANK> sizes{};
        const int rank = H5Sget_simple_extent_dims(space.id(), sizes.data(), nullptr);
        key("shape");
        m_json += '[';
        for (int i = 0; i < rank; ++i) {
            m_json += i == 0 ? "" : ",";
            appendUnsigned(m_json, sizes[static_cast<std::size_t>(i)]);
        }
        m_json += ']';
        key("empty");
        m_json += H5Sget_simple_extent_type(space.id()) == H5S_NULL ? "true" : "false";
        key("address");
        appendUnsigned(m_json, info.addr);
        appendPlace(dataset, creation.id());
        if (described.className == "string") {
            key("value");
            const hssize_t points = H5Sget_simple_extent_npoints(space.id());
            appendStrings(type.id(), points,
                [&](hid_t memory, void* to) { return H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, to); });
        }
        m_json += '}';
    }

    void appendPlace(hid_t dataset, hid_t creation)
    {
        const H5D_layout_t layout = H5Pget_layout(creation);
        const bool isOutside = layout == H5D_VIRTUAL || H5Pget_external_count(creation) != 0;
        const haddr_t offset = layout == H5D_CONTIGUOUS && !isOutside ? H5Dget_offset(dataset) : HADDR_UNDEF;
        key("outside");
        m_json += isOutside ? "true" : "false";
        key("offset");
        if (offset == HADDR_UNDEF) {
            m_json += "null";
        } else {
            appendUnsigned(m_json, offset);
        }
    }

    void appendAttributes(hid_t object)
    {
        key("attributes");
        m_json += '[';
        H5O_info_t info{};
        if (H5Oget_info(object, &info) >= 0) {
            for (hsize_t i = 0; i < info.num_attrs && m_objects < kMaxObjects; ++i) {
                ++m_objects;
                appendAttribute(object, i);
            }
        }
        m_json += ']';
    }

    void appendAttribute(hid_t object, hsize_t number)
    {
        const Handle attribute(
            H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_NATIVE, number, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
        const ssize_t length = attribute ? H5Aget_name(attribute.id(), 0, nullptr) : -1;
        if (length < 0) {
            return;
        }
        std::string name(static_cast<std::size_t>(length) + 1, '\0');
        H5Aget_name(attribute.id(), name.size(), name.data());
        name.pop_back();
        m_json += m_json.back() == '[' ? "{" : ",{";
        key("name");
        appendText(m_json, name);
        key("value");
        appendValue(attribute.id());
        m_json += '}';
    }

    void appendValue(hid_t attribute)
    {
        const Handle type(H5Aget_type(attribute), H5Tclose);
        const Handle space(H5Aget_space(attribute), H5Sclose);
        const hssize_t points = space ? H5Sget_simple_extent_npoints(space.id()) : -1;
        if (!type || points < 0 || points > static_cast<hssize_t>(kMaxValues)
            || H5Sget_simple_extent_type(space.id()) == H5S_NULL) {
            m_json += "null";
            return;
        }
        const bool isScalar = H5Sget_simple_extent_type(space.id()) == H5S_SCALAR;
        const auto read = [attribute](hid_t memory, void* to) { return H5Aread(attribute, memory, to); };
        const ElementType described = elementTypeOf(type.id());
        if (described.className == "string") {
            appendStrings(type.id(), points, read, isScalar);
        } else if (described.className == "float") {
            appendNumbers<double>(points, isScalar, H5T_NATIVE_DOUBLE, read, appendFloat);
        } else if (described.className == "integer" && H5Tget_sign(type.id()) == H5T_SGN_NONE) {
            appendNumbers<std::uint64_t>(points, isScalar, H5T_NATIVE_UINT64, read, appendUnsigned);
        } else if (described.className == "integer") {
            appendNumbers<std::int64_t>(points, isScalar, H5T_NATIVE_INT64, read, appendSigned);
        } else if (described.name == "bool") {
            appendNumbers<signed char>(points, isScalar, type.id(), read,
                [](std::string& to, signed char value) { to += value != 0 ? "true" : "false"; });
        } else {
            appendText(m_json, "(" + std::string(described.className) + ")");
        }
    }

    template<typename T, typename Read, typename Append>
    void appendNumbers(hssize_t points, bool isScalar, hid_t memory, const Read& read, const Append& append)
    {
        std::vector<T> values(static_cast<std::size_t>(points));
        if (points > 0 && read(memory, values.data()) < 0) {
            m_json += "null";
            return;
        }
        m_json += isScalar ? "" : "[";
        for (std::size_t i = 0; i < values.size(); ++i) {
            m_json += i == 0 ? "" : ",";
            append(m_json, values[i]);
        }
        m_json += isScalar ? "" : "]";
    }

    template<typename Read>
    void appendStrings(hid_t type, hssize_t points, const Read& read, bool isScalar = false)
    {
        const std::size_t size = H5Tget_size(type);
        if (points < 0 || points > static_cast<hssize_t>(kMaxValues)
            || (points > 0 && size > kMaxValueBytes / static_cast<std::size_t>(points))) {
            m_json += "null";
            return;
        }
        const auto count = static_cast<std::size_t>(points);
        const bool isVariable = H5Tis_variable_str(type) > 0;
        std::vector<char> bytes(isVariable ? 0 : count * size);
        std::vector<char*> pointers(isVariable ? count : 0, nullptr);
        void* to = isVariable ? static_cast<void*>(pointers.data()) : static_cast<void*>(bytes.data());
        if (count > 0 && read(type, to) < 0) {
            m_json += "null";
            return;
        }
        m_json += isScalar ? "" : "[";
        for (std::size_t i = 0; i < count; ++i) {
            m_json += i == 0 ? "" : ",";
            if (isVariable) {
                appendText(m_json, pointers[i] != nullptr ? std::string_view(pointers[i]) : std::string_view());
                H5free_memory(pointers[i]);
            } else {
                const std::string_view field(&bytes[i * size], size);
                appendText(m_json, field.substr(0, ::strnlen(field.data(), size)));
            }
        }
        m_json += isScalar ? "" : "]";
    }

    std::string m_json;
    std::set<haddr_t> m_groups; ///< that were listed: hard links can make a group its own member
    std::size_t m_objects = 0;
};

} // namespace

std::string describeFile(hid_t file)
{
    return Describer().run(file);
}

} // namespace pthf::hdf5
