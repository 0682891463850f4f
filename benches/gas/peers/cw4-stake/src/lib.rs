//! cw4-stake 1.1.1 as published.

include!("../../exports.rs");

use cw4_stake::contract;

exports! { instantiate execute query }
