//! The ledger by itself: its messages, its lists and its bounds.

#![allow(missing_docs, clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod allowances;
mod describing;
mod history;
mod listing;
mod moving;
mod suite;
mod supplying;
