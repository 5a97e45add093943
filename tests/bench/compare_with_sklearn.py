#!/usr/bin/python3
"""The figures of `latent-lab score` beside scikit-learn's, on equal arrays.

    tests/bench/compare_with_sklearn.py build/release/latent-lab

Writes arrays as NPY, scores them with both, prints a table and ends with 1 when two figures differ
by more than 1e-5. Tables: one from a formula (tests/metrics/formula_table.h has the same), and the
8x8 digits that come with scikit-learn on 2, 5 and 10 principal components. Needs python3-sklearn.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from sklearn import cluster, datasets, decomposition, manifold, metrics, neighbors

TOLERANCE = 1e-5


def formula_table(n=400, width=5, inputs=9):
    """Codes in four overlapping groups, inputs that they were made from, two factors."""
    i = np.arange(n)[:, None].astype(float)
    j = np.arange(width)[None, :].astype(float)
    d = np.arange(inputs)[None, :].astype(float)
    labels = (np.arange(n) * 7) % 4
    codes = np.sin(0.37 * i * (j + 1) + 0.3 * j * j) + 0.45 * labels[:, None] * (j == 0) \
        + 0.2 * np.cos(0.11 * i * i) + 0.6 * (labels[:, None] == j)
    mixed = np.sin(0.9 * codes[:, [k % width for k in range(inputs)]] * (d + 1) / 3 + d) \
        + 0.1 * np.cos(0.71 * i * (d + 2))
    factors = np.stack([labels, ((np.arange(n) * 5) % 23) // 4], 1)
    return dict(codes=codes.astype(np.float32), inputs=mixed.astype(np.float32),
                labels=labels.astype(np.int64), factors=factors.astype(np.int64))


def digits_table(width):
    x, labels = datasets.load_digits(return_X_y=True)
    x = x / 16
    codes = decomposition.PCA(width, svd_solver="full").fit_transform(x)
    return dict(codes=codes.astype(np.float32), inputs=x.astype(np.float32),
                labels=labels.astype(np.int64))


def entropy(symbols):
    p = np.bincount(symbols) / len(symbols)
    return -(p[p > 0] * np.log(p[p > 0])).sum()


def binned(column, bins=20):
    edges = np.linspace(column.min(), column.max(), bins + 1)
    return np.digitize(column, edges[:-1]) - 1


def in_sklearn(table):
    """The same figures by scikit-learn, under the same names."""
    z, labels, x = (table[name].astype(float) if name != "labels" else table[name]
                    for name in ("codes", "labels", "inputs"))
    found = {}
    found["silhouette"] = metrics.silhouette_score(z, labels)
    # Asked without points, kneighbors() leaves each point out of its own neighbours.
    nearest = neighbors.NearestNeighbors(n_neighbors=5).fit(z).kneighbors(return_distance=False)
    votes = np.array([np.bincount(labels[row]).argmax() for row in nearest])
    found["knn5_accuracy"] = (votes == labels).mean()
    if len(z) <= 2000:
        found["trustworthiness"] = manifold.trustworthiness(x, z, n_neighbors=12)
        found["continuity"] = manifold.trustworthiness(z, x, n_neighbors=12)
    pca = decomposition.PCA(svd_solver="full").fit(z)
    share = pca.explained_variance_
    found["pca95"] = int(np.argmax(np.cumsum(share) / share.sum() >= 0.95) + 1)
    found["participation"] = share.sum() ** 2 / (share ** 2).sum()
    sigma = np.cov(z.T)
    found["gaussian_total_correlation"] = \
        0.5 * (np.log(np.diag(sigma)).sum() - np.linalg.slogdet(sigma)[1])
    columns = [binned(table["codes"][:, j]) for j in range(z.shape[1])]
    found["mean_pairwise_mi"] = np.mean(
        [metrics.mutual_info_score(columns[a], columns[b])
         for a in range(len(columns)) for b in range(a)])
    for k in range(table["factors"].shape[1] if "factors" in table else 0):
        v = table["factors"][:, k]
        found[f"carried_factor {k + 1}"] = \
            max(metrics.mutual_info_score(c, v) for c in columns) / entropy(v)
    # k-means may end in another local minimum; what agrees is the best of several starts.
    groups = cluster.KMeans(len(set(labels)), n_init=10, random_state=0).fit_predict(z)
    found["clusters_nmi"] = metrics.normalized_mutual_info_score(labels, groups)
    found["clusters_ari"] = metrics.adjusted_rand_score(labels, groups)
    counts = metrics.cluster.contingency_matrix(labels, groups)
    found["clusters_purity"] = counts.max(0).sum() / len(labels)
    return found


def scored(program, table):
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "score", "--json"]
        for name, array in table.items():
            path = str(pathlib.Path(folder) / (name + ".npy"))
            np.save(path, array)
            command += ["--" + name, path]
        for name in ("knn5", "silhouette", "neighbourhoods", "pca95", "unsupervised", "clusters") \
                + (("factor_matrix",) if "factors" in table else ()):
            command += ["--analysis", name]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else None
    tables = {"formula": formula_table()}
    for width in (2, 5, 10):
        tables[f"digits, PCA {width}"] = digits_table(width)
    worst = 0
    for name, table in tables.items():
        theirs = in_sklearn(table)
        ours = scored(program, table) if program else {}
        print(f"{name}: {table['codes'].shape[0]} codes of {table['codes'].shape[1]}")
        print(f"  {'figure':28} {'latent-lab':>12} {'scikit-learn':>12} {'difference':>12}")
        for key, value in theirs.items():
            own = ours.get(key)
            if own is None:
                print(f"  {key:28} {'-':>12} {value:12.8f}")
                worst = max(worst, 1 if program else 0)
                continue
            # Groups by k-means are shown only: each program has its own draws.
            counted = not key.startswith("clusters_")
            worst = max(worst, abs(own - value)) if counted else worst
            print(f"  {key:28} {own:12.8f} {value:12.8f} {own - value:12.1e}"
                  f"{'' if counted else '   (not counted)'}")
    print(f"largest difference {worst:.1e}")
    return 0 if worst <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
