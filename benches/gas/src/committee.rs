//! Four members, and the quorum of them that signs.

use crate::ledger::gas;
use cosmwasm_std::{Binary, Decimal, Uint128};
use weal_api::compute_escrow::{ClaimMsg, Leaf};
use weal_api::oracle::{
    ChallengeResponse, ExecuteMsg, FIRST_COMMITTEE_EPOCH, FeedResponse, Observation, QueryMsg,
    SettlementResponse, SettlementRootMsg, hash_from,
};
use weal_attestation::sum_tree::{SumNode, SumTree};
use weal_attestation::{
    Domain, KeyPossession, MemberKey, PriceObservation, SettlementLeaf, SettlementRoot, Statement,
};
use weal_client::{ATOM_FEED, Chain, ComputeEscrow, Oracle};

/// The members' accounts.
pub(crate) const OPERATORS: [&str; 4] = ["oracle_one", "oracle_two", "oracle_three", "oracle_four"];
/// Signatures of four that suffice.
pub(crate) const QUORUM: u8 = 3;
/// Leaves of a settlement tree: a thousand leases, so ten nodes to a proof.
const LEAVES: u64 = 1_000;

/// Seeds of development keys; a benchmark's chain lives for minutes.
fn key(member: u8) -> MemberKey {
    MemberKey::from_seed([member + 1; 32])
}

fn domain<'a>(chain: &'a dyn Chain, contract: &'a str) -> Domain<'a> {
    Domain { chain_id: chain.chain_id(), contract, committee_epoch: FIRST_COMMITTEE_EPOCH }
}

/// Registers every member's key, with its bond.
pub(crate) fn register(chain: &dyn Chain, oracle: &Oracle) -> anyhow::Result<()> {
    for (member, account) in (0..).zip(OPERATORS) {
        oracle.register(chain, account, &registration(chain, oracle, member)?)?;
    }
    Ok(())
}

/// Returns the message with which a member registers its key.
pub(crate) fn registration(chain: &dyn Chain, oracle: &Oracle, member: u8) -> anyhow::Result<ExecuteMsg> {
    let challenge: ChallengeResponse = oracle.query(chain, &QueryMsg::Challenge {})?;
    let operator = chain.address(OPERATORS[usize::from(member)])?;
    let (challenge, public_key) = (hash_from("challenge", &challenge.challenge)?, key(member).public_key());
    let proof =
        sign(chain, &oracle.address, member, &KeyPossession { challenge, operator: &operator, public_key });
    Ok(ExecuteMsg::RegisterKey { public_key: Binary::from(public_key), proof: Binary::from(proof) })
}

/// Publishes a price that a quorum saw; returns the gas.
pub(crate) fn price(chain: &dyn Chain, oracle: &Oracle, price: Decimal) -> anyhow::Result<u64> {
    let last: FeedResponse = oracle.query(chain, &QueryMsg::Price { feed: ATOM_FEED.into() })?;
    let round = last.price.map_or(1, |price| price.round + 1);
    let observed_at = chain.block()?.time;
    let statement =
        PriceObservation { feed: ATOM_FEED, round, observed_at, price_atomics: price.atomics().u128() };
    let observe = |member| {
        let signature = Binary::from(sign(chain, &oracle.address, member, &statement));
        Observation { member, price, observed_at, signature }
    };
    let observations = (0..QUORUM).map(observe).collect();
    let message = ExecuteMsg::SubmitPrices { feed: ATOM_FEED.into(), round, observations };
    gas(&oracle.execute(chain, "keeper", &message)?)
}

