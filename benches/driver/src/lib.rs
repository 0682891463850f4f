//! The acts of a benchmark on a chain that a program does not need: many accounts, many messages to a transaction,
//! transactions that are meant to be refused.

pub mod governance;
mod message;
mod net;
mod wallet;

pub use message::{execute, send, send_many};
pub use net::{Net, Outcome, broadcast};
pub use wallet::Wallet;
