//! The end of `claim` and `claim_many`: saving the decision, and the one transfer.

use super::ClaimBatch;
use crate::Failure;
use crate::holdings::update_holdings;
use crate::leases::{save_account, save_claimed_page};
use cosmwasm_std::{Event, Response, Storage};

/// Saves the counters and totals, then pays. A payment of nothing is not sent: banks refuse it.
pub(crate) fn pay_out(
    storage: &mut dyn Storage,
    batch: &ClaimBatch,
    fact: impl Into<Event>,
) -> Result<Response, Failure> {
    for (page, counters) in &batch.pages {
        save_claimed_page(storage, *page, counters);
    }
    let mut response = Response::new().add_event(fact);
    for (account, fact) in &batch.verdicts {
        save_account(storage, fact.lease_id, account);
        response = response.add_event(fact.clone());
    }
    let total = batch.total;
    update_holdings(storage, |holdings| {
        holdings.deposits = holdings.deposits.checked_sub(total.charged)?;
        holdings.fees = holdings.fees.checked_add(total.protocol_fee)?;
        Ok(())
    })?;

    if total.paid.is_zero() {
        return Ok(response);
    }
    Ok(response.add_message(batch.token.transfer(&batch.payee, total.paid)?))
}
