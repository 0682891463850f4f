//! A deployed economy with its committee, and the shortest way to where a test begins.

use crate::Books;
use anyhow::Context;
use cosmwasm_std::{Binary, Decimal, Uint128};
use keeper::{FeedRound, KeeperError, post_prices};
use oracle_node::OracleMember;
use weal_api::asset::{Asset, AssetInfo};
use weal_api::compute_escrow::{
    ExecuteMsg, LeaseRequest, LeaseResponse, OfferTerms, QueryMsg, QuoteResponse,
};
use weal_attestation::MemberKey;
use weal_client::{
    ATOM_FEED, COMMITTEE, Chain, ClientError, Deployment, DeploymentTerms, Economy, Funds, H100, ONE,
    Receipt, USD,
};

/// 2.49 USD an hour, in base units × 10^12 a GPU-second, rounded up.
pub const RATE: u128 = 691_666_666_666_667;
/// GPUs of an offer, and of a lease.
pub const GPUS: u32 = 8;
/// The longest a lease of [`World::lease`] runs, seconds.
pub const LEASE_SECONDS: u64 = 3_600;

const BOND: u128 = 1_000 * ONE;
const WEAL_IN_POOL: u128 = 200_000 * ONE;
const USD_IN_POOL: u128 = 100_000 * ONE;

/// Every contract on one chain, and a committee whose keys are known.
pub struct World<'a> {
    /// The chain.
    pub chain: &'a dyn Chain,
    /// The contracts.
    pub economy: Economy,
    /// The committee, honest.
    pub members: Vec<OracleMember>,
}

impl<'a> World<'a> {
    /// Deploys everything and registers the committee's keys, each member with its bond: a challenge window of 5 seconds, and 10 seconds
    /// from a lease's end to its last refund.
    pub fn found(chain: &'a dyn Chain) -> anyhow::Result<Self> {
        let mut book = Deployment::in_memory(chain.chain_id());
        let economy = Economy::deploy(chain, &mut book, &DeploymentTerms::development(), &mut |_, _| ())?;
        let members: Vec<_> = (0u8..).take(COMMITTEE.len()).map(|member| seat(&economy, member)).collect();
        for (member, account) in members.iter().zip(COMMITTEE) {
            member.register(chain, account)?;
        }
        Ok(Self { chain, economy, members })
    }

    /// Reads all balances and what the contracts' ledgers say.
    pub fn books(&self) -> anyhow::Result<Books> {
        Books::open(self)
    }

    /// The chain's time, Unix seconds.
    pub fn now(&self) -> anyhow::Result<u64> {
        Ok(self.chain.block()?.time)
    }

    /// Waits until `seconds` from now have passed.
    pub fn wait(&self, seconds: u64) -> anyhow::Result<()> {
        self.chain.wait_until(self.now()? + seconds)?;
        Ok(())
    }

    /// Every member signs its own of `prices` (USD per ATOM); the keeper posts the round.
    pub fn post_prices(&self, round: u64, prices: [Decimal; 4]) -> anyhow::Result<Receipt> {
        let observed = self.members.iter().zip(prices);
        let observations: Result<Vec<_>, _> =
            observed.map(|(member, price)| member.observe(self.chain, ATOM_FEED, round, price)).collect();
        let oracle = &self.economy.oracle;
        Ok(post_prices(self.chain, oracle, "keeper", FeedRound { feed: ATOM_FEED, round }, observations?)?)
    }

    /// WEAL for an account, out of the operator's.
    pub fn give_weal(&self, account: &str, amount: u128) -> anyhow::Result<()> {
        let recipient = self.chain.address(account)?;
        let transfer =
            weal_api::governance_token::ExecuteMsg::Transfer { recipient, amount: Uint128::new(amount) };
        self.economy.token.execute(self.chain, "operator", &transfer)?;
        Ok(())
    }

    /// Sends WEAL with a message for the contract that gets it.
    pub fn send_weal(
        &self,
        account: &str,
        contract: &str,
        amount: u128,
        hook: &impl serde::Serialize,
    ) -> anyhow::Result<Receipt> {
        let msg = Binary::new(serde_json::to_vec(hook)?);
        let amount = Uint128::new(amount);
        let send = weal_api::governance_token::ExecuteMsg::Send { contract: contract.into(), amount, msg };
        Ok(self.economy.token.execute(self.chain, account, &send)?)
    }

