"""Computes a run's statistics again, from its captions, and compares: every record of the four result topics, and the
files of reports.

    /usr/bin/python3 recompute.py topics.jsonl [REPORT_DIR]...

topics.jsonl has a line for each record in the order of its partition: topic, partition, key, value; of the topic
captions and of those of the statistics. Debian's python3-pandas suffices. Nothing here shares code with the product.
pandas chooses what counts, groups and pairs (what_counts.py); sums are exact fractions, rounded once to a double
(formulas.py), so values must be equal to the last digit. Two are stated to be inexact, and are held to what is stated:
quantiles (0.025, half a bin) and the quantile of Student's t in confidence intervals (1e-8).
"""
import itertools
import pathlib
import sys

from formulas import Statistics, Within, time
from report_files import compare_report
from what_counts import read, windows


class Comparison:
    def __init__(self):
        self.values, self.faults = 0, []

    def same(self, where, ours, theirs):
        """Equal in every digit, through lists and objects."""
        if isinstance(ours, dict) and isinstance(theirs, dict):
            self.same(where + " fields", sorted(ours), sorted(theirs))
            for name in ours.keys() & theirs.keys():
                self.same(f"{where}.{name}", ours[name], theirs[name])
        elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
            for i, (one, other) in enumerate(zip(ours, theirs)):
                self.same(f"{where}[{i}]", one, other)
        elif isinstance(ours, Within):
            self.check(where, ours, theirs, theirs is not None and abs(ours.value - theirs) <= ours.error)
        else:
            self.check(where, ours, theirs, ours == theirs)

    def check(self, where, ours, theirs, holds):
        self.values += 1
        if not holds:
            self.faults.append(f"{where}: {ours} here, {theirs} there")


def compare_topics(captions, records, comparison):
    expected = {}
    for model, own in captions.groupby("model"):
        for length, start, end, counted in windows(own):
            name = length if start is None else f"{length}@{time(start)}"
            window = {"model": model, "window": None if start is None else length,
                      "window_start": None if start is None else time(start),
                      "window_end": None if end is None else time(end)}
            for topic, what, record in Statistics(counted).records():
                expected[topic, f"{model}|{name}|{what}"] = record | window
    comparison.same("keys", sorted(map(list, expected)), sorted(map(list, records)))
    for key in sorted(expected.keys() & records.keys()):
        comparison.same(" ".join(key), expected[key], records[key])
    return len(expected)


def main():
    comparison = Comparison()
    captions, records = read(pathlib.Path(sys.argv[1]))
    compared = compare_topics(captions, records, comparison)
    for folder in map(pathlib.Path, sys.argv[2:]):
        compare_report(captions, folder, comparison)
    for _, faults in itertools.groupby(comparison.faults, lambda fault: fault.split()[0]):
        for fault in itertools.islice(faults, 5):
            print(fault)
    print(f"{compared} records and {len(sys.argv) - 2} reports of {len(captions)} captions: "
          f"{comparison.values} values compared, {len(comparison.faults)} differ")
    sys.exit(1 if comparison.faults else 0)


if __name__ == "__main__":
    main()
