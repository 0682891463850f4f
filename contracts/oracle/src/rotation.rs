//! The committees beside the present one's keys: who sits, who is proposed, who sat before.

use crate::committee::Committee;
use crate::state::{PAST, PENDING, SEATS};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Api, Binary, Storage};

/// A committee's accounts.
#[wire::record]
pub(crate) struct Seats {
    /// By number; each once.
    pub(crate) operators: Vec<Addr>,
    /// What proofs of possession are signed over, 32 bytes.
    pub(crate) challenge: Binary,
}

/// The committee proposed.
#[wire::record]
pub(crate) struct Pending {
    pub(crate) seats: Seats,
    /// As [`Committee`] packs it.
    pub(crate) committee: Binary,
    /// When it may take over at the earliest (Unix seconds).
    pub(crate) effective_at: u64,
}

/// A committee that has been replaced.
#[wire::record]
pub(crate) struct Past {
    /// By number.
    pub(crate) operators: Vec<Addr>,
    /// As [`Committee`] packs it.
    pub(crate) committee: Binary,
    /// When the next one took over (Unix seconds).
    pub(crate) retired_at: u64,
    /// Last second in which its roots are taken.
    pub(crate) expires_at: u64,
}

impl Seats {
    /// The seat of `operator`.
    pub(crate) fn seat_of(&self, operator: &Addr) -> Option<usize> {
        self.operators.iter().position(|seated| seated == operator)
    }
}

/// Those of `operators` whose seat in `committee` has a key.
pub(crate) fn with_keys(operators: &[Addr], committee: &Committee) -> Vec<Addr> {
    let registered = operators.iter().enumerate().filter(|(seat, _)| committee.key(*seat).is_some());
    registered.map(|(_, operator)| operator.clone()).collect()
}

/// The committee of that number that may sign an epoch which began at `starts_at`.
///
/// A past one signs only what began under it and only until it expires, so that keys which have been
/// replaced, and may have been sold since, are soon worth nothing.
///
/// Errors: `CommitteeInactive`, `WrongCommittee`, `CommitteeRetired`, `CommitteeExpired`.
pub(crate) fn committee_for(
    storage: &dyn Storage,
    committee_epoch: u64,
    starts_at: u64,
    now: u64,
) -> Result<Committee, Failure> {
    let present = Committee::load_active(storage)?;
    if committee_epoch == present.epoch() {
        return Ok(present);
    }
    let Some(past) = PAST.may_load(storage, committee_epoch)? else {
        return Err(
            ContractError::WrongCommittee { found: committee_epoch, required: present.epoch() }.into()
        );
    };
    let Past { retired_at, expires_at, .. } = past;
    if starts_at >= retired_at {
        return Err(ContractError::CommitteeRetired { committee_epoch, starts_at, retired_at }.into());
    }
    if now > expires_at {
        return Err(ContractError::CommitteeExpired { committee_epoch, expires_at }.into());
    }
    Committee::unpack(&past.committee)
}

/// The accounts and keys of the committee of that number, present or past. Errors: `WrongCommittee`.
pub(crate) fn committee_of(storage: &dyn Storage, epoch: u64) -> Result<(Vec<Addr>, Committee), Failure> {
    let present = Committee::load(storage)?;
    if epoch == present.epoch() {
        return Ok((SEATS.load(storage)?.operators, present));
    }
    let past = PAST.may_load(storage, epoch)?;
    let past = past.ok_or(ContractError::WrongCommittee { found: epoch, required: present.epoch() })?;
    Ok((past.operators, Committee::unpack(&past.committee)?))
}

/// Strikes the key of `operator` in the committee of that number, in the present one and in the one
/// proposed: who has signed two roots signs nothing any more.
pub(crate) fn strike(
    storage: &mut dyn Storage,
    committee_epoch: u64,
    operator: &Addr,
) -> Result<(), Failure> {
    let mut present = Committee::load(storage)?;
    if let Some(seat) = SEATS.load(storage)?.seat_of(operator) {
        present.strike(seat);
        present.save(storage);
    }
    if let Some(mut pending) = PENDING.may_load(storage)? {
        pending.committee = struck(&pending.committee, pending.seats.seat_of(operator))?;
        PENDING.save(storage, &pending)?;
    }
    if let Some(mut past) = PAST.may_load(storage, committee_epoch)? {
        let seat = past.operators.iter().position(|seated| seated == operator);
        past.committee = struck(&past.committee, seat)?;
        PAST.save(storage, committee_epoch, &past)?;
    }
    Ok(())
}

fn struck(packed: &Binary, seat: Option<usize>) -> Result<Binary, Failure> {
    let mut committee = Committee::unpack(packed)?;
    if let Some(seat) = seat {
        committee.strike(seat);
    }
    Ok(Binary::from(committee.pack()))
}

/// Errors: `DuplicateOperator`, `InsuredOperator`, `Std` for what is no address.
pub(crate) fn check_operators(
    api: &dyn Api,
    operators: &[String],
    insurance: Option<&Addr>,
) -> Result<Vec<Addr>, Failure> {
    let mut checked: Vec<Addr> = Vec::with_capacity(operators.len());
    for operator in operators {
        let operator = api.addr_validate(operator)?;
        if insurance == Some(&operator) {
            return Err(ContractError::InsuredOperator { operator }.into());
        }
        if checked.contains(&operator) {
            return Err(ContractError::DuplicateOperator { operator }.into());
        }
        checked.push(operator);
    }
    Ok(checked)
}
