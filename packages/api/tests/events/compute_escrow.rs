//! Events of the escrow.

use super::{account, same, units};
use cosmwasm_std::Binary;
use weal_api::compute_escrow::{
    BondToppedUp, BondWithdrawn, ConfigUpdated, CreditClaimed, ElementPosition, EpochVoided, Fault,
    GpusFreed, JobDeclared, LeaseAccepted, LeaseClaimed, LeaseEnded, LeaseExtended, LeaseOpened,
    LeaseRefunded, LeaseScaled, LeaseToppedUp, LeasesClaimed, NoticeGiven, OfferPublished, OfferRetired,
    OpeningRequested, OutputCommitted, OverchargeShown, OwnershipAccepted, OwnershipProposed, PayoutAssigned,
    ProtocolFeesClaimed, ProviderRegistered, RequestAnswered, RequestReleased, SlaSettled,
};

#[test]
fn events_of_the_escrow_have_these_bytes() {
    same(
        ConfigUpdated {
            fee_recipient: account("fee_recipient"),
            min_bond: units(2_000),
            protocol_fee_bps: 3,
            challenge_window_seconds: 4,
            silence_seconds: 5,
            market: Some(account("market")),
            request_bond: units(7_000),
            answer_seconds: 8,
        },
        "config_updated fee_recipient=fee_recipient min_bond=2000 protocol_fee_bps=3 challenge_window_seconds=4 silence_seconds=5 market=market request_bond=7000 answer_seconds=8",
    );
    same(
        ConfigUpdated {
            fee_recipient: account("same"),
            min_bond: units(0),
            protocol_fee_bps: 0,
            challenge_window_seconds: 0,
            silence_seconds: 0,
            market: None,
            request_bond: units(0),
            answer_seconds: 0,
        },
        "config_updated fee_recipient=same min_bond=0 protocol_fee_bps=0 challenge_window_seconds=0 silence_seconds=0 market= request_bond=0 answer_seconds=0",
    );
    same(
        ProviderRegistered {
            provider: account("provider"),
            endpoint: "endpoint".to_owned(),
            bond: units(3_000),
        },
        "provider_registered provider=provider endpoint=endpoint bond=3000",
    );
    same(
        BondWithdrawn { provider: account("provider"), amount: units(2_000) },
        "bond_withdrawn provider=provider amount=2000",
    );
    same(
        OfferPublished {
            offer_id: 1,
            provider: account("provider"),
            sku: "sku".to_owned(),
            gpus: 4,
            region: "region".to_owned(),
            rate: units(6_000),
        },
        "offer_published offer_id=1 provider=provider sku=sku gpus=4 region=region rate=6000",
    );
    same(
        OfferRetired { offer_id: 1, provider: account("provider"), gpus_in_use: 3 },
        "offer_retired offer_id=1 provider=provider gpus_in_use=3",
    );
    same(
        LeaseOpened {
            lease_id: 1,
            offer_id: 2,
            tenant: account("tenant"),
            provider: account("provider"),
            gpus: 5,
            rate: units(6_000),
            deposit: units(7_000),
            starts_at: 8,
            agreed_end: 9,
            runway_until: 10,
        },
        "lease_opened lease_id=1 offer_id=2 tenant=tenant provider=provider gpus=5 rate=6000 deposit=7000 starts_at=8 agreed_end=9 runway_until=10",
    );
    same(
        LeaseToppedUp {
            lease_id: 1,
            payer: account("payer"),
            amount: units(3_000),
            deposit: units(4_000),
            runway_until: 5,
        },
        "lease_topped_up lease_id=1 payer=payer amount=3000 deposit=4000 runway_until=5",
    );
    same(
        LeaseEnded {
            lease_id: 1,
            ended_by: account("ended_by"),
            ended_at: 3,
            settles_at: 4,
            deposit: units(5_000),
            claimed: units(6_000),
        },
        "lease_ended lease_id=1 ended_by=ended_by ended_at=3 settles_at=4 deposit=5000 claimed=6000",
    );
    same(
        OutputCommitted { lease_id: 1, epoch: 2, commitment: Binary::from([3; 5]), height: 4 },
        "output_committed lease_id=1 epoch=2 commitment=AwMDAwM= height=4",
    );
    same(
        LeaseClaimed {
            lease_id: 1,
            epoch: 2,
            provider: account("provider"),
            payee: account("payee"),
            charged: units(5_000),
            protocol_fee: units(6_000),
            paid: units(7_000),
            claimed: units(8_000),
            held: units(9_000),
        },
        "lease_claimed lease_id=1 epoch=2 provider=provider payee=payee charged=5000 protocol_fee=6000 paid=7000 claimed=8000 held=9000",
    );
    same(
        LeasesClaimed {
            epoch: 1,
            provider: account("provider"),
            payee: account("payee"),
            leases: 4,
            charged: units(5_000),
            protocol_fee: units(6_000),
            paid: units(7_000),
        },
        "leases_claimed epoch=1 provider=provider payee=payee leases=4 charged=5000 protocol_fee=6000 paid=7000",
    );
    same(
        PayoutAssigned { lease_id: 1, assigned_by: account("assigned_by"), payee: account("payee") },
        "payout_assigned lease_id=1 assigned_by=assigned_by payee=payee",
    );
    same(
        LeaseRefunded {
            lease_id: 1,
            depositor: account("depositor"),
            amount: units(3_000),
            refunded: units(4_000),
            held: units(5_000),
        },
        "lease_refunded lease_id=1 depositor=depositor amount=3000 refunded=4000 held=5000",
    );
    same(
        ProtocolFeesClaimed { recipient: account("recipient"), amount: units(2_000) },
        "protocol_fees_claimed recipient=recipient amount=2000",
    );
    same(
        OwnershipProposed { owner: account("owner"), pending_owner: Some(account("pending_owner")) },
        "ownership_proposed owner=owner pending_owner=pending_owner",
    );
    same(
        OwnershipProposed { owner: account("same"), pending_owner: None },
        "ownership_proposed owner=same pending_owner=",
    );
    same(OwnershipAccepted { owner: account("owner") }, "ownership_accepted owner=owner");
    same(
        JobDeclared { lease_id: 1, declared_at: 2, rows: 3, inner: 4, cols: 5 },
        "job_declared lease_id=1 declared_at=2 rows=3 inner=4 cols=5",
    );
    same(
        EpochVoided {
            lease_id: 1,
            epoch: 2,
            provider: account("provider"),
            fault: Fault::WrongElement {
                element: ElementPosition { row: 1, col: 2 },
                committed: -3,
                expected: 4,
            },
            voided: units(5_000),
            slashed: units(6_000),
            tenant_part: units(7_000),
            finder: account("finder"),
            finder_part: units(9_000),
            bond: units(10_000),
        },
        "epoch_voided lease_id=1 epoch=2 provider=provider fault=element 1,2 is -3 instead of 4 voided=5000 slashed=6000 tenant_part=7000 finder=finder finder_part=9000 bond=10000",
    );
    same(
        EpochVoided {
            lease_id: 0,
            epoch: 0,
            provider: account("same"),
            fault: Fault::Unanswered { element: ElementPosition { row: 1, col: 2 } },
            voided: units(0),
            slashed: units(0),
            tenant_part: units(0),
            finder: account("same"),
            finder_part: units(0),
            bond: units(0),
        },
        "epoch_voided lease_id=0 epoch=0 provider=same fault=element 1,2 was not shown voided=0 slashed=0 tenant_part=0 finder=same finder_part=0 bond=0",
    );
    same(
        OpeningRequested {
            lease_id: 1,
            epoch: 2,
            element: ElementPosition { row: 3, col: 4 },
            requester: account("requester"),
            bond: units(5_000),
            answer_until: 6,
        },
        "opening_requested lease_id=1 epoch=2 row=3 col=4 requester=requester bond=5000 answer_until=6",
    );
    same(
        RequestAnswered {
            lease_id: 1,
            epoch: 2,
            requester: account("requester"),
            value: -4,
            provider: account("provider"),
            bond: units(6_000),
        },
        "request_answered lease_id=1 epoch=2 requester=requester value=-4 provider=provider bond=6000",
    );
    same(
        RequestReleased { lease_id: 1, epoch: 2, requester: account("requester"), bond: units(4_000) },
        "request_released lease_id=1 epoch=2 requester=requester bond=4000",
    );
    same(
        OverchargeShown {
            lease_id: 1,
            epoch: 2,
            charge: units(3_000),
            max: units(4_000),
            finder: account("finder"),
            victim: account("victim"),
        },
        "overcharge_shown lease_id=1 epoch=2 charge=3000 max=4000 finder=finder victim=victim",
    );
    same(
        BondToppedUp { provider: account("provider"), amount: units(2_000), bond: units(3_000) },
        "bond_topped_up provider=provider amount=2000 bond=3000",
    );
    same(
        CreditClaimed { account: account("account"), amount: units(2_000) },
        "credit_claimed account=account amount=2000",
    );
    same(
        LeaseAccepted { lease_id: 1, starts_at: 2, agreed_end: 3, runway_until: 4 },
        "lease_accepted lease_id=1 starts_at=2 agreed_end=3 runway_until=4",
    );
    same(
        NoticeGiven { lease_id: 1, given_by: account("given_by"), agreed_end: 3, runway_until: 4 },
        "notice_given lease_id=1 given_by=given_by agreed_end=3 runway_until=4",
    );
    same(
        LeaseExtended { lease_id: 1, agreed_end: 2, runway_until: 3 },
        "lease_extended lease_id=1 agreed_end=2 runway_until=3",
    );
    same(
        LeaseScaled { lease_id: 1, gpus: 2, from: 3, runway_until: 4 },
        "lease_scaled lease_id=1 gpus=2 from=3 runway_until=4",
    );
    same(GpusFreed { lease_id: 1, freed: 2, gpus: 3 }, "gpus_freed lease_id=1 freed=2 gpus=3");
    same(
        SlaSettled {
            lease_id: 1,
            uptime_seconds: 2,
            promised_seconds: 3,
            charge: units(4_000),
            credit: units(5_000),
        },
        "sla_settled lease_id=1 uptime_seconds=2 promised_seconds=3 charge=4000 credit=5000",
    );
}
