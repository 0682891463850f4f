//! The committees: the present one, the one proposed, and those before; their members leave, and are struck.

use crate::committee::{Committee, KEY_BYTES};
use crate::feed::seats;
use crate::seats::Past;
use crate::state::{COMMITTEE, PAST, PENDING, RESIGNED_KEYS, SEATS, STRUCK_KEYS, STRUCK_OPERATORS};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Api, Storage};

/// The present committee. Errors: `Record` for storage that `instantiate` has not written.
pub(crate) fn present(storage: &dyn Storage) -> Result<Committee, Failure> {
    Ok(COMMITTEE.load(storage)?)
}

/// The present committee, all seats having had their keys. Errors: `CommitteeInactive`.
pub(crate) fn active(storage: &dyn Storage) -> Result<Committee, Failure> {
    let committee = present(storage)?;
    committee.ensure_active()?;
    Ok(committee)
}

/// The operators whose seat in `committee` has a key.
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
    let present = active(storage)?;
    if committee_epoch == present.epoch() {
        return Ok(present);
    }
    let Some(past) = PAST.may_load(storage, &committee_epoch)? else {
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
    past.signers(storage)
}

/// The accounts and keys of the committee of that number, present or past. Of a past committee these are the keys that
/// count as evidence, which only an offence in that committee itself takes. Errors: `WrongCommittee`.
pub(crate) fn committee_of(storage: &dyn Storage, epoch: u64) -> Result<(Vec<Addr>, Committee), Failure> {
    let present = present(storage)?;
    let (operators, mut committee) = if epoch == present.epoch() {
        (SEATS.load(storage)?.operators, present)
    } else {
        let past = PAST.may_load(storage, &epoch)?;
        let past = past.ok_or(ContractError::WrongCommittee { found: epoch, required: present.epoch() })?;
        (past.operators, past.committee)
    };
    for seat in 0..operators.len() {
        if committee.key(seat).is_none()
            && let Some(key) = RESIGNED_KEYS.may_load(storage, &place(epoch, seat))?
        {
            committee.restore(seat, key)?;
        }
    }
    Ok((operators, committee))
}

/// The key of [`RESIGNED_KEYS`].
fn place(committee_epoch: u64, seat: usize) -> (u64, u64) {
    (committee_epoch, seats(seat).into())
}

/// True where that seat of the committee numbered `committee_epoch` was given up: the seat takes no other key.
pub(crate) fn is_given_up(storage: &dyn Storage, committee_epoch: u64, seat: usize) -> bool {
    RESIGNED_KEYS.has(storage, &place(committee_epoch, seat))
}

/// The outcome of giving up an operator's seats.
pub(crate) struct Vacated {
    /// The present committee afterwards.
    pub(crate) present: Committee,
    /// The operator's seat in the present committee, with or without a key.
    pub(crate) member: Option<usize>,
    /// True where the operator had a key in the present committee or in the one proposed.
    pub(crate) had_key: bool,
}

/// Takes `operator`'s keys out of the present committee and the one proposed. A key of a present committee that has
/// been active is kept as evidence.
pub(crate) fn vacate(storage: &mut dyn Storage, operator: &Addr) -> Result<Vacated, Failure> {
    let mut present = present(storage)?;
    let member = SEATS.load(storage)?.seat_of(operator);
    let seated = member.and_then(|seat| Some((seat, *present.key(seat)?)));
    if let Some((seat, key)) = seated {
        if present.is_active() {
            RESIGNED_KEYS.save(storage, &place(present.epoch(), seat), &key);
        }
        present.strike(seat);
        COMMITTEE.save(storage, &present);
    }
    let is_candidate = withdraw_candidate(storage, operator)?;
    Ok(Vacated { present, member, had_key: seated.is_some() || is_candidate })
}

/// Takes `operator`'s key out of the committee proposed; returns true where there was one.
fn withdraw_candidate(storage: &mut dyn Storage, operator: &Addr) -> Result<bool, Failure> {
    let Some(mut pending) = PENDING.may_load(storage)? else { return Ok(false) };
    let seat = pending.seats.seat_of(operator).filter(|seat| pending.committee.key(*seat).is_some());
    let Some(seat) = seat else { return Ok(false) };
    pending.committee.strike(seat);
    PENDING.save(storage, &pending);
    Ok(true)
}

