//! Scenarios across contracts, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects, missing_docs)]

mod dangerous;
