//! Two pools one after the other on each side, and the router through them.

use crate::stage::{Builder, OPERATOR, coins, theirs};
use anyhow::Context;
use api::amm_pool::PoolKind;
use api::asset::{Asset, AssetInfo};
use client::{ATOM, Chain, Funds, ONE, USD};
use serde_json::{Value, json};

/// The third native denomination that every chain has.
pub(crate) const STAKE: &str = "stake";
/// Each side of each pool; small, because the operator bonds most of its stake.
const RESERVE: u128 = 40_000 * ONE;

/// ATOM → USD → stake on both sides.
pub(crate) struct Routed {
    pub(crate) router: String,
    pub(crate) pools: [String; 2],
    pub(crate) their_router: String,
}

impl Routed {
    /// Creates pools and pairs of the same reserves and fee; the pairs by the peer's factory, which its router asks for them.
    pub(crate) fn build(builder: &Builder<'_>, factory: &str) -> anyhow::Result<Self> {
        let first = [AssetInfo::native(ATOM), AssetInfo::native(USD)];
        let second = [AssetInfo::native(STAKE), AssetInfo::native(USD)];
        let pools = [pool(builder, &first)?, pool(builder, &second)?];
        pair(builder, factory, &first)?;
        pair(builder, factory, &second)?;
        Ok(Self {
            router: builder
                .create("amm-router", &serde_json::to_value(api::amm_router::InstantiateMsg {})?)?,
            pools,
            their_router: builder.create("astroport-router", &json!({"astroport_factory": factory}))?,
        })
    }
}

fn pool(builder: &Builder<'_>, assets: &[AssetInfo; 2]) -> anyhow::Result<String> {
    let message = api::amm_pool::InstantiateMsg {
        assets: assets.to_vec(),
        kind: PoolKind::ConstantProduct {},
        fee_bps: 30,
        lp_name: None,
        lp_symbol: None,
        owner: builder.chain.address(OPERATOR)?,
        params: None,
    };
    let address = builder.create("amm-pool", &serde_json::to_value(message)?)?;
    let each = |info: &AssetInfo| Asset { info: info.clone(), amount: RESERVE.into() };
    let provide = api::amm_pool::ExecuteMsg::Provide {
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
