//! Both sides on one chain: what is deployed before anything is measured.

use crate::committee;
use anyhow::Context;
use api::asset::AssetInfo;
use client::{ATOM, AmmPool, Chain, Code, Deployment, DeploymentTerms, Economy, Funds, ONE, USD, WasmdChain};
use cosmwasm_std::{Binary, Decimal};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Who deploys, and holds the first tokens.
pub(crate) const OPERATOR: &str = "operator";
/// Each side of a pool at first.
pub(crate) const RESERVE: u128 = 100_000 * ONE;

/// A pool of ours and the peer's of the same assets and reserves.
pub(crate) struct Market {
    pub(crate) pool: AmmPool,
    pub(crate) pair: String,
}

/// Everything deployed.
pub(crate) struct Stage<'a> {
    pub(crate) chain: &'a WasmdChain,
    /// Contract → code, both sides.
    pub(crate) codes: BTreeMap<String, u64>,
    pub(crate) economy: Economy,
    pub(crate) noop: String,
    /// cw20-base: the peer of our token, and the token that pools and grants of both sides are measured with.
    pub(crate) cw20: String,
    pub(crate) native: Market,
    pub(crate) mixed: Market,
    /// Never swapped in, so that a deposit of equal parts leaves nothing over.
    pub(crate) still: Market,
    /// The LP token of the peer's still pool.
    pub(crate) still_lp: String,
}

/// The field's contracts that are deployed, without `peer-`.
const PEERS: [&str; 5] = ["noop", "cw20-base", "cw-vesting", "astroport-factory", "astroport-pair"];

impl<'a> Stage<'a> {
    /// Deploys, funds and prices everything on a fresh chain.
    pub(crate) fn build(chain: &'a WasmdChain) -> anyhow::Result<Self> {
        let mut book = Deployment::in_memory(chain.chain_id());
        let terms = DeploymentTerms {
            operator: OPERATOR.into(),
            committee: committee::OPERATORS.map(String::from).to_vec(),
            challenge_window_seconds: 1,
            silence_seconds: 1,
        };
        let economy = Economy::deploy(chain, &mut book, &terms, &mut |label, _| eprintln!("  {label}"))?;
        committee::register(chain, &economy.oracle)?;
        let mut codes = BTreeMap::new();
        for (contract, _) in economy.addresses() {
            codes.insert(contract.to_owned(), book.code(chain, OPERATOR, contract)?.0);
        }
        for peer in PEERS {
            let stored = chain.store(OPERATOR, &Code { name: format!("peer-{peer}") })?;
            eprintln!("  {peer}");
            codes.insert(peer.into(), stored.code_id);
        }
        let builder = Builder { chain, codes: &codes };
        let noop = builder.create("noop", &json!({}))?;
        let cw20 = builder.token()?;
        let factory = builder.factory()?;
        let native = builder.market(&factory, [denom(ATOM), denom(USD)])?;
        let mixed = builder.market(&factory, [AssetInfo::cw20(&cw20), denom(USD)])?;
        let still = builder.market(&factory, [denom(ATOM), denom(USD)])?;
        let pair = chain.query(&still.pair, &json!({"pair": {}}))?;
        let still_lp = pair["liquidity_token"].as_str().context("the pair has no LP token")?.to_owned();
        Ok(Self { chain, codes, economy, noop, cw20, native, mixed, still, still_lp })
    }

    pub(crate) fn address(&self, account: &str) -> anyhow::Result<String> {
        Ok(self.chain.address(account)?)
    }
}

fn denom(denom: &str) -> AssetInfo {
    AssetInfo::native(denom)
}

/// The assets of a pool as Astroport writes them.
pub(crate) fn theirs(info: &AssetInfo) -> Value {
    match info {
        AssetInfo::Native { denom } => json!({"native_token": {"denom": denom}}),
        AssetInfo::Cw20 { contract_addr } => json!({"token": {"contract_addr": contract_addr}}),
    }
}

struct Builder<'a> {
    chain: &'a WasmdChain,
    codes: &'a BTreeMap<String, u64>,
}

