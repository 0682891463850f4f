//! cw3-flex-multisig 1.1.1 as published.

include!("../../exports.rs");

use cw3_flex_multisig::contract;

exports! { instantiate execute query }
