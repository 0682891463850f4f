//! Answers about orders and offers.

mod best_offers;
mod market;

pub(crate) use best_offers::best_offers;
pub(crate) use market::{config, credit, holdings, order, orders};
