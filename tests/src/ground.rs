//! A world in which everything worth attacking is there.

use anyhow::Context;
use cosmwasm_std::{Binary, Decimal, Uint128};
use keeper::SignedRoot;
use weal_api::amm_pool::{Cw20HookMsg, SwapOrder};
use weal_api::compute_escrow::{ClaimMsg, LeaseResponse};
use weal_api::cw20::Cw20ReceiveMsg;
use weal_api::lending_market::ExecuteMsg as MarketMsg;
use weal_api::oracle::{ExecuteMsg as OracleMsg, Observation};
use weal_attestation::{SettlementLeaf, SettlementRoot};
use weal_client::{ATOM, ATOM_FEED, Chain, Funds, ONE, USD};
use weal_testing::{World, claim, leaf};

/// The oracle's refusal where members 0, 1 and 2 are named and not all of their signatures verify.
pub const SIGNATURES_REFUSED: &str =
    "the signatures of members 0b00000000000000000000000000000111 do not all verify";

/// The honest charge of each lease in an epoch, base units: the price of less than a second.
const CHARGE: u128 = 1_000;

/// Two leases under a posted root, a second root that a corrupt committee signed, a priced loan market with
/// a borrower, a full pool.
pub struct Ground<'a> {
    /// The world around it.
    pub world: World<'a>,
    /// The leases of gpu_one and of gpu_two.
    pub leases: [LeaseResponse; 2],
    /// Epoch 1: 1,000 base units for each lease. The first has been claimed.
    pub honest: [ClaimMsg; 2],
    /// Epoch 2: one unit more than the first lease's deposit, and all but a unit of the second one's: as much as there is.
    pub corrupt: [ClaimMsg; 2],
    /// The end of epoch 2, Unix seconds.
    corrupt_ends_at: u64,
    /// The price round that was posted: 8.50 USD per ATOM.
    pub round: Vec<Observation>,
}

impl<'a> Ground<'a> {
    /// Deploys, trades, leases, attests, and waits until the claims are due.
    pub fn prepare(chain: &'a dyn Chain) -> anyhow::Result<Self> {
        let world = World::found(chain)?;
        let round = price(&world)?;
        world.open_pool()?;
        borrow(&world)?;
        let leases = [world.lease(world.offer("gpu_one")?)?, world.lease(world.offer("gpu_two")?)?];

        let attested = leases.each_ref().map(|lease| leaf(lease, CHARGE));
        let epoch = settle(&world, &attested)?.epoch;
        let honest = [claim(&attested, 0, epoch)?, claim(&attested, 1, epoch)?];

        let [first, second] = leases.each_ref().map(|lease| lease.deposit.u128());
        let stolen = [leaf(&leases[0], first + 1), leaf(&leases[1], second - 1)];
        let SettlementRoot { epoch, ends_at: corrupt_ends_at, .. } = settle(&world, &stolen)?;
        let corrupt = [claim(&stolen, 0, epoch)?, claim(&stolen, 1, epoch)?];

        world.wait(leases[0].challenge_window_seconds + 1)?;
        let first = weal_api::compute_escrow::ExecuteMsg::Claim(honest[0].clone());
        world.economy.escrow.execute(chain, "gpu_one", &first)?;
        Ok(Self { world, leases, honest, corrupt, corrupt_ends_at, round })
    }

    /// An honest root that follows on chain, over as much again for each lease.
    pub fn next_root(&self) -> anyhow::Result<SettlementRoot> {
        let leaves = self.leases.each_ref().map(|lease| leaf(lease, 2 * CHARGE));
        self.world.next_root(&self.world.economy.escrow.address, &leaves, self.world.now()?)
    }

    /// Seconds from `starts_at` (Unix seconds) to the end of the corrupt epoch.
    pub fn corrupt_seconds(&self, starts_at: u64) -> u64 {
        self.corrupt_ends_at - starts_at
    }

    /// A `Receive` that only WEAL may call: 1,000 of the faucet's WEAL for a swap.
    pub fn forged_receive(&self) -> anyhow::Result<Cw20ReceiveMsg> {
        let swap = Cw20HookMsg::Swap(SwapOrder::default());
        Ok(Cw20ReceiveMsg {
            sender: self.world.chain.address("faucet")?,
            amount: Uint128::new(1_000 * ONE),
            msg: Binary::new(serde_json::to_vec(&swap)?),
        })
    }
}

/// The message that posts `signed` for `consumer`.
pub fn post_message(consumer: &str, signed: &SignedRoot) -> OracleMsg {
    OracleMsg::PostSettlement {
        consumer: consumer.into(),
        committee_epoch: signed.committee_epoch,
        root: signed.root.clone(),
        members: signed.members.clone(),
        signatures: signed.signatures.clone(),
    }
}

fn price(world: &World<'_>) -> anyhow::Result<Vec<Observation>> {
    let observe =
        |member: &oracle_node::OracleMember| member.observe(world.chain, ATOM_FEED, 1, Decimal::percent(850));
    let round: Result<Vec<_>, _> = world.members.iter().map(observe).collect();
    let round = round?;
    keeper::post_prices(
        world.chain,
        &world.economy.oracle,
        "keeper",
        keeper::FeedRound { feed: ATOM_FEED, round: 1 },
        round.clone(),
    )?;
    Ok(round)
}

fn borrow(world: &World<'_>) -> anyhow::Result<()> {
    let (chain, market) = (world.chain, &world.economy.market);
    market.pay(chain, "supplier", &MarketMsg::Supply {}, &Funds::one(100_000 * ONE, USD))?;
    market.pay(chain, "borrower", &MarketMsg::DepositCollateral {}, &Funds::one(1_000 * ONE, ATOM))?;
    let borrow = MarketMsg::Borrow { amount: Uint128::new(1_000 * ONE), recipient: None };
    market.execute(chain, "borrower", &borrow)?;
    Ok(())
}

/// Waits until the epoch before has ended, and settles one that ends now.
fn settle(world: &World<'_>, leaves: &[SettlementLeaf]) -> anyhow::Result<SettlementRoot> {
    world.wait(1)?;
    world.settle(leaves).context("posting a root")
}
