//! Events of the router.

use super::{account, same, units};
use weal_api::amm_router::{Routed, ZappedIn, ZappedOut};

#[test]
fn events_of_the_router_have_these_bytes() {
    same(
        Routed {
            trader: account("trader"),
            recipient: account("recipient"),
            offer: "offer".to_owned(),
            ask: "ask".to_owned(),
            offered: units(5_000),
            min_receive: units(6_000),
            routes: 7,
        },
        "routed trader=trader recipient=recipient offer=offer ask=ask offered=5000 min_receive=6000 routes=7",
    );
    same(
        ZappedIn {
            trader: account("trader"),
            recipient: account("recipient"),
            pool: account("pool"),
            offer: "offer".to_owned(),
            offered: units(5_000),
            min_shares: units(6_000),
            routes: 7,
        },
        "zapped_in trader=trader recipient=recipient pool=pool offer=offer offered=5000 min_shares=6000 routes=7",
    );
    same(
        ZappedOut {
            trader: account("trader"),
            recipient: account("recipient"),
            pool: account("pool"),
            shares: units(4_000),
            ask: "ask".to_owned(),
            min_receive: units(6_000),
            exits: 7,
        },
        "zapped_out trader=trader recipient=recipient pool=pool shares=4000 ask=ask min_receive=6000 exits=7",
    );
}
