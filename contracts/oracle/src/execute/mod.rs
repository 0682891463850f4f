//! One message, one file.

mod add_feed;
mod instantiate;
mod post_settlement;
mod register_key;
mod submit_prices;

pub(crate) use add_feed::add_feed;
pub(crate) use instantiate::instantiate;
pub(crate) use post_settlement::{SignedRoot, post_settlement};
pub(crate) use register_key::register_key;
pub(crate) use submit_prices::submit_prices;
