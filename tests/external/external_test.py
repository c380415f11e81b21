"""An installed copy that was moved, used from outside: by CMake's find_package, by pkg-config, and as a program."""
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

BUILD, SOURCE, CMAKE = (os.environ[name] for name in ("SOFTPLUS_BENCH_BUILD", "SOFTPLUS_BENCH_SOURCE", "SOFTPLUS_BENCH_CMAKE"))
EXAMPLE = os.path.join(SOURCE, "docs/examples/find_package")


def run(arguments, **options):
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=200, **options)
    if done.returncode != 0:
        raise AssertionError(f"{arguments} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="softplus-bench-external-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.first, cls.prefix = cls.path("installed"), cls.path("moved")
        for component in ("runtime", "dev"):
            run([CMAKE, "--install", BUILD, "--prefix", cls.first, "--component", component])
        os.rename(cls.first, cls.prefix)
        cls.program = os.path.join(cls.prefix, "bin/softplus-bench")
        cls.library = cls.found(r"libsoftplus_bench_harness\.so\.\d+$")

    @classmethod
    def path(cls, *names):
        return os.path.join(cls.folder, *names)

    @classmethod
    def files(cls):
        return [os.path.join(folder, name) for folder, _, names in os.walk(cls.prefix) for name in names]

    @classmethod
    def found(cls, pattern):
        return next(path for path in cls.files() if re.search(pattern, path))

    def pkg_config(self, *options):
        folder = os.path.dirname(self.found(r"softplus-bench\.pc$"))
        return run(["pkg-config", *options, "softplus-bench"], env={**os.environ, "PKG_CONFIG_PATH": folder}).split()

    def test_cmake_finds_it_and_the_example_passes_its_test(self):
        build = self.path("example")
        # In a folder of its own: nothing of the project is at hand but what was installed.
        shutil.copytree(EXAMPLE, self.path("my kernels"))
        run([CMAKE, "-S", self.path("my kernels"), "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}", "-DCMAKE_CXX_COMPILER_LAUNCHER="])
        run([CMAKE, "--build", build])
        said = run([os.path.join(build, "kernel_test")])
        self.assertRegex(said, r"softplus/my_softplus/binary32 keeps its claim of 2 ulp .*: at most 1\.\d+ ulp on all 108712 stratified inputs")
        self.assertIn("softplus(1) = 1.31326168751822283404899549497", said)
        plugin = os.path.join(build, "my_kernel.so")
        listed = run([self.program, "list", "implementations", "--plugin", plugin, "-f", "*/plugin"])
        self.assertIn("my_kernel", listed)

    def test_an_unknown_function_is_an_exception_that_clang_s_users_catch(self):
        source = self.path("catching.cpp")
        with open(source, "w", encoding="utf-8") as file:
            file.write('#include <softplus_bench/harness.hpp>\n#include <iostream>\n'
                       'int main() {\n  try {\n    softplus_bench::harness::exact("softpuls", "binary32", 0);\n'
                       '  } catch (const softplus_bench::harness::Error& error) {\n    std::cout << error.what();\n  }\n}\n')
        for compiler in ("g++", "clang++-14", "clang++"):
            with self.subTest(compiler):
                if not shutil.which(compiler):
                    self.skipTest(f"no {compiler}")
                program = self.path("catching")
                run([compiler, "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fvisibility=hidden", source, "-o", program,
                     *self.pkg_config("--cflags", "--libs"), f"-Wl,-rpath,{os.path.dirname(self.library)}"])
                self.assertIn("did you mean 'softplus'?", run([program]))

    def test_the_json_of_a_measurement_is_a_run_that_the_program_reports(self):
        source, program, folder = self.path("telling.cpp"), self.path("telling"), self.path("run")
        with open(source, "w", encoding="utf-8") as file:
            file.write('#include <softplus_bench/harness.hpp>\n#include <cmath>\n#include <iostream>\n'
                       'double f(double x) { return std::log1p(std::exp(x)); }\n'
                       'int main() {\n  auto request = softplus_bench::harness::request_of<f>("softplus");\n'
                       '  request.samples = 1000;\n  std::cout << softplus_bench::harness::measure(request).json;\n}\n')
        run(["c++", "-std=c++17", source, "-o", program, *self.pkg_config("--cflags", "--libs"),
             f"-Wl,-rpath,{os.path.dirname(self.library)}"])
        os.mkdir(folder)
        with open(os.path.join(folder, "run.json"), "w", encoding="utf-8") as file:
            file.write(run([program]))
        self.assertIn("softplus/kernel/binary64", run([self.program, "report", folder, "--md", "-"]))
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is not there")
        with open(self.found(r"run\.schema\.json$"), encoding="utf-8") as schema, open(file.name, encoding="utf-8") as text:
            jsonschema.validate(json.load(text), json.load(schema))

    def test_pkg_config_has_the_flags_of_a_plug_in(self):
        plugin = self.path("by_pkg_config.so")
        run(["cc", "-O2", "-shared", "-fPIC", *self.pkg_config("--cflags"), os.path.join(EXAMPLE, "my_kernel.c"), "-o", plugin, "-lm"])
        said = run([self.program, "eval", "softplus", "1", "--plugin", plugin, "-f", "*/plugin"], cwd=self.folder)
        self.assertIn("my_kernel", said)

    def test_nothing_installed_names_the_folders_it_was_built_from_or_installed_to(self):
        for path in self.files():
            with open(path, "rb") as file:
                content = file.read()
            for folder in (BUILD, SOURCE, self.first):
                self.assertNotIn(folder.encode() + b"/", content, path)

    def test_the_library_shows_its_one_header_and_can_neither_print_nor_end_a_process(self):
        shown = run(["nm", "-DC", "--defined-only", self.library]).splitlines()
        for line in shown:
            self.assertRegex(line, r" A SOFTPLUS_BENCH_HARNESS_\d+$| [TV] (typeinfo (name )?for |vtable for )?softplus_bench::harness::")
        used = {line.split()[-1].split("@")[0] for line in run(["nm", "-D", "--undefined-only", self.library]).splitlines()}
        banned = {"exit", "_exit", "quick_exit", "abort", "printf", "puts", "putchar", "signal", "sigaction", "system", "fork", "_ZSt4cout"}
        self.assertFalse(used & banned)

    def test_the_library_needs_little(self):
        needed = re.findall(r"\(NEEDED\).*\[(.*)\]", run(["readelf", "-d", self.library]))
        known = r"lib(fmt|mpfr|gmp|hwy|stdc\+\+|m|gcc_s|c|asan|ubsan)\.so.*|ld-linux.*"
        self.assertEqual([name for name in needed if not re.fullmatch(known, name)], [])

    def test_documents_schemas_man_page_and_completions_are_there(self):
        for name in ("share/softplus-bench/schema/run.schema.json", "share/doc/softplus-bench/docs/plugins.md",
                     "share/doc/softplus-bench/LICENSE", "share/man/man1/softplus-bench.1",
                     "share/bash-completion/completions/softplus-bench", "share/zsh/site-functions/_softplus-bench",
                     "share/fish/vendor_completions.d/softplus-bench.fish"):
            with self.subTest(name):
                self.assertGreater(os.path.getsize(os.path.join(self.prefix, name)), 500)


if __name__ == "__main__":
    unittest.main()
