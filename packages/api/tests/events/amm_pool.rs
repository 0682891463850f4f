//! Events of the pool.

use super::{account, same, units};
use weal_api::amm_pool::{
    AmpRamped, Donated, DynamicFee, LiquidityProvided, LiquidityWithdrawn, ObservationsGrown,
    OwnershipAccepted, OwnershipProposed, Params, ParamsApplied, ParamsCancelled, ParamsProposed,
    PoolCreated, ProtocolFeesClaimed, Swapped, SwapsPaused,
};

#[test]
fn events_of_the_pool_have_these_bytes() {
    same(
        AmpRamped { from: 1, to: 2, starts_at: 3, ends_at: 4 },
        "amp_ramped from=1 to=2 starts_at=3 ends_at=4",
    );
    same(ObservationsGrown { capacity: 1 }, "observations_grown capacity=1");
    same(
        PoolCreated {
            assets: vec!["assets_a".to_owned(), "assets_b".to_owned()],
            fee_bps: 2,
            owner: account("owner"),
        },
        "pool_created assets=assets_a,assets_b fee_bps=2 owner=owner",
    );
    same(
        LiquidityProvided {
            provider: account("provider"),
            recipient: account("recipient"),
            amounts: vec![units(3_000), units(103_000)],
            shares: units(4_000),
            reserves: vec![units(5_000), units(105_000)],
            fees_held: vec![units(6_000), units(106_000)],
            supply: units(7_000),
            withheld: vec![units(8_000), units(108_000)],
        },
        "liquidity_provided provider=provider recipient=recipient amounts=3000,103000 shares=4000 reserves=5000,105000 fees_held=6000,106000 supply=7000 withheld=8000,108000",
    );
    same(
        LiquidityProvided {
            provider: account("same"),
            recipient: account("same"),
            amounts: vec![],
            shares: units(0),
            reserves: vec![],
            fees_held: vec![],
            supply: units(0),
            withheld: vec![units(0), units(0)],
        },
        "liquidity_provided provider=same amounts= shares=0 reserves= fees_held= supply=0",
    );
    same(
        LiquidityProvided {
            provider: account("same"),
            recipient: account("same"),
            amounts: vec![units(3_000), units(103_000)],
            shares: units(4_000),
            reserves: vec![units(5_000), units(105_000)],
            fees_held: vec![units(6_000), units(106_000)],
            supply: units(7_000),
            withheld: vec![units(0), units(5)],
        },
        "liquidity_provided provider=same amounts=3000,103000 shares=4000 reserves=5000,105000 fees_held=6000,106000 supply=7000 withheld=0,5",
    );
    same(
        LiquidityWithdrawn {
            provider: account("provider"),
            recipient: account("recipient"),
            shares: units(3_000),
            amounts: vec![units(4_000), units(104_000)],
            reserves: vec![units(5_000), units(105_000)],
            fees_held: vec![units(6_000), units(106_000)],
            supply: units(7_000),
            withheld: vec![units(8_000), units(108_000)],
        },
        "liquidity_withdrawn provider=provider recipient=recipient shares=3000 amounts=4000,104000 reserves=5000,105000 fees_held=6000,106000 supply=7000 withheld=8000,108000",
    );
    same(
        LiquidityWithdrawn {
            provider: account("same"),
            recipient: account("same"),
            shares: units(0),
            amounts: vec![],
            reserves: vec![],
            fees_held: vec![],
            supply: units(0),
            withheld: vec![units(0), units(0)],
        },
        "liquidity_withdrawn provider=same shares=0 amounts= reserves= fees_held= supply=0",
    );
    same(
        LiquidityWithdrawn {
            provider: account("same"),
            recipient: account("same"),
            shares: units(3_000),
            amounts: vec![units(4_000), units(104_000)],
            reserves: vec![units(5_000), units(105_000)],
            fees_held: vec![units(6_000), units(106_000)],
            supply: units(7_000),
            withheld: vec![units(0), units(5)],
        },
        "liquidity_withdrawn provider=same shares=3000 amounts=4000,104000 reserves=5000,105000 fees_held=6000,106000 supply=7000 withheld=0,5",
    );
    same(
        Swapped {
            trader: account("trader"),
            recipient: account("recipient"),
            offer: "offer".to_owned(),
            ask: "ask".to_owned(),
            offered: units(5_000),
            received: units(6_000),
            fee: units(7_000),
            reserves: vec![units(8_000), units(108_000)],
            fees_held: vec![units(9_000), units(109_000)],
            protocol_fee: units(10_000),
            withheld: units(11_000),
            surplus: units(12_000),
        },
        "swapped trader=trader recipient=recipient offer=offer ask=ask offered=5000 received=6000 fee=7000 reserves=8000,108000 fees_held=9000,109000 protocol_fee=10000 withheld=11000 surplus=12000",
    );
    same(
        Swapped {
            trader: account("same"),
            recipient: account("same"),
            offer: String::new(),
            ask: String::new(),
            offered: units(0),
            received: units(0),
            fee: units(0),
            reserves: vec![],
            fees_held: vec![],
            protocol_fee: units(0),
            withheld: units(0),
            surplus: units(0),
        },
        "swapped trader=same offer= ask= offered=0 received=0 fee=0 reserves= fees_held=",
    );
    same(
        Donated {
            donor: account("donor"),
            token: "token".to_owned(),
            amount: units(3_000),
            fees_held: vec![units(4_000), units(104_000)],
        },
        "donated donor=donor token=token amount=3000 fees_held=4000,104000",
    );
    same(
        ProtocolFeesClaimed { recipient: account("recipient"), amounts: vec![units(2_000), units(102_000)] },
        "protocol_fees_claimed recipient=recipient amounts=2000,102000",
    );
    same(
        ParamsProposed {
            params: Params {
                fee_bps: 91,
                seasoning_blocks: 92,
                sandwich_bound: true,
                protocol_share_bps: 93,
                directional: Some(DynamicFee { alpha_bps: 94, cap_bps: 95 }),
            },
            effective_at: 2,
            expires_at: 3,
        },
        "params_proposed fee_bps=91 seasoning_blocks=92 sandwich_bound=true protocol_share_bps=93 alpha_bps=94 cap_bps=95 effective_at=2 expires_at=3",
    );
    same(
        ParamsProposed {
            params: Params {
                fee_bps: 91,
                seasoning_blocks: 92,
                sandwich_bound: true,
                protocol_share_bps: 93,
                directional: None,
            },
            effective_at: 0,
            expires_at: 0,
        },
        "params_proposed fee_bps=91 seasoning_blocks=92 sandwich_bound=true protocol_share_bps=93 effective_at=0 expires_at=0",
    );
    same(ParamsCancelled, "params_cancelled");
    same(
        ParamsApplied {
            params: Params {
                fee_bps: 91,
                seasoning_blocks: 92,
                sandwich_bound: true,
                protocol_share_bps: 93,
                directional: Some(DynamicFee { alpha_bps: 94, cap_bps: 95 }),
            },
            version: 2,
        },
        "params_applied fee_bps=91 seasoning_blocks=92 sandwich_bound=true protocol_share_bps=93 alpha_bps=94 cap_bps=95 version=2",
    );
    same(
        ParamsApplied {
            params: Params {
                fee_bps: 91,
                seasoning_blocks: 92,
                sandwich_bound: true,
                protocol_share_bps: 93,
                directional: None,
            },
            version: 0,
        },
        "params_applied fee_bps=91 seasoning_blocks=92 sandwich_bound=true protocol_share_bps=93 version=0",
    );
    same(SwapsPaused { by: account("by"), until: 2 }, "swaps_paused by=by until=2");
    same(
        OwnershipProposed { new_owner: Some(account("new_owner")) },
        "ownership_proposed new_owner=new_owner",
    );
    same(OwnershipProposed { new_owner: None }, "ownership_proposed new_owner=");
    same(OwnershipAccepted { owner: account("owner") }, "ownership_accepted owner=owner");
}
