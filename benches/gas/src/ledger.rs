//! The measurements, operation by operation.

use crate::report::Row;
use weal_client::Receipt;

/// One operation's samples of both sides, gas.
#[derive(Default)]
struct Entry {
    operation: &'static str,
    contract: &'static str,
    peer: Option<&'static str>,
    ours: Vec<u64>,
    theirs: Vec<u64>,
}

/// Samples in the order in which operations were first measured.
#[derive(Default)]
pub(crate) struct Ledger(Vec<Entry>);

/// The entry in which the floor is kept.
const FLOOR: (&str, &str) = ("empty call", "noop");

impl Ledger {
    /// One sample of ours.
    pub(crate) fn ours(&mut self, contract: &'static str, operation: &'static str, gas: u64) {
        self.entry(contract, operation).ours.push(gas);
    }

    /// One sample of the peer's.
    pub(crate) fn theirs(
        &mut self,
        contract: &'static str,
        operation: &'static str,
        peer: &'static str,
        gas: u64,
    ) {
        let entry = self.entry(contract, operation);
        entry.peer = Some(peer);
        entry.theirs.push(gas);
    }

    /// One sample of the empty call.
    pub(crate) fn floor(&mut self, gas: u64) {
        self.ours(FLOOR.1, FLOOR.0, gas);
    }

    fn entry(&mut self, contract: &'static str, operation: &'static str) -> &mut Entry {
        let found =
            self.0.iter().position(|entry| (entry.contract, entry.operation) == (contract, operation));
        let index = found.unwrap_or_else(|| {
            self.0.push(Entry { contract, operation, ..Entry::default() });
            self.0.len() - 1
        });
        &mut self.0[index]
    }

    /// Medians, with the ratio above the floor of the same round of measurements. Errors: no floor.
    pub(crate) fn rows(&self, pinned: bool) -> anyhow::Result<Vec<Row>> {
        let floor = self.0.iter().find(|entry| (entry.operation, entry.contract) == FLOOR);
        let floor = floor.and_then(|entry| median(&entry.ours));
        let floor = floor.ok_or_else(|| anyhow::anyhow!("the empty call was not measured"))?;
        let row = |entry: &Entry| {
            Row::new(
                entry.operation,
                entry.contract,
                median(&entry.ours),
                (entry.peer, median(&entry.theirs)),
                floor,
                pinned,
            )
        };
        Ok(self.0.iter().map(row).collect())
    }
}

/// Gas of a committed transaction. Errors: the chain metered nothing.
pub(crate) fn gas(receipt: &Receipt) -> anyhow::Result<u64> {
    receipt.gas_used.ok_or_else(|| anyhow::anyhow!("the chain did not say what the transaction used"))
}

/// The middle one; of an even number the lower of the two in the middle.
fn median(samples: &[u64]) -> Option<u64> {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, missing_docs)]

    use super::*;

    #[test]
    fn a_row_of_the_peer_alone_has_neither_ours_nor_a_ratio() {
        let mut ledger = Ledger::default();
        ledger.floor(100);
        ledger.theirs("governor", "vote", "peer", 300);
        let rows = serde_json::to_value(ledger.rows(false).unwrap()).unwrap();
        assert_eq!((rows[1]["ours"].is_null(), rows[1]["ratio"].is_null()), (true, true));
        assert_eq!((&rows[1]["peer_gas"], &rows[1]["floor"]), (&300.into(), &100.into()));
    }

    #[test]
    fn a_row_of_both_has_the_ratio_above_the_floor() {
        let mut ledger = Ledger::default();
        ledger.floor(100);
        ledger.ours("pool", "swap", 150);
        ledger.theirs("pool", "swap", "peer", 300);
        let rows = serde_json::to_value(ledger.rows(true).unwrap()).unwrap();
        assert_eq!((&rows[1]["ratio"], &rows[1]["pinned"]), (&0.25.into(), &true.into()));
    }
}
