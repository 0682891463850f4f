//! The two sides on one chain: the contracts that are deployed before anything is measured.

use crate::committee;
use crate::governors::Governors;
use crate::ledger::gas;
use crate::operations::{Staking, WithoutPeer};
use crate::routed::{Routed, STAKE};
use anyhow::Context;
use cosmwasm_std::{Binary, Decimal};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use weal_api::amm_pool::{DynamicFee, ParamsChange, PoolKind};
use weal_api::asset::AssetInfo;
use weal_client::{
    ATOM, AmmPool, Chain, Code, Deployment, DeploymentTerms, Economy, Funds, ONE, USD, WasmdChain,
};

/// The account that deploys, and holds the first tokens.
pub(crate) const OPERATOR: &str = "operator";
/// Each side of a pool at first.
pub(crate) const RESERVE: u128 = 60_000 * ONE;

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
    pub(crate) stable: Market,
    /// Never swapped in, so that a deposit of equal parts leaves nothing over.
    pub(crate) still: Market,
    /// The LP token of the peer's still pool.
    pub(crate) still_lp: String,
    /// The market where both keep a part of the fee for the protocol.
    pub(crate) shared: Market,
    /// The market where the fee depends on the trade: ours is a constant product with a directional fee, the peer's
    /// another curve.
    pub(crate) concentrated: Market,
    /// Two pools and a router through them.
    pub(crate) routed: Routed,
    pub(crate) without_peer: WithoutPeer,
    pub(crate) governors: Governors,
    /// The contract with which the peer stakes a cw20.
    pub(crate) staking: Staking,
}

/// The field's contracts that are deployed, without `peer-`.
const PEERS: [&str; 14] = [
    "noop",
    "cw20-base",
    "cw-vesting",
    "astroport-factory",
    "astroport-coin-registry",
    "astroport-pair",
    "astroport-pair-stable",
    "astroport-pair-concentrated",
    "astroport-router",
    "cw4-stake",
    "cw3-flex-multisig",
    "dao-voting-token-staked",
    "dao-proposal-single",
    "dao-dao-core",
];

impl<'a> Stage<'a> {
    /// Deploys, funds and prices everything on a fresh chain.
    pub(crate) fn build(chain: &'a WasmdChain) -> anyhow::Result<Self> {
        let mut book = Deployment::in_memory(chain.chain_id());
        let terms = DeploymentTerms {
            operator: OPERATOR.into(),
            committee: committee::OPERATORS.map(String::from).to_vec(),
            challenge_window_seconds: 1,
            silence_seconds: 1,
            answer_seconds: 60,
        };
        let economy = Economy::deploy(chain, &mut book, &terms, &mut |label, _| eprintln!("  {label}"))?;
        committee::register(chain, &economy.oracle)?;
        let mut codes = BTreeMap::new();
        for (contract, _) in economy.addresses() {
            codes.insert(contract.to_owned(), book.code(chain, OPERATOR, contract)?.0);
        }
        for contract in ["amm-router", "amm-factory"] {
            codes.insert(contract.into(), book.code(chain, OPERATOR, contract)?.0);
        }
        for peer in PEERS {
            let stored = chain.store(OPERATOR, &Code { name: format!("peer-{peer}") })?;
            eprintln!("  {peer}");
            codes.insert(peer.into(), stored.code_id);
        }
        let builder = Builder { chain, codes: &codes };
        let noop = builder.create("noop", &json!({}))?;
        let cw20 = builder.token()?;
        let factory = builder.factory(0)?;
        let native = builder.market(&factory, Curve::Product, [denom(ATOM), denom(USD)])?;
        let mixed = builder.market(&factory, Curve::Product, [AssetInfo::cw20(&cw20), denom(USD)])?;
        let stable = builder.market(&factory, Curve::Stable, [denom(ATOM), denom(USD)])?;
        let still = builder.market(&factory, Curve::Product, [denom(ATOM), denom(USD)])?;
        let shared = builder.market(
            &builder.factory(PROTOCOL_SHARE_BPS)?,
            Curve::Shared,
            [denom(ATOM), denom(USD)],
        )?;
        let concentrated =
            builder.market(&builder.factory(0)?, Curve::Concentrated, [denom(ATOM), denom(USD)])?;
        let pair = chain.query(&still.pair, &json!({"pair": {}}))?;
        let still_lp = pair["liquidity_token"].as_str().context("the pair has no LP token")?.to_owned();
        let routed = Routed::build(&builder, &factory)?;
        let without_peer = WithoutPeer::build(&builder, &economy)?;
        let governors = Governors::build(&builder)?;
        let staking = Staking::build(&builder, &cw20)?;
        Ok(Self {
            chain,
            codes,
            economy,
            noop,
            cw20,
            native,
            mixed,
            stable,
            still,
            still_lp,
            shared,
            concentrated,
            routed,
            without_peer,
            governors,
            staking,
        })
    }

