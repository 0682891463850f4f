//! The pool's state, which every trade reads and writes once.

use cosmwasm_std::Uint128;
use weal_amm_math::{Balances, LpShares, PriceSums};
use weal_api::amm_pool::DEFAULT_OBSERVATIONS;
use weal_records::Packed;

/// The pool's holdings and its prices so far.
#[derive(Clone, Debug, PartialEq, Eq, Packed)]
pub(crate) struct PoolState {
    /// The reserves and the fees held, in pool order.
    pub(crate) holdings: Balances,
    /// The supply of LP shares (I1).
    pub(crate) supply: LpShares,
    /// The position of the price sums and of the ring of observations.
    pub(crate) cursor: ObservationCursor,
    /// The sums of prices up to the cursor's time, one for each asset after the first.
    pub(crate) sums: Vec<PriceSums>,
    /// The protocol's part of the fees and what the bound withheld, until it is claimed; in pool order.
    pub(crate) protocol_fees: Vec<Uint128>,
    /// The pool at the opening of the last block that traded, where the bound or a directional fee is on.
    pub(crate) opening: Option<Opening>,
}

/// The pool at the opening of a block.
#[derive(Clone, Debug, PartialEq, Eq, Packed)]
pub(crate) struct Opening {
    /// The block.
    pub(crate) height: u64,
    /// True if the opening binds the block's trades: by the parameters at the opening, whatever is applied in the
    /// block.
    pub(crate) is_bound: bool,
    /// The supply of LP shares at the opening.
    pub(crate) supply: LpShares,
    /// Reserves and fees; of a constant product without the fees.
    pub(crate) holdings: Balances,
}

/// The position of the sums and of their ring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Packed)]
pub(crate) struct ObservationCursor {
    /// The second until which prices have been summed, Unix seconds; 0 before the first deposit.
    pub(crate) at: u64,
    /// The time at which the newest observation was written, Unix seconds.
    pub(crate) stored_at: u64,
    /// Slot of the newest observation.
    pub(crate) newest: u16,
    /// Observations there are.
    pub(crate) count: u16,
    /// Slots in use.
    pub(crate) capacity: u16,
    /// Slots in use once the ring reaches its end.
    pub(crate) next_capacity: u16,
}

/// The record kept of the pool at a time.
#[derive(Clone, Debug, PartialEq, Eq, Packed)]
pub(crate) struct Observation {
    /// The time, Unix seconds.
    pub(crate) at: u64,
    /// The sums up to that time, one for each asset after the first.
    pub(crate) sums: Vec<PriceSums>,
    /// The reserve of each asset before the trade, in pool order.
    pub(crate) depths: Vec<Depth>,
}

/// An amount rounded down to its first seven bits, to a sixty-fourth: 64 for each bit that follows, plus the seven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Packed)]
pub(crate) struct Depth(u16);

impl PoolState {
    /// A pool of `assets` assets that nobody has paid into.
    pub(crate) fn empty(assets: usize) -> Self {
        let capacity = DEFAULT_OBSERVATIONS;
        Self {
            holdings: Balances::empty(assets),
            supply: LpShares::default(),
            cursor: ObservationCursor { capacity, next_capacity: capacity, ..ObservationCursor::default() },
            sums: vec![PriceSums::default(); assets.saturating_sub(1)],
            protocol_fees: vec![Uint128::zero(); assets],
            opening: None,
        }
    }

    /// The sums and the depth as they stand.
    pub(crate) fn observation(&self) -> Observation {
        let depths = self.holdings.reserves.iter().map(|reserve| Depth::of(*reserve)).collect();
        Observation { at: self.cursor.at, sums: self.sums.clone(), depths }
    }
}

impl Depth {
    /// Bits of an amount that are kept.
    const BITS: u32 = 7;
    /// The number that one more bit that follows adds.
    const STEP: u16 = 64;

    /// The depth of an amount, rounded down.
    pub(crate) fn of(amount: Uint128) -> Self {
        let bits = u128::BITS.saturating_sub(amount.u128().leading_zeros());
        // A clamp: what has no more than seven bits is itself.
        let shift = bits.saturating_sub(Self::BITS);
        let first = u16::try_from(amount.u128().wrapping_shr(shift)).unwrap_or(u16::MAX);
        let steps = u16::try_from(shift).unwrap_or(u16::MAX).saturating_mul(Self::STEP);
        Self(steps.saturating_add(first))
    }

    /// The amount; zero of a number that no amount has.
    pub(crate) fn amount(self) -> Uint128 {
        // A clamp, as in `of`.
        let shift = (self.0 / Self::STEP).saturating_sub(1);
        let first = u128::from(self.0.saturating_sub(shift.saturating_mul(Self::STEP)));
        let fits = u32::from(shift) <= u128::BITS.saturating_sub(Self::BITS);
        Uint128::new(if fits { first.wrapping_shl(shift.into()) } else { 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use weal_records::pack;

    /// The state is kept small, as each byte of it is 33 gas of a swap. A busy pool of 10^11 of each, after a day of
    /// trades.
    #[test]
    fn the_state_of_a_usual_pool_has_few_bytes() {
        let amounts = |value: u128| vec![Uint128::new(value); 2];
        let sums = cosmwasm_std::Uint256::from(86_400u128 << 64);
        let cursor = ObservationCursor {
            at: 1_700_000_040,
            stored_at: 1_700_000_000,
            newest: 6,
            count: 7,
            capacity: 32,
            next_capacity: 40,
        };
        let state = PoolState {
            holdings: Balances { reserves: amounts(100_000_000_000), fees: amounts(3_000_000) },
            supply: LpShares::new(100_000_000_000),
            cursor,
            sums: vec![PriceSums { of_first: sums, in_first: sums, log2: -3 }],
            ..PoolState::empty(2)
        };
        assert!(pack(&state).len() <= 73, "{}", pack(&state).len());
    }

    #[test]
    fn a_depth_is_its_amount_but_for_a_sixty_fourth_and_never_above() {
        for amount in [0, 1, 64, 127, 128, 129, 255, 256, 1_000_000, u128::MAX / 3, u128::MAX] {
            let depth = Depth::of(Uint128::new(amount));
            let found = depth.amount().u128();
            assert!(found <= amount && amount - found <= amount / 64, "{amount} {found}");
            assert!(pack(&depth).len() <= 2, "{amount}");
        }
        assert_eq!(Depth(u16::MAX).amount(), Uint128::zero());
    }
}
