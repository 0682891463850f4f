//! Adds the payment to the payer's bond.

use crate::ContractError;
use crate::bonds::pay_in;
use crate::state::{CONFIG, load_auditor};
use api::compute_registry::AuditorBondAdded;
use api::payment::Payment;
use cosmwasm_std::{DepsMut, Response};

pub(crate) fn add_bond(deps: DepsMut, payment: Payment) -> Result<Response, ContractError> {
    let added = payment.in_token(&CONFIG.load(deps.storage)?.token)?;
    let auditor = payment.payer;
    let record = load_auditor(deps.storage, &auditor)?;

    let record = pay_in(deps.storage, &auditor, record, added)?;

    Ok(Response::new().add_event(AuditorBondAdded { auditor, added, bond: record.bond }))
}
