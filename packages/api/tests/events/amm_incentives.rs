//! Events of the incentives.

use super::{account, same, units};
use weal_api::amm_incentives::{
    OrphanedReturned, RewardClaimed, RewardUndelivered, ScheduleCreated, Staked, Unstaked,
};
use weal_api::asset::Token;

#[test]
fn events_of_the_incentives_have_these_bytes() {
    same(
        Staked {
            pool: account("pool"),
            account: account("account"),
            amount: units(3_000),
            staked: units(4_000),
            total: units(5_000),
        },
        "staked pool=pool account=account amount=3000 staked=4000 total=5000",
    );
    same(
        Unstaked {
            pool: account("pool"),
            account: account("account"),
            amount: units(3_000),
            staked: units(4_000),
            total: units(5_000),
        },
        "unstaked pool=pool account=account amount=3000 staked=4000 total=5000",
    );
    same(
        ScheduleCreated {
            schedule_id: 1,
            pool: account("pool"),
            funder: account("funder"),
            token: Token::Native("token".into()),
            amount: units(5_000),
            starts_at: 6,
            ends_at: 7,
        },
        "schedule_created schedule_id=1 pool=pool funder=funder token=token amount=5000 starts_at=6 ends_at=7",
    );
    same(
        ScheduleCreated {
            schedule_id: 0,
            pool: account("same"),
            funder: account("same"),
            token: Token::Cw20(account("token")),
            amount: units(0),
            starts_at: 0,
            ends_at: 0,
        },
        "schedule_created schedule_id=0 pool=same funder=same token=token amount=0 starts_at=0 ends_at=0",
    );
    same(
        RewardClaimed {
            schedule_id: 1,
            account: account("account"),
            token: Token::Native("token".into()),
            amount: units(4_000),
            claimed: units(5_000),
        },
        "reward_claimed schedule_id=1 account=account token=token amount=4000 claimed=5000",
    );
    same(
        RewardUndelivered {
            schedule_id: 1,
            account: account("account"),
            amount: units(3_000),
            claimed: units(4_000),
        },
        "reward_undelivered schedule_id=1 account=account amount=3000 claimed=4000",
    );
    same(
        OrphanedReturned {
            schedule_id: 1,
            funder: account("funder"),
            token: Token::Native("token".into()),
            amount: units(4_000),
        },
        "orphaned_returned schedule_id=1 funder=funder token=token amount=4000",
    );
}
