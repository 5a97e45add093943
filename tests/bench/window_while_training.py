#!/usr/bin/python3
"""The window while it trains: what it costs training, and how long a slider and a frame take.

    tests/bench/window_while_training.py [--build build/release] [--turns 2] [--seconds 15] [--json]

On a display of its own (Xvfb, so OpenGL in software; --display to use the one there is, whose mouse is then taken), in
turns: the window trains the dense net 784-500-300-100-2 (tanh, batch 128, Adam) on Fashion-MNIST with 10,000 points on
the map while a hand (xdotool) drags a slider of the latent walk to and fro for so many seconds; then latent-lab trains
the same with as many trainer threads and no window. Last, the window is paused and left alone for ten seconds.

Prints each figure beside its limit; a line that ends in "missed" is one above it. With --json the figures on one line
of stdout, and everything else on stderr. Ends with 0 unless something broke: a figure is no error, since other programs
on the machine take part in all of them (the load is printed).

  rate     samples a second by the wall clock while the slider is dragged, against latent-lab's
  slider   from an input to the frame that shows its decoded picture, as the window measures it (an input that came
           while a frame was being drawn counts from the middle of that time)
  gap      the longest time between two frames of which the second was wanted, from a second behind the first frame on
"""
import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

BATCH = 128
NET = ["--system", "undercomplete", "--data", "fashion_mnist", "--seed", "1",
       "--set", "architecture.encoder=500,300,100", "--set", "architecture.activation=tanh",
       "--set", "code.width=2", "--set", "batch_size=%d" % BATCH, "--set", "probe_points=10000"]
SIZE = (1280, 800)
WALK_X = (1010, 1190)  # the walk's sliders at that size, whose exact height the hand feels
WALK_Y = range(250, 330, 8)


def say(text):
    print(text, file=SAY_TO, flush=True)


class Display:
    """An X server that draws into memory."""

    def __init__(self):
        read, write = os.pipe()
        os.set_inheritable(write, True)
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb does not start; install the package xvfb.")
        self.name = ":" + number

    def close(self):
        self.server.terminate()
        self.server.wait()


class Window:
    """The program in a folder of its own, and its report."""

    def __init__(self, build, display, scratch):
        self.folder = tempfile.mkdtemp(dir=scratch)
        self.report = os.path.join(self.folder, "report")
        self.variables = dict(os.environ, DISPLAY=display, LATENT_HOME=os.path.join(self.folder, "home"),
                              LATENT_EXPORT_DIR=self.folder)
        self.program = subprocess.Popen(
            [os.path.join(build, "latent-explorer"), "--report", self.report, "--fresh", "--size", "%dx%d" % SIZE] + NET,
            env=self.variables)

    def lines(self, event):
        try:
            with open(self.report) as file:
                return [line for line in map(json.loads, filter(lambda text: text.endswith("}\n"), file))
                        if line["event"] == event]
        except FileNotFoundError:
            return []

    def wait_for(self, event, seconds=60):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = self.lines(event)
            if found:
                return found[-1]
            if self.program.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError("The window never said \"%s\" (it %s)." % (
            event, "ended" if self.program.poll() is not None else "was waited for %d s" % seconds))

    def hand(self, *words):
        subprocess.run(["xdotool"] + [str(word) for word in words], env=self.variables, check=True)

    def drag(self, y, seconds):
        """To and fro, sixty times a second, in words of at most some seconds each."""
        until = time.monotonic() + seconds
        self.hand("mousemove", WALK_X[0], y, "mousedown", 1)
        while time.monotonic() < until:
            words = []
            for x in list(range(*WALK_X, 4)) + list(range(WALK_X[1], WALK_X[0], -4)):
                words += ["mousemove", x, y, "sleep", "0.016"]
            self.hand(*words)
        self.hand("mouseup", 1)

    def find_slider(self):
        for y in WALK_Y:
            before = len(self.lines("answer"))
            self.hand("mousemove", 1080, y, "mousedown", 1, "sleep", "0.05", "mousemove", 1100, y, "sleep", "0.3",
                      "mouseup", 1)
            time.sleep(0.3)
            if len(self.lines("answer")) > before:
                return y
        raise RuntimeError("No slider of the walk was found where it should be.")

    def status(self, key):
        with open("/proc/%d/status" % self.program.pid) as file:
            for line in file:
                if line.startswith(key + ":"):
                    return float(line.split()[1]) * 1024e-6  # kB, to 10^6 bytes
        return -1

    def processor_seconds(self):
        with open("/proc/%d/stat" % self.program.pid) as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self):
        if self.program.poll() is None:
            self.program.send_signal(signal.SIGTERM)
        code = self.program.wait(60)
        if code != 0:
            raise RuntimeError("The window ended with %d." % code)


def rate_between(first, last):
    steps = last["runs"][0]["step"] - first["runs"][0]["step"]
    return steps * BATCH / ((last["ms"] - first["ms"]) * 1e-3)


