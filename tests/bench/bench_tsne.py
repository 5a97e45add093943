#!/usr/bin/python3
"""Our t-SNE beside scikit-learn's, on the first N training digits of MNIST reduced to 20 principal components.

    tests/bench/bench_tsne.py [build/release/bench_tsne] [N ...]

Both lay out the same points, in turns, on one thread each, with perplexity 30, a principal start and 1,000 iterations.
Seconds are the processor's, so that they depend little on what else is running.
KL is computed here for both alike: P from scikit-learn's exact neighbours, Q exact. Needs python3-sklearn and
`./dev data mnist`.
"""
import os
import subprocess
import sys
import tempfile
import time

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold._t_sne import _joint_probabilities_nn
from sklearn.neighbors import NearestNeighbors

PERPLEXITY, NEIGHBOURS = 30, 12


def digits(count):
    folder = os.environ.get("LATENT_DATA_DIR", os.path.expanduser("~/.local/share/latent-explorer"))
    pixels = numpy.fromfile(os.path.join(folder, "mnist/train-images-idx3-ubyte"), numpy.uint8, offset=16)
    images = pixels.reshape(-1, 784)[:count] / numpy.float32(255)
    return numpy.ascontiguousarray(PCA(20, random_state=0).fit_transform(images), numpy.float32)


def divergence(codes, positions):
    near = NearestNeighbors(n_neighbors=3 * PERPLEXITY + 1).fit(codes).kneighbors_graph(mode="distance")
    near.data **= 2
    p = _joint_probabilities_nn(near, PERPLEXITY, 0).tocoo()
    y = positions.astype(numpy.float64)
    z = 0.0
    for block in numpy.array_split(y, max(1, len(y) // 500)):
        z += (1 / (1 + ((block[:, None] - y[None]) ** 2).sum(2))).sum()
    z -= len(y)
    q = 1 / (1 + ((y[p.row] - y[p.col]) ** 2).sum(1)) / z
    some = p.data > 0
    return float((p.data[some] * numpy.log(p.data[some] / q[some])).sum())


def ours(program, codes):
    with tempfile.TemporaryDirectory() as folder:
        codes.tofile(folder + "/codes")
        seconds = subprocess.run([program, folder + "/codes", str(codes.shape[1]), folder + "/positions"],
                                 check=True, capture_output=True, text=True).stdout
        return float(seconds), numpy.fromfile(folder + "/positions", numpy.float32).reshape(-1, 2)


def theirs(codes):
    begin = time.process_time()
    positions = TSNE(perplexity=PERPLEXITY, init="pca", learning_rate="auto", n_iter=1000, method="barnes_hut",
                     n_jobs=1, random_state=0).fit_transform(codes)
    return time.process_time() - begin, positions


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "build/release/bench_tsne"
    counts = [int(text) for text in sys.argv[2:]] or [1000, 2000, 5000]
    print("   points            seconds      KL   T(12)")
    for count in counts:
        codes = digits(count)
        spent = {}
        for name, run in (("ours", lambda: ours(program, codes)), ("scikit-learn", lambda: theirs(codes))):
            spent[name], positions = run()
            print(f"{count:9,} {name:>12} {spent[name]:8.2f} {divergence(codes, positions):7.4f}"
                  f" {trustworthiness(codes, positions, n_neighbors=NEIGHBOURS):7.4f}", flush=True)
        print(f"          1/{spent['scikit-learn'] / spent['ours']:.1f} of the time")


main()
