//! A contract of somebody else: buys the governance token in Commonweal's pool with the stablecoin attached, for whoever sends it.
//!
//! It speaks to the pool by the types of `weal-api`, so that a field renamed there is an error here at compile time. Its test,
//! `tests/purchase.rs`, runs it among the shipped contracts.

use cosmwasm_schema::{QueryResponses, cw_serde};
use cosmwasm_std::{
    Addr, Binary, Coin, Deps, DepsMut, Env, Event, MessageInfo, Response, StdError, StdResult, Uint128,
    entry_point, to_json_binary,
};
use cw_storage_plus::Item;
use thiserror::Error;
use weal_api::amm_pool::{AmmPoolContract, SwapOrder};
use weal_api::asset::{Asset, AssetInfo};

/// Address of the pool, written once when the contract is created.
const POOL: Item<Addr> = Item::new("pool");

/// Names the pool that the contract buys in.
#[cw_serde]
pub struct InstantiateMsg {
    /// The pool's address.
    pub pool: String,
}

/// Messages of the contract.
#[cw_serde]
pub enum ExecuteMsg {
    /// Swaps the one native coin attached and sends the output to the sender. Anyone.
    Buy {
        /// Fewest base units to accept; the whole message fails below it.
        min_receive: Uint128,
    },
}

/// Queries of the contract.
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Returns the base units that `offer` would buy now, after the pool's fee.
    #[returns(Uint128)]
    Quote {
        /// The coin to sell.
        offer: Coin,
    },
}

/// Failures of the contract; the pool's own come back in its words.
#[derive(Debug, Error)]
pub enum ContractError {
    /// The chain or the pool refused.
    #[error(transparent)]
    Std(#[from] StdError),
    /// The message needs exactly one coin.
    #[error("attach one coin to buy with, not {found}")]
    Funds {
        /// Number of coins that were attached.
        found: usize,
    },
}

/// Remembers the pool.
#[entry_point]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    _info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    POOL.save(deps.storage, &deps.api.addr_validate(&msg.pool)?)?;
    Ok(Response::new())
}

/// Buys.
#[entry_point]
pub fn execute(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    let ExecuteMsg::Buy { min_receive } = msg;
    let [paid] = info.funds.as_slice() else {
        return Err(ContractError::Funds { found: info.funds.len() });
    };

    let recipient = Some(info.sender.to_string());
    let order = SwapOrder { recipient, ..SwapOrder::at_least(min_receive) };
    let swap = AmmPoolContract(POOL.load(deps.storage)?).swap(paid.clone(), order)?;

    let bought =
        Event::new("bought").add_attribute("buyer", info.sender).add_attribute("paid", paid.to_string());
    Ok(Response::new().add_event(bought).add_message(swap))
}

/// Asks the pool.
#[entry_point]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> StdResult<Binary> {
    let QueryMsg::Quote { offer } = msg;
    let amount = Uint128::try_from(offer.amount)?;
    let offer = Asset::new(AssetInfo::native(offer.denom), amount);
    let quote = AmmPoolContract(POOL.load(deps.storage)?).simulate(&deps.querier, offer, None)?;
    to_json_binary(&quote.receive.amount)
}
