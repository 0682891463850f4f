//! The router beside Astroport's over the same two pools.

use super::next_second;
use crate::ledger::{Ledger, gas};
use crate::routed::STAKE;
use crate::stage::{OPERATOR, Stage, theirs};
use serde_json::json;
use weal_api::amm_pool::SwapOrder;
use weal_api::amm_router::{ExecuteMsg, Hop, Route, Swap};
use weal_api::asset::AssetInfo;
use weal_client::{ATOM, Chain, Funds, ONE, USD};

/// Sold in a swap.
const SOLD: u128 = ONE;

pub(crate) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    next_second(stage.chain)?;
    let coin = Funds::one(SOLD, ATOM);
    let hop =
        |pool: usize, ask: &str| Hop { pool: stage.routed.pools[pool].clone(), ask: AssetInfo::native(ask) };
    let route = Route { amount: SOLD.into(), hops: vec![hop(0, USD), hop(1, STAKE)] };
    let swap =
        ExecuteMsg::Swap(Swap { routes: vec![route], min_receive: None, recipient: None, deadline: None });
    let ours = stage.pay(OPERATOR, &stage.routed.router, &swap, &coin)?;
    ledger.ours("amm-router", "two hops, native", ours);
    let chained = weal_api::amm_pool::ExecuteMsg::Swap(SwapOrder {
        then: Some(vec![weal_api::amm_pool::Hop { pool: stage.routed.pools[1].clone(), ask: None }]),
        ..SwapOrder::default()
    });
    next_second(stage.chain)?;
    let ours = stage.pay(OPERATOR, &stage.routed.pools[0], &chained, &coin)?;
    ledger.ours("amm-pool", "two hops, native, chained", ours);
    let info = |denom: &str| theirs(&AssetInfo::native(denom));
    let hop = |offer: &str, ask: &str| json!({"astro_swap": {"offer_asset_info": info(offer), "ask_asset_info": info(ask)}});
    let message = json!({"execute_swap_operations": {"operations": [hop(ATOM, USD), hop(USD, STAKE)]}});
    let swapped = stage.chain.execute(OPERATOR, &stage.routed.their_router, &message, &coin)?;
    let theirs = gas(&swapped)?;
    ledger.theirs("amm-router", "two hops, native", "astroport-router 1.3.0", theirs);
    ledger.theirs("amm-pool", "two hops, native, chained", "astroport-router 1.3.0", theirs);
    Ok(())
}
