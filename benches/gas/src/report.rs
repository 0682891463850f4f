//! A row of the measured table.

use serde::Serialize;

/// One operation.
#[derive(Serialize)]
pub(crate) struct Row {
    operation: &'static str,
    contract: &'static str,
    /// The gas of ours; `None` where only the peer has the operation.
    ours: Option<u64>,
    /// The published contract that is the peer.
    peer: Option<&'static str>,
    /// The gas of the peer.
    peer_gas: Option<u64>,
    /// The gas of an empty call in the same run.
    floor: u64,
    /// (ours − floor) ÷ (peer − floor), rounded to a thousandth.
    ratio: Option<f64>,
    /// True if governance had pinned every code.
    pinned: bool,
}

impl Row {
    pub(crate) fn new(
        operation: &'static str,
        contract: &'static str,
        ours: Option<u64>,
        (peer, peer_gas): (Option<&'static str>, Option<u64>),
        floor: u64,
        pinned: bool,
    ) -> Self {
        let above = |gas: u64| gas as f64 - floor as f64;
        let ratio = ours.zip(peer_gas).filter(|(_, peer)| *peer > floor);
        let ratio = ratio.map(|(ours, peer)| (above(ours) / above(peer) * 1_000.0).round() / 1_000.0);
        Self { operation, contract, ours, peer, peer_gas, floor, ratio, pinned }
    }
}
