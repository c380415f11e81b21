"""Rows of devices: OpenCL where there is one, named skips where there is none."""
import csv
import pathlib
import re
import shutil
import subprocess
import unittest

from command_line import EXECUTABLE, SANITIZED, CommandLine, parse_json

NOWHERE = {"OCL_ICD_VENDORS": "/nonexistent/vendors", "OCL_ICD_FILENAMES": ""}  # the loader's own switch: no device at all
ROW = "softplus/symmetric/binary32/opencl"


class Devices(CommandLine):
    def devices(self, target):
        entry, = [each for each in parse_json(self.succeed("list", "targets", "--json").stdout) if each["name"] == target]
        return entry["devices"]

    def test_targets_are_listed_with_their_devices_or_with_why_there_is_none(self):
        for entry in parse_json(self.succeed("list", "targets", "--json").stdout):
            if entry["name"] in ("opencl", "cuda"):
                self.assertGreater(entry["rows"], 0)
                self.assertTrue(entry["devices"] or entry["reason"], entry)
        doctor = self.succeed("doctor").stdout
        self.assertRegex(doctor, r"device opencl(:0)? ")
        self.assertRegex(doctor, r"device cuda(:0)? ")

    def test_without_a_device_a_mixed_run_skips_by_name_and_exits_0(self):
        self.succeed("run", "accuracy", "-f", ROW, "-f", "softplus/symmetric/binary32/scalar", "--samples", "20", "-o", "mixed",
                     "-q", env=NOWHERE)
        run = parse_json((self.folder / "mixed/run.json").read_text())
        omission, = [each for each in run["omissions"] if each["id"] == ROW]
        self.assertRegex(omission["reason"], "OpenCL")
        self.assertTrue({record["target"] for record in run["records"]} == {"scalar"})

    def test_without_a_device_a_run_of_devices_alone_exits_77(self):
        for arguments in (("run", "accuracy", "--samples", "20", "-o", "alone"), ("run", "all", "-o", "alone"), ("gate",),
                          ("eval", "softplus", "1"), ("hunt", "--rounds", "1", "-o", "alone")):
            result = self.bench(*arguments, "-f", ROW, env=NOWHERE)
            self.assertEqual(result.returncode, 77, (arguments, result.stderr))
            self.assertRegex(result.stderr, rf"\Asoftplus-bench: skipped: softplus/symmetric(/binary32)?/opencl: [^\n]*OpenCL[^\n]*\n\Z")
            self.assertEqual(self.names_in("alone") if (self.folder / "alone").exists() else set(), set())

    def test_a_wanted_device_where_there_is_none_is_a_skip_too(self):
        self.succeed("run", "accuracy", "-f", ROW, "--device", "opencl:0", "-o", "x", code=77, env=NOWHERE)
        self.succeed("run", "accuracy", "-f", ROW, "-f", "softplus/symmetric/binary32/scalar", "--device", "opencl:0", "--samples", "20",
                     "-o", "mixed", "-q", env=NOWHERE)

    def test_a_module_of_another_build_is_not_used(self):
        program = self.folder / "softplus-bench"
        shutil.copy2(EXECUTABLE, program)
        modules = pathlib.Path(EXECUTABLE).parent / "devices"
        if not (modules / "opencl.so").exists():
            self.skipTest("no OpenCL module was built")
        shutil.copytree(modules, self.folder / "devices")
        module = self.folder / "devices/opencl.so"
        def reason():
            targets = subprocess.run([program, "list", "targets", "--json"], check=True, capture_output=True, text=True).stdout
            return next(each for each in parse_json(targets) if each["name"] == "opencl").get("reason", "")
        self.assertNotIn("build", reason())
        text = module.read_bytes()
        mark = re.search(rb"\0([0-9a-f]{32})\0", text)
        module.write_bytes(text.replace(mark[1], b"0" * 32))
        self.assertRegex(reason(), "opencl.so is not of this program's build")

    def test_a_star_asks_for_no_device(self):
        self.succeed("run", "accuracy", "-f", "softplus/symmetric/*", "--samples", "20", "-o", "result", "-q")
        run = parse_json((self.folder / "result/run.json").read_text())
        self.assertEqual({record["target"] for record in run["records"]} & {"opencl", "cuda"}, set())
        self.assertNotIn("opencl", str(run["omissions"]))

    def test_a_device_that_is_none_is_refused_with_those_there_are(self):
        self.refused("run", "accuracy", "-f", "softplus/symmetric/*/scalar", "--device", "opencl:0", "-o", "x",
                     words=["--device opencl:0", "no row of a device"])
        if self.devices("opencl"):
            self.refused("run", "accuracy", "-f", ROW, "--device", "opencl:99", "-o", "x", words=["opencl:99", "opencl:0"])

    @unittest.skipIf(SANITIZED, "the device's driver leaks")
    def test_every_suite_runs_on_opencl(self):
        if not self.devices("opencl"):
            self.skipTest("no OpenCL device: " + self.succeed("list", "targets").stdout)
        self.succeed("run", "accuracy", "-f", ROW, "--samples", "2000", "--device", "opencl:0", "-o", "result", "-q")
        row = next(csv.DictReader((self.folder / "result/accuracy.csv").open()))
        self.assertEqual((row["target"], row["status"]), ("opencl", "ok"))
        self.assertLess(float(row["max_ulp"]), 16)  # OpenCL 1.2, 7.4: exp 3 ulp, log1p 2, of a sum
        self.assertIn("--device 'opencl:0'", row["reproduce"])
        self.assertTrue(row["library"])
        answer, = parse_json(self.succeed("eval", "softplus", "0", "-f", ROW, "--json").stdout)
        self.assertEqual(answer["results"][0]["got_bits"], "0x3f317218")
        self.succeed("run", "properties", "-f", ROW, "--samples", "200", "-o", "properties", "-q")
        rows = {each["property"]: each for each in csv.DictReader((self.folder / "properties/properties.csv").open())}
        self.assertEqual(rows["position"]["n_violations"], "0", rows["position"])


if __name__ == "__main__":
    unittest.main()
