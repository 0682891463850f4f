//! Messages of the vesting contract.