    /// Sends `message` as a wallet writes it: what may be left out is left out, as in the peers' messages.
    pub(crate) fn pay(
        &self,
        signer: &str,
        contract: &str,
        message: &impl serde::Serialize,
        funds: &Funds,
    ) -> anyhow::Result<u64> {
        gas(&self.chain.execute(signer, contract, &lean(serde_json::to_value(message)?), funds)?)
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

/// The way in which a pool prices.
#[derive(Clone, Copy)]
enum Curve {
    Product,
    /// A product that keeps a part of the fee for the protocol.
    Shared,
    Stable,
    /// The peer's concentrated curve; ours has a fee that depends on the trade.
    Concentrated,
}

/// The amplification of a stable pool, on both sides.
const AMPLIFICATION: u32 = 100;
/// The part of the fee that is for the protocol or the maker; the most that ours allows.
const PROTOCOL_SHARE_BPS: u16 = 2_500;

impl Curve {
    fn ours(self) -> PoolKind {
        match self {
            Self::Product | Self::Shared | Self::Concentrated => PoolKind::ConstantProduct {},
            Self::Stable => PoolKind::Stableswap { amp: AMPLIFICATION, decimals: vec![6, 6] },
        }
    }

    /// Returns the peer's code and its `init_params`.
    fn theirs(self) -> anyhow::Result<(&'static str, Value)> {
        Ok(match self {
            Self::Product | Self::Shared => ("astroport-pair", Value::Null),
            // As its authors' tests have them.
            Self::Concentrated => {
                let terms = json!({
                    "amp": "40", "gamma": "0.000145", "mid_fee": "0.0026", "out_fee": "0.0045", "fee_gamma": "0.00023",
                    "repeg_profit_threshold": "0.000002", "min_price_scale_delta": "0.000146", "price_scale": "1",
                    "ma_half_time": 600,
                });
                ("astroport-pair-concentrated", hook(&terms)?.into())
            }
            Self::Stable => ("astroport-pair-stable", hook(&json!({"amp": AMPLIFICATION}))?.into()),
        })
    }
}

pub(crate) struct Builder<'a> {
    pub(crate) chain: &'a WasmdChain,
    pub(crate) codes: &'a BTreeMap<String, u64>,
}

impl Builder<'_> {
    pub(crate) fn create(&self, code: &str, message: &Value) -> anyhow::Result<String> {
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

    /// The fee of our pools, and so much of it for a maker; none is the cheapest that a pair can be.
    fn factory(&self, maker_fee_bps: u16) -> anyhow::Result<String> {
        let operator = self.chain.address(OPERATOR)?;
        let registry = self.create("astroport-coin-registry", &json!({"owner": operator}))?;
        let decimals = json!({"add": {"native_coins": [[ATOM, 6], [USD, 6], [STAKE, 6]]}});
        self.chain.execute(OPERATOR, &registry, &decimals, &Funds::none())?;
        let pair = |code: &str, kind: Value| {
            json!({
                "code_id": self.codes[code], "pair_type": kind, "total_fee_bps": 30, "maker_fee_bps": maker_fee_bps,
                "is_disabled": false, "is_generator_disabled": true, "permissioned": false,
            })
        };
        self.create(
            "astroport-factory",
            &json!({
                "pair_configs": [
                    pair("astroport-pair", json!({"xyk": {}})),
                    pair("astroport-pair-stable", json!({"stable": {}})),
                    pair("astroport-pair-concentrated", json!({"custom": "concentrated"})),
                ],
                "fee_address": (maker_fee_bps > 0).then(|| self.chain.address("spare")).transpose()?,
                "token_code_id": self.codes["cw20-base"], "whitelist_code_id": 0,
                "owner": operator, "coin_registry_address": registry,
            }),
        )
    }

    /// Returns the parameters of ours that are not the default.
    fn parameters(&self, curve: Curve) -> anyhow::Result<Option<ParamsChange>> {
        Ok(match curve {
            Curve::Product | Curve::Stable => None,
            Curve::Shared => Some(ParamsChange {
                protocol_share_bps: Some(PROTOCOL_SHARE_BPS),
                protocol_recipient: Some(self.chain.address("spare")?),
                ..ParamsChange::default()
            }),
            Curve::Concentrated => Some(ParamsChange {
                directional: Some(DynamicFee { alpha_bps: 5_000, cap_bps: 50 }),
                ..ParamsChange::default()
            }),
        })
    }

    /// The peer's pair. The concentrated one takes deposits only where a factory made it.
    fn pair(&self, factory: &str, curve: Curve, assets: &[AssetInfo; 2]) -> anyhow::Result<String> {
        let infos: Vec<_> = assets.iter().map(theirs).collect();
        let (code, parameters) = curve.theirs()?;
        if matches!(curve, Curve::Concentrated) {
            let create = json!({"create_pair": {
                "pair_type": {"custom": "concentrated"}, "asset_infos": infos, "init_params": parameters,
            }});
            self.chain.execute(OPERATOR, factory, &create, &Funds::none())?;
            let found = self.chain.query(factory, &json!({"pair": {"asset_infos": infos}}))?;
            return Ok(found["contract_addr"].as_str().context("the factory does not know the pair")?.into());
        }
        let message = json!({
            "asset_infos": infos, "token_code_id": self.codes["cw20-base"], "factory_addr": factory,
            "init_params": parameters,
        });
        self.create(code, &message)
    }

    /// A pool and a pair with the same reserves.
    fn market(&self, factory: &str, curve: Curve, assets: [AssetInfo; 2]) -> anyhow::Result<Market> {
        let owner = self.chain.address(OPERATOR)?;
        let message = weal_api::amm_pool::InstantiateMsg {
            assets: assets.to_vec(),
            kind: curve.ours(),
            fee_bps: 30,
            lp_name: None,
            lp_symbol: None,
            owner,
            params: self.parameters(curve)?,
        };
        let pool = AmmPool::at(self.create("amm-pool", &serde_json::to_value(message)?)?);
        let pair = self.pair(factory, curve, &assets)?;
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
        let each = |info: &AssetInfo| weal_api::asset::Asset { info: info.clone(), amount: amount.into() };
        let attached = assets.iter().all(|info| matches!(info, AssetInfo::Native { .. }));
        let message = weal_api::amm_pool::ExecuteMsg::Provide {
            assets: if attached { vec![] } else { assets.iter().map(each).collect() },
            min_shares: None,
            recipient: None,
            deadline: None,
        };
        let message = lean(serde_json::to_value(message)?);
        gas(&chain.execute(OPERATOR, &self.pool.address, &message, &coins(assets, amount))?)
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
        gas(&chain.execute(OPERATOR, &self.pair, &message, &coins(assets, amount))?)
    }
}

/// The native ones of `assets`, so many base units of each.
pub(crate) fn coins(assets: &[AssetInfo; 2], amount: u128) -> Funds {
    Funds::many(assets.iter().filter_map(|asset| match asset {
        AssetInfo::Native { denom } => Some((amount, denom.clone())),
        AssetInfo::Cw20 { .. } => None,
    }))
}

/// A decimal of so many hundredths.
pub(crate) fn hundredths(number: u64) -> Decimal {
    Decimal::percent(number)
}

/// The hook of a cw20 `send`, encoded; without what may be left out.
pub(crate) fn hook(message: &impl serde::Serialize) -> anyhow::Result<String> {
    Ok(Binary::new(lean(serde_json::to_value(message)?).to_string().into_bytes()).to_base64())
}

/// Removes the fields that are null.
fn lean(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, lean(value)))
            .collect(),
        Value::Array(values) => values.into_iter().map(lean).collect(),
        other => other,
    }
}
