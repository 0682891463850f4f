//! The gas of knowing that a quorum signed, by the size of the committee.
//!
//! A message whose last signature is wrong by one bit is refused after everything was verified and before anything is
//! written: its gas above an empty call is the verification, with the bytes of the message. A message whose signatures are
//! one more than its signers is refused before: the difference between the two is the verification alone.

use crate::stage::Stage;
use anyhow::{bail, ensure};
use serde::Serialize;
use settle::committee::Committee;
use weal_api::oracle::ExecuteMsg;
use weal_client::{Chain, Funds};

/// One size of committee.
#[derive(Serialize)]
pub(crate) struct Row {
    members: usize,
    signers: usize,
    /// Verification with the message's bytes, above an empty call.
    gas: u64,
    /// The signatures' verification alone, without bytes and without reading the keys.
    verification_only: u64,
    /// The whole transaction that stores the root.
    post_gas: u64,
    post_above_floor: u64,
    pinned: bool,
}

const SIZES: [u8; 7] = [4, 7, 10, 13, 19, 25, 31];

/// Posts under committees of every size, signed by a quorum and by all.
pub(crate) fn measure(stage: &mut Stage<'_>, floor: u64, pinned: bool) -> anyhow::Result<Vec<Row>> {
    if stage.sizes.is_empty() {
        for size in SIZES {
            eprintln!("founding a committee of {size}");
            stage.sizes.push(Committee::found(stage.net, stage.oracle_code, size)?);
        }
    }
    let mut rows = Vec::new();
    for place in 0..stage.sizes.len() {
        if !pinned {
            post(stage, place, 0)?; // the first root writes keys that later ones find
        }
        for signers in [stage.sizes[place].quorum(), stage.sizes[place].size()] {
            let post_gas = post(stage, place, signers)?;
            let spoilt = refused(stage, place, signers, true)?;
            let unread = refused(stage, place, signers, false)?;
            let members = stage.sizes[place].size();
            let row = Row {
                members,
                signers,
                gas: spoilt - floor,
                verification_only: spoilt - unread,
                post_gas,
                post_above_floor: post_gas - floor,
                pinned,
            };
            eprintln!("{}", serde_json::to_string(&row)?);
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Posts the next root; zero signers stand for a quorum.
fn post(stage: &mut Stage<'_>, place: usize, signers: usize) -> anyhow::Result<u64> {
    let now = stage.net.next_second()?;
    let committee = &mut stage.sizes[place];
    let signers = if signers == 0 { committee.quorum() } else { signers };
    let root = committee.next([7; 32], 1_000, 9_000_000_000, now);
    committee.post(stage.net, &mut stage.keeper, &stage.escrow.address, &root, signers)
}

/// Gas of a message that is refused: for a wrong signature, or for one signature too many.
fn refused(stage: &mut Stage<'_>, place: usize, signers: usize, verified: bool) -> anyhow::Result<u64> {
    let now = stage.net.chain.block()?.time;
    let committee = &stage.sizes[place];
    let root = committee.next([7; 32], 1_000, 9_000_000_000, now);
    let mut message = committee.message(stage.net, &stage.escrow.address, &root, signers);
    let ExecuteMsg::PostRoot { signers: bits, signatures, .. } = &mut message else {
        bail!("a root is posted by another message");
    };
    if verified {
        let mut bytes = signatures.to_vec();
        let last = bytes.len() - 40;
        bytes[last] ^= 1;
        *signatures = bytes.into();
    } else {
        *bits &= *bits - 1;
    }
    let call = driver::execute(&stage.keeper.address, &committee.oracle.address, &message, &Funds::none())?;
    let outcome = stage.net.attempt(&mut stage.keeper, &[call])?;
    let expected = if verified { "signatures" } else { "bytes" };
    ensure!(outcome.code != 0 && outcome.log.contains(expected), "not refused as meant: {}", outcome.log);
    Ok(outcome.gas)
}
