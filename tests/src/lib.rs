//! Scenarios, invariants and adversaries across contracts.
