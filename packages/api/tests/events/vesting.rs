//! Events of the vesting contract.

use super::{account, same, units};
use weal_api::asset::Token;
use weal_api::vesting::{GrantCancelled, GrantClaimed, GrantCreated};

#[test]
fn events_of_the_vesting_contract_have_these_bytes() {
    same(
        GrantCreated {
            grant_id: 1,
            grantor: account("grantor"),
            recipient: account("recipient"),
            token: Token::Native("token".into()),
            amount: units(5_000),
            ends_at: 6,
            cancellable: true,
        },
        "grant_created grant_id=1 grantor=grantor recipient=recipient token=token amount=5000 ends_at=6 cancellable=true",
    );
    same(
        GrantCreated {
            grant_id: 0,
            grantor: account("same"),
            recipient: account("same"),
            token: Token::Cw20(account("token")),
            amount: units(0),
            ends_at: 0,
            cancellable: false,
        },
        "grant_created grant_id=0 grantor=same recipient=same token=token amount=0 ends_at=0 cancellable=false",
    );
    same(
        GrantClaimed {
            grant_id: 1,
            recipient: account("recipient"),
            token: Token::Native("token".into()),
            paid: units(4_000),
            claimed: units(5_000),
        },
        "grant_claimed grant_id=1 recipient=recipient token=token paid=4000 claimed=5000",
    );
    same(
        GrantCancelled {
            grant_id: 1,
            grantor: account("grantor"),
            recipient: account("recipient"),
            token: Token::Native("token".into()),
            vested: units(5_000),
            returned: units(6_000),
            claimable: units(7_000),
        },
        "grant_cancelled grant_id=1 grantor=grantor recipient=recipient token=token vested=5000 returned=6000 claimable=7000",
    );
}
