//! dao-dao-core 2.6.0 as published.

include!("../../exports.rs");

use dao_dao_core::contract;

exports! { instantiate execute query reply }
