"""Plug-ins that misbehave: each is reported as what it is, with its witness, and everything else of the run goes on."""
import os
import unittest

from command_line import EXECUTABLE, SANITIZED, CommandLine
from misbehaving import FAULTS, judge, processes_with
from plugins import plugin

START = "__attribute__((constructor)) static void start(void) "


class Faults(CommandLine):
    def test_every_fault_is_reported_as_what_it_is_and_the_others_are_measured(self):
        for name, fault in FAULTS.items():
            if SANITIZED and fault.limits:  # a sanitizer maps more than any limit
                continue
            with self.subTest(name):
                self.assertEqual(judge(EXECUTABLE, self.folder, name).problems, [])


class Loading(CommandLine):
    def refused_plugins(self):
        """Files that cannot be loaded, and words of what must be said."""
        libraries = "#include <stdlib.h>\n#include <unistd.h>\n"
        null = "static int* volatile nowhere;"
        planted = {
            "crashes.so": (dict(before=libraries + START + "{ abort(); }"), "crashed (SIGABRT) while it was loaded"),
            "ends.so": (dict(before=libraries + START + "{ exit(0); }"), "ended its process with exit code 0 while it was loaded"),
            "hangs.so": (dict(before=libraries + START + "{ for (;;) pause(); }"), "did not return within 1 s while it was loaded"),
            "abi.so": (dict(abi="7"), "version 7 of the plug-in interface"),
            "abi_crashes.so": (dict(before=null, abi="*nowhere"), "crashed (SIGSEGV, read at 0x0) while it was loaded"),
            "table_hangs.so": (dict(before=libraries, table="(void)table; for (;;) pause();"), "did not return within 1 s while it was loaded"),
            "null_table.so": (dict(table="*table = NULL; return 1;"), "offers no table"),
            "no_rows.so": (dict(table="*table = entries; return 0;"), "offers no implementation"),
            "many.so": (dict(table="*table = entries; return (size_t)-1;"), "18446744073709551615 entries"),
            "wild_table.so": (dict(table="*table = (const void*)16; return 1;"), "crashed (SIGSEGV, read at 0x"),
            "no_table.so": (dict(flags=["-Dsoftplus_bench_plugin=another_name"]), "has no function softplus_bench_plugin"),
            "no_abi.so": (dict(flags=["-Dsoftplus_bench_plugin_abi=another_name"]), "has no function softplus_bench_plugin_abi"),
            "missing.so": (dict(before="extern int is_nowhere(void);", abi="is_nowhere()"), "cannot be loaded"),
            "twice.so": (dict(table="static softplus_bench_implementation two[2]; two[0] = two[1] = entries[0]; *table = two; return 2;"),
                         "softplus/mine/binary32, as one before it"),
            "as_beside.so": (dict(name="beside"), "has the row softplus/beside/binary32/plugin, as "),
        }
        for file, (arguments, _) in planted.items():
            plugin(self.folder, file, **arguments)
        whole = (self.folder / "abi.so").read_bytes()
        (self.folder / "cut.so").write_bytes(whole[:5000])
        (self.folder / "head.so").write_bytes(whole[:40])
        (self.folder / "folder.so").mkdir()
        self.write("text.so", "this is no shared object\n")
        self.write("empty.so", "")
        files = {file: words for file, (_, words) in planted.items()}
        files |= {"cut.so": "is not whole", "head.so": "cannot be loaded", "folder.so": "is no file", "text.so": "cannot be loaded",
                  "empty.so": "cannot be loaded", "nowhere.so": "is not there"}
        if os.geteuid() != 0:  # who may read everything
            (self.folder / "secret.so").write_bytes(whole)
            (self.folder / "secret.so").chmod(0)
            files["secret.so"] = "cannot be read"
        return files

    def test_what_cannot_be_loaded_is_one_line_and_exit_2_and_nothing_is_measured(self):
        plugin(self.folder, "beside.so", name="beside")
        for file, words in self.refused_plugins().items():
            for verb in (["run", "accuracy", "--samples", "300", "-o", "out"], ["gate"]):
                with self.subTest(file=file, verb=verb[0]):
                    self.refused(*verb, "--plugin", "beside.so", "--plugin", file, "--time-out", "1", words=[file, words])
        self.assertFalse((self.folder / "out").exists())
        self.assertEqual(processes_with(str(self.folder)), [])


if __name__ == "__main__":
    unittest.main()
