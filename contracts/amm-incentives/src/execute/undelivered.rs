//! Makes a reward claimable again that its token did not deliver.

use super::claim_rewards::{PAYOUT_REPLY, Payout};
use crate::ContractError;
use crate::schedule::Payouts;
use crate::state::{CLAIMED, PAYOUTS};
use cosmwasm_std::{DepsMut, Reply, Response, from_json};
use weal_api::amm_incentives::RewardUndelivered;
use weal_records::Account;

/// The failed transfer has changed nothing, so that the books of the claim are all there is to take back.
pub(crate) fn undelivered(deps: DepsMut, reply: Reply) -> Result<Response, ContractError> {
    if reply.id != PAYOUT_REPLY {
        return Err(ContractError::UnknownReply { id: reply.id });
    }
    let Payout { schedule_id, account, amount } = from_json(&reply.payload)?;

    let key = (schedule_id, Account::of(deps.api, &account)?);
    let (mut payouts, claimed) =
        (Payouts::load(deps.storage, schedule_id)?, CLAIMED.load(deps.storage, &key)?);

    payouts.paid = payouts.paid.checked_sub(amount).map_err(cosmwasm_std::StdError::from)?;
    let claimed = claimed.checked_sub(amount).map_err(cosmwasm_std::StdError::from)?;

    PAYOUTS.save(deps.storage, &schedule_id, &payouts);
    CLAIMED.save(deps.storage, &key, &claimed);

    Ok(Response::new().add_event(RewardUndelivered { schedule_id, account, amount, claimed }))
}
