#!/usr/bin/python3
"""Every system as an exported PyTorch program beside the net that it was exported from.

    tests/bench/compare_with_pytorch.py build/release/latent-lab [SYSTEM...] [--full]

Trains each system for a few steps on one data set of each kind that it accepts (--full: on every data
set that it accepts), exports the run, and runs the exported model.py as a reader would: it rebuilds
the net, loads weights.safetensors and compares its outputs with those that our engine computed. The
codes are compared too, from Python, with codes.npy. Prints the largest differences and ends with 1
when one is above 1e-5 (of the largest number, where that is above 1). Needs Debian's python3-torch and
python3-numpy; without PyTorch it says so, and
only proves that each model.py is a Python program.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

TOLERANCE = 1e-5
STEPS = 20

# Run in the folder of an export: differences of outputs, of codes, and of the outputs when only some
# samples are shown at a time (a net must not depend on which others are in its batch).
COMPARE = """
import json, numpy, torch, model
net = model.load()
x, y, z = (torch.from_numpy(numpy.load(name + ".npy")) for name in ("inputs", "outputs", "codes"))
largest = lambda a, b: float((a - b).abs().max() / max(1, b.abs().max()))
with torch.no_grad():
    codes = net.encode(x)
    codes = codes[0] if isinstance(codes, tuple) else codes
    few = torch.cat([net(x[:3]), net(x[3:7])])
    print(json.dumps([largest(net(x), y), largest(codes, z[:len(x)]), largest(few, y[:7])]))
"""


def run(*command, folder=None):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command[:2]))}: {done.stderr.strip()}")
    return done.stdout


def data_for(system, data_sets, every):
    """One data set of each kind; of pictures a grey one and one in colour."""
    chosen = {}
    for data in data_sets:
        if data["installed"] and data["id"] in system["data"]:
            colours = data["shape"][0] if data["kind"] == "images" else 0
            chosen.setdefault(data["id"] if every else (data["kind"], colours), data["id"])
    return chosen.values()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lab", type=pathlib.Path)
    parser.add_argument("systems", nargs="*")
    parser.add_argument("--full", action="store_true", help="on every data set, not one of each kind")
    options = parser.parse_args()
    lab = options.lab.resolve()
    with_torch = subprocess.run([sys.executable, "-c", "import torch, numpy"],
                                capture_output=True).returncode == 0
    if not with_torch:
        print("PyTorch is not installed (Debian: python3-torch, python3-numpy): each model.py is only "
              "compiled, not run.\n")
    systems = json.loads(run(lab, "list", "systems", "--json"))
    data_sets = json.loads(run(lab, "list", "datasets", "--json"))
    print(f"{'system':24}{'data':16}{'outputs':>10}{'codes':>10}{'few at a time':>15}")
    worst, wrong = 0.0, 0
    for system in systems:
        if options.systems and system["id"] not in options.systems:
            continue
        for data in data_for(system, data_sets, options.full):
            with tempfile.TemporaryDirectory() as folder:
                row = f"{system['id']:24}{data:16}"
                kept, made = f"{folder}/run", f"{folder}/made"
                try:
                    run(lab, "train", "--system", system["id"], "--data", data, "--steps", str(STEPS),
                        "--set", "samples.limit=400", "--out", kept, "--json")
                    run(lab, "export", kept, "--to", made, "--json")
                    if with_torch:
                        run(sys.executable, "model.py", folder=made)
                        differences = json.loads(run(sys.executable, "-c", COMPARE, folder=made))
                        worst = max(worst, *differences)
                        fine = max(differences) <= TOLERANCE
                        row += "{:10.1e}{:10.1e}{:15.1e}".format(*differences)
                    else:
                        run(sys.executable, "-m", "py_compile", "model.py", folder=made)
                        fine, row = True, row + "  compiles"
                except (RuntimeError, ValueError) as error:
                    fine, row = False, row + f"  {error}"
                wrong += not fine
                print(row + ("" if fine else "   WRONG"), flush=True)
    print(f"\nlargest difference {worst:.1e}; {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
