//! A grant: its terms, its status and what they make of its money.

use crate::ContractError;
use crate::state::{Ended, GRANTS, GRANTS_OF, Part, Terms};
use cosmwasm_std::{Addr, Api, Order, Storage, Uint128};
use weal_api::asset::Token;
use weal_api::vesting::{Schedule, Status};
use weal_records::{Account, Mark};
use weal_vesting_math::{Position, position};

/// The most grants in one message.
pub(crate) const MAX_GRANTS_PER_MESSAGE: usize = 50;
/// The furthest end of a grant, seconds ahead: 100 years of 365 days. It catches a start in milliseconds.
pub(crate) const MAX_HORIZON_SECONDS: u64 = 100 * 365 * 86_400;

/// The parts of a grant by their keys.
const TERMS: u8 = 0;
const CLAIMED: u8 = 1;
const ENDED: u8 = 2;

/// A grant as stored. Only `claimed` and `status` ever change.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grant {
    /// The account that paid, and alone may cancel.
    pub(crate) grantor: Addr,
    /// The account that is paid.
    pub(crate) recipient: Addr,
    /// The token of the grant.
    pub(crate) token: Token,
    /// The whole amount, base units, above zero.
    pub(crate) amount: Uint128,
    /// The schedule, checked.
    pub(crate) schedule: Schedule,
    /// True where the grantor may cancel.
    pub(crate) cancellable: bool,
    /// The status: active, or cancelled with the money of that.
    pub(crate) status: Status,
    /// The sum paid so far, base units.
    pub(crate) claimed: Uint128,
}

/// The newest grant's number, from 1; zero before the first. The number is in the last key, so nobody counts: grants
/// are numbered without a gap and never deleted. Errors: `Record`.
pub(crate) fn newest(storage: &dyn Storage) -> Result<u64, ContractError> {
    let last = GRANTS.range(storage, None, None, Order::Descending).next().transpose()?;
    Ok(last.map_or(0, |((grant_id, _), _)| grant_id))
}

impl Grant {
    /// The grant numbered `grant_id`. Errors: `UnknownGrant`, `DamagedGrant`, `Record`.
    ///
    /// One range of at most three records: a step costs 30 gas and 3 a byte, a read 1,000 and 3 a byte.
    pub(crate) fn load(storage: &dyn Storage, api: &dyn Api, grant_id: u64) -> Result<Self, ContractError> {
        let (mut terms, mut claimed, mut ended) = (None, Uint128::zero(), None);
        for row in GRANTS.prefix(&grant_id).range(storage, None, None, Order::Ascending) {
            match row? {
                (TERMS, Part::Terms(found)) => terms = Some(found),
                (CLAIMED, Part::Claimed(found)) => claimed = found,
                (ENDED, Part::Ended(found)) => ended = Some(found),
                _ => return Err(ContractError::DamagedGrant { grant_id }),
            }
        }
        let terms = terms.ok_or(ContractError::UnknownGrant { grant_id })?;
        let status = match ended {
            None => Status::Active {},
            Some(Ended { vested, at }) => {
                let returned = terms.amount.checked_sub(vested);
                let returned = returned.map_err(|_| ContractError::DamagedGrant { grant_id })?;
                Status::Cancelled { vested, returned, at }
            }
        };
        Ok(Self {
            grantor: terms.grantor.address(api)?,
            recipient: terms.recipient.address(api)?,
            token: terms.token,
            amount: terms.amount,
            schedule: terms.schedule,
            cancellable: terms.cancellable,
            status,
            claimed,
        })
    }

    /// Writes the terms of a new grant, and lists it under its recipient. Errors: `Record`.
    pub(crate) fn create(
        &self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        grant_id: u64,
    ) -> Result<(), ContractError> {
        let recipient = Account::of(api, &self.recipient)?;
        let terms = Terms {
            recipient: recipient.clone(),
            token: self.token.clone(),
            amount: self.amount,
            schedule: self.schedule.clone(),
            grantor: Account::of(api, &self.grantor)?,
            cancellable: self.cancellable,
        };
        GRANTS.save(storage, &(grant_id, TERMS), &Part::Terms(terms));
        GRANTS_OF.save(storage, &(recipient, grant_id), &Mark);
        Ok(())
    }

    /// Writes that all that has `vested` is paid, base units.
    pub(crate) fn pay(storage: &mut dyn Storage, grant_id: u64, vested: Uint128) {
        GRANTS.save(storage, &(grant_id, CLAIMED), &Part::Claimed(vested));
    }

    /// Ends a grant: the part that vested by `at`, Unix seconds, stays the recipient's and the rest is the grantor's.
    pub(crate) fn cancel(storage: &mut dyn Storage, grant_id: u64, vested: Uint128, at: u64) {
        GRANTS.save(storage, &(grant_id, ENDED), &Part::Ended(Ended { vested, at }));
    }

    /// The parts of the grant's money at `now`, Unix seconds.
    pub(crate) fn position(&self, now: u64) -> Result<Position, ContractError> {
        let (kept, vested) = match self.status {
            Status::Active {} => (self.amount, self.schedule.vested(self.amount, now)?),
            Status::Cancelled { vested, .. } => (vested, vested),
        };
        Ok(position(kept, vested, self.claimed)?)
    }

    /// Checks that a grant with these terms may begin at `now`. Errors: `ZeroGrant`, `Vesting`, `EndOutOfRange`.
    pub(crate) fn check(&self, now: u64) -> Result<(), ContractError> {
        if self.amount.is_zero() {
            return Err(ContractError::ZeroGrant { recipient: self.recipient.clone() });
        }
        self.schedule.check()?;
        let end = self.schedule.end()?;
        let (earliest, latest) = (now.saturating_add(1), now.saturating_add(MAX_HORIZON_SECONDS));
        if !(earliest..=latest).contains(&end) {
            return Err(ContractError::EndOutOfRange { end, earliest, latest });
        }
        Ok(())
    }
}
