# SPDX-License-Identifier: Apache-2.0
# `cpack -G DEB` and `cpack -G TGZ` in a build folder.
set(CPACK_PACKAGE_NAME pthfinder)
set(CPACK_PACKAGE_VENDOR "The Pthfinder founders")
set(CPACK_PACKAGE_CONTACT "The Pthfinder founders <founders@pthfinder.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Look into PyTorch checkpoints and write the one you need")
set(CPACK_PACKAGE_DESCRIPTION "Pthfinder opens any PyTorch checkpoint without running a line of its code, shows what is in
it, says what is wrong with it, and writes the file that is wanted instead. pthfinder is the window, pthf the command
line. Neither needs Python, torch or a GPU.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSES/GPL-3.0-or-later.txt)
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS qt6-wayland)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/lib/pthfinder)
include(CPack)
