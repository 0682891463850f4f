//! The records of committees beside the present one's keys: its accounts, the committee proposed, the past ones.

use crate::committee::Committee;
use cosmwasm_std::{Addr, Binary};
use weal_records::Packed;

/// A committee's accounts.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Seats {
    /// The operators by number; each once.
    pub(crate) operators: Vec<Addr>,
    /// The challenge that proofs of possession sign, 32 bytes.
    pub(crate) challenge: Binary,
}

/// The committee proposed.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Pending {
    /// The accounts.
    pub(crate) seats: Seats,
    /// The number and the keys.
    pub(crate) committee: Committee,
    /// The earliest second at which it may take over, Unix seconds.
    pub(crate) effective_at: u64,
}

/// A committee that has been replaced.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Past {
    /// The operators by number.
    pub(crate) operators: Vec<Addr>,
    /// The number and the keys.
    pub(crate) committee: Committee,
    /// The second at which the next one took over, Unix seconds.
    pub(crate) retired_at: u64,
    /// The last second in which its roots are taken, Unix seconds.
    pub(crate) expires_at: u64,
}

impl Seats {
    /// The seat of `operator`.
    pub(crate) fn seat_of(&self, operator: &Addr) -> Option<usize> {
        self.operators.iter().position(|seated| seated == operator)
    }
}
