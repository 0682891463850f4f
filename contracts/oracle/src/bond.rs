//! The ledger of bonds and awards: every base unit that the contract owes.

use crate::config::Terms;
use crate::state::{AWARDS, BONDS, Bond, HOLDINGS, Holdings};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Storage, Uint128};
use weal_api::oracle::{MemberSlashed, SlashReason};
use weal_fixed_point::{Rounding, mul_div};

const FULL_BPS: Uint128 = Uint128::new(10_000);

/// A slash: the bond that is taken and the accounts that it goes to.
pub(crate) struct Slash<'a> {
    pub(crate) operator: &'a Addr,
    pub(crate) reason: SlashReason,
    /// The most that is taken, base units.
    pub(crate) amount: Uint128,
    pub(crate) victim: &'a Addr,
    /// The finder and its share in basis points; `None` where nobody is rewarded.
    pub(crate) finder: Option<(&'a Addr, u64)>,
    /// The account that is awarded half of the slash where the slashed could be victim and finder themselves; `None`
    /// where they cannot be.
    pub(crate) insurance: Option<&'a Addr>,
}

/// The awards of a slash, base units.
struct Division {
    victim: Uint128,
    finder: Uint128,
    insurance: Uint128,
}

/// The bond of `operator`; empty for an operator without one.
pub(crate) fn bond_of(storage: &dyn Storage, operator: &Addr) -> Result<Bond, Failure> {
    Ok(BONDS.may_load(storage, operator)?.unwrap_or_default())
}

/// The sums of all bonds and awards.
pub(crate) fn holdings(storage: &dyn Storage) -> Result<Holdings, Failure> {
    Ok(HOLDINGS.may_load(storage)?.unwrap_or_default())
}

/// Adds `paid` to the bond and holds it, because its operator has a seat. Errors: `Overflow`.
pub(crate) fn deposit(
    storage: &mut dyn Storage,
    operator: &Addr,
    mut bond: Bond,
    paid: Uint128,
) -> Result<Bond, Failure> {
    bond.amount = bond.amount.checked_add(paid)?;
    bond.left_at = None;
    let mut sums = holdings(storage)?;
    sums.bonds = sums.bonds.checked_add(paid)?;
    BONDS.save(storage, operator, &bond);
    HOLDINGS.save(storage, &sums);
    Ok(bond)
}

/// Records that the operators of `leaving` that are not in `staying` left at `now`, unless they had left before; does
/// nothing for one without a bond.
pub(crate) fn release(
    storage: &mut dyn Storage,
    leaving: &[Addr],
    staying: &[Addr],
    now: u64,
) -> Result<(), Failure> {
    for operator in leaving.iter().filter(|operator| !staying.contains(operator)) {
        if let Some(mut bond) = BONDS.may_load(storage, operator)? {
            bond.left_at = bond.left_at.or(Some(now));
            BONDS.save(storage, operator, &bond);
        }
    }
    Ok(())
}

/// Pledges `stake` of the part of a bond that is not pledged. Errors: `BondShort`.
pub(crate) fn pledge(storage: &mut dyn Storage, operator: &Addr, stake: Uint128) -> Result<(), Failure> {
    let mut bond = bond_of(storage, operator)?;
    let free = bond.amount.saturating_sub(bond.pledged);
    if free < stake {
        return Err(ContractError::BondShort { operator: operator.clone(), free, required: stake }.into());
    }
    bond.pledged = bond.pledged.checked_add(stake)?;
    BONDS.save(storage, operator, &bond);
    Ok(())
}

/// Frees a pledged `stake` again.
pub(crate) fn unpledge(storage: &mut dyn Storage, operator: &Addr, stake: Uint128) -> Result<(), Failure> {
    let mut bond = bond_of(storage, operator)?;
    bond.pledged = bond.pledged.checked_sub(stake)?;
    BONDS.save(storage, operator, &bond);
    Ok(())
}

/// Takes the bond of `operator` off the ledger; returns its amount, to be paid out, and the sum of the bonds that are
/// left. Errors: `NoBond`, `BondHeld`, `BondPledged`.
pub(crate) fn withdraw(
    storage: &mut dyn Storage,
    terms: &Terms,
    operator: &Addr,
    now: u64,
) -> Result<(Uint128, Uint128), Failure> {
    let bond = bond_of(storage, operator)?;
    if bond.amount.is_zero() {
        return Err(ContractError::NoBond { account: operator.clone() }.into());
    }
    let withdrawable_at = bond.left_at.map(|left_at| left_at.saturating_add(terms.hold_seconds()));
    if withdrawable_at.is_none_or(|at| now < at) {
        return Err(ContractError::BondHeld { operator: operator.clone(), withdrawable_at }.into());
    }
    if !bond.pledged.is_zero() {
        return Err(ContractError::BondPledged { operator: operator.clone(), pledged: bond.pledged }.into());
    }
    let mut sums = holdings(storage)?;
    sums.bonds = sums.bonds.checked_sub(bond.amount)?;
    BONDS.remove(storage, operator);
    HOLDINGS.save(storage, &sums);
    Ok((bond.amount, sums.bonds))
}

