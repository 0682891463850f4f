//! The contracts that belong together, and how they are deployed.

use crate::{
    AmmPool, Chain, ClientError, ComputeEscrow, ComputeIndex, ComputeMarket, ComputeRegistry, Deployment,
    DeploymentError, GovernanceToken, LendingMarket, Oracle, Receipt, Vesting,
};
use api::asset::AssetInfo;
use api::compute_registry::{AuditTerms, SkuSpec};
use api::cw20::{Cw20Coin, MinterResponse};
use api::lending_market::{BonusParams, RateParams, RiskParams};
use api::oracle::FeedSpec;
use cosmwasm_std::{Decimal, Uint128};

/// One base unit is a millionth.
pub const ONE: u128 = 1_000_000;

/// The stablecoin: what loans, leases and the pool are paid in.
pub const USD: &str = "uusd";
/// What borrowers pledge.
pub const ATOM: &str = "uatom";
/// The price feed of the collateral: USD base units per ATOM base unit.
pub const ATOM_FEED: &str = "ATOM/USD";
/// The GPU model that is on the registry's table from the start: NVIDIA H100 SXM5.
pub const H100: &str = "h100-sxm5-80gb";

/// Every deployed contract.
#[derive(Clone, Debug)]
pub struct Economy {
    /// The governance token.
    pub token: GovernanceToken,
    /// Grants.
    pub vesting: Vesting,
    /// The committee.
    pub oracle: Oracle,
    /// Governance token against stablecoin.
    pub pool: AmmPool,
    /// Stablecoin loans on margin.
    pub market: LendingMarket,
    /// GPU models and attested facts of providers.
    pub registry: ComputeRegistry,
    /// GPU leases.
    pub escrow: ComputeEscrow,
    /// What was paid for GPUs.
    pub index: ComputeIndex,
    /// Best offers and auctions of GPU leases.
    pub compute_market: ComputeMarket,
}

/// What a deployment can choose.
#[derive(Clone, Debug)]
pub struct DeploymentTerms {
    /// The account that deploys and owns.
    pub operator: String,
    /// The committee's accounts, in order; at least four.
    pub committee: Vec<String>,
    /// Between an epoch's root and its first claim, seconds.
    pub challenge_window_seconds: u64,
    /// After a lease's end, until what nobody attested goes back, seconds.
    pub silence_seconds: u64,
}

impl Economy {
    /// Deploys what is not yet in the address book; tells `report` of every contract as it comes. Called
    /// again after an interruption it goes on where it stopped; called on a finished one it sends nothing.
    pub fn deploy(
        chain: &dyn Chain,
        book: &mut Deployment,
        terms: &DeploymentTerms,
        report: &mut dyn FnMut(&str, Option<&Receipt>),
    ) -> Result<Self, DeploymentError> {
        let operator = chain.address(&terms.operator)?;
        let mut create = |label: &str, msg: serde_json::Value| {
            if let (_, Some(stored)) = book.code(chain, &terms.operator, label)? {
                report(&format!("code of {label}"), Some(&stored));
            }
            let (address, receipt) = book.contract(chain, &terms.operator, (label, label), &msg)?;
            report(label, receipt.as_ref());
            Ok::<_, DeploymentError>(address)
        };
        let token = create("governance-token", message(&token(&operator))?)?;
        let vesting = create("vesting", message(&api::vesting::InstantiateMsg { owner: operator.clone() })?)?;
        let committee: Result<Vec<_>, _> = terms.committee.iter().map(|name| chain.address(name)).collect();
        let oracle = create("oracle", message(&oracle(&operator, committee?))?)?;
        let pool = create("amm-pool", message(&pool(&operator, &token))?)?;
        let market = create("lending-market", message(&market(&operator, &oracle))?)?;
        let registry = create("compute-registry", message(&registry(&operator))?)?;
        let escrow = create("compute-escrow", message(&escrow(&operator, (&oracle, &registry), terms))?)?;
        let index = create("compute-index", message(&index(&escrow))?)?;
        let compute_market = create("compute-market", message(&compute_market(&escrow, &registry))?)?;
        let economy = Self {
            token: GovernanceToken::at(token),
            vesting: Vesting::at(vesting),
            oracle: Oracle::at(oracle),
            pool: AmmPool::at(pool),
            market: LendingMarket::at(market),
            registry: ComputeRegistry::at(registry),
            escrow: ComputeEscrow::at(escrow),
            index: ComputeIndex::at(index),
            compute_market: ComputeMarket::at(compute_market),
        };
        economy.name_market(chain, &terms.operator, report)?;
        economy.list_h100(chain, &terms.operator, report)?;
        Ok(economy)
    }

