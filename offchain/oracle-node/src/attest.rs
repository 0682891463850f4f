//! A member's signatures under an epoch: its readings, its word for a bundle, and the root of the tree that the bundle on chain
//! comes to.

use crate::bundle::Bundle;
use crate::derivation::{ProviderLeaf, derive};
use crate::examine::{Examination, Rejection};
use crate::member::hash;
use crate::readings::{Finding, Readings, SignedReadings};
use crate::{Committee, Lie, OracleError, OracleMember, Witnesses};
use compute_worker::Epoch;
use cosmwasm_std::{Binary, Uint128};
use serde::{Deserialize, Serialize};
use weal_api::compute_escrow::{ClaimManyMsg, ClaimMsg, Leaf, MAX_CLAIMED_LEAVES, pack_leaves};
use weal_api::oracle::{FixedReadingsResponse, QueryMsg, SettlementResponse, SettlementRootMsg};
use weal_attestation::sum_tree::{SumNode, SumTree};
use weal_attestation::{Domain, EpochReadings, Hash, SettlementLeaf, SettlementRoot, Statement};

/// One member's word that a bundle is valid and lies before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleApproval {
    /// The member's place in the committee.
    pub member: u8,
    /// The committee it is of.
    pub committee_epoch: u64,
    /// The epoch's number.
    pub epoch: u64,
    /// The bundle, 32 bytes.
    pub readings_hash: Binary,
    /// 64 bytes, under [`EpochReadings`].
    pub signature: Binary,
}

/// One member's statement of one epoch. Anyone can make a claim's proof from the leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attestation {
    /// The member's place in the committee.
    pub member: u8,
    /// The committee it is of.
    pub committee_epoch: u64,
    /// The root that was signed.
    pub root: SettlementRootMsg,
    /// The signature, 64 bytes.
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
    /// The provider, who is paid.
    pub provider: String,
    /// The leaf.
    pub leaf: Leaf,
}

/// An epoch's tree with what it is made of.
struct EpochTree {
    leaves: Vec<ProviderLeaf>,
    left_out: Vec<Rejection>,
    tree: SumTree,
}

impl OracleMember {
    /// Examines every lease and signs what was found.
    ///
    /// Nothing is signed before a block has the epoch's end behind it: a lease that is stopped in a later block has run
    /// until then, so what was metered until the epoch's end is never above what the lease can owe. Errors:
    /// `EpochNotOver`, `WrongEpoch`, `EpochStart`, `EmptySeconds`, `NotSeated`, and whatever keeps the chain from
    /// answering.
    pub fn read(
        &self,
        witnesses: &Witnesses<'_>,
        examination: &Examination<'_>,
    ) -> Result<SignedReadings, OracleError> {
        self.ensure_follows(witnesses, &examination.epoch)?;
        let committee = Committee::present(witnesses, &self.oracle)?;
        let mut leases = self.examine(witnesses, examination)?;
        for reading in &mut leases {
            if let Finding::Accepted(work) = &mut reading.finding {
                work.charge = self.lie_about(work.charge.u128()).into();
            }
        }
        let (member, epoch) = (self.member, examination.epoch);
        let readings = Readings { member, committee_epoch: committee.number, epoch, leases };
        let signed = self.sign_readings(witnesses, readings);
        let SignedReadings { readings, signature } = &signed;
        let (chain_id, escrow) = (witnesses.chain_id(), &self.escrow.address);
        if !committee.has_signed(chain_id, escrow, self.member, &readings.statement(), signature) {
            return Err(OracleError::NotSeated { member: self.member, committee_epoch: committee.number });
        }
        Ok(signed)
    }

    /// Signs readings as this member.
    pub fn sign_readings(&self, witnesses: &Witnesses<'_>, readings: Readings) -> SignedReadings {
        let signature = self.sign(witnesses, readings.committee_epoch, &readings.statement());
        SignedReadings { readings, signature }
    }

    /// Says that this bundle is valid: of a quorum of the present committee, each reading signed by its member, of the
    /// epoch that follows on chain, and good for a root. To say so of several is no offence; whoever says it must keep
    /// the bundle. Errors: `Bundle`, `WrongEpoch`, `EpochStart`, `EpochNotOver`, `EmptyEpoch`, `Tree`.
    pub fn approve(&self, witnesses: &Witnesses<'_>, bundle: &Bundle) -> Result<BundleApproval, OracleError> {
        let committee = Committee::present(witnesses, &self.oracle)?;
        let epoch = bundle.check(&committee, witnesses.chain_id(), &self.escrow.address)?;
        self.ensure_follows(witnesses, &epoch)?;
        epoch_tree(bundle, &committee)?;
        let readings_hash = bundle.hash();
        let statement = EpochReadings { epoch: epoch.number, readings_hash };
        Ok(BundleApproval {
            member: self.member,
            committee_epoch: committee.number,
            epoch: epoch.number,
            readings_hash: Binary::from(readings_hash),
            signature: self.sign(witnesses, committee.number, &statement),
        })
    }

    /// The hash of the bundle that `committee` has fixed on chain for the epoch; `None` before it has. Errors: as
    /// [`Witnesses::agree`].
    pub fn fixed(
        &self,
        witnesses: &Witnesses<'_>,
        committee: u64,
        epoch: u64,
    ) -> Result<Option<Hash>, OracleError> {
        let query = QueryMsg::FixedReadings { consumer: self.escrow.address.clone(), epoch };
        let answer: FixedReadingsResponse =
            witnesses.agree("the fixed readings", |chain| self.oracle.query(chain, &query))?;
        let fixed = answer.fixed.into_iter().find(|fixed| fixed.committee_epoch == committee);
        Ok(fixed.map(|fixed| hash(&fixed.readings_hash)).transpose()?)
    }

