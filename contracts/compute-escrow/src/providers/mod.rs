//! Providers: their registrations and bonds, their offers, and what an offer costs.

mod offer;
mod pricing;
mod provider;
mod publish_offer;
pub(crate) mod query;
mod records;
mod register_provider;
mod registry;
mod retire_offer;
mod top_up_bond;
mod withdraw_bond;

pub(crate) use offer::{
    MAX_ENDPOINT_BYTES, MAX_LIVE_OFFERS, MAX_NAME_BYTES, Offer, check_terms, in_range, text_length,
};
pub(crate) use pricing::{MAX_DISCOUNT_BPS, Priced, check_sla, check_tiers, in_bps, min_deposit};
pub(crate) use publish_offer::publish_offer;
pub(crate) use records::{
    last_offer, load_offer, load_profile, load_provider, may_load_provider, next_offer, next_provider,
    remove_provider, save_offer, save_offer_use, save_profile, save_provider,
};
pub(crate) use register_provider::register_provider;
pub(crate) use registry::ensure_sku;
pub(crate) use retire_offer::retire_offer;
pub(crate) use top_up_bond::top_up_bond;
pub(crate) use withdraw_bond::withdraw_bond;
