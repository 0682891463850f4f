//! Two pools of one factory one after the other on each side, and the router through them.

use crate::stage::{Builder, OPERATOR, coins, theirs};
use anyhow::Context;
use serde_json::{Value, json};
use std::cell::Cell;
use weal_api::amm_factory::{Creation, ExecuteMsg, InstantiateMsg, KindConfig, QueryMsg};
use weal_api::amm_pool::PoolKind;
use weal_api::asset::{Asset, AssetInfo};
use weal_client::{ATOM, Chain, Funds, ONE, USD};

/// The third native denomination that every chain has.
pub(crate) const STAKE: &str = "stake";
/// Each side of each pool; small, because the operator bonds most of its stake.
const RESERVE: u128 = 40_000 * ONE;

/// ATOM → USD → stake on both sides.
pub(crate) struct Routed {
    pub(crate) router: String,
    pub(crate) pools: [String; 2],
    pub(crate) their_router: String,
    /// The factories of our pools and of the peer's pairs.
    pub(crate) factories: [String; 2],
    /// The number of pools created since: each has a fee of its own, because a factory has one pool of a kind, assets
    /// and fee.
    pub(crate) created: Cell<u16>,
}

impl Routed {
    /// Creates pools and pairs of the same reserves and fee; the pairs by the peer's factory, which its router asks for them.
    pub(crate) fn build(builder: &Builder<'_>, factory: &str) -> anyhow::Result<Self> {
        let first = [AssetInfo::native(ATOM), AssetInfo::native(USD)];
        let second = [AssetInfo::native(STAKE), AssetInfo::native(USD)];
        let ours = our_factory(builder)?;
        let pools = [pool(builder, &ours, &first)?, pool(builder, &ours, &second)?];
        pair(builder, factory, &first)?;
        pair(builder, factory, &second)?;
        Ok(Self {
            router: builder
                .create("amm-router", &serde_json::to_value(weal_api::amm_router::InstantiateMsg {})?)?,
            pools,
            their_router: builder.create("astroport-router", &json!({"astroport_factory": factory}))?,
            factories: [ours, factory.to_owned()],
            created: Cell::new(0),
        })
    }
}

/// Creates our factory, by which the pools know each other.
fn our_factory(builder: &Builder<'_>) -> anyhow::Result<String> {
    let kind = KindConfig {
        kind: "constant_product".into(),
        code_id: builder.codes["amm-pool"],
        creation: Creation::Open,
        max_fee_bps: 100,
        migratable: true,
        amp: None,
    };
    let owner = builder.chain.address(OPERATOR)?;
    let message = InstantiateMsg { owner, kinds: vec![kind], creation_fee: None, decimals: None };
    builder.create("amm-factory", &serde_json::to_value(message)?)
}

fn pool(builder: &Builder<'_>, factory: &str, assets: &[AssetInfo; 2]) -> anyhow::Result<String> {
    let create = ExecuteMsg::CreatePool {
        kind: PoolKind::ConstantProduct {},
        assets: assets.to_vec(),
        fee_bps: 30,
        lp_name: None,
        lp_symbol: None,
    };
    builder.chain.execute(OPERATOR, factory, &serde_json::to_value(create)?, &Funds::none())?;
    let query = QueryMsg::Pool { kind: PoolKind::ConstantProduct {}, assets: assets.to_vec(), fee_bps: 30 };
    let found = builder.chain.query(factory, &serde_json::to_value(query)?)?;
    let address = found["pool"].as_str().context("the factory does not know the pool")?.to_owned();
    let each = |info: &AssetInfo| Asset { info: info.clone(), amount: RESERVE.into() };
    let provide = weal_api::amm_pool::ExecuteMsg::Provide {
        assets: assets.iter().map(each).collect(),
        min_shares: None,
        recipient: None,
        deadline: None,
    };
    builder.chain.execute(OPERATOR, &address, &serde_json::to_value(provide)?, &coins(assets, RESERVE))?;
    Ok(address)
}

fn pair(builder: &Builder<'_>, factory: &str, assets: &[AssetInfo; 2]) -> anyhow::Result<()> {
    let infos: Vec<Value> = assets.iter().map(theirs).collect();
    let create = json!({"create_pair": {"pair_type": {"xyk": {}}, "asset_infos": infos}});
    builder.chain.execute(OPERATOR, factory, &create, &Funds::none())?;
    let found = builder.chain.query(factory, &json!({"pair": {"asset_infos": infos}}))?;
    let address = found["contract_addr"].as_str().context("the factory does not know the pair")?;
    let each = |info: &AssetInfo| json!({"info": theirs(info), "amount": RESERVE.to_string()});
    let provide = json!({"provide_liquidity": {"assets": assets.iter().map(each).collect::<Vec<_>>()}});
    builder.chain.execute(OPERATOR, address, &provide, &coins(assets, RESERVE))?;
    Ok(())
}
