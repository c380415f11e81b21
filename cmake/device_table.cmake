# The formulas of devices: impls/device/FUNCTION/STRATEGY.h, which both OpenCL C and CUDA C++ compile, and
# impls/opencl and impls/cuda for what only one of them has. The path is the registry. Each begins with lines
#   // strategy: max(x, 0) + log1p(e^-|x|)
#   // credit: PyTorch (log_sigmoid)
#   // formats: binary32 binary16 bfloat16          (where not all four)
#   // claim binary32: 1 on -inf to 88              (where the author promises something; "on" where not everywhere)
# and defines FORMULA real evaluate(real x, real x2, real beta, real threshold): see impls/device/README.md.

# device_formulas(OUT TARGET): the files of opencl or cuda, sorted.
function(device_formulas out target)
  file(GLOB files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/impls/device/*/*.h" "${PROJECT_SOURCE_DIR}/impls/${target}/*/*.h")
  list(SORT files)
  set(${out} "${files}" PARENT_SCOPE)
endfunction()

# A formula's function, name and whether it is compiled with fast-math too, into variables of the caller.
function(device_formula_names file)
  file(RELATIVE_PATH relative "${PROJECT_SOURCE_DIR}/impls" "${file}")
  if(NOT relative MATCHES "^([a-z]+)/([a-z0-9_]+)/([a-z0-9_]+)\\.h$")
    message(FATAL_ERROR "impls/${relative}: a path must be <family>/<function>/<strategy>.h in lower case")
  endif()
  set(formula_function "${CMAKE_MATCH_2}" PARENT_SCOPE)
  set(formula_name "${CMAKE_MATCH_3}" PARENT_SCOPE)
  # binary32 alone: that is what the compilers' flags change. Not the controls.
  set(fast_math OFF)
  if(CMAKE_MATCH_1 STREQUAL "device" AND NOT CMAKE_MATCH_2 STREQUAL "control")
    set(fast_math ON)
  endif()
  set(formula_fast_math ${fast_math} PARENT_SCOPE)
endfunction()

# A formula's text, for a compiler that finds no files: with what it includes (#include "impls/device/...") in its place.
function(device_formula_text out file)
  file(READ "${file}" text)
  while(text MATCHES "#include \"([^\"]+)\"\n")
    set(line "${CMAKE_MATCH_0}")
    set(included "${PROJECT_SOURCE_DIR}/${CMAKE_MATCH_1}")
    file(READ "${included}" included_text)
    string(REPLACE "${line}" "${included_text}" text "${text}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${included}")
  endwhile()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# One row of a C++ table, from the lines that the file begins with.
function(device_row out file)
  device_formula_names("${file}")
  file(STRINGS "${file}" lines REGEX "^// (strategy|credit|formats|claim [a-z0-9]+): ")
  set(strategy "")
  set(credit "")
  set(formats binary64 binary32 binary16 bfloat16)
  set(all_formats ${formats})
  foreach(line IN LISTS lines)
    if(line MATCHES "^// strategy: (.*)$")
      set(strategy "${CMAKE_MATCH_1}")
    elseif(line MATCHES "^// credit: (.*)$")
      set(credit "${CMAKE_MATCH_1}")
    elseif(line MATCHES "^// formats: (.*)$")
      string(REPLACE " " ";" formats "${CMAKE_MATCH_1}")
    elseif(line MATCHES "^// claim ([a-z0-9]+): ([0-9.]+)( on ([-+.0-9a-z]+) to ([-+.0-9a-z]+))?$")
      set(claim_${CMAKE_MATCH_1} "Claim{${CMAKE_MATCH_2}}")
      if(CMAKE_MATCH_3)
        set(claim_${CMAKE_MATCH_1} "Claim{${CMAKE_MATCH_2}, {${CMAKE_MATCH_4}, ${CMAKE_MATCH_5}}}")
        string(REPLACE "inf" "infinity" claim_${CMAKE_MATCH_1} "${claim_${CMAKE_MATCH_1}}")
      endif()
    else()
      message(FATAL_ERROR "${file}: '${line}' must be '// claim FORMAT: ULP' or '// claim FORMAT: ULP on LOWER to UPPER'")
    endif()
  endforeach()
  if(NOT strategy OR NOT credit)
    message(FATAL_ERROR "${file}: must begin with lines '// strategy: ...' and '// credit: ...'")
  endif()
  set(claims "")
  set(bits "")
  foreach(format IN LISTS all_formats)
    if(format IN_LIST formats)
      list(APPEND bits "1u << static_cast<unsigned>(FormatId::${format})")
    endif()
    if(DEFINED claim_${format})
      list(APPEND claims "${claim_${format}}")
    else()
      list(APPEND claims "Claim{}")
    endif()
  endforeach()
  list(JOIN bits " | " bits)
  list(JOIN claims ", " claims)
  string(REPLACE "\"" "\\\"" strategy "${strategy}")
  set(row "    {\"${formula_function}\", \"${formula_name}\", \"${strategy}\", \"${credit}\", ${bits}, {${claims}}},\n")
  if(formula_fast_math AND binary32 IN_LIST formats)
    string(APPEND row "    {\"${formula_function}\", \"${formula_name}_fast_math\", \"${strategy}, compiled with fast-math\", \"${credit}\", "
           "1u << static_cast<unsigned>(FormatId::binary32), {}},\n")
  endif()
  set(${out} "${row}" PARENT_SCOPE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
endfunction()

# device_build_mark(OUT): a digest of the formulas, of the interface between program and modules, and of what compiles
# them: a module that has another one is of another build.
function(device_build_mark out)
  set(impls "${PROJECT_SOURCE_DIR}/impls")
  file(GLOB_RECURSE files CONFIGURE_DEPENDS "${impls}/device/*.h" "${impls}/device/*.hpp" "${impls}/opencl/*" "${impls}/cuda/*")
  list(SORT files)
  set(text "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_CXX_FLAGS}")
  foreach(file IN LISTS files)
    file(MD5 "${file}" digest)
    string(APPEND text " ${digest}")
  endforeach()
  string(MD5 mark "${text}")
  set(${out} "${mark}" PARENT_SCOPE)
endfunction()

# generate_device_table(OUTPUT OPENCL_ABSENT CUDA_ABSENT): each text says why the module is not built, empty where it is.
function(generate_device_table output opencl_absent cuda_absent)
  set(tables "")
  foreach(target opencl cuda)
    device_formulas(files ${target})
    set(rows "")
    foreach(file IN LISTS files)
      device_row(row "${file}")
      string(APPEND rows "${row}")
    endforeach()
    string(APPEND tables "constexpr auto ${target}_rows = std::to_array<DeviceRow>({\n${rows}});\n")
  endforeach()
  file(CONFIGURE OUTPUT "${output}" @ONLY CONTENT [[// Generated by cmake/device_table.cmake: do not edit.
#include "impls/device/table.hpp"

namespace softplus_bench {
namespace {
@tables@
constexpr auto modules = std::to_array<DeviceModule>({
    {Target::opencl, "@opencl_absent@", opencl_rows},
    {Target::cuda, "@cuda_absent@", cuda_rows},
});
}  // namespace

std::span<const DeviceModule> device_modules() { return modules; }

std::string_view device_build() { return "@SOFTPLUS_BENCH_DEVICE_BUILD@"; }

}  // namespace softplus_bench
]])
endfunction()
