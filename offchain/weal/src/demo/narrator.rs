//! Telling a newcomer what happens, with the chain's evidence beside it.

use comfy_table::{CellAlignment, Table, presets::UTF8_HORIZONTAL_ONLY};
use weal_client::{ClientError, Receipt};

/// Prints the story and remembers every transaction.
pub(crate) struct Narrator {
    chapters: usize,
    transactions: usize,
    gas: u64,
}

impl Narrator {
    /// Begins a story.
    pub(crate) fn new(place: &str) -> Self {
        println!("Commonweal, on {place}.");
        Self { chapters: 0, transactions: 0, gas: 0 }
    }

    /// Begins a chapter.
    pub(crate) fn chapter(&mut self, title: &str, about: &str) {
        self.chapters += 1;
        println!("\n── {}. {title} ──\n{about}", self.chapters);
    }

    /// A sentence.
    pub(crate) fn say(&self, text: &str) {
        println!("  {text}");
    }

    /// A transaction, with its height, gas and hash where the chain has them.
    pub(crate) fn step(&mut self, what: &str, receipt: &Receipt) {
        self.transactions += 1;
        self.gas += receipt.gas_used.unwrap_or_default();
        match (&receipt.tx_hash, receipt.gas_used) {
            (Some(hash), Some(gas)) => {
                println!("✓ {what}\n    height {} · gas {gas} · tx {hash}", receipt.height);
            }
            _ => println!("✓ {what}  (height {})", receipt.height),
        }
    }

    /// A step of a deployment; none where it was done before.
    pub(crate) fn deployed(&mut self, what: &str, receipt: Option<&Receipt>) {
        match receipt {
            Some(receipt) => self.step(what, receipt),
            None => println!("· {what}: there already"),
        }
    }

    /// Something that must not work. An error of another kind, or success, ends the story.
    pub(crate) fn refused(
        &self,
        what: &str,
        reason: &str,
        outcome: Result<Receipt, ClientError>,
    ) -> anyhow::Result<()> {
        match outcome {
            Err(ClientError::Refused { reason: found, .. }) if found.contains(reason) => {
                println!("✗ {what}: refused, \"{found}\"");
                Ok(())
            }
            Err(error) => Err(anyhow::anyhow!("{what}: expected a refusal for '{reason}', found: {error}")),
            Ok(_) => Err(anyhow::anyhow!("{what}: expected a refusal for '{reason}', but it worked")),
        }
    }

    /// A table; every column but the first is of numbers.
    pub(crate) fn table(&self, header: &[&str], rows: &[Vec<String>]) {
        let mut table = Table::new();
        table.load_preset(UTF8_HORIZONTAL_ONLY).set_header(header).add_rows(rows);
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        println!("{table}");
    }

    /// The last line.
    pub(crate) fn summary(&self) {
        let gas = if self.gas > 0 { format!(", {} gas", self.gas) } else { String::new() };
        println!("\nThe story is told: {} transactions{gas}, nothing lost, nothing made.", self.transactions);
    }
}
