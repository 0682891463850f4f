//! Sends the fees collected so far to the fee recipient.

use crate::governing::fee_recipient;
use crate::holdings::load_holdings;
use crate::money::sent;
use crate::state::HOLDINGS;
use crate::{ContractError, Failure};
use cosmwasm_std::{DepsMut, Response, Uint128};
use weal_api::compute_escrow::ProtocolFeesClaimed;

/// No sender is asked for: whoever calls, the money goes to the fee recipient.
pub(crate) fn claim_protocol_fees(deps: DepsMut) -> Result<Response, Failure> {
    let mut holdings = load_holdings(deps.storage)?;
    let amount = holdings.fees;
    if amount.is_zero() {
        return Err(ContractError::NoFees.into());
    }
    let recipient = fee_recipient(deps.storage)?;

    holdings.fees = Uint128::zero();
    HOLDINGS.save(deps.storage, &holdings);

    let send = sent(deps.storage, &recipient, amount)?;
    Ok(Response::new().add_event(ProtocolFeesClaimed { recipient, amount }).add_message(send))
}
