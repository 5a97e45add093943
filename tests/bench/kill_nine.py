#!/usr/bin/env python3
"""Kills `latent-lab train` with SIGKILL at random moments and resumes it, some hundreds of times.

    tests/bench/kill_nine.py --lab build/release/latent-lab --kills 200

After each kill the newest checkpoint must be whole (its checksum is computed here, independently) and
its step may not have gone back; at the end of each run its state must be, byte for byte, that of a
run which was never killed. Prints the count; exits with 1 at the first thing that is wrong.
"""
import argparse, json, os, random, shutil, struct, subprocess, sys, tempfile, time, zlib


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header, numbers = data[8:8 + length], data[8 + length:]
    table = json.loads(header)
    metadata = table.pop("__metadata__")
    said = metadata["checksum"]
    blank = header.replace(b'"checksum":"' + said.encode(), b'"checksum":"00000000', 1)
    if f"{zlib.crc32(numbers, zlib.crc32(blank)):08x}" != said:
        raise ValueError(path + " does not match its checksum")
    tensors = {}
    for name, entry in table.items():
        begin, end = entry["data_offsets"]
        tensors[name] = numbers[begin:end]
    return metadata, tensors


def newest(run):
    folder = os.path.join(run, "checkpoints")
    steps = sorted(f for f in os.listdir(folder) if f.endswith(".safetensors")) \
        if os.path.isdir(folder) else []
    return (int(steps[-1].split(".")[0]), os.path.join(folder, steps[-1])) if steps else (-1, None)


def state(run):
    _, tensors = read(newest(run)[1])
    return {name: data for name, data in tensors.items() if not name.startswith("history/")}


def metrics_rise(run):
    last = -1
    with open(os.path.join(run, "metrics.jsonl"), "rb") as file:
        for line in file.read().split(b"\n")[:-1]:
            step = json.loads(line)["step"]
            if step <= last:
                raise ValueError(f"{run}: step {step} comes behind {last} in the metrics")
            last = step


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lab", default="build/release/latent-lab")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--steps", type=int, default=20000)
    parser.add_argument("--longest", type=float, default=0.6, help="seconds behind the first new save")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    base = tempfile.mkdtemp(prefix="kill-nine-")
    quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def fresh(run):
        return [options.lab, "train", "--data", data, "--system", "adversarial",
                "--set", "architecture.encoder=24", "--set", "batch_size=16",
                "--set", "probe_points=64", "--threads", "1",
                "--steps", str(options.steps), "--save-every", "0.02", "--out", run]

    # A little file of images, so that starting and measuring cost next to nothing.
    data = os.path.join(base, "squares-idx3-ubyte")
    with open(data, "wb") as file:
        file.write(struct.pack(">IIII", 0x803, 500, 12, 12))
        for i in range(500):
            left, top = i % 9, i // 9 % 9
            file.write(bytes(255 - i % 97 if left <= p % 12 < left + 4 and top <= p // 12 < top + 4
                             else i % 13 for p in range(144)))

    whole = os.path.join(base, "whole")
    subprocess.run(fresh(whole), check=True, **quiet)
    expected = state(whole)

    kills = rounds = early = 0
    try:
        while kills < options.kills:
            rounds += 1
            run = os.path.join(base, f"run{rounds}")
            reached, command = -1, fresh(run)
            while True:
                process = subprocess.Popen(command, **quiet)
                # Now and then while it loads or opens, else once it has saved something new.
                if random.random() < 0.2:
                    early += 1
                    time.sleep(random.uniform(0, 1.0))
                else:
                    while process.poll() is None and newest(run)[0] <= reached:
                        time.sleep(0.005)
                    time.sleep(random.uniform(0, options.longest))
                if process.poll() is not None:
                    if process.returncode != 0:
                        raise ValueError(process.stderr.read().decode())
                    break
                process.kill()
                process.wait()
                kills += 1
                step, path = newest(run)
                if path:
                    read(path)
                if step < reached:
                    raise ValueError(f"{run}: from step {reached} back to {step}")
                reached = step
                if kills >= options.kills:
                    subprocess.run([options.lab, "train", "--resume", run], check=True, **quiet)
                    break
                command = ([options.lab, "train", "--resume", run, "--save-every", "0.02"]
                           if os.path.exists(os.path.join(run, "config.json")) else fresh(run))
            if state(run) != expected:
                raise ValueError(f"{run} ended otherwise than the run that was never killed")
            metrics_rise(run)
            left = [f for _, _, files in os.walk(run) for f in files if f.endswith(".part")]
            if left:
                raise ValueError(f"{run} holds {left}")
            print(f"{kills} kills, {rounds} runs ended bit-equal", flush=True)
            shutil.rmtree(run)
    except (ValueError, subprocess.CalledProcessError) as error:
        print("wrong:", error, getattr(error, "stderr", b""), "\nsee", base)
        return 1
    print(f"{kills} kills ({early} of them while it started), {rounds} runs, all bit-equal")
    shutil.rmtree(base)
    return 0


if __name__ == "__main__":
    sys.exit(main())