    /// Builds the tree of what may be paid from the bundle that stands on chain, and signs its root.
    ///
    /// Leaves are ordered by provider, then lease, so that one provider's lie side by side. Errors: as `approve`;
    /// `NotFixed`, `OtherBundle`; `Overcharged`, which at most *f* lying members cannot bring about.
    pub fn attest(&self, witnesses: &Witnesses<'_>, bundle: &Bundle) -> Result<Attestation, OracleError> {
        let committee = Committee::present(witnesses, &self.oracle)?;
        let epoch = bundle.check(&committee, witnesses.chain_id(), &self.escrow.address)?;
        let previous_root = self.ensure_follows(witnesses, &epoch)?;
        let (number, found) = (epoch.number, bundle.hash());
        let fixed = self.fixed(witnesses, committee.number, number)?;
        let required = fixed.ok_or(OracleError::NotFixed { epoch: number })?;
        if found != required {
            return Err(OracleError::OtherBundle {
                found: hex::encode(found),
                required: hex::encode(required),
            });
        }
        let EpochTree { mut leaves, left_out, mut tree } = epoch_tree(bundle, &committee)?;
        for ProviderLeaf { leaf, .. } in &leaves {
            self.ensure_owed(witnesses, &epoch, leaf)?;
        }
        if !self.lies.is_empty() {
            for ProviderLeaf { leaf, .. } in &mut leaves {
                leaf.charge = self.lie_about(leaf.charge);
            }
            tree = tree_of(&leaves)?;
        }
        let root = root(&epoch, previous_root, &tree);
        Ok(Attestation {
            member: self.member,
            committee_epoch: committee.number,
            signature: self.sign(witnesses, committee.number, &root),
            root: SettlementRootMsg::from(&root),
            leaves: leaves.into_iter().map(record).collect(),
            rejected: left_out,
        })
    }

    /// The root before this epoch's, zeros for the first: the epoch is the next on chain, begins where the last one ended,
    /// and is over. To be known before anything is signed or remembered. Errors: `WrongEpoch`, `EpochStart`,
    /// `EmptySeconds`, `EpochNotOver`, as [`Witnesses::agree`].
    pub fn ensure_follows(&self, witnesses: &Witnesses<'_>, epoch: &Epoch) -> Result<Hash, OracleError> {
        let query = QueryMsg::LatestSettlement { consumer: self.escrow.address.clone() };
        let latest: SettlementResponse =
            witnesses.agree("the last settlement", |chain| self.oracle.query(chain, &query))?;
        let Epoch { number, starts_at, ends_at } = *epoch;
        let follows = latest.epoch + 1;
        if follows != number {
            return Err(OracleError::WrongEpoch { found: follows, asked: number });
        }
        let previous = match latest.settlement {
            // The first epoch's start is free on chain: a quorum must read the same.
            None => Hash::default(),
            Some(last) if last.ends_at != starts_at => {
                return Err(OracleError::EpochStart { found: starts_at, required: last.ends_at });
            }
            Some(last) => hash(&last.root)?,
        };
        if ends_at <= starts_at {
            return Err(OracleError::EmptySeconds { starts_at, ends_at });
        }
        let now = witnesses.time()?;
        if now < ends_at {
            return Err(OracleError::EpochNotOver { ends_at, now });
        }
        Ok(previous)
    }

    fn sign<S: Statement>(&self, witnesses: &Witnesses<'_>, committee: u64, statement: &S) -> Binary {
        let (chain_id, contract) = (witnesses.chain_id(), self.escrow.address.as_str());
        Binary::from(self.key.sign(&Domain { chain_id, contract, committee_epoch: committee }, statement))
    }

    fn lie_about(&self, charge: u128) -> u128 {
        self.lies.iter().fold(charge, |charge, lie| match lie {
            Lie::Charges { times } => charge.saturating_mul(u128::from(*times)),
            Lie::Prices { .. } => charge,
        })
    }
}

/// Errors: `EmptyEpoch`, `Tree`, those of [`derive`].
fn epoch_tree(bundle: &Bundle, committee: &Committee) -> Result<EpochTree, OracleError> {
    let readings = bundle.readings.iter().map(|signed| &signed.readings);
    let derivation = derive(readings, committee.quorum)?;
    if derivation.leaves.is_empty() {
        let epoch = bundle.readings.first().map_or(0, |signed| signed.readings.epoch.number);
        return Err(OracleError::EmptyEpoch { epoch });
    }
    let tree = tree_of(&derivation.leaves)?;
    Ok(EpochTree { leaves: derivation.leaves, left_out: derivation.left_out, tree })
}

fn tree_of(leaves: &[ProviderLeaf]) -> Result<SumTree, OracleError> {
    Ok(SumTree::new(leaves.iter().map(|leaf| node(&leaf.leaf)).collect())?)
}

fn root(epoch: &Epoch, previous_root: Hash, tree: &SumTree) -> SettlementRoot {
    let top = tree.root();
    SettlementRoot {
        epoch: epoch.number,
        previous_root,
        root: top.hash,
        leaf_count: tree.size(),
        total_charge: top.sum,
        starts_at: epoch.starts_at,
        ends_at: epoch.ends_at,
    }
}

impl Attestation {
    /// The claim of a lease under this root, with its proof; `None` where the lease has no leaf.
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

    /// The claim of all of a provider's leases under this root, at most 256 of them, in one message; `None` where it
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

fn record(ProviderLeaf { provider, leaf }: ProviderLeaf) -> LeafRecord {
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
