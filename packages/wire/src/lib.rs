//! Reads and writes messages and records as JSON in little code, and packs what is paid by the byte ([`compact`]).
//!
//! A derived `Deserialize` writes out the reading of every field of every variant, a few hundred bytes of wasm each: of a
//! large contract's messages 120 KB. Here one reader, the same for all types, makes a tree of what stands in the JSON, and
//! a type takes its fields from it by their place in a list of names. A contract's answers, messages and questions are
//! written the same way ([`to_binary`], [`ask`]): fields one after the other along that list. Serde's writer and the schema
//! are derived as before, for what is stored and for clients.
//!
//! [`message`] is for what others send: it refuses a field it does not name, so that a misspelt bound never passes as no
//! bound. [`record`] is for what a contract stored or another answered: fields it does not name are passed over.
//! Both stand in the place of `cw_serde`, for types without parameters; of serde's attributes a field may carry `default`
//! and `skip_serializing_if`.
//!
//! An absent field is read as `None` where it is optional, and so is a null. A field that comes twice, a second variant and
//! a number that its type cannot hold are refused. What is refused is named with the way to it.

pub mod compact;
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
pub use wire_derive::{message, record};
pub use write::{Entries, Write, Writer, ask, to_binary};

/// What the attributes expand to names its crates through here.
#[doc(hidden)]
pub use cosmwasm_schema as schema;
