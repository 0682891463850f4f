//! Makes the payer an auditor, with the payment as its bond.

use crate::ContractError;
use crate::auditor::{Auditor, MAX_NAME_BYTES};
use crate::bonds::pay_in;
use crate::state::{AUDITORS, CONFIG};
use crate::text::printable;
use cosmwasm_std::{DepsMut, Response, Uint128};
use weal_api::compute_registry::{AuditorRegistered, AuditorStatus};
use weal_contract_kit::payment::Payment;

pub(crate) fn register_auditor(
    deps: DepsMut,
    payment: Payment,
    name: String,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let bond = payment.in_token(&config.token)?;
    let auditor = payment.payer;
    if AUDITORS.has(deps.storage, &auditor) {
        return Err(ContractError::AlreadyRegistered { auditor });
    }

    if bond < config.terms.min_bond {
        return Err(ContractError::BondTooSmall { found: bond, required: config.terms.min_bond });
    }
    printable("name", &name, 1, MAX_NAME_BYTES)?;

    let record = Auditor {
        name: name.clone(),
        bond: Uint128::zero(),
        status: AuditorStatus::Registered,
        kinds: vec![],
        liable_until: 0,
    };
    pay_in(deps.storage, &auditor, record, bond)?;

    Ok(Response::new().add_event(AuditorRegistered { auditor, name, bond }))
}
