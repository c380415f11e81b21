"""Case 3 of plug-ins: what it costs that a child process calls the kernel, over all 2^32 inputs of binary32."""
import csv
import json
import os
import shlex

from cases import ROOT, require

LIMIT = 1.15
TURNS = 3
MOST_TURNS = 10
NAMES_OF_TARGETS = {"sse4": "N_SSE4", "avx2": "N_AVX2", "avx512": "N_AVX3", "neon": "N_NEON"}
# What says which row it is, and not how accurate.
IDENTITY = {"run_id", "target", "reproduce", "implementation"}


def compile_command(context, source):
    """How the build compiles that file, as words without the output's name."""
    with open(os.path.join(context.options.build, "compile_commands.json"), encoding="utf-8") as file:
        entries = [e for e in json.load(file) if e["file"] == os.path.join(ROOT, source)]
    require(len(entries) == 1, f"{context.options.build}/compile_commands.json has {len(entries)} entries of {source}, not one")
    words = shlex.split(entries[0]["command"])
    place = words.index("-o")
    return words[:place] + words[place + 2:]


def own_kernel(context, source, space, name):
    """The project's kernel as a plug-in: its file compiled as for the program, and a table of one row."""
    kernel, table, shared = (context.path(f"{name}.{end}") for end in ("kernel.o", "table.o", "so"))
    command = compile_command(context, source)
    context.command([*command, "-o", kernel])
    wrapper = [os.path.join(ROOT, "tests/plugins/own_kernel.cpp") if word.endswith(source) else word for word in command]
    context.command([*wrapper, f"-DOWN_SPACE={space}", f"-DOWN_NAME={name}", "-o", table])
    context.command([next(word for word in command if "ccache" not in word), "-shared", table, kernel, "-o", shared, "-lhwy", "-lm"])
    return shared


def sweep(context, folder, row, *arguments):
    """All inputs of the row: seconds, and what was found without what says which row it is."""
    end = context.bench("run", "accuracy", "--exhaustive", "-f", row, "-q", "-o", context.path(folder), *arguments, seconds=900)
    with open(context.path(folder, "accuracy.csv"), newline="", encoding="utf-8") as file:
        rows = [{k: v for k, v in r.items() if k not in IDENTITY} for r in csv.DictReader(file)]
    require(rows and any(r["n"] == str(1 << 32) for r in rows), f"{row} was not measured on 2^32 inputs")
    require(all(r["status"] == "ok" for r in rows), f"{row}: {rows[0]['reason']}")
    return end.seconds, rows


def compare(context, name, target, shared):
    """In turns, so that what else the machine does meets both; the fastest of each, for it only ever adds."""
    own, brought = [], []
    while len(own) < TURNS or (min(brought) / min(own) > LIMIT and len(own) < MOST_TURNS):
        turn = len(own)
        seconds, expected = sweep(context, f"{name}-own-{turn}", f"softplus/{name}/binary32/{target}")
        own.append(seconds)
        seconds, found = sweep(context, f"{name}-plugin-{turn}", f"softplus/{name}/binary32/plugin", "--plugin", shared)
        brought.append(seconds)
        require(found == expected, f"{name}: the plug-in's accuracy is not that of the same kernel built in")
    ratio = min(brought) / min(own)
    figure = f"{name} ({target}) {min(own):.1f} s built in, {min(brought):.1f} s as a plug-in, {ratio:.3f} of {len(own)} turns each"
    require(ratio <= LIMIT, f"{figure}: above {LIMIT}")
    return figure


def cost(context):
    """Exhaustive binary32 through the plug-in path takes at most 1.15 times what the same kernel takes built in."""
    rows = json.loads(context.bench("list", "implementations", "-f", "softplus/fused_fast/binary32/*", "--json").stdout)
    here = [r["target"] for r in rows if r["available"] and r["target"] in NAMES_OF_TARGETS]
    figures = []
    if here:
        space = f"simd::softplus::{NAMES_OF_TARGETS[here[-1]]}"
        figures.append(compare(context, "fused_fast", here[-1], own_kernel(context, "impls/simd/softplus/fused_fast.cpp", space, "fused_fast")))
    shared = own_kernel(context, "impls/portable/softplus/symmetric.cpp", "portable::softplus", "symmetric")
    figures.append(compare(context, "symmetric", "scalar", shared))
    return "; ".join(figures)
