//! The epoch's tree and this member's signature under its root.

use crate::examine::{Assignment, Rejection};
use crate::member::hash;
use crate::{Lie, OracleError, OracleMember};
use api::compute_escrow::{ClaimManyMsg, ClaimMsg, Leaf, MAX_CLAIMED_LEAVES, pack_leaves};
use api::oracle::{CommitteeResponse, QueryMsg, SettlementResponse, SettlementRootMsg};
use attestation::sum_tree::{SumNode, SumTree};
use attestation::{SettlementLeaf, SettlementRoot};
use client::Chain;
use compute_worker::{DigitsJob, Epoch};
use cosmwasm_std::{Binary, Uint128};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What one member says of one epoch. Anyone can make a claim's proof from the leaves.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attestation {
    /// The member's place in the committee.
    pub member: u8,
    /// The committee it is of.
    pub committee_epoch: u64,
    /// What was signed.
    pub root: SettlementRootMsg,
    /// 64 bytes.
    pub signature: Binary,
    /// The tree's leaves, in order.
    pub leaves: Vec<LeafRecord>,
    /// Leases without a leaf, and why.
    pub rejected: Vec<Rejection>,
}

/// A leaf and whom it pays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeafRecord {
    /// The lease.
    pub lease_id: u64,
    /// Who is paid.
    pub provider: String,
    /// The leaf.
    pub leaf: Leaf,
}

impl OracleMember {
    /// Examines every worker, builds the tree of what may be paid, and signs its root.
    ///
    /// Leaves are ordered by provider, then lease, so that one provider's lie side by side. Errors:
    /// `EpochNotOver`, `WrongEpoch`, `EmptyEpoch`, and whatever keeps the chain from answering. A lease that is assigned
    /// twice counts once.
    ///
    /// An epoch is signed only once a block has its end behind it: a lease that is stopped in a later block has run
    /// until then, so what was metered until the epoch's end is never above what the lease can owe.
    pub fn attest(
        &self,
        chain: &dyn Chain,
        job: &DigitsJob,
        epoch: &Epoch,
        assignments: &[Assignment<'_>],
    ) -> Result<Attestation, OracleError> {
        let now = chain.block()?.time;
        if now < epoch.ends_at {
            return Err(OracleError::EpochNotOver { ends_at: epoch.ends_at, now });
        }
        let (mut paid, mut rejected) = (Vec::new(), Vec::new());
        let mut seen = BTreeSet::new();
        for assignment in assignments.iter().filter(|assignment| seen.insert(assignment.lease_id)) {
            match self.examine(chain, job, epoch, assignment)? {
                Ok(leaf) => paid.push(leaf),
                Err(rejection) => rejected.push(rejection),
            }
        }
        paid.sort_by(|(one, a), (other, b)| (one, a.lease_id).cmp(&(other, b.lease_id)));
        self.lie_about_charges(&mut paid);
        let tree = SumTree::new(paid.iter().map(|(_, leaf)| node(leaf)).collect())?;
        let root = self.root(chain, epoch, &tree, &paid)?;
        let committee: CommitteeResponse = self.oracle.query(chain, &QueryMsg::Committee {})?;
        let domain = self.domain(chain, &self.escrow.address, committee.committee_epoch);
        Ok(Attestation {
            member: self.member,
            committee_epoch: committee.committee_epoch,
            signature: Binary::from(self.key.sign(&domain, &root)),
            root: SettlementRootMsg::from(&root),
            leaves: paid.into_iter().map(record).collect(),
            rejected,
        })
    }

    fn root(
        &self,
        chain: &dyn Chain,
        epoch: &Epoch,
        tree: &SumTree,
        paid: &[(String, SettlementLeaf)],
    ) -> Result<SettlementRoot, OracleError> {
        if paid.is_empty() {
            return Err(OracleError::EmptyEpoch { epoch: epoch.number });
        }
        let query = QueryMsg::LatestSettlement { consumer: self.escrow.address.clone() };
        let latest: SettlementResponse = self.oracle.query(chain, &query)?;
        let follows = latest.epoch + 1;
        if follows != epoch.number {
            return Err(OracleError::WrongEpoch { found: follows, asked: epoch.number });
        }
        let previous = latest.settlement.map(|settlement| hash(&settlement.root)).transpose()?;
        let top = tree.root();
        Ok(SettlementRoot {
            epoch: epoch.number,
            previous_root: previous.unwrap_or_default(),
            root: top.hash,
            leaf_count: tree.size(),
            total_charge: top.sum,
            starts_at: epoch.starts_at,
            ends_at: epoch.ends_at,
        })
    }

    fn lie_about_charges(&self, paid: &mut [(String, SettlementLeaf)]) {
        for lie in &self.lies {
            let Lie::Charges { times } = lie else { continue };
            for (_, leaf) in paid.iter_mut() {
                leaf.charge = leaf.charge.saturating_mul(u128::from(*times));
            }
        }
    }
}

impl Attestation {
    /// The claim of a lease under this root, with its proof; none where the lease has no leaf.
    pub fn claim(&self, lease_id: u64) -> Result<Option<ClaimMsg>, OracleError> {
        let Some(position) = self.leaves.iter().position(|record| record.lease_id == lease_id) else {
            return Ok(None);
        };
        let index = position as u64;
        let proof = self.tree()?.prove(&[index])?;
        Ok(Some(ClaimMsg {
            lease_id,
            epoch: self.root.epoch,
            leaf: self.leaves[position].leaf.clone(),
            index,
            proof: Binary::new(proof.to_bytes()),
        }))
    }