    /// The escrow opens leases for the market, which could not be known when the escrow was created.
    fn name_market(
        &self,
        chain: &dyn Chain,
        operator: &str,
        report: &mut dyn FnMut(&str, Option<&Receipt>),
    ) -> Result<(), ClientError> {
        let query = api::compute_escrow::QueryMsg::Config {};
        let config: api::compute_escrow::ConfigResponse = self.escrow.query(chain, &query)?;
        let named = config.market.is_some_and(|market| market.as_str() == self.compute_market.address);
        let receipt = (!named).then(|| {
            let market = Some(self.compute_market.address.clone());
            let changes = api::compute_escrow::ConfigChanges { market, ..Default::default() };
            self.escrow.execute(chain, operator, &api::compute_escrow::ExecuteMsg::UpdateConfig(changes))
        });
        report("compute-escrow's market", receipt.transpose()?.as_ref());
        Ok(())
    }

    /// The one GPU model of the start.
    fn list_h100(
        &self,
        chain: &dyn Chain,
        operator: &str,
        report: &mut dyn FnMut(&str, Option<&Receipt>),
    ) -> Result<(), ClientError> {
        let query = api::compute_registry::QueryMsg::Skus { start_after: None, limit: None };
        let listed: api::compute_registry::SkusResponse = self.registry.query(chain, &query)?;
        let receipt = (!listed.skus.iter().any(|sku| sku.name == H100)).then(|| {
            self.registry.execute(chain, operator, &api::compute_registry::ExecuteMsg::AddSku(h100()))
        });
        report("the H100 on compute-registry's table", receipt.transpose()?.as_ref());
        Ok(())
    }

