//! cw-vesting 2.6.0 as published.

include!("../../exports.rs");

use cw_vesting::contract;

exports! { instantiate execute query }
