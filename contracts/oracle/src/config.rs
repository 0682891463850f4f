//! The owner of the oracle, and the terms that its members serve under.

use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Api, Uint128};
use weal_api::asset::{Asset, Token};
use weal_api::oracle::{
    BondTerms, CommitteeTerms, MAX_FINDER_SHARE_BPS, MAX_TERM_SECONDS, MIN_ROTATION_DELAY_SECONDS,
};
use weal_records::Packed;

/// The owner and the terms.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Config {
    /// The owner, who may add feeds and propose committees.
    pub(crate) owner: Addr,
    /// The account that may take the ownership.
    pub(crate) pending_owner: Option<Addr>,
    /// The terms of bonds and rotation.
    pub(crate) terms: Terms,
}

impl Config {
    /// Refuses a sender that is not the owner. Errors: `NotOwner`.
    pub(crate) fn ensure_owner(&self, sender: &Addr) -> Result<(), Failure> {
        if *sender != self.owner {
            return Err(ContractError::NotOwner { sender: sender.clone(), owner: self.owner.clone() }.into());
        }
        Ok(())
    }
}

/// Bonds and rotation. The only door is [`Terms::check`].
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct Terms {
    /// The least time from a proposal to its activation, seconds.
    pub(crate) rotation_delay_seconds: u64,
    /// The time for which a replaced committee's roots are taken, seconds.
    pub(crate) handover_seconds: u64,
    /// The rules of bonds; none where members have nothing at stake.
    pub(crate) bond: Option<BondRules>,
}

/// The rules of members' bonds, checked.
#[derive(Clone, Debug, PartialEq, Packed)]
pub(crate) struct BondRules {
    /// The token of bonds.
    pub(crate) token: Token,
    /// The bond of each member, base units, above zero.
    pub(crate) minimum: Uint128,
    /// The time for which a bond stays after its operator has left, seconds.
    pub(crate) unbonding_seconds: u64,
    /// The account that gets half of some slashes; never an operator.
    pub(crate) insurance: Addr,
    /// The finder's part of a slash, basis points.
    pub(crate) finder_share_bps: u64,
    /// The stake of a mark-down, base units, above zero and up to the minimum.
    pub(crate) mark_down_stake: Uint128,
    /// The time in which a quorum may overturn a mark-down, seconds.
    pub(crate) overturn_seconds: u64,
}

impl Terms {
    /// Checks the terms of a message. Errors: `Term`, `Asset`, `Std` for a text that is no address.
    pub(crate) fn check(api: &dyn Api, terms: CommitteeTerms) -> Result<Self, Failure> {
        let CommitteeTerms { rotation_delay_seconds, handover_seconds, bond } = terms;
        let (min, max) = (MIN_ROTATION_DELAY_SECONDS, MAX_TERM_SECONDS);
        within("rotation_delay_seconds", rotation_delay_seconds, min, max)?;
        within("handover_seconds", handover_seconds, 0u64, MAX_TERM_SECONDS)?;
        let bond = bond.map(|bond| BondRules::check(api, bond)).transpose()?;
        Ok(Self { rotation_delay_seconds, handover_seconds, bond })
    }

    /// The bond's rules. Errors: `NoBonds`.
    pub(crate) fn bond(&self) -> Result<&BondRules, Failure> {
        self.bond.as_ref().ok_or_else(|| ContractError::NoBonds {}.into())
    }

    /// The time for which a bond stays after its operator has left, seconds: evidence against it may come as long.
    pub(crate) fn hold_seconds(&self) -> u64 {
        let held = |rules: &BondRules| rules.unbonding_seconds.max(rules.overturn_seconds);
        self.bond.as_ref().map_or(0, held).max(self.handover_seconds)
    }

    /// The terms as the message had them.
    pub(crate) fn response(&self) -> CommitteeTerms {
        let bond = self.bond.as_ref().map(|rules| BondTerms {
            minimum: Asset::new(rules.token.info(), rules.minimum),
            unbonding_seconds: rules.unbonding_seconds,
            insurance: rules.insurance.to_string(),
            finder_share_bps: rules.finder_share_bps,
            mark_down_stake: rules.mark_down_stake,
            overturn_seconds: rules.overturn_seconds,
        });
        let Self { rotation_delay_seconds, handover_seconds, .. } = *self;
        CommitteeTerms { rotation_delay_seconds, handover_seconds, bond }
    }
}

impl BondRules {
    fn check(api: &dyn Api, terms: BondTerms) -> Result<Self, Failure> {
        let (minimum, stake) = (terms.minimum.amount, terms.mark_down_stake);
        within("unbonding_seconds", terms.unbonding_seconds, 0u64, MAX_TERM_SECONDS)?;
        within("overturn_seconds", terms.overturn_seconds, 1u64, MAX_TERM_SECONDS)?;
        within("finder_share_bps", terms.finder_share_bps, 0u64, MAX_FINDER_SHARE_BPS)?;
        within("minimum", minimum, 1u128, u128::MAX)?;
        within("mark_down_stake", stake, 1u128, minimum)?;
        Ok(Self {
            token: terms.minimum.info.check(api)?,
            minimum,
            unbonding_seconds: terms.unbonding_seconds,
            insurance: api.addr_validate(&terms.insurance)?,
            finder_share_bps: terms.finder_share_bps,
            mark_down_stake: stake,
            overturn_seconds: terms.overturn_seconds,
        })
    }
}

/// Refuses a value that is not from the least to the most allowed. Errors: `Term`.
pub(crate) fn within(
    term: &'static str,
    found: impl Into<Uint128>,
    min: impl Into<Uint128>,
    max: impl Into<Uint128>,
) -> Result<(), Failure> {
    let (found, min, max) = (found.into(), min.into(), max.into());
    if (min..=max).contains(&found) {
        Ok(())
    } else {
        Err(ContractError::Term { term, found, min, max }.into())
    }
}
