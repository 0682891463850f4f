//! Reads and writes messages and records as JSON in little code, and packs what is paid by the byte ([`compact`]).
//!
//! A derived `Deserialize` writes out the reading of every field of every variant, a few hundred bytes of wasm each: of a
//! large contract's messages 120 KB. Here one reader, the same for all types, makes a tree of what stands in the JSON, and
//! a type takes its fields from it by their place in a list of names. A contract's answers, messages and questions are
//! written the same way ([`to_binary`], [`ask`]): fields one after the other along that list. Serde's writer and the schema
//! are derived as before, for what is stored and for clients.
//!
//! [`message`] is for what others send: it refuses a field it does not name, so that a misspelt bound never passes as no
//! bound. [`record`] is for what a contract stored or another one of ours answered: fields it does not name are passed over, whatever
//! stands in them. [`answer`] is for what contracts of others answer, such as a cw20's: it is written as the others are, and read by
//! serde's derive, so that whatever serde takes is taken here.
//! All stand in the place of `cw_serde`, for types without parameters; of serde's attributes a field may carry `default`
//! and `skip_serializing_if`, and a type none: serde's writer and the schema would follow them, and the reader here would not.
//!
//! ```
//! #[weal_wire::message]
//! pub enum Either { Number(u64), Text(String) }
//! ```
//!
//! ```compile_fail
//! #[weal_wire::message]
//! #[serde(untagged)]
//! pub enum Either { Number(u64), Text(String) }
//! ```
//!
//! ```compile_fail
//! #[weal_wire::message]
//! #[serde(tag = "type")]
//! pub enum Either { Number { of: u64 }, Text { of: String } }
//! ```
//!
//! [`event`](macro@event) is for what a contract reports: the struct becomes an event with an attribute for each field (see [`mod@event`]).
//!
//! An absent field is read as `None` where it is optional, and so is a null. A field that comes twice, a second variant and
//! a number that its type cannot hold are refused. What is refused is named with the way to it.
//!
//! The tree costs memory, which a contract's wasm never gives back within a call (ADR 0008): a list of short numbers takes up to 46 times
//! its own bytes, so that a message of 700 KiB can use up the 32 MiB that wasmd grants and is refused like one without gas. Text and
//! binaries cost a few times their own length. Nothing of ours comes near: the openings of a dispute, the longest message, are 45 KB of binary.
//! It changes nothing for anybody else, since a call that is refused leaves no trace and pays its own gas, 10 for each byte.

pub mod compact;
pub mod event;
mod json;
mod read;
mod refusal;
mod write;

/// A contract's call gives no memory back: the chain throws it away with the call (ADR 0008).
#[cfg(all(target_arch = "wasm32", feature = "bump-allocator"))]
#[global_allocator]
static ALLOCATOR: mini_alloc::MiniAlloc = mini_alloc::MiniAlloc::INIT;

pub use json::{Fields, Json, Variant};
pub use read::{Read, deserialize};
pub use refusal::{Refusal, Result};
pub use weal_wire_derive::{Packed, answer, event, message, record};
pub use write::{Entries, Write, Writer, ask, to_binary};

/// The crates that the attributes' expansions name through this one.
#[doc(hidden)]
pub use cosmwasm_schema as schema;

/// The guide's snippets are tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide/wire.md")]
mod guide {}
