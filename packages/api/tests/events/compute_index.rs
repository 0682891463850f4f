//! Events of the index.

use super::{account, same, units};
use weal_api::compute_index::{IndexCreated, WorkRecorded};

#[test]
fn events_of_the_index_have_these_bytes() {
    same(
        IndexCreated {
            escrow: account("escrow"),
            provider_cap_bps: 2,
            min_providers: 3,
            half_volume: units(4_000),
        },
        "index_created escrow=escrow provider_cap_bps=2 min_providers=3 half_volume=4000",
    );
    same(
        WorkRecorded { leases: 1, fees: units(2_000), settled: 3, volume: units(4_000) },
        "work_recorded leases=1 fees=2000 settled=3 volume=4000",
    );
}
