//! The suite's queries of a pool, and the passing of time.

use super::{Suite, all, amounts};
use cosmwasm_std::{Addr, StdResult, Uint128};
use serde::de::DeserializeOwned;
use weal_api::amm_pool::{
    ConfigResponse, HoldingsResponse, ParamsResponse, PoolResponse, PositionReportResponse, QueryMsg,
    ReverseSimulateResponse, SimulateProvideResponse, SimulateResponse, SimulateWithdrawResponse,
};
use weal_api::asset::Asset;
use weal_api::cw20::BalanceResponse;

impl Suite {
    pub(crate) fn try_query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> StdResult<T> {
        self.app.wrap().query_wasm_smart(&self.pool, msg)
    }

    pub(crate) fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.try_query(msg).unwrap()
    }

    pub(crate) fn config(&self) -> ConfigResponse {
        self.query(&QueryMsg::Config {})
    }

    pub(crate) fn state(&self) -> PoolResponse {
        self.query(&QueryMsg::Pool {})
    }

    pub(crate) fn reserves(&self) -> [u128; 2] {
        amounts(&self.state().reserves)
    }

    pub(crate) fn fees_held(&self) -> [u128; 2] {
        amounts(&self.state().fees_held)
    }

    pub(crate) fn supply(&self) -> u128 {
        self.state().supply.u128()
    }

    pub(crate) fn holdings(&self) -> [u128; 2] {
        amounts(&self.query::<HoldingsResponse>(&QueryMsg::Holdings {}).holdings)
    }

    pub(crate) fn shares(&self, account: &Addr) -> u128 {
        let answer: BalanceResponse = self.query(&QueryMsg::Balance { address: account.to_string() });
        answer.balance.u128()
    }

    pub(crate) fn simulate(&self, offer: usize, amount: u128) -> StdResult<SimulateResponse> {
        let offer = Asset::new(self.assets[offer].clone(), amount);
        self.try_query(&QueryMsg::Simulate { offer, ask: None })
    }

    pub(crate) fn reverse(&self, ask: usize, amount: u128) -> StdResult<ReverseSimulateResponse> {
        let ask = Asset::new(self.assets[ask].clone(), amount);
        self.try_query(&QueryMsg::ReverseSimulate { ask, offer: None })
    }

    pub(crate) fn simulate_provide(&self, amounts: [u128; 2]) -> StdResult<SimulateProvideResponse> {
        self.try_query(&QueryMsg::SimulateProvide { assets: self.named(amounts) })
    }

    pub(crate) fn simulate_withdraw_of(
        &self,
        owner: &Addr,
        shares: u128,
    ) -> StdResult<SimulateWithdrawResponse> {
        let (shares, owner) = (Uint128::new(shares), Some(owner.to_string()));
        self.try_query(&QueryMsg::SimulateWithdraw { shares, owner })
    }

    pub(crate) fn params(&self) -> ParamsResponse {
        self.query(&QueryMsg::Params {})
    }

    pub(crate) fn report(&self, owner: &Addr) -> PositionReportResponse {
        self.query(&QueryMsg::PositionReport { owner: owner.to_string() })
    }

    pub(crate) fn height(&self) -> u64 {
        self.app.block_info().height
    }

    /// Lets `blocks` pass, of a second each.
    pub(crate) fn pass(&mut self, blocks: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(blocks);
            block.height += blocks;
        });
    }

    pub(crate) fn simulate_withdraw(&self, shares: u128) -> StdResult<SimulateWithdrawResponse> {
        self.try_query(&QueryMsg::SimulateWithdraw { shares: Uint128::new(shares), owner: None })
    }

    /// Returns what `amount` of the asset at `offer` receives of the one at `ask`.
    pub(crate) fn simulate_to(&self, offer: usize, ask: usize, amount: u128) -> u128 {
        self.try_simulate_to(offer, ask, amount).unwrap()
    }

    pub(crate) fn try_simulate_to(&self, offer: usize, ask: usize, amount: u128) -> StdResult<u128> {
        let (offer, ask) = (Asset::new(self.assets[offer].clone(), amount), Some(self.assets[ask].clone()));
        let answer: SimulateResponse = self.try_query(&QueryMsg::Simulate { offer, ask })?;
        Ok(answer.receive.amount.u128())
    }

    /// Returns what `amount` of the asset at `ask` costs in the one at `offer`.
    pub(crate) fn try_reverse_from(&self, offer: usize, ask: usize, amount: u128) -> StdResult<u128> {
        let (ask, offer) = (Asset::new(self.assets[ask].clone(), amount), Some(self.assets[offer].clone()));
        let answer: ReverseSimulateResponse = self.try_query(&QueryMsg::ReverseSimulate { ask, offer })?;
        Ok(answer.offer.amount.u128())
    }

    pub(crate) fn holdings_of_all(&self) -> Vec<u128> {
        all(&self.query::<HoldingsResponse>(&QueryMsg::Holdings {}).holdings)
    }

    pub(crate) fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += seconds.div_ceil(5);
        });
    }

    pub(crate) fn simulate_one(&self, position: usize, amount: u128) -> StdResult<SimulateProvideResponse> {
        let asset = Asset::new(self.assets[position].clone(), amount);
        self.try_query(&QueryMsg::SimulateProvideOne { asset })
    }

    pub(crate) fn simulate_withdraw_one(
        &self,
        position: usize,
        shares: u128,
    ) -> StdResult<SimulateWithdrawResponse> {
        let (shares, asset) = (Uint128::new(shares), self.assets[position].clone());
        self.try_query(&QueryMsg::SimulateWithdrawOne { shares, asset })
    }
}
