//! The measured table, for people and for programs.

use serde::Serialize;
use std::fmt::Write;

/// One operation.
#[derive(Serialize)]
pub(crate) struct Row {
    operation: &'static str,
    contract: &'static str,
    /// Gas of ours; none where only the peer has the operation.
    ours: Option<u64>,
    /// Which published contract.
    peer: Option<&'static str>,
    /// Gas of the peer's.
    peer_gas: Option<u64>,
    /// Gas of an empty call in the same run.
    floor: u64,
    /// (ours − floor) ÷ (peer − floor), rounded to a thousandth.
    ratio: Option<f64>,
    /// Whether governance had pinned every code.
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

/// Both halves as Markdown tables.
pub(crate) fn tables(rows: &[Row]) -> String {
    let mut text = String::new();
    for pinned in [false, true] {
        let half: Vec<_> = rows.iter().filter(|row| row.pinned == pinned).collect();
        let Some(first) = half.first() else { continue };
        let title = if pinned { "Every code pinned" } else { "Nothing pinned" };
        let _ = writeln!(text, "{title}; an empty call is {}\n", thousands(first.floor));
        text += "| operation | contract | ours | peer | peer's gas | ratio above the floor |\n|---|---|---:|---|---:|---:|\n";
        for row in half {
            let number = |gas: Option<u64>| gas.map_or_else(|| "–".into(), thousands);
            let ratio = row.ratio.map_or_else(|| "–".into(), |ratio| format!("{ratio:.3}"));
            let (ours, theirs) = (number(row.ours), number(row.peer_gas));
            let peer = row.peer.unwrap_or("–");
            let _ = writeln!(
                text,
                "| {} | {} | {ours} | {peer} | {theirs} | {ratio} |",
                row.operation, row.contract
            );
        }
        text += "\n";
    }
    text
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
