//! What `claim` and `claim_many` have in common: saving what was decided, and the one transfer.

use crate::Failure;
use crate::holdings::Holdings;
use crate::settlement::Settled;
use crate::state::{save_account, save_claimed_page};
use cosmwasm_std::{Event, Response, Storage};

/// Saves the counters and totals, then pays. A payment of nothing is not sent: banks refuse it.
pub(super) fn pay_out(
    storage: &mut dyn Storage,
    settled: &Settled,
    fact: impl Into<Event>,
) -> Result<Response, Failure> {
    for (page, counters) in &settled.pages {
        save_claimed_page(storage, *page, counters);
    }
    let mut response = Response::new().add_event(fact);
    for (account, fact) in &settled.verdicts {
        save_account(storage, fact.lease_id, account);
        response = response.add_event(fact.clone());
    }
    let total = settled.total;
    Holdings::update(storage, |holdings| {
        holdings.deposits = holdings.deposits.checked_sub(total.charged)?;
        holdings.fees = holdings.fees.checked_add(total.protocol_fee)?;
        Ok(())
    })?;

    if total.paid.is_zero() {
        return Ok(response);
    }
    Ok(response.add_message(settled.token.transfer(&settled.payee, total.paid)?))
}
