//! dao-proposal-single 2.6.0 as published.

include!("../../exports.rs");

use dao_proposal_single::contract;

exports! { instantiate execute query reply }