    /// The claim of all of a provider's leases under this root, at most 256 of them, in one message; none where it
    /// has no leaf.
    pub fn claim_many(&self, provider: &str) -> Result<Option<ClaimManyMsg>, OracleError> {
        let its = (0u64..).zip(&self.leaves).filter(|(_, record)| record.provider == provider);
        let leaves = its
            .take(MAX_CLAIMED_LEAVES)
            .map(|(index, record)| Ok((index, attested(record)?)))
            .collect::<Result<Vec<_>, OracleError>>()?;
        if leaves.is_empty() {
            return Ok(None);
        }
        let indices: Vec<u64> = leaves.iter().map(|(index, _)| *index).collect();
        let proof = Binary::new(self.tree()?.prove(&indices)?.to_bytes());
        Ok(Some(ClaimManyMsg { epoch: self.root.epoch, leaves: Binary::new(pack_leaves(&leaves)?), proof }))
    }

    fn tree(&self) -> Result<SumTree, OracleError> {
        let nodes = self.leaves.iter().map(|record| Ok(node(&attested(record)?)));
        Ok(SumTree::new(nodes.collect::<Result<_, OracleError>>()?)?)
    }
}

/// A leaf in the tree: the charge that it sums is in its bytes.
pub(crate) fn node(leaf: &SettlementLeaf) -> SumNode {
    SumNode::leaf(leaf.charge, &leaf.to_bytes())
}

pub(crate) fn attested(record: &LeafRecord) -> Result<SettlementLeaf, OracleError> {
    let leaf = &record.leaf;
    Ok(SettlementLeaf {
        lease_id: record.lease_id,
        gpu_seconds: leaf.gpu_seconds,
        uptime_seconds: leaf.uptime_seconds,
        latency_p95_ms: leaf.latency_p95_ms,
        output_commitment: hash(&leaf.output_commitment)?,
        charge: leaf.charge.u128(),
        metered_until: leaf.metered_until,
    })
}

fn record((provider, leaf): (String, SettlementLeaf)) -> LeafRecord {
    LeafRecord {
        lease_id: leaf.lease_id,
        provider,
        leaf: Leaf {
            gpu_seconds: leaf.gpu_seconds,
            uptime_seconds: leaf.uptime_seconds,
            latency_p95_ms: leaf.latency_p95_ms,
            output_commitment: Binary::from(leaf.output_commitment),
            charge: Uint128::new(leaf.charge),
            metered_until: leaf.metered_until,
        },
    }
}
