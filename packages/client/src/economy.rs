//! The contracts that belong together, and how they are deployed.

mod bond;
mod creation;
mod site;

use crate::{
    AmmFactory, AmmIncentives, AmmPool, AmmRouter, Chain, ComputeEscrow, ComputeIndex, ComputeMarket,
    ComputeRegistry, Deployment, DeploymentError, GovernanceToken, LendingMarket, Oracle, Receipt, Vesting,
};
use site::Site;

/// One base unit is a millionth.
pub const ONE: u128 = 1_000_000;

/// Price of creating a pool, paid to the operator, base units of [`USD`].
pub const POOL_CREATION_FEE: u128 = 100 * ONE;

/// The stablecoin: what loans, leases and the pool are paid in.
pub const USD: &str = "uusd";
/// The coin that borrowers pledge.
pub const ATOM: &str = "uatom";
/// The price feed of the collateral: USD base units per ATOM base unit.
pub const ATOM_FEED: &str = "ATOM/USD";
/// The GPU model that is on the registry's table from the start: NVIDIA H100 SXM5.
pub const H100: &str = "h100-sxm5-80gb";

/// The committee's accounts on a development chain, in the order of their seats.
pub const COMMITTEE: [&str; 4] = ["oracle_one", "oracle_two", "oracle_three", "oracle_four"];

/// Every deployed contract. The factory creates the pool; all others are created by the operator.
#[derive(Clone, Debug)]
pub struct Economy {
    /// The governance token.
    pub token: GovernanceToken,
    /// Grants.
    pub vesting: Vesting,
    /// The committee.
    pub oracle: Oracle,
    /// Pools of any assets, each once.
    pub factory: AmmFactory,
    /// Governance token against stablecoin.
    pub pool: AmmPool,
    /// Swaps over several pools, zaps.
    pub router: AmmRouter,
    /// Rewards for staked LP shares.
    pub incentives: AmmIncentives,
    /// Stablecoin loans on margin.
    pub market: LendingMarket,
    /// GPU models and attested facts of providers.
    pub registry: ComputeRegistry,
    /// GPU leases.
    pub escrow: ComputeEscrow,
    /// The index of prices paid for GPUs.
    pub index: ComputeIndex,
    /// Best offers and auctions of GPU leases.
    pub compute_market: ComputeMarket,
}

/// Choices of a deployment.
#[derive(Clone, Debug)]
pub struct DeploymentTerms {
    /// The account that deploys and owns.
    pub operator: String,
    /// The committee's accounts, in order; at least four, not the operator. Each pays a bond of 1,000 USD with its key.
    pub committee: Vec<String>,
    /// Seconds between an epoch's root and its first claim.
    pub challenge_window_seconds: u64,
    /// Seconds from a lease's end until what nobody attested goes back.
    pub silence_seconds: u64,
    /// Seconds that a provider may take to show an element of its output; 60 at least.
    pub answer_seconds: u64,
}

impl DeploymentTerms {
    /// Returns the terms of a development chain: `operator` and [`COMMITTEE`], with windows so short that a story can be watched.
    pub fn development() -> Self {
        Self {
            operator: "operator".into(),
            committee: COMMITTEE.map(str::to_owned).into(),
            challenge_window_seconds: 5,
            silence_seconds: 10,
            answer_seconds: 60,
        }
    }
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
        let operator = &chain.address(&terms.operator)?;
        let committee: Result<Vec<_>, _> = terms.committee.iter().map(|name| chain.address(name)).collect();
        let mut site = Site { chain, book, terms, report };
        let token = site.create("governance-token", &creation::token(operator))?;
        let vesting =
            site.create("vesting", &weal_api::vesting::InstantiateMsg { owner: operator.clone() })?;
        let oracle = site.create("oracle", &creation::oracle(operator, committee?))?;
        let pool_code = site.code("amm-pool")?;
        let factory = AmmFactory::at(site.create("amm-factory", &creation::factory(operator, pool_code))?);
        let pool = site.pool(&factory, &token)?;
        let router = site.create("amm-router", &weal_api::amm_router::InstantiateMsg {})?;
        let incentives = site.create("amm-incentives", &weal_api::amm_incentives::InstantiateMsg {})?;
        let market = site.create("lending-market", &creation::market(operator, &oracle))?;
        let registry = site.create("compute-registry", &creation::registry(operator))?;
        let escrow = creation::escrow(operator, &oracle, &registry, terms);
        let escrow = site.create("compute-escrow", &escrow)?;
        let oracle = Oracle::at(oracle);
        site.list_escrow(&oracle, &escrow)?;
        let index = site.create("compute-index", &creation::index(&escrow))?;
        let compute_market = site.create("compute-market", &creation::compute_market(&escrow, &registry))?;
        let (escrow, registry) = (ComputeEscrow::at(escrow), ComputeRegistry::at(registry));
        site.name_market(&escrow, &compute_market)?;
        site.list_h100(&registry)?;
        Ok(Self {
            token: GovernanceToken::at(token),
            vesting: Vesting::at(vesting),
            oracle,
            factory,
            pool: AmmPool::at(pool),
            router: AmmRouter::at(router),
            incentives: AmmIncentives::at(incentives),
            market: LendingMarket::at(market),
            registry,
            escrow,
            index: ComputeIndex::at(index),
            compute_market: ComputeMarket::at(compute_market),
        })
    }

    /// (label, address) of every contract.
    pub fn addresses(&self) -> [(&'static str, &str); 12] {
        [
            ("governance-token", &self.token.address),
            ("vesting", &self.vesting.address),
            ("oracle", &self.oracle.address),
            ("amm-factory", &self.factory.address),
            ("amm-pool", &self.pool.address),
            ("amm-router", &self.router.address),
            ("amm-incentives", &self.incentives.address),
            ("lending-market", &self.market.address),
            ("compute-registry", &self.registry.address),
            ("compute-escrow", &self.escrow.address),
            ("compute-index", &self.index.address),
            ("compute-market", &self.compute_market.address),
        ]
    }
}
