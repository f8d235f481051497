// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace pthf::tests {

using namespace std::string_view_literals;

/// A pickle, what graphText makes of it, and its protocol.
struct PickleExample {
    const char* name;
    std::string_view pickle;
    const char* text;
    int protocol;
};

// Each was loaded by CPython, where that has the classes.
inline constexpr PickleExample kPickleExamples[] = {
    {"None", "N."sv, "None", 0},
    {"true and false", "\x80\x02\x88\x89\x86."sv, "(True, False)", 2},
    {"bools of protocol 0", "(I01\nI00\nt."sv, "(True, False)", 0},
    {"integers of protocol 0", "(I1\nI-7\nI139832181927520\nL5L\nL-18446744073709551616L\nL3\nt."sv,
        "(1, -7, 139832181927520, 5, -18446744073709551616, 3)", 0},
    {"numbers that went through text mode", "(I1\r\nL 2L \r\nF1.5\r\nt."sv, "(1, 2, 1.5f)", 0},
    {"binary integers", "(J\xff\xff\xff\xffK\xffM\xff\xffJ\x00\x00\x00\x80t."sv, "(-1, 255, 65535, -2147483648)", 1},
    {"long integers",
        "\x80\x02(\x8a\x00\x8a\x01\xff\x8b\x02\x00\x00\x00\xff\x00\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01t."sv,
        "(0, -1, 255, 18446744073709551616)", 2},
    {"floats", "(F1.5\nF-inf\nF1e3\nG\x3f\xf8\x00\x00\x00\x00\x00\x00t."sv, "(1.5f, -inff, 1000f, 1.5f)", 1},
    {"strings of protocol 0",
        "(S'a\\n\\x41\\101\\q'\nS\"it's\"\nVgr\\u00f6\xdf"
        "e\\U0001f600\nt."sv,
        "(old'a\\x0aAA\\x5cq', old'it\\x27s', 'größe\xf0\x9f\x98\x80')", 0},
    {"strings of protocol 1", "(T\x02\x00\x00\x00\xff\x61U\x01zX\x02\x00\x00\x00\xc3\xb6t."sv,
        "(old'\xff"
        "a', old'z', 'ö')",
        1},
    {"text of protocol 4",
        "\x80\x04(\x8c\x01"
        "a\x8d\x01\x00\x00\x00\x00\x00\x00\x00"
        "b\x8c\x03\xed\xa0\x80t."sv,
        "('a', 'b', '\xed\xa0\x80')", 4},
    {"bytes",
        "\x80\x05(B\x01\x00\x00\x00\x00"
        "C\x01z\x8e\x01\x00\x00\x00\x00\x00\x00\x00y\x96\x01\x00\x00\x00\x00\x00\x00\x00xt."sv,
        "(b'\\x00', b'z', b'y', bytearray b'x')", 5},
    {"tuples", "\x80\x02(K\x01\x85K\x01K\x02\x86K\x01K\x02K\x03\x87)(K\x04t(tt."sv,
        "((1), (1, 2), (1, 2, 3), (), (4), ())", 2},
    {"lists",
        "](K\x01K\x02"
        "eK\x03"
        "a."sv,
        "[1, 2, 3]", 1},
    {"a list of protocol 0", "(I1\nI2\nl."sv, "[1, 2]", 0},
    {"dictionaries",
        "}(U\x01"
        "aK\x01U\x01"
        "bK\x02uU\x01"
        "cK\x03s."sv,
        "{old'a': 1, old'b': 2, old'c': 3}", 1},
    {"a dictionary of protocol 0", "(I1\nI2\nd."sv, "{1: 2}", 0},
    {"a key set twice stands first with its last value",
        "}(K\x01K\x01K\x02K\x02\x47\x3f\xf0\x00\x00\x00\x00\x00\x00K\x03u."sv, "{1: 3, 2: 2}", 1},
    {"sets", "\x80\x04\x8f(K\x01K\x02\x90."sv, "set{1, 2}", 4},
    {"a frozenset", "\x80\x04(K\x01K\x02\x91."sv, "frozenset{1, 2}", 4},
    {"nothing added to anything", "](e(\x90(u."sv, "[]", 4},
    {"marks are popped",
        "K\x01(K\x02K\x03\x31(0K\x04"
        "0."sv,
        "1", 1},
    {"a value doubled", "]2\x86."sv, "([], @1)", 2},
    {"the memo of protocol 0", "(lp7\ng7\n0g7\n."sv, "[]", 0},
    {"the binary memo",
        "]q\x05"
        "0h\x05r\x00\x01\x00\x00"
        "0j\x00\x01\x00\x00."sv,
        "[]", 1},
    {"the memo of protocol 4", "\x80\x04]\x94}\x94h\x00h\x01\x87."sv, "({}, [], @1)", 4},
    {"MEMOIZE behind PUT", "\x80\x04]q\x00}\x94h\x01\x86."sv, "({}, @1)", 4},
    {"a far-off memo number",
        "]r\xff\xff\xff\x7f"
        "0j\xff\xff\xff\x7f."sv,
        "[]", 1},
    {"a list in itself",
        "]q\x00h\x00"
        "a."sv,
        "[@0]", 1},
    {"a global", "ctorch._utils\n_rebuild_tensor_v2\n."sv, "torch._utils._rebuild_tensor_v2", 0},
    {"a global of protocol 4", "\x80\x04\x8c\x05torch\x8c\x04Size\x93."sv, "torch.Size", 4},
    {"a call", "ccollections\nOrderedDict\n)R."sv, "collections.OrderedDict()", 1},
    {"items of a called list and dictionary",
        "cm\nL\n)R(K\x01K\x02"
        "eK\x03"
        "a(K\x04K\x05uK\x06K\x07s}b."sv,
        "m.L()+[1, 2, 3]|{4: 5, 6: 7}<-{}", 1},
    {"items added to an object",
        "\x80\x04"
        "cm\nS\n)\x81(K\x01\x90."sv,
        "new m.S()+[1]", 4},
    {"an object",
        "\x80\x02"
        "cm\nC\nK\x01\x85\x81}b."sv,
        "new m.C(1)<-{}", 2},
    {"the last state counts",
        "\x80\x02"
        "cm\nC\n)\x81NbK\x01"
        "b."sv,
        "new m.C()<-1", 2},
    {"an object with keywords",
        "\x80\x04"
        "cm\nC\nK\x01\x85}\x8c\x01kK\x02s\x92."sv,
        "new m.C(1)**{'k': 2}", 4},
    {"INST without arguments", "(im\nC\n."sv, "new m.C()", 0},
    {"INST with arguments", "(I1\nI2\nim\nC\n."sv, "m.C(1, 2)", 0},
    {"OBJ without arguments", "(cm\nC\no."sv, "new m.C()", 1},
    {"OBJ with arguments", "(cm\nC\nK\x01o."sv, "m.C(1)", 1},
    {"persistent ids", "(Pa b\nU\x01zQt."sv, "(persistent 'a b', persistent old'z')", 1},
    {"a frame", "\x80\x04\x95\x02\x00\x00\x00\x00\x00\x00\x00N."sv, "None", 4},
    {"what is left on the stack is no matter", "K\x01K\x02."sv, "2", 1},
};

} // namespace pthf::tests