/// Moves up to `slash.amount` of a bond, never more than there is, to the awards. Errors: `Overflow`.
pub(crate) fn slash(storage: &mut dyn Storage, slash: &Slash<'_>) -> Result<MemberSlashed, Failure> {
    let mut bond = bond_of(storage, slash.operator)?;
    let amount = bond.amount.min(slash.amount);
    let division = divide(slash, amount)?;
    bond.amount = bond.amount.checked_sub(amount)?;
    let mut sums = holdings(storage)?;
    sums.bonds = sums.bonds.checked_sub(amount)?;
    sums.awards = sums.awards.checked_add(amount)?;
    if !amount.is_zero() {
        BONDS.save(storage, slash.operator, &bond);
        HOLDINGS.save(storage, &sums);
    }
    award(storage, slash.victim, division.victim)?;
    if let Some((finder, _)) = slash.finder {
        award(storage, finder, division.finder)?;
    }
    if let Some(insurance) = slash.insurance {
        award(storage, insurance, division.insurance)?;
    }
    Ok(MemberSlashed {
        operator: slash.operator.clone(),
        reason: slash.reason,
        amount,
        bond: bond.amount,
        victim: slash.victim.clone(),
        victim_award: division.victim,
        finder_award: division.finder,
    })
}

/// The division of a slash: the finder has its share, rounded down, and the victim the rest. With an insurance, half of
/// all, rounded up, is the insurance's; of the other half the finder has its share of all, but no more than the victim.
fn divide(slash: &Slash<'_>, amount: Uint128) -> Result<Division, Failure> {
    let open = slash.insurance.map_or(amount, |_| half(amount));
    let share = match slash.finder {
        Some((_, share_bps)) => mul_div(amount, share_bps.into(), FULL_BPS, Rounding::Down)?,
        None => Uint128::zero(),
    };
    let finder = slash.insurance.map_or(share, |_| share.min(half(open)));
    Ok(Division { victim: open.checked_sub(finder)?, finder, insurance: amount.checked_sub(open)? })
}

/// Half of `amount`, rounded down.
fn half(amount: Uint128) -> Uint128 {
    Uint128::new(amount.u128() / 2)
}

fn award(storage: &mut dyn Storage, account: &Addr, amount: Uint128) -> Result<(), Failure> {
    if amount.is_zero() {
        return Ok(());
    }
    let before = AWARDS.may_load(storage, account)?.unwrap_or_default();
    AWARDS.save(storage, account, &before.checked_add(amount)?);
    Ok(())
}

/// Takes the award of `account` off the ledger; returns its amount, to be paid out, and the sum of the awards that are
/// left. Errors: `NoAward`.
pub(crate) fn claim(storage: &mut dyn Storage, account: &Addr) -> Result<(Uint128, Uint128), Failure> {
    let amount = AWARDS.may_load(storage, account)?;
    let amount = amount.ok_or_else(|| ContractError::NoAward { account: account.clone() })?;
    let mut sums = holdings(storage)?;
    sums.awards = sums.awards.checked_sub(amount)?;
    AWARDS.remove(storage, account);
    HOLDINGS.save(storage, &sums);
    Ok((amount, sums.awards))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// I7: what is taken is divided to the last unit. Without an insurance the finder has its share and no more;
        /// with one, at least half is the insurance's and the finder never has more than the victim.
        #[test]
        fn a_slash_is_divided_to_the_last_unit(amount: u128, share_bps in 0u64..=5_000, insured: bool, found: bool) {
            let [operator, victim, finder, fund] = ["o", "v", "f", "i"].map(Addr::unchecked);
            let slash = Slash {
                operator: &operator,
                reason: SlashReason::Overcharge,
                amount: Uint128::MAX,
                victim: &victim,
                finder: found.then_some((&finder, share_bps)),
                insurance: insured.then_some(&fund),
            };
            let amount = Uint128::new(amount);
            let Division { victim, finder, insurance } = divide(&slash, amount).unwrap();
            prop_assert_eq!(victim.checked_add(finder).unwrap().checked_add(insurance).unwrap(), amount);
            prop_assert!(found || finder.is_zero());
            prop_assert!(finder <= mul_div(amount, share_bps.into(), FULL_BPS, Rounding::Down).unwrap());
            prop_assert!(finder <= victim, "a share is at most half");
            prop_assert_eq!(insurance.is_zero(), !insured || amount.is_zero());
            prop_assert!(!insured || insurance == amount.checked_sub(half(amount)).unwrap());
        }
    }
}