/// Posts a root in which one leaf charges `lease_id` so many base units; returns the gas and its claim.
pub(crate) fn settle(
    chain: &dyn Chain,
    oracle: &Oracle,
    escrow: &ComputeEscrow,
    lease_id: u64,
    charge: u128,
) -> anyhow::Result<(u64, ClaimMsg)> {
    let leaves: Vec<_> = (0..LEAVES).map(|index| leaf(lease_id, index, charge)).collect();
    let tree = tree(&leaves)?;
    let root = next_root(chain, oracle, &escrow.address, &tree)?;
    let message = ExecuteMsg::PostSettlement {
        consumer: escrow.address.clone(),
        committee_epoch: FIRST_COMMITTEE_EPOCH,
        root: SettlementRootMsg::from(&root),
        members: (0..QUORUM).collect(),
        signatures: quorum(chain, &escrow.address, &root),
    };
    let receipt = oracle.execute(chain, "keeper", &message)?;
    Ok((gas(&receipt)?, claim(&leaves[0], root.epoch, &tree)?))
}

/// The tree of a thousand leaves, of which `first` is the first.
pub(crate) fn tree_from(first: SettlementLeaf) -> anyhow::Result<SumTree> {
    let others = (1..LEAVES).map(|index| leaf(first.lease_id, index, 0));
    let leaves: Vec<_> = std::iter::once(first.clone()).chain(others).collect();
    tree(&leaves)
}

fn tree(leaves: &[SettlementLeaf]) -> anyhow::Result<SumTree> {
    let nodes = leaves.iter().map(|leaf| SumNode::leaf(leaf.charge, &leaf.to_bytes()));
    Ok(SumTree::new(nodes.collect())?)
}

/// The root that follows the consumer's last, and ends now.
pub(crate) fn next_root(
    chain: &dyn Chain,
    oracle: &Oracle,
    consumer: &str,
    tree: &SumTree,
) -> anyhow::Result<SettlementRoot> {
    let query = QueryMsg::LatestSettlement { consumer: consumer.into() };
    let latest: SettlementResponse = oracle.query(chain, &query)?;
    let ends_at = chain.block()?.time;
    let (previous_root, starts_at) = match &latest.settlement {
        None => ([0; 32], ends_at - 1),
        Some(last) => (hash_from("root", &last.root)?, last.ends_at),
    };
    Ok(SettlementRoot {
        epoch: latest.epoch + 1,
        previous_root,
        root: tree.root().hash,
        leaf_count: LEAVES,
        total_charge: tree.root().sum,
        starts_at,
        ends_at,
    })
}

/// The quorum's signatures, packed.
pub(crate) fn quorum(chain: &dyn Chain, contract: &str, statement: &impl Statement) -> Binary {
    Binary::new((0..QUORUM).flat_map(|member| sign(chain, contract, member, statement)).collect())
}

/// One member's signature.
pub(crate) fn sign(chain: &dyn Chain, contract: &str, member: u8, statement: &impl Statement) -> [u8; 64] {
    key(member).sign(&domain(chain, contract), statement)
}

/// The first leaf is the lease's; the others stand for leases that charge nothing.
fn leaf(lease_id: u64, index: u64, charge: u128) -> SettlementLeaf {
    SettlementLeaf {
        lease_id: if index == 0 { lease_id } else { u64::MAX - index },
        gpu_seconds: 8,
        uptime_seconds: 1,
        latency_p95_ms: 0,
        output_commitment: [0; 32],
        charge: if index == 0 { charge } else { 0 },
        metered_until: u64::MAX,
    }
}

fn claim(leaf: &SettlementLeaf, epoch: u64, tree: &SumTree) -> anyhow::Result<ClaimMsg> {
    Ok(ClaimMsg {
        lease_id: leaf.lease_id,
        epoch,
        leaf: Leaf {
            gpu_seconds: leaf.gpu_seconds,
            uptime_seconds: leaf.uptime_seconds,
            latency_p95_ms: leaf.latency_p95_ms,
            output_commitment: Binary::from(leaf.output_commitment),
            charge: Uint128::new(leaf.charge),
            metered_until: leaf.metered_until,
        },
        index: 0,
        proof: Binary::new(tree.prove(&[0])?.to_bytes()),
    })
}