    /// Provides WEAL and USD in base units; the pool is allowed the WEAL first.
    pub fn provide(&self, account: &str, weal: u128, usd: u128) -> anyhow::Result<Receipt> {
        let (token, pool) = (&self.economy.token, &self.economy.pool);
        let allow = weal_api::governance_token::ExecuteMsg::IncreaseAllowance {
            spender: pool.address.clone(),
            amount: Uint128::new(weal),
            expires: None,
        };
        token.execute(self.chain, account, &allow)?;
        let assets =
            vec![Asset::new(AssetInfo::cw20(&token.address), weal), Asset::new(AssetInfo::native(USD), usd)];
        let provide = weal_api::amm_pool::ExecuteMsg::Provide {
            assets,
            min_shares: None,
            recipient: None,
            deadline: None,
        };
        Ok(pool.pay(self.chain, account, &provide, &Funds::one(usd, USD))?)
    }

    /// Fills the pool with 200,000 WEAL and 100,000 USD.
    pub fn open_pool(&self) -> anyhow::Result<()> {
        self.give_weal("provider_liquidity", WEAL_IN_POOL)?;
        self.provide("provider_liquidity", WEAL_IN_POOL, USD_IN_POOL)?;
        Ok(())
    }

    /// Registers a provider with the least bond; publishes an offer of [`GPUS`] at [`RATE`]. Returns its number.
    pub fn offer(&self, provider: &str) -> anyhow::Result<u64> {
        let escrow = &self.economy.escrow;
        let endpoint = "https://gpu.example".to_owned();
        let register = ExecuteMsg::RegisterProvider { name: Some(provider.into()), endpoint };
        escrow.pay(self.chain, provider, &register, &Funds::one(BOND, USD))?;
        let terms = OfferTerms {
            sku: H100.into(),
            gpus: GPUS,
            region: "eu-north".into(),
            rate: Uint128::new(RATE),
            min_seconds: 10,
            max_seconds: 86_400,
            grams_co2_per_kwh: 41,
            watts: 700,
            ..OfferTerms::default()
        };
        let receipt = escrow.execute(self.chain, provider, &ExecuteMsg::PublishOffer(terms))?;
        number(&receipt, "wasm-offer_published", "offer_id")
    }

    /// The tenant leases all of an offer for [`LEASE_SECONDS`] at its quote.
    pub fn lease(&self, offer_id: u64) -> anyhow::Result<LeaseResponse> {
        let request = LeaseRequest::new(offer_id, GPUS, LEASE_SECONDS);
        let escrow = &self.economy.escrow;
        let quote: QuoteResponse = escrow.query(self.chain, &QueryMsg::Quote(request.clone()))?;
        let open = ExecuteMsg::OpenLease(request);
        let receipt = escrow.pay(self.chain, "tenant", &open, &Funds::one(quote.deposit.u128(), USD))?;
        self.lease_now(number(&receipt, "wasm-lease_opened", "lease_id")?)
    }

    /// A lease as it stands.
    pub fn lease_now(&self, lease_id: u64) -> anyhow::Result<LeaseResponse> {
        Ok(self.economy.escrow.query(self.chain, &QueryMsg::Lease { lease_id })?)
    }
}

/// Keys of a development chain: known to everyone who reads this.
fn seat(economy: &Economy, member: u8) -> OracleMember {
    let key = MemberKey::from_seed([member + 1; 32]);
    let (oracle, escrow) = (economy.oracle.clone(), economy.escrow.clone());
    OracleMember { member, key, oracle, escrow, lies: Vec::new() }
}

fn number(receipt: &Receipt, event: &str, key: &str) -> anyhow::Result<u64> {
    let value = receipt.attribute(event, key).with_context(|| format!("no {key} in {event}"))?;
    Ok(value.parse()?)
}

/// The contract's own words, where `error` is a refusal by the chain; none for any other failure.
pub fn refusal(error: &anyhow::Error) -> Option<&str> {
    let client = match error.downcast_ref::<KeeperError>() {
        Some(KeeperError::Client(client)) => Some(client),
        Some(_) => None,
        None => error.downcast_ref::<ClientError>(),
    };
    match client {
        Some(ClientError::Refused { reason, .. }) => Some(reason),
        _ => None,
    }
}
