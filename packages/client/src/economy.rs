//! The contracts that belong together, and how they are deployed.

use crate::{
    AmmPool, Chain, ComputeEscrow, Deployment, DeploymentError, GovernanceToken, LendingMarket, Oracle,
    Receipt, Vesting,
};
use api::asset::AssetInfo;
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
    /// GPU leases.
    pub escrow: ComputeEscrow,
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
        let escrow = create("compute-escrow", message(&escrow(&operator, &oracle, terms))?)?;
        Ok(Self {
            token: GovernanceToken::at(token),
            vesting: Vesting::at(vesting),
            oracle: Oracle::at(oracle),
            pool: AmmPool::at(pool),
            market: LendingMarket::at(market),
            escrow: ComputeEscrow::at(escrow),
        })
    }

    /// (label, address) of every contract.
    pub fn addresses(&self) -> [(&'static str, &str); 6] {
        [
            ("governance-token", &self.token.address),
            ("vesting", &self.vesting.address),
            ("oracle", &self.oracle.address),
            ("amm-pool", &self.pool.address),
            ("lending-market", &self.market.address),
            ("compute-escrow", &self.escrow.address),
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

fn escrow(operator: &str, oracle: &str, terms: &DeploymentTerms) -> api::compute_escrow::InstantiateMsg {
    api::compute_escrow::InstantiateMsg {
        owner: operator.into(),
        oracle: oracle.into(),
        payment_asset: AssetInfo::native(USD),
        fee_recipient: None,
        min_bond: Uint128::new(1_000 * ONE),
        protocol_fee_bps: 100,
        challenge_window_seconds: terms.challenge_window_seconds,
        silence_seconds: terms.silence_seconds,
        registry: None,
        market: None,
        request_bond: None,
        answer_seconds: None,
    }
}
