//! dao-voting-token-staked 2.6.0 as published.

include!("../../exports.rs");

use dao_voting_token_staked::contract;

exports! { instantiate execute query reply }
