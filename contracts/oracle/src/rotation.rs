//! The committees beside the present one's keys: who sits, who is proposed, who sat before.

use crate::committee::{Committee, KEY_BYTES};
use crate::feed::seats;
use crate::state::{PAST, PENDING, RESIGNED_KEYS, SEATS, STRUCK_KEYS, STRUCK_OPERATORS};
use crate::{ContractError, Failure};
use cosmwasm_std::{Addr, Api, Binary, Storage};

/// A committee's accounts.
#[weal_wire::record]
pub(crate) struct Seats {
    /// By number; each once.
    pub(crate) operators: Vec<Addr>,
    /// What proofs of possession are signed over, 32 bytes.
    pub(crate) challenge: Binary,
}

/// The committee proposed.
#[weal_wire::record]
pub(crate) struct Pending {
    pub(crate) seats: Seats,
    /// As [`Committee`] packs it.
    pub(crate) committee: Binary,
    /// When it may take over at the earliest (Unix seconds).
    pub(crate) effective_at: u64,
}

/// A committee that has been replaced.
#[weal_wire::record]
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
    past.signers(storage)
}

/// The accounts and keys of the committee of that number, present or past: of a past one those that count as evidence,
/// which only an offence in that committee itself takes. Errors: `WrongCommittee`.
pub(crate) fn committee_of(storage: &dyn Storage, epoch: u64) -> Result<(Vec<Addr>, Committee), Failure> {
    let present = Committee::load(storage)?;
    let (operators, mut committee) = if epoch == present.epoch() {
        (SEATS.load(storage)?.operators, present)
    } else {
        let past = PAST.may_load(storage, epoch)?;
        let past = past.ok_or(ContractError::WrongCommittee { found: epoch, required: present.epoch() })?;
        (past.operators, Committee::unpack(&past.committee)?)
    };
    for seat in 0..operators.len() {
        if committee.key(seat).is_none()
            && let Some(key) = RESIGNED_KEYS.may_load(storage, place(epoch, seat))?
        {
            committee.restore(seat, &key)?;
        }
    }
    Ok((operators, committee))
}

/// The key of [`RESIGNED_KEYS`].
fn place(committee_epoch: u64, seat: usize) -> (u64, u64) {
    (committee_epoch, seats(seat).into())
}

/// Whether a seat of the committee of that number was given up: it takes no other key.
pub(crate) fn is_given_up(storage: &dyn Storage, committee_epoch: u64, seat: usize) -> bool {
    RESIGNED_KEYS.has(storage, place(committee_epoch, seat))
}

/// What was left of an operator's seats.
pub(crate) struct Vacated {
    /// After it.
    pub(crate) present: Committee,
    /// Its seat in that, with or without a key.
    pub(crate) member: Option<usize>,
    /// Whether it had a key there or in the committee proposed.
    pub(crate) had_key: bool,
}

/// Takes `operator`'s keys out of the present committee and the one proposed. Where the present one has been active its key
/// is kept as evidence.
pub(crate) fn vacate(storage: &mut dyn Storage, operator: &Addr) -> Result<Vacated, Failure> {
    let mut present = Committee::load(storage)?;
    let member = SEATS.load(storage)?.seat_of(operator);
    let seated = member.and_then(|seat| Some((seat, *present.key(seat)?)));
    if let Some((seat, key)) = seated {
        if present.is_active() {
            RESIGNED_KEYS.save(storage, place(present.epoch(), seat), &Binary::from(key))?;
        }
        present.strike(seat);
        present.save(storage);
    }
    let is_candidate = withdraw_candidate(storage, operator)?;
    Ok(Vacated { present, member, had_key: seated.is_some() || is_candidate })
}

/// Takes `operator`'s key out of the committee proposed; says whether it had one there.
fn withdraw_candidate(storage: &mut dyn Storage, operator: &Addr) -> Result<bool, Failure> {
    let Some(mut pending) = PENDING.may_load(storage)? else { return Ok(false) };
    let mut committee = Committee::unpack(&pending.committee)?;
    let seat = pending.seats.seat_of(operator).filter(|seat| committee.key(*seat).is_some());
    let Some(seat) = seat else { return Ok(false) };
    committee.strike(seat);
    pending.committee = Binary::from(committee.pack());
    PENDING.save(storage, &pending)?;
    Ok(true)
}

