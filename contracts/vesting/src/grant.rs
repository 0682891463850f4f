//! A grant: its terms, its status and what they make of its money.

use crate::ContractError;
use crate::record::{Fields, minimal, push};
use crate::state::{Records, load_grant, save_ended, save_terms};
use cosmwasm_std::{Addr, Api, CanonicalAddr, StdResult, Storage, Uint128};
use weal_api::asset::Token;
use weal_api::vesting::{Schedule, Status};
use weal_vesting_math::{Position, position};

/// The most grants in one message.
pub(crate) const MAX_GRANTS_PER_MESSAGE: usize = 50;
/// How far ahead a grant may end, seconds: 100 years of 365 days. Catches a start in milliseconds.
pub(crate) const MAX_HORIZON_SECONDS: u64 = 100 * 365 * 86_400;

const CANCELLABLE: u8 = 1;
const CW20: u8 = 4;

/// A grant as stored. Only `claimed` and `status` ever change.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grant {
    /// Who paid, and alone may cancel.
    pub(crate) grantor: Addr,
    /// Who is paid.
    pub(crate) recipient: Addr,
    /// In what.
    pub(crate) token: Token,
    /// Base units, above zero.
    pub(crate) amount: Uint128,
    /// Checked.
    pub(crate) schedule: Schedule,
    /// Whether the grantor may cancel.
    pub(crate) cancellable: bool,
    /// Active, or cancelled with the money of that.
    pub(crate) status: Status,
    /// Paid so far, base units; in a record of its own.
    pub(crate) claimed: Uint128,
}

impl Grant {
    /// The grant numbered `grant_id`. Errors: `UnknownGrant`, `DamagedRecord`.
    pub(crate) fn load(storage: &dyn Storage, api: &dyn Api, grant_id: u64) -> Result<Self, ContractError> {
        let records = load_grant(storage, grant_id)?.ok_or(ContractError::UnknownGrant { grant_id })?;
        Self::from_records(api, &records)
    }

    /// Writes the terms of a new grant. Errors: `FieldTooLong`.
    pub(crate) fn save_terms(
        &self,
        storage: &mut dyn Storage,
        api: &dyn Api,
        grant_id: u64,
    ) -> Result<(), ContractError> {
        save_terms(storage, grant_id, &self.to_bytes(api)?);
        Ok(())
    }

    /// Ends it: what `vested` by `at`, Unix seconds, stays the recipient's and `returned` is the grantor's.
    pub(crate) fn cancel(
        &mut self,
        storage: &mut dyn Storage,
        grant_id: u64,
        position: &Position,
        at: u64,
    ) -> Result<(), ContractError> {
        self.status = Status::Cancelled { vested: position.vested, returned: position.unvested, at };
        save_ended(storage, grant_id, &ended(position.vested, at)?);
        Ok(())
    }

    /// Where its money stands at `now`, Unix seconds.
    pub(crate) fn position(&self, now: u64) -> Result<Position, ContractError> {
        let (kept, vested) = match self.status {
            Status::Active {} => (self.amount, self.schedule.vested(self.amount, now)?),
            Status::Cancelled { vested, .. } => (vested, vested),
        };
        Ok(position(kept, vested, self.claimed)?)
    }

    /// Whether a grant with these terms may begin at `now`. Errors: `ZeroGrant`, `Vesting`, `EndOutOfRange`.
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

    /// Flags; then recipient, token, amount, start, cliff, duration, grantor as fields. Addresses are canonical bytes.
    fn to_bytes(&self, api: &dyn Api) -> Result<Vec<u8>, ContractError> {
        let Schedule::CliffLinear { start, cliff_seconds, duration_seconds } = self.schedule;
        let (kind, token) = match &self.token {
            Token::Native(denom) => (0, denom.as_bytes().to_vec()),
            Token::Cw20(contract) => (CW20, canonical(api, contract)?),
        };
        let cancellable = if self.cancellable { CANCELLABLE } else { 0 };
        let mut record = vec![kind | cancellable];
        push(&mut record, &canonical(api, &self.recipient)?)?;
        push(&mut record, &token)?;
        for number in [self.amount.u128(), start.into(), cliff_seconds.into(), duration_seconds.into()] {
            push(&mut record, &minimal(number))?;
        }
        push(&mut record, &canonical(api, &self.grantor)?)?;
        Ok(record)
    }

    fn from_records(api: &dyn Api, records: &Records) -> Result<Self, ContractError> {
        let mut fields = Fields(&records.terms);
        let flags = fields.byte()?;
        let recipient = address(api, fields.bytes()?)?;
        let token = match fields.bytes()? {
            contract if flags & CW20 != 0 => Token::Cw20(address(api, contract)?),
            denom => {
                Token::Native(String::from_utf8(denom.into()).map_err(|_| ContractError::DamagedRecord)?)
            }
        };
        let amount = Uint128::new(fields.amount()?);
        let (start, cliff_seconds, duration_seconds) =
            (fields.seconds()?, fields.seconds()?, fields.seconds()?);
        let grantor = address(api, fields.bytes()?)?;
        let status = match &records.ended {
            None => Status::Active {},
            Some(ended) => {
                let mut fields = Fields(ended);
                let (vested, at) = (Uint128::new(fields.amount()?), fields.seconds()?);
                let returned = amount.checked_sub(vested).map_err(|_| ContractError::DamagedRecord)?;
                Status::Cancelled { vested, returned, at }
            }
        };
        let schedule = Schedule::CliffLinear { start, cliff_seconds, duration_seconds };
        let cancellable = flags & CANCELLABLE != 0;
        Ok(Self {
            grantor,
            recipient,
            token,
            amount,
            schedule,
            cancellable,
            status,
            claimed: records.claimed,
        })
    }
}

