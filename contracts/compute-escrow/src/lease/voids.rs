//! Epochs of a lease that no leaf may charge.

use cosmwasm_std::Uint128;
use weal_records::Packed;

/// Void epochs of one lease: with the last of them it is forfeited, so that none has to be refused.
pub(crate) const MAX_VOIDS: usize = 64;

/// One void epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Packed)]
struct Void {
    /// The epoch.
    epoch: u64,
    /// Its part of the charge, base units.
    amount: Uint128,
}

/// In the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Packed)]
pub(crate) struct Voids(Vec<Void>);

impl Voids {
    /// No other epoch can be void: the lease is forfeited.
    pub(crate) fn are_full(&self) -> bool {
        self.0.len() >= MAX_VOIDS
    }

    pub(crate) fn contains(&self, epoch: u64) -> bool {
        self.0.iter().any(|void| void.epoch == epoch)
    }

    /// The caller has checked that the epoch is not void yet, and that there is room.
    pub(crate) fn add(&mut self, epoch: u64, amount: Uint128) {
        self.0.push(Void { epoch, amount });
    }

    /// What the leaf of `epoch`, which is cumulative, charges too much, base units.
    pub(crate) fn until(&self, epoch: u64) -> Uint128 {
        let before = self.0.iter().filter(|void| void.epoch <= epoch);
        before.fold(Uint128::zero(), |sum, void| sum.saturating_add(void.amount))
    }

    /// All together, base units.
    pub(crate) fn total(&self) -> Uint128 {
        self.until(u64::MAX)
    }
}
