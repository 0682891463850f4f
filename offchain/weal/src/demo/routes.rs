//! A second pool, and a swap through both.

use super::narrator::{Narrator, Refused};
use super::written::amount;
use crate::services::Stage;
use cosmwasm_std::Uint128;
use weal_api::amm_factory::{ExecuteMsg as FactoryMsg, PoolsResponse};
use weal_api::amm_pool::PoolKind;
use weal_api::amm_router::{ExecuteMsg, Hop, QueryMsg, Route, RouteResponse, Swap};
use weal_api::asset::{Asset, AssetInfo};
use weal_api::cw20::BalanceResponse;
use weal_api::page::MAX_PAGE_LIMIT;
use weal_client::{ATOM, Funds, ONE, POOL_CREATION_FEE, USD};

const ATOM_PROVIDED: u128 = 10_000 * ONE;
const USD_PROVIDED: u128 = 85_000 * ONE;
const FEE_BPS: u16 = 30;
/// The account that comes with ATOM and wants votes.
const TRADER: &str = "tenant";
const SOLD: u128 = 10 * ONE;

pub(crate) fn trade(stage: &Stage<'_>, narrator: &mut Narrator) -> anyhow::Result<()> {
    narrator.chapter(
        "From ATOM to votes",
        "No pool has both ATOM and WEAL. The liquidity provider opens one of ATOM and USD through the factory; then one message \
         to the router goes through two pools.",
    );
    let pool = open(stage, narrator)?;
    let (chain, economy) = (stage.chain, &stage.economy);
    let weal = AssetInfo::cw20(&economy.token.address);
    let hops = vec![Hop::new(pool, AssetInfo::native(USD)), Hop::new(&economy.pool.address, weal)];
    let routes = vec![Route::new(SOLD, hops)];
    let query = QueryMsg::SimulateRoute { offer: AssetInfo::native(ATOM), routes: routes.clone() };
    let quote: RouteResponse = economy.router.query(chain, &query)?;
    let expected = quote.receive.amount;
    let swap = |least| {
        let (recipient, deadline) = (None, None);
        ExecuteMsg::Swap(Swap { routes: routes.clone(), min_receive: Some(least), recipient, deadline })
    };
    let paid = Funds::one(SOLD, ATOM);
    let greedy = economy.router.pay(chain, TRADER, &swap(expected + Uint128::one()), &paid);
    let because = format!("{} WEAL is all that it buys", amount(expected.u128()));
    let attempt = "a route for a millionth of a WEAL more than the quote";
    narrator.refused(Refused { attempt, says: "is required", because: &because }, greedy)?;
    let before = weal_of_trader(stage)?;
    let receipt = economy.router.pay(chain, TRADER, &swap(expected), &paid)?;
    let received = weal_of_trader(stage)? - before;
    anyhow::ensure!(received == expected.u128(), "quoted {expected}, received {received}");
    narrator.step(
        &format!(
            "the {TRADER} swaps {} ATOM through USD for {} WEAL, as quoted",
            amount(SOLD),
            amount(received)
        ),
        &receipt,
    );
    Ok(())
}

/// The pool of ATOM and USD.
fn open(stage: &Stage<'_>, narrator: &mut Narrator) -> anyhow::Result<String> {
    let create = FactoryMsg::CreateAndProvide {
        kind: PoolKind::ConstantProduct {},
        assets: vec![
            Asset::new(AssetInfo::native(ATOM), ATOM_PROVIDED),
            Asset::new(AssetInfo::native(USD), USD_PROVIDED),
        ],
        fee_bps: FEE_BPS,
        lp_name: None,
        lp_symbol: None,
        min_shares: None,
        recipient: None,
        deadline: None,
    };
    let usd = USD_PROVIDED + POOL_CREATION_FEE;
    let funds = Funds::many([(ATOM_PROVIDED, ATOM.into()), (usd, USD.into())]);
    let (chain, factory) = (stage.chain, &stage.economy.factory);
    match listed(stage)? {
        // A story told twice on one chain finds its pool there.
        Some(_) => narrator.say("the pool of ATOM and USD is open already"),
        None => {
            let receipt = factory.pay(chain, "provider_liquidity", &create, &funds)?;
            narrator.step(
                "one message creates a pool, for 100 USD, and fills it with 10,000 ATOM and 85,000 USD",
                &receipt,
            );
        }
    }
    let again = factory.pay(chain, "provider_liquidity", &create, &funds);
    let says = "of these assets with 30 basis points exists";
    let because = "there is one of these assets with a fee of 0.3 %";
    narrator.refused(Refused { attempt: "creating it a second time", says, because }, again)?;
    listed(stage)?.ok_or_else(|| anyhow::anyhow!("the factory does not list the pool"))
}

fn listed(stage: &Stage<'_>) -> anyhow::Result<Option<String>> {
    let query = weal_api::amm_factory::QueryMsg::PoolsOf {
        assets: [ATOM, USD].map(AssetInfo::native).to_vec(),
        start_after: None,
        limit: Some(MAX_PAGE_LIMIT),
    };
    let answer: PoolsResponse = stage.economy.factory.query(stage.chain, &query)?;
    let same =
        answer.pools.into_iter().find(|pool| pool.kind == "constant_product" && pool.fee_bps == FEE_BPS);
    Ok(same.map(|pool| pool.pool.into_string()))
}

fn weal_of_trader(stage: &Stage<'_>) -> anyhow::Result<u128> {
    let query = weal_api::governance_token::QueryMsg::Balance { address: stage.chain.address(TRADER)? };
    let answer: BalanceResponse = stage.economy.token.query(stage.chain, &query)?;
    Ok(answer.balance.u128())
}
