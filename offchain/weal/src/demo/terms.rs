//! The terms of the story's leases, and what the escrow has of them last.

use crate::services::Stage;
use weal_api::compute_escrow::{LeaseResponse, LeasesResponse, OffersResponse, QueryMsg};

/// 2.49 USD an hour, in base units × 10^12 a GPU-second, rounded up.
pub(super) const RATE: u128 = 691_666_666_666_667;
pub(super) const GPUS: u32 = 8;
/// The longest that the tenant wants them, seconds.
pub(super) const LEASE_SECONDS: u64 = 3_600;
pub(super) fn newest_offer(stage: &Stage<'_>, provider: &str) -> anyhow::Result<u64> {
    let provider = stage.chain.address(provider)?;
    let mut found = None;
    let mut start_after = None;
    loop {
        let query = QueryMsg::Offers { start_after, limit: Some(30) };
        let page: OffersResponse = stage.economy.escrow.query(stage.chain, &query)?;
        let Some(last) = page.offers.last() else { break };
        start_after = Some(last.offer_id);
        let mine = page.offers.iter().filter(|offer| offer.live && offer.provider.as_str() == provider);
        found = mine.map(|offer| offer.offer_id).next_back().or(found);
    }
    found.ok_or_else(|| anyhow::anyhow!("{provider} has no live offer"))
}

pub(super) fn newest_lease(stage: &Stage<'_>) -> anyhow::Result<LeaseResponse> {
    let mut newest = None;
    loop {
        let start_after = newest.as_ref().map(|lease: &LeaseResponse| lease.lease_id);
        let query = QueryMsg::Leases { start_after, limit: Some(30) };
        let page: LeasesResponse = stage.economy.escrow.query(stage.chain, &query)?;
        match page.leases.into_iter().next_back() {
            Some(lease) => newest = Some(lease),
            None => return newest.ok_or_else(|| anyhow::anyhow!("there is no lease")),
        }
    }
}