/// What had vested and when it ended, as fields. Errors: `FieldTooLong`.
fn ended(vested: Uint128, at: u64) -> Result<Vec<u8>, ContractError> {
    let mut record = vec![];
    push(&mut record, &minimal(vested.u128()))?;
    push(&mut record, &minimal(at.into()))?;
    Ok(record)
}

fn canonical(api: &dyn Api, address: &Addr) -> StdResult<Vec<u8>> {
    Ok(api.addr_canonicalize(address.as_str())?.into())
}

fn address(api: &dyn Api, bytes: &[u8]) -> StdResult<Addr> {
    api.addr_humanize(&CanonicalAddr::from(bytes))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use cosmwasm_std::testing::MockApi;
    use proptest::prelude::*;

    fn grant(api: &MockApi, recipient: &[u8]) -> Grant {
        Grant {
            grantor: address(api, &[9; 20]).unwrap(),
            recipient: address(api, recipient).unwrap(),
            token: Token::Native("uusd".into()),
            amount: Uint128::new(1_000),
            schedule: Schedule::CliffLinear { start: 258, cliff_seconds: 0, duration_seconds: 4 },
            cancellable: true,
            status: Status::Active {},
            claimed: Uint128::new(100),
        }
    }

    /// As stored.
    fn records(api: &MockApi, grant: &Grant) -> Records {
        let ended = match grant.status {
            Status::Active {} => None,
            Status::Cancelled { vested, at, .. } => Some(ended(vested, at).unwrap()),
        };
        Records { terms: grant.to_bytes(api).unwrap(), claimed: grant.claimed, ended }
    }

    #[test]
    fn the_layout_is_the_documented_one() {
        let api = MockApi::default();
        let mut grant = grant(&api, &[7; 3]);
        let mut terms = vec![1, 3, 7, 7, 7, 4];
        terms.extend_from_slice(b"uusd");
        terms.extend_from_slice(&[2, 3, 232, 2, 1, 2, 0, 1, 4, 20]);
        terms.extend_from_slice(&[9; 20]);
        assert_eq!(
            records(&api, &grant),
            Records { terms: terms.clone(), claimed: grant.claimed, ended: None }
        );
        grant.status = Status::Cancelled { vested: Uint128::new(400), returned: Uint128::new(600), at: 3 };
        let ended = Some(vec![2, 1, 144, 1, 3]);
        assert_eq!(records(&api, &grant), Records { terms, claimed: grant.claimed, ended });
    }

    #[test]
    fn a_record_that_was_cut_is_refused_at_every_length() {
        let api = MockApi::default();
        let status = Status::Cancelled { vested: Uint128::new(400), returned: Uint128::new(600), at: 3 };
        let whole = || records(&api, &Grant { status: status.clone(), ..grant(&api, &[7; 32]) });
        for length in 0..whole().terms.len() {
            let terms = whole().terms[..length].to_vec();
            let cut = Grant::from_records(&api, &Records { terms, ..whole() });
            assert!(cut.is_err(), "{length} bytes of the terms: {cut:?}");
        }
        for length in 0..whole().ended.unwrap().len() {
            let ended = whole().ended.map(|ended| ended[..length].to_vec());
            let cut = Grant::from_records(&api, &Records { ended, ..whole() });
            assert!(cut.is_err(), "{length} bytes of the end: {cut:?}");
        }
    }

    #[test]
    fn more_vested_than_granted_is_damage() {
        let api = MockApi::default();
        let stored = records(&api, &grant(&api, &[7; 20]));
        let ended = Some(ended(Uint128::new(1_001), 3).unwrap());
        let found = Grant::from_records(&api, &Records { ended, ..stored });
        assert!(matches!(found, Err(ContractError::DamagedRecord)), "{found:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_grant_comes_back(
            recipient in prop_oneof![Just(20usize), Just(32)], cw20: bool, cancellable: bool,
            amount: u128, kept: u128, times: (u64, u64, u64, u64), cancelled: bool,
        ) {
            let api = MockApi::default();
            let vested = Uint128::new(kept.min(amount));
            let returned = Uint128::new(amount).checked_sub(vested).unwrap();
            let ended = Status::Cancelled { vested, returned, at: times.3 };
            let token = if cw20 { Token::Cw20(address(&api, &[3; 32]).unwrap()) } else { Token::Native("ibc/É".into()) };
            let (start, cliff_seconds, duration_seconds) = (times.0, times.1, times.2);
            let grant = Grant {
                token,
                amount: amount.into(),
                schedule: Schedule::CliffLinear { start, cliff_seconds, duration_seconds },
                cancellable,
                status: if cancelled { ended } else { Status::Active {} },
                ..grant(&api, &vec![5; recipient])
            };
            prop_assert_eq!(Grant::from_records(&api, &records(&api, &grant)).unwrap(), grant);
        }
    }
}
