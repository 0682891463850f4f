//! Computes a lease's job, meters it, commits to the result and serves it.
