// oneDNN's elementwise primitives as its users call them: a primitive is made once for each length and kept, its two
// memory objects get the arrays of each call, execute and wait. One thread: the number of OpenMP's threads is the
// calling thread's own setting.
#pragma once

#include <dnnl.hpp>
#include <string>
#include <unordered_map>

#include "impls/peers/entries.hpp"

// Of the OpenMP runtime that oneDNN was built with, whichever it is: GNU's here, though the compiler may bring another.
// Null where it was built with none.
extern "C" __attribute__((weak)) void omp_set_num_threads(int);

namespace softplus_bench::peers::onednn {

inline std::string library() {
  const dnnl::version_t* const v = dnnl::version();
  return "oneDNN " + std::to_string(v->major) + "." + std::to_string(v->minor) + "." + std::to_string(v->patch);
}

template <class T>
inline constexpr auto type_of = dnnl::memory::data_type::bf16;
template <>
inline constexpr auto type_of<float> = dnnl::memory::data_type::f32;

// The library's context, for one thread.
struct Context {
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};
  Context() {
    if (&omp_set_num_threads != nullptr) omp_set_num_threads(1);
  }
};

// An elementwise function on n elements.
struct Primitive {
  dnnl::memory source;
  dnnl::memory destination;
  dnnl::eltwise_forward function;

  Primitive(const dnnl::engine& engine, dnnl::algorithm algorithm, dnnl::memory::data_type type, std::size_t n,
            float alpha)
      : Primitive(engine, {{static_cast<dnnl::memory::dim>(n)}, type, dnnl::memory::format_tag::a}, algorithm, alpha) {}

 private:
  Primitive(const dnnl::engine& engine, const dnnl::memory::desc& array, dnnl::algorithm algorithm, float alpha)
      : source(array, engine, nullptr),
        destination(array, engine, nullptr),
        function({{dnnl::prop_kind::forward_inference, algorithm, array, alpha, 0.0f}, engine}) {}
};

template <class T, dnnl::algorithm algorithm, int alpha = 0>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) {
  thread_local Context context;
  thread_local std::unordered_map<std::size_t, Primitive> primitives;
  if (n == 0) return;  // there is no primitive without elements
  auto place = primitives.find(n);
  if (place == primitives.end())
    place = primitives.try_emplace(n, context.engine, algorithm, type_of<T>, n, static_cast<float>(alpha)).first;
  Primitive& primitive = place->second;
  primitive.source.set_data_handle(const_cast<T*>(x));
  primitive.destination.set_data_handle(y);
  primitive.function.execute(context.stream, {{DNNL_ARG_SRC, primitive.source}, {DNNL_ARG_DST, primitive.destination}});
  context.stream.wait();
}

template <dnnl::algorithm algorithm, int alpha = 0>
void add(Entries& entries, const char* function, const char* call) {
  entries.add<float, evaluate<float, algorithm, alpha>>(function, "onednn", library(), call);
  entries.add<bfloat16, evaluate<bfloat16, algorithm, alpha>>(function, "onednn", library(), call);
}

}  // namespace softplus_bench::peers::onednn
