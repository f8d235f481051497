# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` lays down: programs, the LibTorch module beside them, and what a Linux desktop asks for.
install(TARGETS pthf RUNTIME)

set(linux ${PROJECT_SOURCE_DIR}/packaging/linux)
set(shell_forms bash zsh fish man)
set(shell_files)
foreach(form IN LISTS shell_forms)
    list(APPEND shell_files ${PROJECT_BINARY_DIR}/completion/${form})
    add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/completion/${form}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/completion
        COMMAND pthf completion ${form} > ${PROJECT_BINARY_DIR}/completion/${form}
        DEPENDS pthf VERBATIM)
endforeach()
add_custom_target(pthf_completion ALL DEPENDS ${shell_files})
install(FILES ${PROJECT_BINARY_DIR}/completion/bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
    RENAME pthf)
install(FILES ${PROJECT_BINARY_DIR}/completion/zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _pthf)
install(FILES ${PROJECT_BINARY_DIR}/completion/fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
    RENAME pthf.fish)
install(FILES ${PROJECT_BINARY_DIR}/completion/man DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 RENAME pthf.1)
install(FILES ${PROJECT_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${linux}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/LICENSES DESTINATION ${CMAKE_INSTALL_DOCDIR})

if(TARGET pthfinder)
    install(TARGETS pthfinder RUNTIME)
    install(FILES ${PROJECT_SOURCE_DIR}/resources/sample/sample.pth DESTINATION ${CMAKE_INSTALL_DATADIR}/pthfinder)
    install(FILES ${linux}/pthfinder.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${linux}/pthfinder.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES ${linux}/io.github.pthfinder.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES ${linux}/pthfinder-mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
    set(icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
    install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/pthfinder.svg DESTINATION ${icons}/scalable/apps)
    foreach(size IN ITEMS 16 24 32 48 64 128 256 512)
        install(FILES ${linux}/icons/pthfinder-${size}.png DESTINATION ${icons}/${size}x${size}/apps
            RENAME pthfinder.png)
    endforeach()
endif()
