//! A way through pools of one factory, each of which pays the next.

use anyhow::Context;
use driver::{Net, Wallet};
use settle::OPERATOR;
use weal_api::amm_factory::{Creation, ExecuteMsg, InstantiateMsg, KindConfig, QueryMsg};
use weal_api::amm_pool::{Hop, PoolKind, SwapOrder};
use weal_api::asset::AssetInfo;
use weal_client::{ATOM, Chain, Code, Funds, ONE, USD};

/// Each side of each pool.
const RESERVE: u128 = 10_000 * ONE;
/// The longest way that a swap may take.
pub(crate) const LONGEST: usize = 8;

/// Pools of the same two assets at different fees, and a user.
pub(crate) struct Way {
    pools: Vec<String>,
    user: Wallet,
}

impl Way {
    /// Creates as many pools as the longest way has, and provides to each.
    pub(crate) fn found(net: &Net) -> anyhow::Result<Self> {
        let store = |name: &str| anyhow::Ok(net.chain.store(OPERATOR, &Code { name: name.into() })?.code_id);
        let kind = KindConfig {
            kind: "constant_product".into(),
            code_id: store("amm-pool")?,
            creation: Creation::Open,
            max_fee_bps: 100,
            migratable: true,
            amp: None,
        };
        let owner = net.chain.address(OPERATOR)?;
        let message = serde_json::to_value(InstantiateMsg {
            owner,
            kinds: vec![kind],
            creation_fee: None,
            decimals: None,
        })?;
        let factory = net.chain.instantiate(OPERATOR, store("amm-factory")?, "factory", &message)?.0;
        let mut user = Wallet::named("traveller")?;
        let purse = (LONGEST as u128 + 1) * RESERVE;
        net.fund([&mut user], &Funds::many([(purse, ATOM.into()), (purse, USD.into())]))?;
        let mut pools = Vec::new();
        for number in 0..LONGEST {
            pools.push(pool(net, &mut user, &factory, 20 + u16::try_from(number)?)?);
        }
        Ok(Self { pools, user })
    }

    /// The gas of a swap through that many of the pools.
    pub(crate) fn swap(&mut self, net: &Net, hops: usize) -> anyhow::Result<u64> {
        let further = self.pools.iter().take(hops).skip(1);
        let then: Vec<_> = further.map(|pool| Hop { pool: pool.clone(), ask: None }).collect();
        let swap = weal_api::amm_pool::ExecuteMsg::Swap(SwapOrder {
            min_receive: Some(1u128.into()),
            then: (!then.is_empty()).then_some(then),
            ..SwapOrder::default()
        });
        net.next_second()?;
        let call = driver::execute(&self.user.address, &self.pools[0], &swap, &Funds::one(ONE, ATOM))?;
        Ok(net.run(&mut self.user, &[call])?.gas)
    }
}

fn pool(net: &Net, user: &mut Wallet, factory: &str, fee_bps: u16) -> anyhow::Result<String> {
    let assets = vec![AssetInfo::native(ATOM), AssetInfo::native(USD)];
    let create = ExecuteMsg::CreatePool {
        kind: PoolKind::ConstantProduct {},
        assets: assets.clone(),
        fee_bps,
        lp_name: None,
        lp_symbol: None,
    };
    net.run(user, &[driver::execute(&user.address, factory, &create, &Funds::none())?])?;
    let query = QueryMsg::Pool { kind: PoolKind::ConstantProduct {}, assets, fee_bps };
    let found = net.chain.query(factory, &serde_json::to_value(query)?)?;
    let pool = found["pool"].as_str().context("the factory does not know the pool")?.to_owned();
    let provide = weal_api::amm_pool::ExecuteMsg::Provide {
        assets: vec![],
        min_shares: None,
        recipient: None,
        deadline: None,
    };
    let both = Funds::many([(RESERVE, ATOM.into()), (RESERVE, USD.into())]);
    net.run(user, &[driver::execute(&user.address, &pool, &provide, &both)?])?;
    Ok(pool)
}
