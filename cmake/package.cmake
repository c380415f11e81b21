# `cpack -G DEB` (scripts/package, preset "package"): one Debian package of the components runtime and dev. One, because
# who brings a kernel needs the program and its header, and the library is 2 MB; no peers and no devices, whose
# libraries are another's to choose.
set(CPACK_PACKAGE_NAME softplus-bench)
set(CPACK_PACKAGE_VENDOR "softplus-bench contributors")
set(CPACK_PACKAGE_CONTACT "softplus-bench contributors <maintainers@softplus-bench.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "accuracy and speed of softplus and its family")
set(CPACK_PACKAGE_DESCRIPTION "Measures ways of computing softplus, log(1 + e^x), and 16 functions around it:
their error in ULP against MPFR on samples or on every input, and their time
beside that of a plain copy. Kernels of your own, in any language with C
linkage, are measured and held to their claims in the same way.
.
Has the program softplus-bench, the C header of plug-ins, and a C++ library for
unit tests of kernels.")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL runtime dev)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION math)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# As dh_makeshlibs writes them. CPack adds scripts that call ldconfig, which policy leaves to the trigger.
set(debian_folder "${CMAKE_BINARY_DIR}/debian")
get_target_property(abi softplus_bench_harness SOVERSION)
file(WRITE "${debian_folder}/shlibs" "libsoftplus_bench_harness ${abi} softplus-bench (>= ${PROJECT_VERSION})\n")
file(WRITE "${debian_folder}/triggers" "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${debian_folder}/shlibs" "${debian_folder}/triggers")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "gcc, pkg-config, valgrind")
include(CPack)

if(NOT SOFTPLUS_BENCH_DEBIAN)
  return()
endif()
file(READ LICENSE licence)
file(READ reports/page/dygraphs_licence.js dygraphs_licence)
file(WRITE "${debian_folder}/copyright" "softplus-bench\n\n${licence}\nReports embed dygraphs:\n\n${dygraphs_licence}")
string(TIMESTAMP day "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE "${debian_folder}/changelog.Debian" "softplus-bench (${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * Version ${PROJECT_VERSION}: see changelog.gz.

 -- ${CPACK_PACKAGE_CONTACT}  ${day}\n")
file(COPY_FILE CHANGELOG.md "${debian_folder}/changelog")
execute_process(COMMAND gzip -9nf changelog changelog.Debian WORKING_DIRECTORY "${debian_folder}" COMMAND_ERROR_IS_FATAL ANY)
file(WRITE "${debian_folder}/overrides/softplus-bench"
"# Program and library are one package: it is small, and who brings a kernel needs both.
softplus-bench: link-to-shared-library-in-wrong-package
softplus-bench: package-name-doesnt-match-sonames
# CPack writes these whatever it is told; the trigger is there too.
softplus-bench: maintscript-calls-ldconfig
# It is not in Debian's archive.
softplus-bench: initial-upload-closes-no-bugs
")
install(FILES "${debian_folder}/overrides/softplus-bench" DESTINATION "${CMAKE_INSTALL_DATADIR}/lintian/overrides"
  COMPONENT runtime)
install(FILES "${debian_folder}/copyright" "${debian_folder}/changelog.gz" "${debian_folder}/changelog.Debian.gz"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/softplus-bench" COMPONENT runtime)
