# What `cmake --install` leaves, all of it relative to its prefix: a tree that was moved works where it lies. Components:
#   runtime           the program, the library, documents, schemas, man page, completions
#   dev               headers, CMake package, pkg-config file
#   peers, devices    modules that were built, which the program loads when it is asked for them
include(CMakePackageConfigHelpers)

set(runtime COMPONENT runtime)
set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/softplus_bench")

install(TARGETS softplus-bench RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" ${runtime})
install(TARGETS softplus_bench_harness softplus_bench_plugin_api EXPORT softplus_bench_targets
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" ${runtime} NAMELINK_COMPONENT dev)

# Where suites/modules.cpp looks, whatever this system calls its folder of libraries.
foreach(kind peers devices)
  get_property(modules GLOBAL PROPERTY SOFTPLUS_BENCH_MODULES_${kind})
  if(modules)
    install(TARGETS ${modules} LIBRARY DESTINATION "lib/softplus-bench/${kind}" COMPONENT ${kind} OPTIONAL)
  endif()
endforeach()

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/softplus_bench" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT dev)
install(EXPORT softplus_bench_targets NAMESPACE softplus_bench:: DESTINATION "${package_folder}" COMPONENT dev)
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/softplus_bench-config.cmake.in"
  "${CMAKE_BINARY_DIR}/softplus_bench-config.cmake" INSTALL_DESTINATION "${package_folder}")
write_basic_package_version_file("${CMAKE_BINARY_DIR}/softplus_bench-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/softplus_bench-config.cmake" "${CMAKE_BINARY_DIR}/softplus_bench-config-version.cmake"
  DESTINATION "${package_folder}" COMPONENT dev)

cmake_path(RELATIVE_PATH CMAKE_INSTALL_FULL_LIBDIR BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}" OUTPUT_VARIABLE libdir)
cmake_path(RELATIVE_PATH CMAKE_INSTALL_FULL_INCLUDEDIR BASE_DIRECTORY "${CMAKE_INSTALL_PREFIX}" OUTPUT_VARIABLE includedir)
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig"
           OUTPUT_VARIABLE prefix_from_pkgconfig)
configure_file("${PROJECT_SOURCE_DIR}/cmake/softplus-bench.pc.in" "${CMAKE_BINARY_DIR}/softplus-bench.pc" @ONLY)
# What pkg-config takes for softplus-bench where PKG_CONFIG_PATH names the folder of a build.
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/softplus-bench-uninstalled.pc" @ONLY CONTENT [[
Name: softplus-bench
Description: @PROJECT_DESCRIPTION@
Version: @PROJECT_VERSION@
Cflags: -I@PROJECT_SOURCE_DIR@/include
Libs: -L@CMAKE_BINARY_DIR@/harness -lsoftplus_bench_harness
]])
install(FILES "${CMAKE_BINARY_DIR}/softplus-bench.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT dev)

# README links to documents below docs/.
set(documents "${CMAKE_INSTALL_DATADIR}/doc/softplus-bench")
install(FILES README.md CHANGELOG.md CONTRIBUTING.md LICENSE DESTINATION "${documents}" ${runtime})
install(DIRECTORY docs DESTINATION "${documents}" ${runtime})
install(DIRECTORY reports/schema DESTINATION "${CMAKE_INSTALL_DATADIR}/softplus-bench" ${runtime})

# What Debian's policy wants and other systems do not.
option(SOFTPLUS_BENCH_DEBIAN "Install also what a Debian package has: its copyright and changelogs, its man page compressed" OFF)

# The program writes its own man page and completions, from the definition of its options.
set(SOFTPLUS_BENCH_ZSH_COMPLETIONS "${CMAKE_INSTALL_DATADIR}/zsh/site-functions"
    CACHE STRING "Folder for zsh's completions below the prefix (Debian's own packages: share/zsh/vendor-completions)")
# written(FILE FOLDER ARGUMENTS...): what the program prints for the arguments becomes FOLDER/FILE.
function(written file folder)
  set(output "${CMAKE_BINARY_DIR}/written/${file}")
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${CMAKE_BINARY_DIR}/written"
    COMMAND softplus-bench ${ARGN} > "${output}"
    DEPENDS softplus-bench COMMENT "softplus-bench ${ARGN}" VERBATIM)
  if(SOFTPLUS_BENCH_DEBIAN AND file MATCHES "\\.1$")
    add_custom_command(OUTPUT "${output}.gz" COMMAND gzip -9nkf "${output}" DEPENDS "${output}" VERBATIM)
    string(APPEND output ".gz")
  endif()
  set_property(GLOBAL APPEND PROPERTY SOFTPLUS_BENCH_WRITTEN "${output}")
  install(FILES "${output}" DESTINATION "${folder}" ${runtime})
endfunction()
if(NOT CMAKE_CROSSCOMPILING)
  written(softplus-bench.1 "${CMAKE_INSTALL_MANDIR}/man1" man)
  written(softplus-bench "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" completion bash)
  written(_softplus-bench "${SOFTPLUS_BENCH_ZSH_COMPLETIONS}" completion zsh)
  written(softplus-bench.fish "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" completion fish)
  get_property(written GLOBAL PROPERTY SOFTPLUS_BENCH_WRITTEN)
  add_custom_target(softplus_bench_written ALL DEPENDS ${written})
endif()
