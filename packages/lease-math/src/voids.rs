//! The epochs of a lease that no leaf may charge.

use cosmwasm_std::Uint128;
use weal_wire::Packed;

/// The most void epochs of one lease. The last of them forfeits the lease, so that none has to be refused.
pub const MAX_VOIDS: usize = 64;

/// One void epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Packed)]
struct Void {
    /// The epoch.
    epoch: u64,
    /// The epoch's part of the charge, base units.
    amount: Uint128,
}

/// The void epochs of one lease, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Packed)]
pub struct Voids(Vec<Void>);

impl Voids {
    /// True if no other epoch can be void: the lease is forfeited.
    pub fn are_full(&self) -> bool {
        self.0.len() >= MAX_VOIDS
    }

    /// True if the epoch is void.
    pub fn contains(&self, epoch: u64) -> bool {
        self.0.iter().any(|void| void.epoch == epoch)
    }

    /// Makes an epoch void, whose part of the charge is `amount`. The caller has checked that the epoch is not void yet and that the
    /// lease is not forfeited.
    pub fn add(&mut self, epoch: u64, amount: Uint128) {
        self.0.push(Void { epoch, amount });
    }

    /// The part of the cumulative charge up to `epoch` that is void, base units.
    pub fn until(&self, epoch: u64) -> Uint128 {
        let before = self.0.iter().filter(|void| void.epoch <= epoch);
        before.fold(Uint128::zero(), |sum, void| sum.saturating_add(void.amount))
    }

    /// The part of the charge that all void epochs have together, base units.
    pub fn total(&self) -> Uint128 {
        self.until(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cumulative_charge_is_less_by_the_void_epochs_up_to_its_own() {
        let mut voids = Voids::default();
        for (epoch, amount) in [(5, 10u128), (3, 7)] {
            voids.add(epoch, Uint128::new(amount));
        }
        let until = |epoch| voids.until(epoch).u128();
        assert_eq!((until(2), until(3), until(4), until(5)), (0, 7, 7, 17));
        assert_eq!(voids.total().u128(), 17);
        assert!(voids.contains(3) && !voids.contains(4));
    }

    #[test]
    fn the_sixty_fourth_void_epoch_forfeits_the_lease() {
        let mut voids = Voids::default();
        for epoch in 1..=64 {
            assert!(!voids.are_full());
            voids.add(epoch, Uint128::one());
        }
        assert!(voids.are_full());
    }
}
