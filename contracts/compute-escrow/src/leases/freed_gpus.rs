//! Freeing GPUs that a running lease was scaled down by, once it has paid for their notice.

use super::Lease;
use crate::providers::Offer;
use weal_api::compute_escrow::GpusFreed;
use weal_lease_math::Funded;

/// Changes the lease and its offer, which the caller saves; nothing where there is nothing to free.
pub(crate) fn free_gpus<M: Funded>(lease: &mut Lease<M>, offer: &mut Offer, now: u64) -> Option<GpusFreed> {
    let freed = lease.gpus_to_free(now);
    if freed == 0 {
        return None;
    }
    offer.release(freed);
    lease.terms.gpus = lease.terms.gpus.saturating_sub(freed);
    Some(GpusFreed { lease_id: lease.id, freed, gpus: lease.terms.gpus })
}
