// OpenCL's objects, released when they go.
#pragma once

#include <CL/cl.h>

#include <memory>
#include <type_traits>

namespace softplus_bench::opencl {

template <class Object, cl_int (*release)(Object)>
struct Release {
  void operator()(Object object) const { release(object); }
};
template <class Object, cl_int (*release)(Object)>
using Handle = std::unique_ptr<std::remove_pointer_t<Object>, Release<Object, release>>;

using Context = Handle<cl_context, clReleaseContext>;
using Queue = Handle<cl_command_queue, clReleaseCommandQueue>;
using Program = Handle<cl_program, clReleaseProgram>;
using Kernel = Handle<cl_kernel, clReleaseKernel>;
using Memory = Handle<cl_mem, clReleaseMemObject>;
using Event = Handle<cl_event, clReleaseEvent>;

}  // namespace softplus_bench::opencl
