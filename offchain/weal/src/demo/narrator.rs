//! Telling a newcomer what happens, with the chain's evidence beside it.

use comfy_table::{CellAlignment, Table, TableComponent, presets::UTF8_HORIZONTAL_ONLY};
use std::cell::Cell;
use weal_client::{ClientError, Receipt};

/// Columns that no line of the story exceeds.
pub(crate) const COLUMNS: usize = 100;

/// Prints the story and remembers every transaction.
pub(crate) struct Narrator {
    chapters: usize,
    transactions: usize,
    gas: u64,
    widest: Cell<usize>,
}

/// A message that must not work, and why it does not.
pub(crate) struct Refused<'a> {
    /// The attempt, as a reader would call it.
    pub(crate) attempt: &'a str,
    /// Words that the contract's refusal must contain.
    pub(crate) says: &'a str,
    /// The refusal in the reader's units and names.
    pub(crate) because: &'a str,
}

impl Narrator {
    /// Begins a story.
    pub(crate) fn new(place: &str) -> Self {
        let narrator = Self { chapters: 0, transactions: 0, gas: 0, widest: Cell::new(0) };
        narrator.print("", &format!("Commonweal, on {place}."));
        narrator
    }

    /// Begins a chapter.
    pub(crate) fn chapter(&mut self, title: &str, about: &str) {
        self.chapters += 1;
        println!();
        self.print("", &format!("── {}. {title} ──", self.chapters));
        self.print("", about);
    }

    /// Tells a sentence.
    pub(crate) fn say(&self, text: &str) {
        self.print("  ", text);
    }

    /// Tells a transaction, with its block, gas and hash where the chain has them.
    pub(crate) fn step(&mut self, what: &str, receipt: &Receipt) {
        self.transactions += 1;
        self.gas += receipt.gas_used.unwrap_or_default();
        match (&receipt.tx_hash, receipt.gas_used) {
            (Some(hash), Some(gas)) => {
                self.print("✓ ", what);
                self.print("    ", &format!("block {} · {gas} gas · tx {hash}", receipt.height));
            }
            _ => self.print("✓ ", &format!("{what} ·\u{a0}block\u{a0}{}", receipt.height)),
        }
    }

    /// Tells a step of a deployment, which has no receipt where it was done before.
    pub(crate) fn deployed(&mut self, what: &str, receipt: Option<&Receipt>) {
        match receipt {
            Some(receipt) => self.step(what, receipt),
            None => self.print("· ", &format!("{what}: there already")),
        }
    }

    /// Tells a refusal. An error of another kind, or success, ends the story.
    pub(crate) fn refused(
        &self,
        refused: Refused<'_>,
        outcome: Result<Receipt, ClientError>,
    ) -> anyhow::Result<()> {
        let Refused { attempt, says, because } = refused;
        match outcome {
            Err(ClientError::Refused { reason, .. }) if reason.contains(says) => {
                self.print("✗ ", &format!("{attempt}: refused, {because}"));
                Ok(())
            }
            Err(error) => Err(anyhow::anyhow!("{attempt}: expected a refusal for '{says}', found: {error}")),
            Ok(_) => Err(anyhow::anyhow!("{attempt}: expected a refusal for '{says}', but it worked")),
        }
    }

    /// Prints a table; every column but the first is of numbers.
    pub(crate) fn table(&self, header: &[&str], rows: &[Vec<String>]) {
        let mut table = Table::new();
        table.load_preset(UTF8_HORIZONTAL_ONLY).set_header(header).add_rows(rows);
        table.remove_style(TableComponent::HorizontalLines).remove_style(TableComponent::MiddleIntersections);
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table.lines().for_each(|line| self.line(&line));
    }

    /// Prints the last line.
    pub(crate) fn summary(&self) {
        let gas = if self.gas > 0 { format!(", {} gas", self.gas) } else { String::new() };
        println!();
        self.print(
            "",
            &format!(
                "The story is told: {} transactions{gas}, nothing lost, nothing made.",
                self.transactions
            ),
        );
    }

    /// Returns the columns of the widest line so far.
    #[cfg(test)]
    pub(crate) fn widest(&self) -> usize {
        self.widest.get()
    }

    /// Prints a paragraph in lines of at most [`COLUMNS`], the first after `mark`, the others indented as far.
    fn print(&self, mark: &str, text: &str) {
        let indent = " ".repeat(mark.chars().count());
        let mut line = mark.to_owned();
        let mut is_empty = true;
        // A number and its sign of per cent stay together.
        for word in text.replace(" %", "\u{a0}%").split(' ') {
            if !is_empty && line.chars().count() + 1 + word.chars().count() > COLUMNS {
                self.line(&std::mem::replace(&mut line, indent.clone()));
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        self.line(&line);
    }

    fn line(&self, text: &str) {
        self.widest.set(self.widest.get().max(text.chars().count()));
        println!("{text}");
    }
}
