//! The governance token as another contract or a client sees it.

use super::{ExecuteMsg, QueryMsg};
use crate::cw20::{BalanceResponse, TokenInfoResponse};
use cosmwasm_std::{Addr, Coin, CosmosMsg, QuerierWrapper, StdResult, Uint128, WasmMsg};

/// A governance token's validated address.
#[weal_wire::record]
pub struct GovernanceTokenContract(pub Addr);

impl GovernanceTokenContract {
    /// The message that makes the contract act.
    pub fn execute(&self, message: &ExecuteMsg, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
        let msg = weal_wire::to_binary(message)?;
        Ok(WasmMsg::Execute { contract_addr: self.0.to_string(), msg, funds }.into())
    }

    /// An account's tokens, base units; zero for an unknown one.
    pub fn balance(&self, querier: &QuerierWrapper<'_>, account: &Addr) -> StdResult<Uint128> {
        let query = QueryMsg::Balance { address: account.to_string() };
        let answer: BalanceResponse = weal_wire::ask(querier, &self.0, &query)?;
        Ok(answer.balance)
    }

    /// Name, symbol, decimals and supply.
    pub fn token_info(&self, querier: &QuerierWrapper<'_>) -> StdResult<TokenInfoResponse> {
        weal_wire::ask(querier, &self.0, &QueryMsg::TokenInfo {})
    }
}
