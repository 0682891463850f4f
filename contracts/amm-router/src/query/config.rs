//! The limits.

use weal_api::amm_router::{ConfigResponse, MAX_EXITS, MAX_HOPS, MAX_ROUTES};

pub(crate) fn config() -> ConfigResponse {
    let count = |limit| u32::try_from(limit).unwrap_or(u32::MAX);
    ConfigResponse { max_hops: count(MAX_HOPS), max_routes: count(MAX_ROUTES), max_exits: count(MAX_EXITS) }
}
