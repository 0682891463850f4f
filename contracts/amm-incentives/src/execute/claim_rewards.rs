//! Pays rewards, each apart from the others.

use crate::ContractError;
use crate::error::broken;
use crate::schedule::{Schedule, ensure_list};
use crate::state::{ClaimedKey, load_payouts};
use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response, SubMsg, Uint128};
use weal_api::amm_incentives::RewardClaimed;
use weal_contract_kit::payment::no_funds;

/// Of the reply where a payout failed.
pub(crate) const PAYOUT_REPLY: u64 = 1;
/// What a payout may use: thrice the dearest transfer known. More is a token that wants to burn the claim.
const PAYOUT_GAS: u64 = 500_000;

/// What the reply must know of a payout that failed.
#[weal_wire::record]
pub(crate) struct Payout {
    /// Of which schedule.
    pub(crate) schedule_id: u64,
    /// To whom.
    pub(crate) account: Addr,
    /// Base units.
    pub(crate) amount: Uint128,
}

pub(crate) fn claim_rewards(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    schedules: Vec<u64>,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    ensure_list(&schedules)?;

    let (now, account) = (env.block.time.seconds(), info.sender);
    let mut response = Response::new();
    for schedule_id in schedules {
        let schedule = Schedule::load(deps.storage, schedule_id)?;
        let (amount, claimed) = schedule.claimable(deps.as_ref(), schedule_id, &account, now)?;
        if amount.is_zero() {
            continue;
        }

        let payouts = load_payouts(deps.storage, schedule_id)?;
        schedule.pay_out(deps.storage, schedule_id, payouts, (amount, Uint128::zero()))?;
        let claimed = claimed.checked_add(amount).map_err(broken("I2: no more leaves than was funded"))?;
        ClaimedKey::of(deps.api, schedule_id, &account)?.save(deps.storage, claimed);

        let payload = weal_wire::to_binary(&Payout { schedule_id, account: account.clone(), amount })?;
        let transfer = schedule.token.transfer(&account, amount)?;
        let payout = SubMsg::reply_on_error(transfer, PAYOUT_REPLY).with_gas_limit(PAYOUT_GAS);
        let token = schedule.token;
        let fact = RewardClaimed { schedule_id, account: account.clone(), token, amount, claimed };
        response = response.add_event(fact).add_submessage(payout.with_payload(payload));
    }
    if response.messages.is_empty() {
        return Err(ContractError::NothingToClaim { account });
    }
    Ok(response)
}
