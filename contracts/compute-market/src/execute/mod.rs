//! One file per message.

mod award_order;
mod cancel_order;
mod claim_credit;
mod instantiate;
mod open_order;
mod place_bid;
mod reveal_bid;

pub(crate) use award_order::award_order;
pub(crate) use cancel_order::cancel_order;
pub(crate) use claim_credit::claim_credit;
pub(crate) use instantiate::instantiate;
pub(crate) use open_order::open_order;
pub(crate) use place_bid::{place_bid, replace_bid};
pub(crate) use reveal_bid::reveal_bid;
