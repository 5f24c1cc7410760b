"""Benchmarks: ourselves beside the peers in one run. `make bench` prints them; no test asserts a time."""