impl Builder<'_> {
    fn create(&self, code: &str, message: &Value) -> anyhow::Result<String> {
        let code_id = self.codes.get(code).with_context(|| format!("{code} is not stored"))?;
        let (address, _) = self.chain.instantiate(OPERATOR, *code_id, code, message)?;
        Ok(address)
    }

    fn token(&self) -> anyhow::Result<String> {
        let operator = self.chain.address(OPERATOR)?;
        let amount = (1_000_000 * ONE).to_string();
        self.create(
            "cw20-base",
            &json!({
                "name": "Field", "symbol": "FIELD", "decimals": 6,
                "initial_balances": [{"address": operator, "amount": amount}],
                "mint": {"minter": operator, "cap": (10_000_000 * ONE).to_string()},
            }),
        )
    }

    /// The fee of our pools and no part of it for a maker, which is the cheapest that a pair can be.
    fn factory(&self) -> anyhow::Result<String> {
        let operator = self.chain.address(OPERATOR)?;
        self.create(
            "astroport-factory",
            &json!({
                "pair_configs": [{
                    "code_id": self.codes["astroport-pair"], "pair_type": {"xyk": {}},
                    "total_fee_bps": 30, "maker_fee_bps": 0,
                    "is_disabled": false, "is_generator_disabled": true, "permissioned": false,
                }],
                "token_code_id": self.codes["cw20-base"], "whitelist_code_id": 0,
                "owner": operator, "coin_registry_address": operator,
            }),
        )
    }

    /// A pool and a pair with the same reserves.
    fn market(&self, factory: &str, assets: [AssetInfo; 2]) -> anyhow::Result<Market> {
        let owner = self.chain.address(OPERATOR)?;
        let message = api::amm_pool::InstantiateMsg {
            assets: assets.to_vec(),
            kind: api::amm_pool::PoolKind::ConstantProduct {},
            fee_bps: 30,
            lp_name: None,
            lp_symbol: None,
            owner,
        };
        let pool = AmmPool::at(self.create("amm-pool", &serde_json::to_value(message)?)?);
        let infos: Vec<_> = assets.iter().map(theirs).collect();
        let message =
            json!({"asset_infos": infos, "token_code_id": self.codes["cw20-base"], "factory_addr": factory});
        let pair = self.create("astroport-pair", &message)?;
        let market = Market { pool, pair };
        for asset in &assets {
            if let AssetInfo::Cw20 { contract_addr } = asset {
                for spender in [&market.pool.address, &market.pair] {
                    let grant = json!({"increase_allowance": {"spender": spender, "amount": (2 * RESERVE).to_string()}});
                    self.chain.execute(OPERATOR, contract_addr, &grant, &Funds::none())?;
                }
            }
        }
        market.provide_ours(self.chain, &assets, RESERVE)?;
        market.provide_theirs(self.chain, &assets, RESERVE)?;
        Ok(market)
    }
}

impl Market {
    /// Equal parts of both assets into our pool.
    pub(crate) fn provide_ours(
        &self,
        chain: &WasmdChain,
        assets: &[AssetInfo; 2],
        amount: u128,
    ) -> anyhow::Result<u64> {
        let each = |info: &AssetInfo| api::asset::Asset { info: info.clone(), amount: amount.into() };
        let message = api::amm_pool::ExecuteMsg::Provide {
            assets: assets.iter().map(each).collect(),
            min_shares: None,
            recipient: None,
            deadline: None,
        };
        crate::ledger::gas(&self.pool.pay(chain, OPERATOR, &message, &coins(assets, amount))?)
    }

    /// The same into the peer's.
    pub(crate) fn provide_theirs(
        &self,
        chain: &WasmdChain,
        assets: &[AssetInfo; 2],
        amount: u128,
    ) -> anyhow::Result<u64> {
        let each = |info: &AssetInfo| json!({"info": theirs(info), "amount": amount.to_string()});
        let message = json!({"provide_liquidity": {"assets": assets.iter().map(each).collect::<Vec<_>>()}});
        crate::ledger::gas(&chain.execute(OPERATOR, &self.pair, &message, &coins(assets, amount))?)
    }
}

/// The native ones of `assets`, so many base units of each.
fn coins(assets: &[AssetInfo; 2], amount: u128) -> Funds {
    Funds::many(assets.iter().filter_map(|asset| match asset {
        AssetInfo::Native { denom } => Some((amount, denom.clone())),
        AssetInfo::Cw20 { .. } => None,
    }))
}

/// A decimal of so many hundredths.
pub(crate) fn hundredths(number: u64) -> Decimal {
    Decimal::percent(number)
}

/// The hook of a cw20 `send`, encoded.
pub(crate) fn hook(message: &impl serde::Serialize) -> anyhow::Result<String> {
    Ok(Binary::new(serde_json::to_vec(message)?).to_base64())
}
