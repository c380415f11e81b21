// Every call of OpenCL is checked, and what failed is named.
#pragma once

#include <CL/cl.h>

#include <string>
#include <string_view>

namespace softplus_bench::opencl {

// "CL_OUT_OF_RESOURCES (-5)".
std::string name_of_code(cl_int code);
// Throws DeviceError "CALL on DEVICE: CL_OUT_OF_RESOURCES (-5)" unless the code is CL_SUCCESS; without a device "CALL:
// ...".
void check(cl_int code, std::string_view call, std::string_view device = {});

}  // namespace softplus_bench::opencl
