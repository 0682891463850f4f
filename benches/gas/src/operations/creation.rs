//! A new pool and its first deposit beside the pair that Astroport's factory makes.

use super::next_second;
use crate::ledger::{Ledger, gas};
use crate::routed::STAKE;
use crate::stage::{Market, OPERATOR, Stage, theirs};
use anyhow::Context;
use serde_json::{Value, json};
use weal_api::amm_factory::{ExecuteMsg, QueryMsg};
use weal_api::amm_pool::PoolKind;
use weal_api::asset::AssetInfo;
use weal_client::{ATOM, AmmPool, Chain, Funds, ONE};

const FACTORY_PEER: &str = "astroport-factory 1.7.0";
const PAIR_PEER: &str = "astroport-pair 1.5.1";
/// The amount of each asset.
const PROVIDED: u128 = 10 * ONE;
/// The fee of the first pool created, basis points; the next has one more.
const FIRST_FEE_BPS: u16 = 31;

pub(crate) fn measure(stage: &Stage<'_>, ledger: &mut Ledger) -> anyhow::Result<()> {
    let assets = [AssetInfo::native(ATOM), AssetInfo::native(STAKE)];
    let market =
        Market { pool: create_ours(stage, ledger, &assets)?, pair: create_theirs(stage, ledger, &assets)? };
    next_second(stage.chain)?;
    ledger.ours("amm-pool", "provide, first", market.provide_ours(stage.chain, &assets, PROVIDED)?);
    let provided = market.provide_theirs(stage.chain, &assets, PROVIDED)?;
    ledger.theirs("amm-pool", "provide, first", PAIR_PEER, provided);
    // The peer's factory has one pair of two assets: the next round creates it again.
    let infos: Vec<Value> = assets.iter().map(theirs).collect();
    let forget = json!({"deregister": {"asset_infos": infos}});
    stage.chain.execute(OPERATOR, &stage.routed.factories[1], &forget, &Funds::none())?;
    Ok(())
}

fn create_ours(stage: &Stage<'_>, ledger: &mut Ledger, assets: &[AssetInfo; 2]) -> anyhow::Result<AmmPool> {
    let (factory, created) = (&stage.routed.factories[0], stage.routed.created.get());
    stage.routed.created.set(created + 1);
    let fee_bps = FIRST_FEE_BPS + created;
    let create = ExecuteMsg::CreatePool {
        kind: PoolKind::ConstantProduct {},
        assets: assets.to_vec(),
        fee_bps,
        lp_name: None,
        lp_symbol: None,
    };
    ledger.ours("amm-factory", "create pool", stage.pay(OPERATOR, factory, &create, &Funds::none())?);
    let query = QueryMsg::Pool { kind: PoolKind::ConstantProduct {}, assets: assets.to_vec(), fee_bps };
    let found = stage.chain.query(factory, &serde_json::to_value(query)?)?;
    Ok(AmmPool::at(found["pool"].as_str().context("the factory does not know the pool")?))
}

fn create_theirs(stage: &Stage<'_>, ledger: &mut Ledger, assets: &[AssetInfo; 2]) -> anyhow::Result<String> {
    let factory = &stage.routed.factories[1];
    let infos: Vec<Value> = assets.iter().map(theirs).collect();
    let create = json!({"create_pair": {"pair_type": {"xyk": {}}, "asset_infos": infos}});
    let created = stage.chain.execute(OPERATOR, factory, &create, &Funds::none())?;
    ledger.theirs("amm-factory", "create pool", FACTORY_PEER, gas(&created)?);
    let found = stage.chain.query(factory, &json!({"pair": {"asset_infos": infos}}))?;
    Ok(found["contract_addr"].as_str().context("the factory does not know the pair")?.to_owned())
}
