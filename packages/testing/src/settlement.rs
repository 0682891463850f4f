//! Roots and claims made by hand: what a committee could sign, honest or not.

use crate::World;
use cosmwasm_std::{Binary, Uint128};
use keeper::SignedRoot;
use oracle_node::OracleMember;
use weal_api::compute_escrow::{ClaimMsg, Leaf, LeaseResponse};
use weal_api::oracle::{FIRST_COMMITTEE_EPOCH, QueryMsg, SettlementResponse, SettlementRootMsg, hash_from};
use weal_attestation::sum_tree::{SumNode, SumTree};
use weal_attestation::{Domain, SettlementLeaf, SettlementRoot};
use weal_client::Receipt;

impl World<'_> {
    /// The root over `leaves` that follows on chain for `consumer` and ends at `ends_at` (Unix seconds).
    pub fn next_root(
        &self,
        consumer: &str,
        leaves: &[SettlementLeaf],
        ends_at: u64,
    ) -> anyhow::Result<SettlementRoot> {
        let query = QueryMsg::LatestSettlement { consumer: consumer.into() };
        let latest: SettlementResponse = self.economy.oracle.query(self.chain, &query)?;
        let (previous_root, starts_at) = match &latest.settlement {
            None => ([0; 32], ends_at - 1),
            Some(last) => (hash_from("root", &last.root)?, last.ends_at),
        };
        let tree = tree(leaves)?;
        Ok(SettlementRoot {
            epoch: latest.epoch + 1,
            previous_root,
            root: tree.root().hash,
            leaf_count: tree.size(),
            total_charge: tree.root().sum,
            starts_at,
            ends_at,
        })
    }

    /// Returns the domain in which this committee's signatures for `contract` are valid.
    pub fn domain<'d>(&'d self, contract: &'d str) -> Domain<'d> {
        Domain { chain_id: self.chain.chain_id(), contract, committee_epoch: FIRST_COMMITTEE_EPOCH }
    }

    /// `root` with the signatures of members 0, 1 and 2, a quorum, in `domain`.
    pub fn sign(&self, domain: &Domain<'_>, root: &SettlementRoot) -> SignedRoot {
        sign_by(&self.members[..3], domain, root)
    }

    /// A quorum signs a root over `leaves` for the escrow that ends now; it is posted. Returns it.
    pub fn settle(&self, leaves: &[SettlementLeaf]) -> anyhow::Result<SettlementRoot> {
        let escrow = &self.economy.escrow.address;
        let root = self.next_root(escrow, leaves, self.now()?)?;
        self.post(escrow, &self.sign(&self.domain(escrow), &root))?;
        Ok(root)
    }

    /// The keeper posts a root for `consumer`.
    pub fn post(&self, consumer: &str, signed: &SignedRoot) -> anyhow::Result<Receipt> {
        Ok(keeper::post_settlement(self.chain, &self.economy.oracle, "keeper", consumer, signed)?)
    }
}

fn sign_by(members: &[OracleMember], domain: &Domain<'_>, root: &SettlementRoot) -> SignedRoot {
    SignedRoot {
        committee_epoch: domain.committee_epoch,
        root: SettlementRootMsg::from(root),
        members: members.iter().map(|member| member.member).collect(),
        signatures: Binary::new(members.iter().flat_map(|member| member.key.sign(domain, root)).collect()),
        dissent: vec![],
    }
}

/// A lease's line with `charge` (base units, cumulative), metered as long as the chain allows; without an
/// output.
pub fn leaf(lease: &LeaseResponse, charge: u128) -> SettlementLeaf {
    SettlementLeaf {
        lease_id: lease.lease_id,
        gpu_seconds: 0,
        uptime_seconds: 0,
        latency_p95_ms: 0,
        output_commitment: [0; 32],
        charge,
        metered_until: u64::MAX,
    }
}

/// The claim of the leaf at `index` of the tree over `leaves` that is posted for `epoch`.
pub fn claim(leaves: &[SettlementLeaf], index: u64, epoch: u64) -> anyhow::Result<ClaimMsg> {
    let proof = tree(leaves)?.prove(&[index])?;
    let leaf = &leaves[usize::try_from(index)?];
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
        index,
        proof: Binary::new(proof.to_bytes()),
    })
}

fn tree(leaves: &[SettlementLeaf]) -> anyhow::Result<SumTree> {
    Ok(SumTree::new(leaves.iter().map(|leaf| SumNode::leaf(leaf.charge, &leaf.to_bytes())).collect())?)
}
