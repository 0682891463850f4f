//! One lease's line in an epoch's settlement tree.

use crate::{Encoder, Hash, merkle};

/// Width of a leaf's canonical bytes.
pub const SETTLEMENT_LEAF_BYTES: usize = 88;

/// Cumulative since the lease began, so that any later epoch's leaf pays what an earlier one left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementLeaf {
    /// The lease.
    pub lease_id: u64,
    /// GPUs × seconds attested, cumulative.
    pub gpu_seconds: u64,
    /// Seconds in which the GPUs answered, cumulative.
    pub uptime_seconds: u64,
    /// 95th percentile of latency in the epoch, milliseconds.
    pub latency_p95_ms: u64,
    /// Commitment to the work's output; zero where the lease has no job to prove.
    pub output_commitment: Hash,
    /// The cumulative charge that the tenant owes, base units of the lease's asset.
    pub charge: u128,
    /// Last second the leaf accounts for (Unix time).
    pub metered_until: u64,
}

impl SettlementLeaf {
    /// Canonical bytes: every field big-endian and of fixed width, in the order of the struct.
    pub fn to_bytes(&self) -> Vec<u8> {
        Encoder::new()
            .u64(self.lease_id)
            .u64(self.gpu_seconds)
            .u64(self.uptime_seconds)
            .u64(self.latency_p95_ms)
            .fixed(&self.output_commitment)
            .u128(self.charge)
            .u64(self.metered_until)
            .finish()
    }

    /// The leaf's hash in the tree.
    pub fn hash(&self) -> Hash {
        merkle::leaf_hash(&self.to_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn leaf() -> impl Strategy<Value = SettlementLeaf> {
        (any::<[u64; 5]>(), any::<Hash>(), any::<u128>()).prop_map(|(n, output_commitment, charge)| {
            SettlementLeaf {
                lease_id: n[0],
                gpu_seconds: n[1],
                uptime_seconds: n[2],
                latency_p95_ms: n[3],
                output_commitment,
                charge,
                metered_until: n[4],
            }
        })
    }

    proptest! {
        #[test]
        fn different_leaves_have_different_bytes(a in leaf(), b in leaf()) {
            prop_assert_eq!(a.to_bytes().len(), SETTLEMENT_LEAF_BYTES);
            prop_assert_eq!(a.to_bytes() == b.to_bytes(), a == b);
        }
    }

    /// A node's preimage is 64 bytes behind its tag: no leaf may be that long, or it could pose as one.
    #[test]
    fn a_leaf_is_not_as_long_as_two_hashes() {
        assert_ne!(SETTLEMENT_LEAF_BYTES, 64);
    }
}
