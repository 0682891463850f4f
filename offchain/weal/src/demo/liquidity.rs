//! A pool is filled.

use super::narrator::{Narrator, Refused};
use super::written::amount;
use crate::services::Stage;
use cosmwasm_std::Uint128;
use weal_api::amm_pool::{ExecuteMsg, PoolResponse, QueryMsg};
use weal_api::asset::{Asset, AssetInfo};
use weal_client::{Funds, ONE, USD};

const WEAL_PROVIDED: u128 = 200_000 * ONE;
const USD_PROVIDED: u128 = 100_000 * ONE;

pub(crate) fn provide(stage: &Stage<'_>, narrator: &mut Narrator) -> anyhow::Result<()> {
    narrator.chapter(
        "A pool",
        "A liquidity provider fills a pool of WEAL and USD. Its shares are a cw20 token inside the pool itself.",
    );
    let (chain, token, pool) = (stage.chain, &stage.economy.token, &stage.economy.pool);
    let recipient = chain.address("provider_liquidity")?;
    let transfer =
        weal_api::governance_token::ExecuteMsg::Transfer { recipient, amount: Uint128::new(WEAL_PROVIDED) };
    let receipt = token.execute(chain, "operator", &transfer)?;
    narrator.step("the operator sells 200,000 WEAL to the liquidity provider off the book", &receipt);
    let allow = weal_api::governance_token::ExecuteMsg::IncreaseAllowance {
        spender: pool.address.clone(),
        amount: Uint128::new(WEAL_PROVIDED),
        expires: None,
    };
    let receipt = token.execute(chain, "provider_liquidity", &allow)?;
    narrator.step("the pool may take those WEAL", &receipt);
    let assets = vec![
        Asset::new(AssetInfo::cw20(&token.address), WEAL_PROVIDED),
        Asset::new(AssetInfo::native(USD), USD_PROVIDED),
    ];
    let provide = ExecuteMsg::Provide { assets, min_shares: None, recipient: None, deadline: None };
    let receipt = pool.pay(chain, "provider_liquidity", &provide, &Funds::one(USD_PROVIDED, USD))?;
    let state: PoolResponse = pool.query(chain, &QueryMsg::Pool {})?;
    narrator.step(
        &format!(
            "200,000 WEAL and 100,000 USD are provided: {} shares, 0.001 of them locked for ever",
            amount(state.supply.u128())
        ),
        &receipt,
    );
    let unpaid = pool.pay(chain, "supplier", &provide, &Funds::one(USD_PROVIDED - 1, USD));
    let because = format!("{} USD must come with it", amount(USD_PROVIDED));
    let attempt = "a deposit that is a millionth of a USD short";
    narrator.refused(Refused { attempt, says: "attached", because: &because }, unpaid)
}
