//! Events of the oracle.

use super::{account, same, units};
use cosmwasm_std::{Binary, Decimal};
use weal_api::oracle::{
    Appraised, AssetAdded, AssetSpec, AwardClaimed, BondWithdrawn, ConsumerDelisted, ConsumerListed,
    FeedAdded, FeedUpdateScheduled, KeyRegistered, MarkDownSettled, MarkedDown, MemberSlashed, OracleCreated,
    OverchargePunished, OwnershipAccepted, OwnershipProposed, PricePublished, PriceRecord, ReadingsFixed,
    ReadingsRecord, RotationActivated, RotationProposed, SeatResigned, SettlementPosted, SettlementRecord,
    SlashReason,
};

#[test]
fn events_of_the_oracle_have_these_bytes() {
    same(
        OracleCreated {
            owner: account("owner"),
            committee_epoch: 2,
            members: 3,
            quorum: 4,
            challenge: Binary::from([5; 5]),
        },
        "oracle_created owner=owner committee_epoch=2 members=3 quorum=4 challenge=BQUFBQU=",
    );
    same(
        KeyRegistered {
            operator: account("operator"),
            member: 2,
            public_key: Binary::from([3; 5]),
            committee_epoch: 4,
            registered: 5,
            members: 6,
            bond: units(7_000),
        },
        "oracle_key_registered operator=operator member=2 public_key=AwMDAwM= committee_epoch=4 registered=5 members=6 bond=7000",
    );
    same(
        RotationProposed {
            committee_epoch: 1,
            proposals: 2,
            operators: vec![account("operators_a"), account("operators_b")],
            challenge: Binary::from([4; 5]),
            effective_at: 5,
            signers: 6,
        },
        "oracle_rotation_proposed committee_epoch=1 proposals=2 operators=operators_a,operators_b challenge=BAQEBAQ= effective_at=5 signers=6",
    );
    same(
        RotationActivated { committee_epoch: 1, members: 2, quorum: 3, retired_at: 4, expires_at: 5 },
        "oracle_rotation_activated committee_epoch=1 members=2 quorum=3 retired_at=4 expires_at=5",
    );
    same(
        AssetAdded {
            spec: AssetSpec {
                asset: "asset".into(),
                beneficiary: "beneficiary".into(),
                validity_seconds: 91,
                decay_seconds: 92,
                max_rise_bps_per_day: 93,
                max_mark_down_bps: 94,
            },
        },
        "oracle_asset_added asset=asset beneficiary=beneficiary validity_seconds=91 decay_seconds=92 max_rise_bps_per_day=93 max_mark_down_bps=94",
    );
    same(
        Appraised {
            asset: "asset".to_owned(),
            round: 91,
            value: units(92),
            median: units(3_000),
            observed_at: 93,
            expires_at: 94,
            zero_at: 95,
            signers: 4,
        },
        "oracle_appraised asset=asset round=91 value=92 median=3000 observed_at=93 expires_at=94 zero_at=95 signers=4",
    );
    same(
        MarkedDown {
            asset: "asset".to_owned(),
            operator: account("operator"),
            previous: units(3_000),
            value: units(4_000),
            stake: units(5_000),
            overturn_until: 6,
        },
        "oracle_marked_down asset=asset operator=operator previous=3000 value=4000 stake=5000 overturn_until=6",
    );
    same(
        MarkDownSettled { asset: "asset".to_owned(), operator: account("operator"), stake: units(3_000) },
        "oracle_mark_down_settled asset=asset operator=operator stake=3000",
    );
    same(
        OwnershipProposed { owner: account("owner"), pending_owner: Some(account("pending_owner")) },
        "oracle_ownership_proposed owner=owner pending_owner=pending_owner",
    );
    same(
        OwnershipProposed { owner: account("same"), pending_owner: None },
        "oracle_ownership_proposed owner=same pending_owner=",
    );
    same(OwnershipAccepted { owner: account("owner") }, "oracle_ownership_accepted owner=owner");
    same(
        FeedAdded { feed: "feed".to_owned(), max_age_seconds: 2, max_deviation_bps: 3, min_observations: 4 },
        "oracle_feed_added feed=feed max_age_seconds=2 max_deviation_bps=3 min_observations=4",
    );
    same(
        FeedUpdateScheduled {
            feed: "feed".to_owned(),
            max_age_seconds: 2,
            max_deviation_bps: 3,
            min_observations: 4,
            effective_at: 5,
        },
        "oracle_feed_update_scheduled feed=feed max_age_seconds=2 max_deviation_bps=3 min_observations=4 effective_at=5",
    );
    same(
        PricePublished {
            feed: "feed".to_owned(),
            price: PriceRecord {
                round: 91,
                low: Decimal::permille(920),
                high: Decimal::permille(1930),
                observed_at: 94,
                expires_at: 95,
            },
            signers: 3,
        },
        "oracle_price_published feed=feed round=91 low=0.92 high=1.93 observed_at=94 expires_at=95 signers=3",
    );
    same(
        SettlementPosted {
            consumer: account("consumer"),
            epoch: 2,
            settlement: SettlementRecord {
                root: Binary::from([9; 32]),
                leaf_count: 91,
                total_charge: units(92),
                starts_at: 93,
                ends_at: 94,
                posted_at: 95,
                committee_epoch: 96,
                signers: 97,
            },
        },
        "oracle_settlement_posted consumer=consumer epoch=2 root=CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk= leaf_count=91 total_charge=92 starts_at=93 ends_at=94 posted_at=95 committee_epoch=96 signers=97",
    );
    same(
        ReadingsFixed {
            consumer: account("consumer"),
            epoch: 2,
            committee_epoch: 3,
            readings: ReadingsRecord { readings_hash: [9; 32], fixed_at: 91, signers: 92 },
        },
        "oracle_readings_fixed consumer=consumer epoch=2 committee_epoch=3 readings_hash=CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk= fixed_at=91 signers=92",
    );
    same(
        BondWithdrawn { operator: account("operator"), amount: units(2_000), bonds: units(3_000) },
        "oracle_bond_withdrawn operator=operator amount=2000 bonds=3000",
    );
    same(
        SeatResigned { operator: account("operator"), committee_epoch: 2, registered: 3, withdrawable_at: 4 },
        "oracle_seat_resigned operator=operator committee_epoch=2 registered=3 withdrawable_at=4",
    );
    same(
        MemberSlashed {
            operator: account("operator"),
            reason: SlashReason::Equivocation,
            amount: units(3_000),
            bond: units(4_000),
            victim: account("victim"),
            victim_award: units(6_000),
            finder_award: units(7_000),
        },
        "oracle_member_slashed operator=operator reason=equivocation amount=3000 bond=4000 victim=victim victim_award=6000 finder_award=7000",
    );
    same(
        MemberSlashed {
            operator: account("same"),
            reason: SlashReason::OverturnedMarkDown,
            amount: units(0),
            bond: units(0),
            victim: account("same"),
            victim_award: units(0),
            finder_award: units(0),
        },
        "oracle_member_slashed operator=same reason=overturned_mark_down amount=0 bond=0 victim=same victim_award=0 finder_award=0",
    );
    same(
        OverchargePunished {
            consumer: account("consumer"),
            epoch: 2,
            lease_id: 3,
            committee_epoch: 4,
            signers: 5,
            amount: units(6_000),
            victim: account("victim"),
            victim_award: units(8_000),
            finder: account("finder"),
            finder_award: units(10_000),
            insurance_award: units(11_000),
        },
        "oracle_overcharge_punished consumer=consumer epoch=2 lease_id=3 committee_epoch=4 signers=5 amount=6000 victim=victim victim_award=8000 finder=finder finder_award=10000 insurance_award=11000",
    );
    same(
        ConsumerListed { consumer: account("consumer"), effective_at: 2, consumers: 3 },
        "oracle_consumer_listed consumer=consumer effective_at=2 consumers=3",
    );
    same(
        ConsumerDelisted { consumer: account("consumer"), consumers: 2 },
        "oracle_consumer_delisted consumer=consumer consumers=2",
    );
    same(
        AwardClaimed { account: account("account"), amount: units(2_000), awards: units(3_000) },
        "oracle_award_claimed account=account amount=2000 awards=3000",
    );
}
