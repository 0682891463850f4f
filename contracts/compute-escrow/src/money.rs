//! Payments in and out, in the payment asset.

use crate::Failure;
use crate::state::DEPENDENCIES;
use cosmwasm_std::{Addr, CosmosMsg, Storage, Uint128};
use weal_contract_kit::payment::Payment;

/// The amount of a payment. Errors: `Payment` where it is not the payment asset.
pub(crate) fn received(storage: &dyn Storage, payment: &Payment) -> Result<Uint128, Failure> {
    Ok(payment.in_token(&DEPENDENCIES.load(storage)?.token)?)
}

/// The message that pays `recipient`; not for a payment of nothing, which banks refuse.
pub(crate) fn sent(storage: &dyn Storage, recipient: &Addr, amount: Uint128) -> Result<CosmosMsg, Failure> {
    Ok(DEPENDENCIES.load(storage)?.token.transfer(recipient, amount)?)
}
