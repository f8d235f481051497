# SPDX-License-Identifier: Apache-2.0
cmake_minimum_required(VERSION 3.25)
# cmake -DROOT=<source tree> -P check_includes.cmake: who may include whom (HOUSE B2), as a test.
# A room is a folder. Every room may include itself and core/base, core/text, core/types as far as the lines below do not
# say otherwise. Comments and odd spacing neither hide an include nor make one up.

# Rooms of the core, in order: each may include what its line names.
set(may_include_core/base "")
set(may_include_core/text core/base)
set(may_include_core/types core/base)
set(vocabulary core/base core/text core/types)
set(may_include_core/io ${vocabulary})
set(may_include_core/ggml ${vocabulary} core/io)
set(may_include_core/value ${vocabulary})
set(may_include_core/pickle ${vocabulary} core/value core/io)
set(may_include_core/container ${vocabulary} core/pickle core/value core/io)
set(may_include_core/appendix ${vocabulary} core/container core/io)
set(may_include_core/meaning ${vocabulary} core/value core/container)
set(may_include_core/roles ${vocabulary} core/meaning core/value)
set(may_include_core/foreign ${vocabulary} core/ggml core/meaning core/container core/pickle core/value core/io)
set(may_include_core/checkpoint ${vocabulary} core/ggml core/roles core/meaning core/container core/value core/io)
set(may_include_core/hints ${vocabulary} core/checkpoint core/roles core/meaning core/value)
set(may_include_core/folders ${vocabulary} core/checkpoint core/foreign core/roles core/meaning core/container core/pickle
    core/value core/io)
set(may_include_core/opening ${vocabulary} core/appendix core/folders core/checkpoint core/foreign core/roles core/meaning core/container core/pickle
    core/value core/io)
set(may_include_core/numbers ${vocabulary} core/value core/checkpoint)
set(may_include_core/plan ${vocabulary} core/value)
set(may_include_core/edit ${vocabulary} core/plan core/opening core/hints core/checkpoint core/roles core/meaning core/value)
set(may_include_core/compute ${vocabulary})
set(may_include_core/compute/torch ${vocabulary} core/compute)
set(may_include_core/write ${vocabulary} core/edit core/plan core/checkpoint core/container core/pickle core/value
    core/compute core/io)
set(may_include_core/save ${may_include_core/write} core/write core/opening core/appendix)
set(may_include_core/prove ${may_include_core/write} core/write)
set(may_include_core/outlook ${may_include_core/write} core/write)
set(may_include_core/placement ${vocabulary} core/plan core/checkpoint core/roles core/meaning core/value)
set(may_include_core/witness ${vocabulary} core/opening core/checkpoint core/container core/compute core/value core/io)
set(may_include_core/shards ${may_include_core/save} core/save core/folders)
set(may_include_core/batch ${may_include_core/save} core/save)
set(may_include_core/reference ${vocabulary} core/hints core/checkpoint core/plan core/meaning core/value)
set(may_include_core/diff ${vocabulary} core/checkpoint core/plan core/numbers core/value)
set(may_include_core/match ${vocabulary} core/reference core/edit core/plan core/numbers core/opening core/checkpoint core/roles
    core/meaning core/value core/compute)
set(may_include_core/diagnose ${may_include_core/match} core/container core/io)
set(may_include_core/survey ${vocabulary} core/diagnose core/numbers core/checkpoint core/value)
set(may_include_core/report ${vocabulary} core/hints core/survey core/batch core/save core/outlook core/prove core/witness core/reference core/diff
    core/match core/diagnose core/edit core/plan core/numbers core/opening core/folders core/checkpoint core/compute
    core/value)

# The window: leftward only.
set(window_core ${vocabulary} core/survey core/shards core/batch core/outlook core/placement core/value core/checkpoint core/opening core/numbers
    core/plan core/edit core/compute core/save core/prove core/witness core/reference core/diff core/match core/diagnose core/report)
