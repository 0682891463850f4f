//! Many leaves of one provider in few bytes: about 12 a leaf instead of the 500 of as many JSON objects.

use thiserror::Error;
use weal_attestation::SettlementLeaf;
use weal_wire::compact::{CompactError, Reader, Writer};

/// Mark of a leaf whose position is not the next one: the step beyond it follows.
const INDEX_STEP: u8 = 1;
/// Mark of a leaf whose lease is not the next one: the step beyond it follows.
const LEASE_STEP: u8 = 2;
/// Mark of a leaf that was metered until another second than the leaf before, or than 0: that second follows at the
/// end.
const METERED: u8 = 4;
/// Mark of a leaf with an output commitment, which comes very last.
const COMMITMENT: u8 = 8;

/// The most leaves in one `ClaimMany`.
pub const MAX_CLAIMED_LEAVES: usize = 256;

/// Bytes that are not packed leaves.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PackedLeavesError {
    /// The bytes are not what [`pack_leaves`] writes.
    #[error(transparent)]
    Damaged(#[from] CompactError),
    /// The message has more leaves than it may.
    #[error("more than {max} leaves in one message")]
    TooMany {
        /// The most leaves.
        max: usize,
    },
    /// Positions or leases do not ascend, or leave 64 bits.
    #[error("leaf {position} of the message does not come after the one before it")]
    NotAscending {
        /// The leaf's place in the message, from 0.
        position: usize,
    },
}

/// Packs leaves with their positions in the tree, both positions and leases ascending.
///
/// Per leaf: marks (1: step of the position from what would follow on the leaf before, from 0 for the first; 2: the same
/// of the lease; 4: another second of metering than the leaf before; 8: an output commitment), the steps that are marked,
/// GPU-seconds, uptime, latency, charge, then the second and the 32 bytes that are marked. So no two leaves of a message
/// can have one position or one lease.
///
/// Errors: `TooMany`; `NotAscending`.
///
/// ```
/// use weal_api::compute_escrow::{pack_leaves, unpack_leaves};
/// use weal_attestation::SettlementLeaf;
/// let leaf = |lease_id| SettlementLeaf {
///     lease_id, gpu_seconds: 7_200, uptime_seconds: 3_600, latency_p95_ms: 40, output_commitment: [0; 32],
///     charge: 9_000_000, metered_until: 1_800_000_000,
/// };
/// let leaves = [(500_000, leaf(70)), (500_001, leaf(71))];
/// let packed = pack_leaves(&leaves)?;
/// assert_eq!(packed.len(), 20 + 10);
/// assert_eq!(unpack_leaves(&packed)?, leaves);
/// # Ok::<(), weal_api::compute_escrow::PackedLeavesError>(())
/// ```
pub fn pack_leaves(leaves: &[(u64, SettlementLeaf)]) -> Result<Vec<u8>, PackedLeavesError> {
    if leaves.len() > MAX_CLAIMED_LEAVES {
        return Err(PackedLeavesError::TooMany { max: MAX_CLAIMED_LEAVES });
    }
    let (mut writer, mut next, mut metered_until) = (Writer::default(), Some((0, 0)), 0);
    for (position, (index, leaf)) in leaves.iter().enumerate() {
        let step = |(next_index, next_lease)| {
            index.checked_sub(next_index).zip(leaf.lease_id.checked_sub(next_lease))
        };
        let steps = next.and_then(step).ok_or(PackedLeavesError::NotAscending { position })?;
        writer = write_leaf(writer, steps, leaf, leaf.metered_until != metered_until);
        next = index.checked_add(1).zip(leaf.lease_id.checked_add(1));
        metered_until = leaf.metered_until;
    }
    Ok(writer.finish())
}

fn write_leaf(
    mut writer: Writer,
    (index_step, lease_step): (u64, u64),
    leaf: &SettlementLeaf,
    metered: bool,
) -> Writer {
    let committed = leaf.output_commitment != [0; 32];
    let marked = |set: bool, mark: u8| if set { mark } else { 0 };
    writer = writer.number(
        marked(index_step > 0, INDEX_STEP)
            | marked(lease_step > 0, LEASE_STEP)
            | marked(metered, METERED)
            | marked(committed, COMMITMENT),
    );
    for step in [index_step, lease_step].into_iter().filter(|step| *step > 0) {
        writer = writer.number(step);
    }
    writer = writer
        .number(leaf.gpu_seconds)
        .number(leaf.uptime_seconds)
        .number(leaf.latency_p95_ms)
        .number(leaf.charge);
    if metered {
        writer = writer.number(leaf.metered_until);
    }
    if committed { writer.hash(&leaf.output_commitment) } else { writer }
}

/// Returns the leaves that were packed, with their positions. Errors: `Damaged`, `TooMany`, `NotAscending`.
pub fn unpack_leaves(packed: &[u8]) -> Result<Vec<(u64, SettlementLeaf)>, PackedLeavesError> {
    let mut reader = Reader::new(packed);
    let (mut leaves, mut next, mut metered_until) = (Vec::new(), Some((0u64, 0u64)), 0);
    while !reader.is_empty() {
        let position = leaves.len();
        if position >= MAX_CLAIMED_LEAVES {
            return Err(PackedLeavesError::TooMany { max: MAX_CLAIMED_LEAVES });
        }
        let damaged = reader.damaged();
        let marks = reader.u64()?;
        if marks >> 4 != 0 {
            return Err(damaged.into());
        }
        let marked = |mark: u8| marks & u64::from(mark) != 0;
        let index_step = if marked(INDEX_STEP) { above_zero(&mut reader)? } else { 0 };
        let lease_step = if marked(LEASE_STEP) { above_zero(&mut reader)? } else { 0 };
        let step =
            |(index, lease): (u64, u64)| index.checked_add(index_step).zip(lease.checked_add(lease_step));
        let (index, lease_id) = next.and_then(step).ok_or(PackedLeavesError::NotAscending { position })?;
        next = index.checked_add(1).zip(lease_id.checked_add(1));
        let leaf = read_leaf(&mut reader, (lease_id, metered_until), (marked(METERED), marked(COMMITMENT)))?;
        metered_until = leaf.metered_until;
        leaves.push((index, leaf));
    }
    Ok(leaves)
}

/// Reads a step that is marked, so above zero. Errors: `CompactError` for zero.
fn above_zero(reader: &mut Reader<'_>) -> Result<u64, CompactError> {
    let damaged = reader.damaged();
    reader.u64().and_then(|step| if step == 0 { Err(damaged) } else { Ok(step) })
}

fn read_leaf(
    reader: &mut Reader<'_>,
    (lease_id, metered_before): (u64, u64),
    (metered, committed): (bool, bool),
) -> Result<SettlementLeaf, CompactError> {
    let (gpu_seconds, uptime_seconds, latency_p95_ms) = (reader.u64()?, reader.u64()?, reader.u64()?);
    let charge = reader.u128()?;
    let damaged = reader.damaged();
    let metered_until = if metered { reader.u64()? } else { metered_before };
    let output_commitment = if committed { reader.hash()? } else { [0; 32] };
    if metered == (metered_until == metered_before) || committed == (output_commitment == [0; 32]) {
        return Err(damaged);
    }
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
