//! Adds or replaces a kind.

use crate::ContractError;
use crate::state::{KINDS, OWNERSHIP};
use cosmwasm_std::{DepsMut, MessageInfo, Order, Response};
use weal_api::amm_factory::{AmpRange, KindConfig, KindUpdated, MAX_KINDS};
use weal_api::amm_pool::MAX_FEE_BPS;
use weal_fixed_point::Bps;

/// A name on the wire is short.
const MAX_NAME_BYTES: usize = 64;

pub(crate) fn update_kind(
    deps: DepsMut,
    info: &MessageInfo,
    kind: KindConfig,
) -> Result<Response, ContractError> {
    OWNERSHIP.load(deps.storage)?.ensure_owner(&info.sender)?;
    check(&kind)?;

    let others = KINDS.range(deps.storage, None, None, Order::Ascending).take(MAX_KINDS).count();
    if others == MAX_KINDS && !KINDS.has(deps.storage, &kind.kind) {
        return Err(ContractError::TooManyKinds { max: MAX_KINDS });
    }

    KINDS.save(deps.storage, &kind.kind, &kind);

    Ok(Response::new().add_event(KindUpdated { kind }))
}

/// Errors: `InvalidKind`, `InvalidAmpRange`; `FixedPoint` for a cap above the highest fee of any pool.
pub(crate) fn check(kind: &KindConfig) -> Result<(), ContractError> {
    if !(1..=MAX_NAME_BYTES).contains(&kind.kind.len()) {
        return Err(ContractError::InvalidKind { kind: kind.kind.clone() });
    }
    if let Some(AmpRange { min, max }) = kind.amp.filter(|amp| amp.min == 0 || amp.min > amp.max) {
        return Err(ContractError::InvalidAmpRange { min, max });
    }
    Bps::at_most(kind.max_fee_bps, MAX_FEE_BPS)?;
    Ok(())
}