set(may_include_ui/base ${window_core})
set(may_include_ui/words ${window_core} ui/base)
set(may_include_ui/jobs ${window_core} ui/base)
set(may_include_ui/session ${window_core} ui/base ui/words ui/jobs)
set(may_include_ui/models ${window_core} ui/base ui/words ui/jobs ui/session)
set(view_rooms ${window_core} ui/base ui/words ui/jobs ui/session ui/models)
set(may_include_ui/delegates ${view_rooms})
set(may_include_ui/plots ${view_rooms} ui/delegates)
set(may_include_ui/widgets ${view_rooms} ui/delegates ui/plots)
set(may_include_ui/inspect ${view_rooms} ui/delegates ui/plots ui/widgets)
set(may_include_ui/overview ${view_rooms} ui/delegates ui/plots ui/widgets)
set(may_include_ui/operations ${view_rooms} ui/delegates ui/plots ui/widgets)
set(may_include_ui/desktop ${view_rooms} ui/delegates ui/plots ui/widgets)
set(may_include_ui/devices ${view_rooms} ui/delegates ui/plots ui/widgets)
set(may_include_ui/files ${view_rooms} ui/delegates ui/plots ui/widgets)
set(may_include_ui/compare ${view_rooms} ui/delegates ui/plots ui/widgets)
set(may_include_ui/match ${view_rooms} ui/delegates ui/plots ui/widgets)
set(may_include_ui/start ${view_rooms} ui/delegates ui/plots ui/widgets)
set(may_include_ui/panels ${view_rooms} ui/delegates ui/plots ui/widgets ui/inspect)
set(may_include_ui/dialogs ${view_rooms} ui/delegates ui/plots ui/widgets)
set(may_include_ui/window ${view_rooms} ui/delegates ui/plots ui/widgets ui/inspect ui/overview ui/operations
    ui/desktop ui/devices ui/files ui/compare ui/match ui/start ui/panels ui/dialogs)

set(all_core ${vocabulary} core/survey core/io core/ggml core/value core/pickle core/container core/appendix core/meaning core/roles
    core/foreign
    core/checkpoint core/folders core/opening core/numbers core/plan core/edit core/compute core/write core/save core/shards core/batch core/outlook core/placement core/prove
    core/witness core/reference
    core/diff core/match core/diagnose core/report)
set(may_include_app/cli ${all_core})
set(may_include_app/hdf5 "")
set(may_include_app ${all_core} ui/base ui/words ui/jobs ui/session ui/models ui/delegates ui/plots ui/widgets
    ui/inspect ui/overview ui/operations ui/desktop ui/devices ui/files ui/compare ui/match ui/start ui/panels ui/dialogs ui/window)

# Libraries that must stay in their rooms: a pattern of the include, and the rooms or files that may have it.
set(libraries qt torch json pcre2 qcustomplot cli11 hdf5)
set(pattern_qt "^Q[A-Z]|^Qt[A-Z]")
set(allowed_qt "^(ui/|app/[^/]*$)")
set(pattern_torch "^(torch|ATen|c10|caffe2|cuda)")
set(allowed_torch "^core/compute/torch/")
set(pattern_json "^nlohmann/")
set(allowed_json "^core/text/")
set(pattern_pcre2 "^pcre2")
set(allowed_pcre2 "^core/text/")
set(pattern_qcustomplot "^qcustomplot")
set(allowed_qcustomplot "^ui/plots/")
set(pattern_cli11 "^CLI/")
set(allowed_cli11 "^app/cli/")
set(pattern_hdf5 "^hdf5|^H5")
set(allowed_hdf5 "^app/hdf5/")

# The only places that may catch.
set(catch_sites core/compute/torch/torch_boundary.h ui/jobs/job.h core/text/json.cpp app/cli/main.cpp)

set(failures "")
macro(fail message)
    string(APPEND failures "  ${file}: ${message}\n")
