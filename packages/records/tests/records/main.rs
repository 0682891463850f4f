//! The containers, their errors, their pages and the published layout.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod containers;
mod growing;
mod publishing;
