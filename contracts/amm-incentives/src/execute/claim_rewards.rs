//! Pays rewards, each apart from the others.

use crate::ContractError;
use crate::error::broken;
use crate::schedule::{Payouts, Schedule, ensure_list};
use crate::state::CLAIMED;
use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response, SubMsg, Uint128};
use weal_api::amm_incentives::RewardClaimed;
use weal_contract_kit::payment::no_funds;
use weal_records::Account;

/// Reply id of a payout that failed.
pub(crate) const PAYOUT_REPLY: u64 = 1;
/// Gas that one payout may use: thrice the dearest transfer known. A token that needs more wants to burn the claim.
const PAYOUT_GAS: u64 = 500_000;

/// The payload of a payout, for the reply that follows its failure.
#[weal_wire::record]
pub(crate) struct Payout {
    /// The schedule that pays.
    pub(crate) schedule_id: u64,
    /// The account that claims.
    pub(crate) account: Addr,
    /// The payout, base units.
    pub(crate) amount: Uint128,
}

pub(crate) fn claim_rewards(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    schedules: Vec<u64>,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    ensure_list(&schedules)?;

    let (now, account) = (env.block.time.seconds(), info.sender.clone());
    let mut response = Response::new();
    for schedule_id in schedules {
        let schedule = Schedule::load(deps.storage, schedule_id)?;
        let (amount, claimed) = schedule.claimable(deps.as_ref(), schedule_id, &account, now)?;
        if amount.is_zero() {
            continue;
        }

        let payout = Payouts { paid: amount, returned: Uint128::zero() };
        let so_far = Payouts::load(deps.storage, schedule_id)?;
        schedule.pay_out(deps.storage, schedule_id, so_far, &payout)?;
        let claimed = claimed.checked_add(amount).map_err(broken("I2: no more leaves than was funded"))?;
        CLAIMED.save(deps.storage, &(schedule_id, Account::of(deps.api, &account)?), &claimed);

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