def window_turn(build, display, scratch, seconds, at_rest):
    window = Window(build, display, scratch)
    try:
        turn = {"first_frame_ms": window.wait_for("first_frame")["ms"]}
        window.wait_for("map_changed")
        y = window.find_slider()
        begun = len(window.lines("figures"))
        window.drag(y, seconds)
        figures = window.lines("figures")[begun:]
        if len(figures) < 2 or not figures[-1]["runs"]:
            raise RuntimeError("The window reported no figures while the slider was dragged.")
        turn["rate"] = rate_between(figures[0], figures[-1])
        turn["threads"] = figures[-1]["runs"][0]["threads"]
        turn["observing"] = figures[-1]["runs"][0]["observing_share"]
        turn["resident_mb"] = window.status("VmRSS")
        turn["peak_mb"] = window.status("VmHWM")
        if at_rest:
            window.hand("mousemove", SIZE[0] // 2, SIZE[1] - 4, "key", "space")
            time.sleep(5)  # the last snapshot, and the libraries' threads go to sleep
            before = window.processor_seconds()
            time.sleep(10)
            turn["idle_cpu_percent"] = (window.processor_seconds() - before) * 10
    finally:
        window.close()
    summary = window.wait_for("summary", 5)
    for key in ("answers", "answer_ms_p50", "answer_ms_p99", "answer_ms_max", "input_ms_p50", "input_ms_p99",
                "frame_ms_p50", "frame_ms_p99", "gap_ms_max"):
        turn[key] = summary[key]
    return turn


def headless_rate(build, threads, steps):
    words = [os.path.join(build, "latent-lab"), "train", "--threads", str(threads), "--steps", str(steps), "--json"]
    done = subprocess.run(words + NET, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(done.stdout)["samples_per_second"]


def main():
    global SAY_TO
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--display", action="store_true", help="on $DISPLAY, whose mouse is taken")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    SAY_TO = sys.stderr if options.json else sys.stdout
    for tool in ["xdotool"] + ([] if options.display else ["Xvfb"]):
        if not shutil.which(tool):
            say("%s is not installed, so nothing can be measured; ./dev test installs it." % tool)
            return 1

    scratch = tempfile.mkdtemp(prefix="latent-window-")
    display = None if options.display else Display()
    turns, headless = [], []
    try:
        for turn in range(options.turns):
            last = turn == options.turns - 1
            name = os.environ["DISPLAY"] if options.display else display.name
            turns.append(window_turn(options.build, name, scratch, options.seconds, last))
            steps = max(100, int(turns[-1]["rate"] / BATCH * options.seconds))
            headless.append(headless_rate(options.build, turns[-1]["threads"], steps))
            say("turn %d: %.0f samples/s with the window, %.0f without (%d trainer thread(s), load %.1f)" %
                (turn + 1, turns[-1]["rate"], headless[-1], turns[-1]["threads"], os.getloadavg()[0]))
    finally:
        if display:
            display.close()
        shutil.rmtree(scratch, ignore_errors=True)

    def middle(key):
        return statistics.median(turn[key] for turn in turns)

    with_window, without = middle("rate"), statistics.median(headless)
    rows = [  # what, figure, its unit, limit, whether it must be above
        ("rate_share", "training rate against no window", with_window / without * 100, "%", 80, True),
        ("slider_ms_p50", "slider to picture, median", middle("answer_ms_p50"), "ms", 50, False),
        ("slider_ms_p99", "slider to picture, 99 in 100", middle("answer_ms_p99"), "ms", 150, False),
        ("gap_ms_max", "longest gap between frames", max(turn["gap_ms_max"] for turn in turns), "ms", 250, False),
        ("first_frame_ms", "start to the first frame", middle("first_frame_ms"), "ms", 1000, False),
        ("idle_cpu_percent", "processor, nothing moving", turns[-1]["idle_cpu_percent"], "% of a core", 1, False),
        ("resident_mb", "memory", max(turn["resident_mb"] for turn in turns), "MB", 700, False),
    ]
    say("")
    for _, what, figure, unit, limit, above in rows:
        held = figure >= limit if above else figure <= limit
        say("%-34s %8.1f %-12s (%s %g)%s" %
            (what, figure, unit, "at least" if above else "at most", limit, "" if held else "  missed"))
    say("beside them: a frame %.1f ms (99 in 100 within %.1f), input to frame %.1f ms (%.1f), %d answers a turn, "
        "peak memory %.0f MB, observing %.1f %%" %
        (middle("frame_ms_p50"), middle("frame_ms_p99"), middle("input_ms_p50"), middle("input_ms_p99"),
         middle("answers"), max(turn["peak_mb"] for turn in turns), middle("observing") * 100))
    if options.json:
        figures = {key: round(figure, 3) for key, _, figure, _, _, _ in rows}
        figures.update(samples_per_second=round(with_window, 1), headless_samples_per_second=round(without, 1),
                       turns=turns, headless=headless)
        print(json.dumps(figures))
    return 0


SAY_TO = sys.stdout

if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RuntimeError, OSError, subprocess.SubprocessError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