    /// (label, address) of every contract.
    pub fn addresses(&self) -> [(&'static str, &str); 9] {
        [
            ("governance-token", &self.token.address),
            ("vesting", &self.vesting.address),
            ("oracle", &self.oracle.address),
            ("amm-pool", &self.pool.address),
            ("lending-market", &self.market.address),
            ("compute-registry", &self.registry.address),
            ("compute-escrow", &self.escrow.address),
            ("compute-index", &self.index.address),
            ("compute-market", &self.compute_market.address),
        ]
    }
}

fn message(msg: &impl serde::Serialize) -> Result<serde_json::Value, DeploymentError> {
    Ok(crate::contract::to_value(msg)?)
}

/// A million tokens now, at most ten million ever.
fn token(operator: &str) -> api::governance_token::InstantiateMsg {
    api::governance_token::InstantiateMsg {
        name: "Commonweal".into(),
        symbol: "WEAL".into(),
        decimals: 6,
        initial_balances: vec![Cw20Coin { address: operator.into(), amount: Uint128::new(1_000_000 * ONE) }],
        mint: Some(MinterResponse { minter: operator.into(), cap: Some(Uint128::new(10_000_000 * ONE)) }),
        marketing: None,
    }
}

fn oracle(operator: &str, operators: Vec<String>) -> api::oracle::InstantiateMsg {
    let feed = FeedSpec {
        name: ATOM_FEED.into(),
        max_age_seconds: 3_600,
        max_deviation_bps: 1_000,
        min_observations: None,
    };
    let terms = api::oracle::CommitteeTerms::default();
    api::oracle::InstantiateMsg { owner: operator.into(), operators, feeds: vec![feed], terms }
}

fn pool(operator: &str, token: &str) -> api::amm_pool::InstantiateMsg {
    api::amm_pool::InstantiateMsg {
        assets: vec![AssetInfo::cw20(token), AssetInfo::native(USD)],
        kind: api::amm_pool::PoolKind::ConstantProduct {},
        fee_bps: 30,
        lp_name: None,
        lp_symbol: None,
        owner: operator.into(),
        params: None,
    }
}

fn market(operator: &str, oracle: &str) -> api::lending_market::InstantiateMsg {
    api::lending_market::InstantiateMsg {
        owner: operator.into(),
        loan_asset: AssetInfo::native(USD),
        collateral_asset: AssetInfo::native(ATOM),
        oracle: oracle.into(),
        price_feed: ATOM_FEED.into(),
        rate: RateParams {
            base: Decimal::percent(1),
            slope1: Decimal::percent(6),
            slope2: Decimal::percent(80),
            optimal_utilisation: Decimal::percent(80),
            reserve_factor: Decimal::percent(10),
        },
        risk: RiskParams {
            max_ltv: Decimal::percent(65),
            liquidation_threshold: Decimal::percent(75),
            bonus: BonusParams { min: Decimal::percent(2), slope: Decimal::one(), max: Decimal::percent(10) },
            target_health: Decimal::percent(115),
            min_debt: Uint128::new(10 * ONE),
            supply_cap: Uint128::new(10_000_000 * ONE),
            borrow_cap: Uint128::new(10_000_000 * ONE),
        },
    }
}

/// An auditor's bond is as large as a provider's; a false attestation costs half of it.
fn registry(operator: &str) -> api::compute_registry::InstantiateMsg {
    api::compute_registry::InstantiateMsg {
        owner: operator.into(),
        bond_asset: AssetInfo::native(USD),
        treasury: operator.into(),
        terms: AuditTerms {
            min_bond: Uint128::new(1_000 * ONE),
            slash_bps: 5_000,
            reporter_share_bps: 2_000,
            liability_seconds: 30 * 86_400,
        },
    }
}

/// 80 GB, 1,979 dense INT8 TOPS and 700 W: NVIDIA's H100 Tensor Core GPU datasheet, SXM5 (its 3,958 TOPS are with
/// sparsity).
fn h100() -> SkuSpec {
    SkuSpec { name: H100.into(), vram_gb: 80, int8_tops: 1_979, watts: 700 }
}

fn index(escrow: &str) -> api::compute_index::InstantiateMsg {
    api::compute_index::InstantiateMsg {
        escrow: escrow.into(),
        provider_cap_bps: 2_000,
        min_providers: 5,
        half_volume: Uint128::new(1_000 * ONE),
    }
}

fn compute_market(escrow: &str, registry: &str) -> api::compute_market::InstantiateMsg {
    api::compute_market::InstantiateMsg {
        escrow: escrow.into(),
        registry: Some(registry.into()),
        bid_deposit: Uint128::new(10 * ONE),
    }
}

fn escrow(
    operator: &str,
    (oracle, registry): (&str, &str),
    terms: &DeploymentTerms,
) -> api::compute_escrow::InstantiateMsg {
    api::compute_escrow::InstantiateMsg {
        owner: operator.into(),
        oracle: oracle.into(),
        payment_asset: AssetInfo::native(USD),
        fee_recipient: None,
        min_bond: Uint128::new(1_000 * ONE),
        protocol_fee_bps: 100,
        challenge_window_seconds: terms.challenge_window_seconds,
        silence_seconds: terms.silence_seconds,
        registry: Some(registry.into()),
        market: None,
        request_bond: None,
        answer_seconds: None,
    }
}
