//! The messages of the router beside two hops. Every order names the least it accepts, as its pages do.

use super::pool::{LIQUIDITY, rest_of_one, swap};
use super::{Rows, send};
use crate::ledger::{Ledger, gas};
use crate::operations::next_second;
use crate::routed::STAKE;
use crate::stage::{OPERATOR, Stage, hook};
use cosmwasm_std::Uint128;
use serde_json::json;
use weal_api::amm_router::{
    Cw20HookMsg, ExecuteMsg, Exit, Hop, QueryMsg, Route, Swap, SwapExactOut, ZapIn, ZapInResponse, ZapOut,
};
use weal_api::asset::{Asset, AssetInfo};
use weal_client::{ATOM, AmmRouter, Funds, ONE, USD};

const CONTRACT: &str = "amm-router";
const SOLD: u128 = ONE;
/// The least that an order accepts for what it sells.
const LEAST: Uint128 = Uint128::new(SOLD * 9 / 10);

pub(super) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let pools = &stage.without_peer.pools;
    observe(stage)?;
    let to = |pool: &str, denom: &str| Hop::new(pool, AssetInfo::native(denom));
    let route = |pool: &str| Route::new(SOLD, vec![to(pool, USD)]);
    let sell = |routes: Vec<Route>, min_receive| {
        ExecuteMsg::Swap(Swap { routes, min_receive: Some(min_receive), recipient: None, deadline: None })
    };
    let atom = |amount| Funds::one(amount, ATOM);
    let mut rows = Rows { stage, ledger, contract: CONTRACT, address: &stage.routed.router };
    let one = sell(vec![route(&pools.product.address)], LEAST);
    rows.row("one hop, native", OPERATOR, &one, &atom(SOLD))?;
    let [first, second] = &stage.routed.pools;
    let three = [&pools.product.address, &pools.stable.address, first].map(|pool| route(pool));
    let three = sell(three.to_vec(), LEAST * Uint128::new(3));
    rows.row("split over three pools, native", OPERATOR, &three, &atom(3 * SOLD))?;
    let (hops, receive) = (vec![to(first, USD), to(second, STAKE)], Uint128::new(SOLD));
    let exact = ExecuteMsg::SwapExactOut(SwapExactOut { hops, receive, recipient: None, deadline: None });
    rows.row("two hops, exact out", OPERATOR, &exact, &atom(2 * SOLD))?;
    let pool = pools.product.address.clone();
    let zap = |routes| {
        let (pool, min_shares) = (pool.clone(), Uint128::new(SOLD / 3));
        ExecuteMsg::ZapIn(ZapIn { pool, routes, min_shares, recipient: None, deadline: None })
    };
    let amount = zapped(stage, ATOM, |_| None)?;
    rows.row("zap in, an asset of the pool", OPERATOR, &zap(None), &atom(amount))?;
    let through = |amount| Some(vec![Route::new(amount, vec![to(second, USD)])]);
    let amount = zapped(stage, STAKE, through)?;
    rows.row("zap in, after a hop", OPERATOR, &zap(through(amount)), &Funds::one(amount, STAKE))?;
    zap_out(stage, ledger)
}

/// Returns an amount that can be zapped and leaves over a rest of one asset.
fn zapped(
    stage: &Stage<'_>,
    denom: &str,
    routes: impl Fn(u128) -> Option<Vec<Route>>,
) -> anyhow::Result<u128> {
    let router = AmmRouter::at(&stage.routed.router);
    rest_of_one(|amount| {
        let offer = Asset { info: AssetInfo::native(denom), amount: Uint128::new(amount) };
        let (pool, routes) = (stage.without_peer.pools.product.address.clone(), routes(amount));
        let query = QueryMsg::SimulateZapIn { offer, pool, routes };
        let answer: ZapInResponse = router.query(stage.chain, &query)?;
        Ok(answer.refunded)
    })
}

/// Trades once in every pool, so that whatever price observation is due is not written by a row.
fn observe(stage: &Stage<'_>) -> anyhow::Result<()> {
    next_second(stage.chain)?;
    let (pools, [first, second]) = (&stage.without_peer.pools, &stage.routed.pools);
    let then = vec![weal_api::amm_pool::Hop { pool: second.clone(), ask: None }];
    let swaps = [(&pools.product.address, None), (&pools.stable.address, None), (first, Some(then))];
    for (pool, then) in swaps {
        send(stage, LIQUIDITY, pool, &swap(then), &Funds::one(SOLD, ATOM))?;
    }
    Ok(())
}

fn zap_out(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let exits = vec![Exit::new(AssetInfo::native(USD), vec![])];
    let order = Cw20HookMsg::ZapOut(ZapOut { exits, min_receive: LEAST, recipient: None, deadline: None });
    let (contract, amount) = (&stage.routed.router, SOLD.to_string());
    let message = json!({"send": {"contract": contract, "amount": amount, "msg": hook(&order)?}});
    let pool = &stage.without_peer.pools.product.address;
    let sent = send(stage, LIQUIDITY, pool, &message, &Funds::none())?;
    ledger.ours(CONTRACT, "zap out, to an asset of the pool", gas(&sent)?);
    Ok(())
}