/// Strikes `operator`, which offended in the committee of that number: in the present one and the one proposed its seats,
/// and whichever seats have one of its keys; in those before, its seats and keys as [`Past::signers`] finds them; and its
/// keys for good.
pub(crate) fn strike(
    storage: &mut dyn Storage,
    committee_epoch: u64,
    operator: &Addr,
) -> Result<(), Failure> {
    let mut present =
        Standing { operators: SEATS.load(storage)?.operators, committee: Committee::load(storage)? };
    let mut pending = match PENDING.may_load(storage)? {
        Some(record) => Some((Standing::of(&record.seats.operators, &record.committee)?, record)),
        None => None,
    };
    let mut past = match PAST.may_load(storage, committee_epoch)? {
        Some(record) => Some((Standing::of(&record.operators, &record.committee)?, record)),
        None => None,
    };
    let now_present = present.committee.epoch();
    let mut keys: Vec<[u8; KEY_BYTES]> = [Some(&present), pending.as_ref().map(|(standing, _)| standing)]
        .into_iter()
        .chain([past.as_ref().map(|(standing, _)| standing)])
        .flatten()
        .filter_map(|standing| standing.key_of(operator))
        .collect();
    let offender = past.as_ref().map_or(&present, |(standing, _)| standing);
    if let Some(seat) = offender.seat_of(operator) {
        keys.extend(take_resigned(storage, place(committee_epoch, seat))?);
    }

    STRUCK_OPERATORS.save(storage, operator, &now_present)?;
    for key in &keys {
        STRUCK_KEYS.save(storage, key, &now_present)?;
    }
    present.strike(operator, &keys);
    present.committee.save(storage);
    if let Some((standing, record)) = &mut pending {
        standing.strike(operator, &keys);
        record.committee = Binary::from(standing.committee.pack());
        PENDING.save(storage, record)?;
    }
    if let Some((standing, record)) = &mut past {
        standing.strike(operator, &keys);
        record.committee = Binary::from(standing.committee.pack());
        PAST.save(storage, committee_epoch, record)?;
    }
    Ok(())
}

/// The key that was given up there: from now on it is no evidence either.
fn take_resigned(storage: &mut dyn Storage, place: (u64, u64)) -> Result<Option<[u8; KEY_BYTES]>, Failure> {
    let Some(key) = RESIGNED_KEYS.may_load(storage, place)? else { return Ok(None) };
    RESIGNED_KEYS.remove(storage, place);
    let key = key.as_slice().try_into().map_err(|_| ContractError::Invariant { what: "a key given up" })?;
    Ok(Some(key))
}

/// A committee's accounts and keys.
struct Standing {
    operators: Vec<Addr>,
    committee: Committee,
}

impl Standing {
    fn of(operators: &[Addr], packed: &Binary) -> Result<Self, Failure> {
        Ok(Self { operators: operators.to_vec(), committee: Committee::unpack(packed)? })
    }

    fn seat_of(&self, operator: &Addr) -> Option<usize> {
        self.operators.iter().position(|seated| seated == operator)
    }

    fn key_of(&self, operator: &Addr) -> Option<[u8; KEY_BYTES]> {
        self.seat_of(operator).and_then(|seat| self.committee.key(seat)).copied()
    }

    /// The seat of `operator`, and those with one of `keys`.
    fn strike(&mut self, operator: &Addr, keys: &[[u8; KEY_BYTES]]) {
        let with_keys = keys.iter().filter_map(|key| self.committee.seat_with(key));
        for seat in with_keys.chain(self.seat_of(operator)).collect::<Vec<_>>() {
            self.committee.strike(seat);
        }
    }
}

impl Past {
    /// The keys that may still sign: not those that were struck since, wherever that was, nor those of an operator that was
    /// struck under a later committee.
    pub(crate) fn signers(&self, storage: &dyn Storage) -> Result<Committee, Failure> {
        let mut committee = Committee::unpack(&self.committee)?;
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
