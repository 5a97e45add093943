#!/usr/bin/python3
"""The wall time of a sweep over widths with both cores, against the same runs one after the other on one core.

    tests/bench/sweep_wall_time.py [--lab build/release/latent-lab] [--epochs 5] [--turns 2]

Seven widths of the dense net 784-256-128-k on fashion_mnist, one thread a run, --jobs 2 and --jobs 1 in turns, so that
whatever else the machine does meets both alike. Prints seconds of each turn and the ratio of the medians, which is to
be at most 0.6; then whether both gave the same figures, and whether the held-out error falls with the width (a wider
code may be up to 2 % worse than a narrower one: so much differ the seeds once the curve is flat).
Seconds are those of training, from the first run's start to the last one's summary; measuring afterwards is left out.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

LIMIT = 0.6
SEEDS_DIFFER = 1.02


def sweep(lab, data, epochs, jobs, folder):
    words = [lab, "sweep", "--system", "undercomplete", "--data", data, "--set", "architecture.encoder=256,128",
             "--set", "threads=1", "--over", "code.width=1,2,4,8,16,32,64", "--epochs", str(epochs),
             "--jobs", str(jobs), "--out", folder, "--json"]
    return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lab", default="build/release/latent-lab")
    parser.add_argument("--data", default="fashion_mnist")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--keep", help="leave the last sweep of two jobs in this folder")
    options = parser.parse_args()

    seconds, last = {1: [], 2: []}, {}
    scratch = tempfile.mkdtemp(prefix="latent-sweep-")
    try:
        for turn in range(options.turns):
            for jobs in (2, 1):
                folder = os.path.join(scratch, "%d-%d" % (turn, jobs))
                last[jobs] = sweep(options.lab, options.data, options.epochs, jobs, folder)
                seconds[jobs].append(last[jobs]["training_seconds"])
                print("turn %d, %d at once: %.1f s (load %.1f)" %
                      (turn + 1, jobs, seconds[jobs][-1], os.getloadavg()[0]), flush=True)
        if options.keep:
            shutil.move(os.path.join(scratch, "%d-2" % (options.turns - 1)), options.keep)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)

    errors = {jobs: [run["figures"]["squared_error"] for run in last[jobs]["runs"]] for jobs in last}
    ratio = statistics.median(seconds[2]) / statistics.median(seconds[1])
    falls = all(b < SEEDS_DIFFER * a for a, b in zip(errors[2], errors[2][1:]))
    for run in last[2]["runs"]:
        figures = run["figures"]
        print("  %-10s squared error %8.3f   5-NN %5.1f %%   %5.1f s" %
              (run["name"], figures["squared_error"], 100 * figures.get("knn5_accuracy", float("nan")),
               figures["seconds"]))
    for spot in last[2]["sweet_spots"]:
        print(spot["sentence"])
    print("the same figures either way: %s" % ("yes" if errors[1] == errors[2] else "NO"))
    print("the error falls with the width: %s" % ("yes" if falls else "NO"))
    print("ratio %.3f (at most %.1f: %s)" % (ratio, LIMIT, "yes" if ratio <= LIMIT else "NO"))
    return 0 if ratio <= LIMIT and falls and errors[1] == errors[2] else 1


if __name__ == "__main__":
    sys.exit(main())