endmacro()

file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/core/*.h ${ROOT}/core/*.cpp ${ROOT}/core/*.cu ${ROOT}/ui/*.h
    ${ROOT}/ui/*.cpp ${ROOT}/app/*.h ${ROOT}/app/*.cpp)
list(LENGTH files count)
if(count EQUAL 0)
    message(FATAL_ERROR "no sources below ${ROOT}: is ROOT right?")
endif()

foreach(file IN LISTS files)
    get_filename_component(room ${file} DIRECTORY)
    if(NOT DEFINED may_include_${room})
        fail("no rule for the room ${room}; add one to check_includes.cmake")
        continue()
    endif()

    file(READ ${ROOT}/${file} text)
    # Semicolons and brackets would be read as list syntax below.
    string(REPLACE ";" " " text "${text}")
    string(REPLACE "[" "(" text "${text}")
    string(REPLACE "]" ")" text "${text}")
    string(REPLACE "\\" "/" text "${text}")
    string(REGEX REPLACE "/[*]([^*]|[*]+[^*/])*[*]+/" " " text "${text}")
    string(REGEX REPLACE "//[^\n]*" " " text "${text}")

    string(REGEX MATCHALL "#[ \t]*include[ \t]*[<\"][^>\"\n]+[>\"]" includes "${text}")
    # By this its header is proven to stand alone: nothing else is compiled for that.
    string(REGEX REPLACE "[.]cpp$" ".h" own ${file})
    if(NOT own STREQUAL file AND EXISTS ${ROOT}/${own} AND NOT text MATCHES "^[ \t\n]*#[ \t]*include[ \t]*\"${own}\"")
        fail("does not include its own header first")
    endif()
    foreach(include IN LISTS includes)
        string(REGEX REPLACE "#[ \t]*include[ \t]*" "" include "${include}")
        string(REGEX REPLACE "[<>\"]" "" name "${include}")
        if(include MATCHES "^\"")
            if(NOT name MATCHES "^(core|ui|app)/")
                # Qt's moc output is included by name.
                if(NOT name MATCHES "\\.moc$")
                    fail("\"${name}\" is not written from the root")
                endif()
                continue()
            endif()
            get_filename_component(target ${name} DIRECTORY)
            if(NOT target STREQUAL room AND NOT target IN_LIST may_include_${room})
                fail("${room} may not include ${name}")
            elseif(target STREQUAL room AND room STREQUAL "ui/panels")
                get_filename_component(own ${file} NAME_WE)
                get_filename_component(other ${name} NAME_WE)
                if(other MATCHES "_panel$" AND NOT own STREQUAL other)
                    fail("a panel includes a panel: ${name}")
                endif()
            endif()
        else()
            foreach(library IN LISTS libraries)
                if(name MATCHES "${pattern_${library}}" AND NOT file MATCHES "${allowed_${library}}")
                    fail("<${name}> belongs to another room")
                endif()
            endforeach()
            if(name STREQUAL "torch/torch.h")
                fail("<torch/torch.h> takes 24 s a file: include the ATen headers that are needed")
            endif()
        endif()
    endforeach()

    if(text MATCHES "[^A-Za-z_]catch[ \t\n]*\\(" AND NOT file IN_LIST catch_sites)
        fail("catches; errors are values here, and the catch sites are listed in check_includes.cmake")
    endif()
    if(NOT text MATCHES "." OR NOT EXISTS ${ROOT}/${file})
        fail("is empty")
    endif()
    file(STRINGS ${ROOT}/${file} first LIMIT_COUNT 1)
    if(NOT first MATCHES "SPDX-License-Identifier")
        fail("does not begin with its SPDX line")
    endif()
endforeach()

if(failures)
    message(FATAL_ERROR "The rooms are not as HOUSE says:\n${failures}")
endif()
message(STATUS "${count} files keep to their rooms")
