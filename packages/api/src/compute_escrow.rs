//! Messages of the compute_escrow contract.
