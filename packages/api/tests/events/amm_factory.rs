//! Events of the factory.

use super::{account, same, units};
use weal_api::amm_factory::{
    AmpRange, Creation, CreationFee, CreationFeeUpdated, CreationPaused, CreationResumed, DecimalsSet,
    GuardianUpdated, KindConfig, KindUpdated, OwnershipAccepted, OwnershipProposed, PoolRecord,
    PoolRegistered, UnusedReturned,
};
use weal_api::amm_pool::PoolKind;
use weal_api::asset::Asset;
use weal_api::asset::AssetInfo;
use weal_api::asset::Token;

#[test]
fn events_of_the_factory_have_these_bytes() {
    same(
        PoolRegistered {
            record: PoolRecord {
                id: 91,
                pool: account("pool"),
                kind: "kind".into(),
                curve: PoolKind::Stableswap { amp: 93, decimals: vec![6, 8] },
                assets: vec![],
                fee_bps: 92,
            },
            tokens: vec![Token::Native("tokens_a".into()), Token::Native("tokens_b".into())],
            creator: account("creator"),
        },
        "pool_registered id=91 pool=pool kind=kind assets=tokens_a,tokens_b fee_bps=92 creator=creator amp=93 decimals=6,8",
    );
    same(
        PoolRegistered {
            record: PoolRecord {
                id: 91,
                pool: account("pool"),
                kind: "kind".into(),
                curve: PoolKind::ConstantProduct {},
                assets: vec![],
                fee_bps: 92,
            },
            tokens: vec![],
            creator: account("same"),
        },
        "pool_registered id=91 pool=pool kind=kind assets= fee_bps=92 creator=same",
    );
    same(
        UnusedReturned {
            pool: account("pool"),
            recipient: account("recipient"),
            amounts: vec![units(3_000), units(103_000)],
        },
        "unused_returned pool=pool recipient=recipient amounts=3000,103000",
    );
    same(
        KindUpdated {
            kind: KindConfig {
                kind: "kind".into(),
                code_id: 91,
                creation: Creation::OwnerOnly,
                max_fee_bps: 92,
                migratable: true,
                amp: Some(AmpRange { min: 93, max: 94 }),
            },
        },
        "kind_updated kind=kind code_id=91 creation=owner_only max_fee_bps=92 migratable=true min_amp=93 max_amp=94",
    );
    same(
        KindUpdated {
            kind: KindConfig {
                kind: "kind".into(),
                code_id: 91,
                creation: Creation::Closed,
                max_fee_bps: 92,
                migratable: false,
                amp: None,
            },
        },
        "kind_updated kind=kind code_id=91 creation=closed max_fee_bps=92 migratable=false",
    );
    same(
        CreationFeeUpdated {
            creation_fee: Some(CreationFee {
                asset: Asset::new(AssetInfo::cw20("contract"), 91u128),
                recipient: "recipient".into(),
            }),
        },
        "creation_fee_updated amount=91 asset=contract recipient=recipient",
    );
    same(CreationFeeUpdated { creation_fee: None }, "creation_fee_updated amount=0");
    same(DecimalsSet { denom: "denom".to_owned(), decimals: Some(2) }, "decimals_set denom=denom decimals=2");
    same(DecimalsSet { denom: String::new(), decimals: None }, "decimals_set denom= decimals=");
    same(
        OwnershipProposed { owner: account("owner"), pending_owner: Some(account("pending_owner")) },
        "ownership_proposed owner=owner pending_owner=pending_owner",
    );
    same(
        OwnershipProposed { owner: account("same"), pending_owner: None },
        "ownership_proposed owner=same pending_owner=",
    );
    same(OwnershipAccepted { owner: account("owner") }, "ownership_accepted owner=owner");
    same(GuardianUpdated { guardian: Some(account("guardian")) }, "guardian_updated guardian=guardian");
    same(GuardianUpdated { guardian: None }, "guardian_updated guardian=");
    same(CreationPaused { kind: "kind".to_owned(), until: 2 }, "creation_paused kind=kind until=2");
    same(CreationResumed { kind: "kind".to_owned() }, "creation_resumed kind=kind");
}
