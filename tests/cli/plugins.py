"""Builds plug-ins as a user does: one C file, the C compiler, include/softplus_bench/plugin.h."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "softplus.c"
ROW = "softplus/mine/binary32/plugin"

# One row in binary32, by default of softplus: through double, which is right to 0.51 ulp, then what `spoil` makes of y.
SOURCE = """#include <math.h>
#include <string.h>
#include "softplus_bench/plugin.h"
%(before)s
static void kernel(const void* x, const void* x2, void* y, size_t n, const double* parameters) {
  (void)x2, (void)parameters;
  for (size_t i = 0; i < n; ++i) {
    const float x_i = ((const float*)x)[i];
    float y_i = (float)((x_i > 0 ? (double)x_i : 0) + log1p(exp(-fabs((double)x_i))));
    %(spoil)s
    ((float*)y)[i] = y_i;
  }
}
static const softplus_bench_implementation entries[] = {
    {"%(function)s", "%(name)s", "binary32", %(claim)s, -INFINITY, INFINITY, "%(credit)s", kernel}};
int softplus_bench_plugin_abi(void) { return %(abi)s; }
size_t softplus_bench_plugin(const softplus_bench_implementation** table) {
  %(table)s
}
"""
# Off by 4 units in the last place on one binade.
WRONG = "if (x_i >= 1 && x_i < 2) { int u; memcpy(&u, &y_i, 4); u += 4; memcpy(&y_i, &u, 4); }"


def compiled(source, shared_object, *flags):
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", *flags, f"-I{ROOT / 'include'}", str(source), "-o", str(shared_object), "-lm"],
                   check=True, capture_output=True, text=True)
    return shared_object


def plugin(folder, file="mine.so", *, function="softplus", spoil="", claim="0.51", name="mine", credit="a test", abi="SOFTPLUS_BENCH_PLUGIN_ABI",
           before="", table="*table = entries; return 1;", flags=()):
    """A shared object in `folder`."""
    source = pathlib.Path(folder, file).with_suffix(".c")
    source.write_text(SOURCE % {"function": function, "spoil": spoil, "claim": claim, "name": name, "credit": credit, "abi": abi, "before": before,
                                "table": table})
    return compiled(source, pathlib.Path(folder, file), *flags)
