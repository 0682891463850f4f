//! cw20-base 2.0.0 as published.

include!("../../exports.rs");

use cw20_base::contract;

exports! { instantiate execute query }
