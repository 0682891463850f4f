//! Adds the payment to the payer's bond.

use crate::ContractError;
use crate::bonds::pay_in;
use crate::state::CONFIG;
use crate::tables::load_auditor;
use cosmwasm_std::{DepsMut, Response};
use weal_api::compute_registry::AuditorBondAdded;
use weal_contract_kit::payment::Payment;

pub(crate) fn add_bond(deps: DepsMut, payment: Payment) -> Result<Response, ContractError> {
    let added = payment.in_token(&CONFIG.load(deps.storage)?.token)?;
    let auditor = payment.payer;
    let record = load_auditor(deps.storage, &auditor)?;

    let record = pay_in(deps.storage, &auditor, record, added)?;

    Ok(Response::new().add_event(AuditorBondAdded { auditor, added, bond: record.bond }))
}
