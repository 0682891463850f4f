//! The parts of a grant's amount: vested, claimed, claimable, unvested.

use crate::VestingError;
use cosmwasm_std::Uint128;

/// The parts of a grant, base units: `claimed + claimable + unvested` is the amount granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The amount earned so far, whether paid or not.
    pub vested: Uint128,
    /// The amount paid to the recipient so far.
    pub claimed: Uint128,
    /// The amount earned and not yet paid.
    pub claimable: Uint128,
    /// The amount not yet earned.
    pub unvested: Uint128,
}

/// The parts of a grant of `amount`, of which `vested` is earned and `claimed` is paid; all base units.
/// Nothing is divided, so nothing is rounded. Source: docs/spec/vesting.md.
///
/// Errors: `VestedAboveAmount`, `ClaimedAboveVested`.
///
/// ```
/// use cosmwasm_std::Uint128;
/// let [amount, vested, claimed] = [1_000u128, 250, 100].map(Uint128::new);
/// let parts = weal_vesting_math::position(amount, vested, claimed)?;
/// assert_eq!((parts.claimable, parts.unvested), (Uint128::new(150), Uint128::new(750)));
/// # Ok::<(), weal_vesting_math::VestingError>(())
/// ```
pub fn position(amount: Uint128, vested: Uint128, claimed: Uint128) -> Result<Position, VestingError> {
    let unvested =
        amount.checked_sub(vested).map_err(|_| VestingError::VestedAboveAmount { vested, amount })?;
    let claimable =
        vested.checked_sub(claimed).map_err(|_| VestingError::ClaimedAboveVested { claimed, vested })?;
    Ok(Position { vested, claimed, claimable, unvested })
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_parts_are_the_whole(amount: u128, vested: u128, claimed: u128) {
            let mut ordered = [amount, vested, claimed];
            ordered.sort_unstable();
            let [claimed, vested, amount] = ordered.map(Uint128::new);
            let parts = position(amount, vested, claimed).unwrap();
            prop_assert_eq!(parts.claimed + parts.claimable, vested);
            prop_assert_eq!(vested + parts.unvested, amount);
        }
    }

    #[test]
    fn impossible_figures_are_refused() {
        let [one, two] = [1u128, 2].map(Uint128::new);
        let refused = VestingError::VestedAboveAmount { vested: two, amount: one };
        assert_eq!(position(one, two, one), Err(refused));
        let refused = VestingError::ClaimedAboveVested { claimed: two, vested: one };
        assert_eq!(position(two, one, two), Err(refused));
    }
}