/// Strikes `operator`, which offended in the committee numbered `committee_epoch`, and its keys for good. The present
/// committee and the one proposed lose the keys of its seats and of whichever seats have one of its keys; earlier ones
/// lose its seats and keys as [`Past::signers`] finds them.
pub(crate) fn strike(
    storage: &mut dyn Storage,
    committee_epoch: u64,
    operator: &Addr,
) -> Result<(), Failure> {
    let mut present = Seated { operators: SEATS.load(storage)?.operators, committee: present(storage)? };
    let pending = PENDING.may_load(storage)?;
    let mut pending = pending.map(|record| (Seated::of(&record.seats.operators, &record.committee), record));
    let past = PAST.may_load(storage, &committee_epoch)?;
    let mut past = past.map(|record| (Seated::of(&record.operators, &record.committee), record));
    let now_present = present.committee.epoch();
    let mut keys: Vec<[u8; KEY_BYTES]> = [Some(&present), pending.as_ref().map(|(seated, _)| seated)]
        .into_iter()
        .chain([past.as_ref().map(|(seated, _)| seated)])
        .flatten()
        .filter_map(|seated| seated.key_of(operator))
        .collect();
    let offender = past.as_ref().map_or(&present, |(seated, _)| seated);
    if let Some(seat) = offender.seat_of(operator) {
        keys.extend(take_resigned(storage, place(committee_epoch, seat))?);
    }

    STRUCK_OPERATORS.save(storage, operator, &now_present);
    for key in &keys {
        STRUCK_KEYS.save(storage, key, &now_present);
    }
    present.strike(operator, &keys);
    COMMITTEE.save(storage, &present.committee);
    if let Some((seated, record)) = &mut pending {
        seated.strike(operator, &keys);
        record.committee = seated.committee.clone();
        PENDING.save(storage, record);
    }
    if let Some((seated, record)) = &mut past {
        seated.strike(operator, &keys);
        record.committee = seated.committee.clone();
        PAST.save(storage, &committee_epoch, record);
    }
    Ok(())
}

/// Removes and returns the key that was given up at `place`: from now on it is no evidence either.
fn take_resigned(storage: &mut dyn Storage, place: (u64, u64)) -> Result<Option<[u8; KEY_BYTES]>, Failure> {
    let key = RESIGNED_KEYS.may_load(storage, &place)?;
    RESIGNED_KEYS.remove(storage, &place);
    Ok(key)
}

/// A committee's accounts and keys.
struct Seated {
    operators: Vec<Addr>,
    committee: Committee,
}

impl Seated {
    fn of(operators: &[Addr], committee: &Committee) -> Self {
        Self { operators: operators.to_vec(), committee: committee.clone() }
    }

    fn seat_of(&self, operator: &Addr) -> Option<usize> {
        self.operators.iter().position(|seated| seated == operator)
    }

    fn key_of(&self, operator: &Addr) -> Option<[u8; KEY_BYTES]> {
        self.seat_of(operator).and_then(|seat| self.committee.key(seat)).copied()
    }

    /// Strikes the seat of `operator`, and those with one of `keys`.
    fn strike(&mut self, operator: &Addr, keys: &[[u8; KEY_BYTES]]) {
        let with_keys = keys.iter().filter_map(|key| self.committee.seat_with(key));
        for seat in with_keys.chain(self.seat_of(operator)).collect::<Vec<_>>() {
            self.committee.strike(seat);
        }
    }
}

impl Past {
    /// The keys that may still sign: neither those that were struck since, wherever that was, nor those of an operator
    /// that was struck under a later committee.
    pub(crate) fn signers(&self, storage: &dyn Storage) -> Result<Committee, Failure> {
        let mut committee = self.committee.clone();
        for (seat, operator) in self.operators.iter().enumerate() {
            let Some(key) = committee.key(seat) else { continue };
            let struck_under = STRUCK_OPERATORS.may_load(storage, operator)?;
            let is_struck = struck_under.is_some_and(|present| committee.epoch() < present);
            if is_struck || STRUCK_KEYS.has(storage, key) {
                committee.strike(seat);
            }
        }
        Ok(committee)
    }
}

/// The operators, validated. Errors: `DuplicateOperator`, `InsuredOperator`, `Std` for a text that is no address.
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
