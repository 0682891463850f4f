//! The cw20 ledger: balances, allowances, supply, and the messages that only move them.
//!
//! Two contracts embed it: the governance token, which adds minting and marketing, and the pool, whose LP
//! token lives inside the pool itself. Messages, attributes and answers are those of cw20-base 2.0, so that
//! a wallet or an indexer sees no difference. The raw records are this ledger's own: packed, under the bytes
//! behind an address instead of its text, because a byte written costs 30 gas. Page:
//! `docs/spec/governance-token.md`.
//!
//! Minting and burning as messages are absent on purpose. The right to change the supply is the embedding
//! contract's business; it calls [`mint`] and [`burn`], or [`credit`] and [`debit`] where it keeps the supply itself.

mod allowance;
mod balance;
mod error;
mod execute;
mod query;
mod state;
mod token_info;

pub use allowance::deduct_allowance;
pub use balance::{balance_of, burn, credit, debit, mint, mint_all, move_balance, total_supply};
pub use error::Cw20Error;
pub use execute::{
    SendFrom, decrease_allowance, increase_allowance, send, send_from, transfer, transfer_from,
};
pub use query::{all_accounts, all_allowances, all_spender_allowances, allowance, balance, token_info};
pub use state::layout;
pub use token_info::{TokenInfo, create, load_token_info};
