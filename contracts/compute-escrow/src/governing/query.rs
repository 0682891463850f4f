//! The configuration, for a query.

use super::{fee_recipient, load_config};
use crate::Failure;
use crate::state::{DEPENDENCIES, OWNERSHIP};
use cosmwasm_std::Deps;
use weal_api::compute_escrow::ConfigResponse;

pub(crate) fn config(deps: Deps) -> Result<ConfigResponse, Failure> {
    let ownership = OWNERSHIP.load(deps.storage)?;
    let parties = DEPENDENCIES.load(deps.storage)?;
    let config = load_config(deps.storage)?;
    Ok(ConfigResponse {
        owner: ownership.owner,
        pending_owner: ownership.pending,
        oracle: parties.oracle.addr().clone(),
        payment_asset: parties.token.info(),
        fee_recipient: fee_recipient(deps.storage)?,
        min_bond: config.min_bond,
        protocol_fee_bps: config.rules.protocol_fee_bps,
        challenge_window_seconds: config.rules.challenge_window_seconds,
        silence_seconds: config.rules.silence_seconds,
        registry: parties.registry,
        market: config.market,
        request_bond: config.request_bond,
        answer_seconds: config.rules.answer_seconds,
    })
}
