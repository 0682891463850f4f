//! Many leaves of one provider in few bytes: about 25 a leaf instead of the 500 of as many JSON objects.

use super::compact::{CompactError, Reader, Writer};
use attestation::SettlementLeaf;
use thiserror::Error;

/// Most leaves in one `ClaimMany`.
pub const MAX_CLAIMED_LEAVES: usize = 256;

/// Bytes that are not packed leaves.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PackedLeavesError {
    /// Not what [`pack_leaves`] writes.
    #[error(transparent)]
    Damaged(#[from] CompactError),
    /// More than one message may have.
    #[error("more than {max} leaves in one message")]
    TooMany {
        /// The limit.
        max: usize,
    },
    /// Positions or leases do not ascend, or leave 64 bits.
    #[error("leaf {position} of the message does not come after the one before it")]
    NotAscending {
        /// Its place in the message, from 0.
        position: usize,
    },
}

/// Packs leaves with their positions in the tree, both positions and leases ascending.
///
/// Per leaf: steps of the position and of the lease from what would follow on the leaf before (0 for neighbours; from 0
/// for the first), GPU-seconds, uptime, latency, charge, metered until, then 0 for no output commitment or 1 and its 32
/// bytes. So no two leaves of a message can have one position or one lease.
///
/// Errors: `TooMany`; `NotAscending`.
///
/// ```
/// use api::compute_escrow::{pack_leaves, unpack_leaves};
/// use attestation::SettlementLeaf;
/// let leaf = |lease_id| SettlementLeaf {
///     lease_id, gpu_seconds: 7_200, uptime_seconds: 3_600, latency_p95_ms: 40, output_commitment: [0; 32],
///     charge: 9_000_000, metered_until: 1_800_000_000,
/// };
/// let leaves = [(500_000, leaf(70)), (500_001, leaf(71))];
/// let packed = pack_leaves(&leaves)?;
/// assert_eq!(packed.len(), 24 + 20);
/// assert_eq!(unpack_leaves(&packed)?, leaves);
/// # Ok::<(), api::compute_escrow::PackedLeavesError>(())
/// ```
pub fn pack_leaves(leaves: &[(u64, SettlementLeaf)]) -> Result<Vec<u8>, PackedLeavesError> {
    let too_many = PackedLeavesError::TooMany { max: MAX_CLAIMED_LEAVES };
    if leaves.len() > MAX_CLAIMED_LEAVES {
        return Err(too_many);
    }
    let (mut writer, mut next) = (Writer::default(), Some((0, 0)));
    for (position, (index, leaf)) in leaves.iter().enumerate() {
        let step = |(next_index, next_lease)| {
            index.checked_sub(next_index).zip(leaf.lease_id.checked_sub(next_lease))
        };
        let not_ascending = PackedLeavesError::NotAscending { position };
        let (index_step, lease_step) = next.and_then(step).ok_or(not_ascending)?;
        next = index.checked_add(1).zip(leaf.lease_id.checked_add(1));
        writer = writer
            .number(index_step)
            .number(lease_step)
            .number(leaf.gpu_seconds)
            .number(leaf.uptime_seconds)
            .number(leaf.latency_p95_ms)
            .number(leaf.charge)
            .number(leaf.metered_until);
        writer = match leaf.output_commitment {
            none if none == [0; 32] => writer.number(0u8),
            commitment => writer.number(1u8).hash(&commitment),
        };
    }
    Ok(writer.finish())
}

/// What was packed. Errors: `Damaged`, `TooMany`, `NotAscending`.
pub fn unpack_leaves(packed: &[u8]) -> Result<Vec<(u64, SettlementLeaf)>, PackedLeavesError> {
    let mut reader = Reader::new(packed);
    let (mut leaves, mut next) = (Vec::new(), Some((0u64, 0u64)));
    while !reader.is_empty() {
        let position = leaves.len();
        if position >= MAX_CLAIMED_LEAVES {
            return Err(PackedLeavesError::TooMany { max: MAX_CLAIMED_LEAVES });
        }
        let (index_step, lease_step) = (reader.u64()?, reader.u64()?);
        let step =
            |(index, lease): (u64, u64)| index.checked_add(index_step).zip(lease.checked_add(lease_step));
        let (index, lease_id) = next.and_then(step).ok_or(PackedLeavesError::NotAscending { position })?;
        next = index.checked_add(1).zip(lease_id.checked_add(1));
        leaves.push((index, leaf(&mut reader, lease_id)?));
    }
    Ok(leaves)
}

fn leaf(reader: &mut Reader<'_>, lease_id: u64) -> Result<SettlementLeaf, CompactError> {
    let (gpu_seconds, uptime_seconds, latency_p95_ms) = (reader.u64()?, reader.u64()?, reader.u64()?);
    let (charge, metered_until) = (reader.u128()?, reader.u64()?);
    let before = *reader;
    let output_commitment = match reader.u64()? {
        0 => [0; 32],
        1 => reader.hash()?,
        _ => return Err(before.damaged()),
    };
    Ok(SettlementLeaf {
        lease_id,
        gpu_seconds,
        uptime_seconds,
        latency_p95_ms,
        output_commitment,
        charge,
        metered_until,
    })
}
