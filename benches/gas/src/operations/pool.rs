//! The pool beside Astroport's constant-product pair with the same assets, reserves and fee.

use super::next_second;
use crate::ledger::{Ledger, gas};
use crate::stage::{Market, OPERATOR, Stage, hook, theirs};
use anyhow::Context;
use serde_json::json;
use weal_api::amm_pool::{Cw20HookMsg, ExecuteMsg, SwapOrder};
use weal_api::asset::AssetInfo;
use weal_client::{ATOM, Chain, Funds, ONE, USD};

const CONTRACT: &str = "amm-pool";
const PEER: &str = "astroport-pair 1.5.1";
const STABLE_PEER: &str = "astroport-pair-stable 2.1.4";
const SHARING_PEER: &str = "astroport-pair 1.5.1, maker fee on";
const CONCENTRATED_PEER: &str = "astroport-pair-concentrated 1.2.13";
/// Sold in a swap: a thousandth of a percent of the reserve, so that no price bound is near.
const SOLD: u128 = ONE;
const PROVIDED: u128 = 10 * ONE;
const WITHDRAWN: u128 = ONE;

pub(crate) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    sell_native(stage, ledger, ("swap native→native", PEER), &stage.native, ATOM)?;
    sell_native(stage, ledger, ("swap native→cw20", PEER), &stage.mixed, USD)?;
    sell_native(stage, ledger, ("stable swap native→native", STABLE_PEER), &stage.stable, ATOM)?;
    sell_native(
        stage,
        ledger,
        ("swap native→native, a part to the protocol", SHARING_PEER),
        &stage.shared,
        ATOM,
    )?;
    sell_native(
        stage,
        ledger,
        ("swap native→native, fee by the trade", CONCENTRATED_PEER),
        &stage.concentrated,
        ATOM,
    )?;
    sell_cw20(stage, ledger)?;
    let concentrated = &stage.concentrated;
    provide(stage, ledger, ("provide, later", PEER), &stage.still)?;
    provide(stage, ledger, ("provide, fee by the trade", CONCENTRATED_PEER), concentrated)?;
    withdraw(stage, ledger, ("withdraw", PEER), &stage.still, &stage.still_lp)?;
    let pair = stage.chain.query(&concentrated.pair, &json!({"pair": {}}))?;
    let lp = pair["liquidity_token"].as_str().context("the pair has no LP token")?;
    withdraw(stage, ledger, ("withdraw, fee by the trade", CONCENTRATED_PEER), concentrated, lp)
}

fn sell_native(
    stage: &Stage<'_>,
    ledger: &mut Ledger,
    (operation, peer): (&'static str, &'static str),
    market: &Market,
    denom: &str,
) -> anyhow::Result<()> {
    next_second(stage.chain)?;
    let swap = ExecuteMsg::Swap(SwapOrder::default());
    let coin = Funds::one(SOLD, denom);
    let ours = stage.pay(OPERATOR, &market.pool.address, &swap, &coin)?;
    ledger.ours(CONTRACT, operation, ours);
    let offer = json!({"info": theirs(&AssetInfo::native(denom)), "amount": SOLD.to_string()});
    let swapped =
        stage.chain.execute(OPERATOR, &market.pair, &json!({"swap": {"offer_asset": offer}}), &coin)?;
    ledger.theirs(CONTRACT, operation, peer, gas(&swapped)?);
    Ok(())
}

fn sell_cw20(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    next_second(stage.chain)?;
    let send = |contract: &str, msg: String| {
        let message = json!({"send": {"contract": contract, "amount": SOLD.to_string(), "msg": msg}});
        stage.chain.execute(OPERATOR, &stage.cw20, &message, &Funds::none())
    };
    let swap = Cw20HookMsg::Swap(SwapOrder::default());
    let ours = send(&stage.mixed.pool.address, hook(&swap)?)?;
    ledger.ours(CONTRACT, "swap cw20→native", gas(&ours)?);
    let swapped = send(&stage.mixed.pair, hook(&json!({"swap": {}}))?)?;
    ledger.theirs(CONTRACT, "swap cw20→native", PEER, gas(&swapped)?);
    Ok(())
}

fn provide(
    stage: &Stage<'_>,
    ledger: &mut Ledger,
    (operation, peer): (&'static str, &'static str),
    market: &Market,
) -> anyhow::Result<()> {
    next_second(stage.chain)?;
    let assets = [AssetInfo::native(ATOM), AssetInfo::native(USD)];
    let ours = market.provide_ours(stage.chain, &assets, PROVIDED)?;
    ledger.ours(CONTRACT, operation, ours);
    let provided = market.provide_theirs(stage.chain, &assets, PROVIDED)?;
    ledger.theirs(CONTRACT, operation, peer, provided);
    Ok(())
}

fn withdraw(
    stage: &Stage<'_>,
    ledger: &mut Ledger,
    (operation, peer): (&'static str, &'static str),
    market: &Market,
    lp: &str,
) -> anyhow::Result<()> {
    next_second(stage.chain)?;
    let burn =
        ExecuteMsg::Withdraw { shares: WITHDRAWN.into(), min_amounts: None, recipient: None, deadline: None };
    let ours = stage.pay(OPERATOR, &market.pool.address, &burn, &Funds::none())?;
    ledger.ours(CONTRACT, operation, ours);
    let msg = hook(&json!({"withdraw_liquidity": {}}))?;
    let message = json!({"send": {"contract": market.pair, "amount": WITHDRAWN.to_string(), "msg": msg}});
    let withdrawn = stage.chain.execute(OPERATOR, lp, &message, &Funds::none())?;
    ledger.theirs(CONTRACT, operation, peer, gas(&withdrawn)?);
    Ok(())
}
