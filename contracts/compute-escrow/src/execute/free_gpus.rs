//! Freeing GPUs that a running lease was scaled down by, once it has paid for their notice.

use crate::lease::{Funded, Lease};
use crate::offer::Offer;
use weal_api::compute_escrow::GpusFreed;

/// Changes the lease and its offer, which the caller saves; nothing where there is nothing to free.
pub(super) fn free_gpus<M: Funded>(lease: &mut Lease<M>, offer: &mut Offer, now: u64) -> Option<GpusFreed> {
    let freed = lease.gpus_to_free(now);
    if freed == 0 {
        return None;
    }
    offer.release(freed);
    lease.terms.gpus = lease.terms.gpus.saturating_sub(freed);
    Some(GpusFreed { lease_id: lease.id, freed, gpus: lease.terms.gpus })
}
