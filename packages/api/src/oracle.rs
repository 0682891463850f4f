//! Messages of the oracle contract.
