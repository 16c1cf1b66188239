"""Implementations of the same work, one module each, named after the work and the library.

Each module has one function ``prepare(pool, n, steps)``: from a pool of waves ``(any, 50)``, a batch size and a number
of steps to a function that does that many steps. `benchmarks.worker` runs one module in a process of its own. Only the
modules called ``..._ours`` may import `sinegan`, which limits the libraries' instruction sets.
"""
