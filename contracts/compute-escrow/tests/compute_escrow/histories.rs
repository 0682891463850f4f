//! The invariants of `docs/spec/compute-escrow.md` over random histories of several users.

use super::suite::{BOND, DENOM, Epoch, PURSE, Suite, WINDOW, held, leaf, refunded, register, terms};
use api::compute_escrow::{ConfigChanges, ExecuteMsg, LeaseResponse, LeaseStatus, OfferTerms};
use attestation::SettlementLeaf;
use cosmwasm_std::{Addr, Uint128, coins};
use proptest::collection::vec;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Register(usize),
    Publish(usize, u128),
    Retire(usize, u64),
    WithdrawBond(usize),
    Open {
        user: usize,
        offer: u64,
        gpus: u32,
        seconds: u64,
        deposit: u128,
    },
    TopUp(usize, u64, u128),
    Stop(usize, u64),
    Advance(u64),
    /// Charges in per mille of each lease's accrual, so above 1,000 where the committee lies.
    Attest(Vec<u128>, i64),
    Claim(usize, usize),
    /// Each leaf of an epoch whose bit is set.
    ClaimMany(usize, u8),
    /// By a user, of a lease, to a user.
    Assign(usize, u64, usize),
    Refund(usize, u64),
    SendFees(usize),
    SetFee(u16),
}

fn step() -> impl Strategy<Value = Step> {
    let (user, lease, amount) = (0usize..4, 1u64..6, 1u128..6_000);
    prop_oneof![
        1 => user.clone().prop_map(Step::Register),
        1 => (user.clone(), 1u128..1 << 44).prop_map(|(user, rate)| Step::Publish(user, rate)),
        1 => (user.clone(), 1u64..4).prop_map(|(user, offer)| Step::Retire(user, offer)),
        1 => user.clone().prop_map(Step::WithdrawBond),
        5 => (user.clone(), 1u64..4, 1u32..5, 60u64..1_200, amount.clone()).prop_map(
            |(user, offer, gpus, seconds, deposit)| Step::Open { user, offer, gpus, seconds, deposit }
        ),
        2 => (user.clone(), lease.clone(), amount).prop_map(|(user, lease, n)| Step::TopUp(user, lease, n)),
        2 => (user.clone(), lease.clone()).prop_map(|(user, lease)| Step::Stop(user, lease)),
        4 => (0u64..900).prop_map(Step::Advance),
        4 => (vec(0u128..1_300, 1..6), -200i64..200).prop_map(|(charges, skew)| Step::Attest(charges, skew)),
        5 => (0usize..5, 0usize..5).prop_map(|(epoch, index)| Step::Claim(epoch, index)),
        4 => (0usize..5, any::<u8>()).prop_map(|(epoch, mask)| Step::ClaimMany(epoch, mask)),
        2 => (user.clone(), lease.clone(), user.clone()).prop_map(|(by, lease, to)| Step::Assign(by, lease, to)),
        3 => (user.clone(), lease).prop_map(|(user, lease)| Step::Refund(user, lease)),
        1 => user.prop_map(Step::SendFees),
        1 => (0u16..600).prop_map(Step::SetFee),
    ]
}

struct History {
    suite: Suite,
    users: Vec<Addr>,
    epochs: Vec<Epoch>,
}

impl History {
    fn new() -> Self {
        let suite = Suite::new();
        let users =
            vec![suite.provider.clone(), suite.rival.clone(), suite.tenant.clone(), suite.stranger.clone()];
        Self { suite, users, epochs: vec![] }
    }

    /// Whether the escrow accepted the step; steps of the world always are.
    fn apply(&mut self, step: &Step) -> bool {
        let (sender, msg, funds) = match step {
            Step::Advance(seconds) => {
                self.suite.advance(*seconds);
                return true;
            }
            Step::Attest(charges, skew) => {
                self.attest(charges, *skew);
                return true;
            }
            Step::Register(user) => (*user, register(), BOND),
            Step::Publish(user, rate) => {
                let terms = OfferTerms { rate: Uint128::new(*rate), ..terms() };
                (*user, ExecuteMsg::PublishOffer(terms), 0)
            }
            Step::Retire(user, offer_id) => (*user, ExecuteMsg::RetireOffer { offer_id: *offer_id }, 0),
            Step::WithdrawBond(user) => (*user, ExecuteMsg::WithdrawBond {}, 0),
            Step::Open { user, offer, gpus, seconds, deposit } => {
                let msg = ExecuteMsg::OpenLease { offer_id: *offer, gpus: *gpus, seconds: *seconds };
                (*user, msg, *deposit)
            }
            Step::TopUp(user, lease_id, amount) => {
                (*user, ExecuteMsg::TopUp { lease_id: *lease_id }, *amount)
            }
            Step::Stop(user, lease_id) => (*user, ExecuteMsg::StopLease { lease_id: *lease_id }, 0),
            Step::Claim(epoch, index) => {
                let Some(epoch) = self.epochs.get(*epoch) else { return false };
                (3, ExecuteMsg::Claim(epoch.claim(index % epoch.leaves.len())), 0)
            }
            Step::ClaimMany(epoch, mask) => {
                let Some(epoch) = self.epochs.get(*epoch) else { return false };
                let chosen: Vec<u64> =
                    (0..epoch.leaves.len() as u64).filter(|i| mask >> i & 1 == 1).collect();
                if chosen.is_empty() {
                    return false;
                }
                (3, ExecuteMsg::ClaimMany(epoch.claim_many(&chosen)), 0)
            }
            Step::Assign(user, lease_id, to) => {
                let assignee = self.users[*to].to_string();
                (*user, ExecuteMsg::AssignPayout { lease_id: *lease_id, assignee }, 0)
            }
            Step::Refund(user, lease_id) => (*user, ExecuteMsg::Refund { lease_id: *lease_id }, 0),
            Step::SendFees(user) => (*user, ExecuteMsg::ClaimProtocolFees {}, 0),
            Step::SetFee(bps) => {
                let changes = ConfigChanges { protocol_fee_bps: Some(*bps), ..ConfigChanges::default() };
                let owner = self.suite.owner.clone();
                return self.suite.execute(&owner, &ExecuteMsg::UpdateConfig(changes), &[]).is_ok();
            }
        };
        let sender = self.users[sender].clone();
        let funds = if funds == 0 { vec![] } else { coins(funds, DENOM) };
        self.suite.execute(&sender, &msg, &funds).is_ok()
    }

    fn attest(&mut self, charges: &[u128], skew: i64) {
        let now = self.suite.now();
        let leaves: Vec<_> = charges
            .iter()
            .zip(1u64..)
            .map(|(per_mille, lease_id)| {
                let leases = self.suite.leases();
                let accrued = leases.iter().find(|lease| lease.lease_id == lease_id);
                let charge = accrued.map_or(7, |lease| lease.accrued.u128()) * per_mille / 1_000;
                leaf(lease_id, charge, now.saturating_add_signed(skew))
            })
            .collect();
        // Only where the oracle's clock rule admits another epoch.
        let escrow = self.suite.escrow.clone();
        let (epoch, root) = self.suite.next_root(&escrow, &leaves, now);
        if self.suite.post(&escrow, &root, &[0, 1, 2]).is_ok() {
            self.epochs.push(epoch);
        }
    }

    /// I1, I2, I3 and I7, and that no lease is charged above its own bounds.
    fn check(&self) {
        let (holdings, leases) = (self.suite.holdings(), self.suite.leases());
        let mut all_held = 0;
        for lease in &leases {
            let (held, refunded) = (held(&lease.status), refunded(&lease.status));
            assert_eq!(lease.deposit.u128(), lease.claimed.u128() + held + refunded, "I1: {lease:?}");
            assert!(lease.claimed <= lease.accrued && lease.accrued <= lease.deposit, "I4: {lease:?}");
            assert!(lease.runway_until <= lease.agreed_end);
            all_held += held;
        }
        assert_eq!(holdings.deposits.u128(), all_held, "I2");
        let owed = holdings.bonds + holdings.deposits + holdings.fees;
        assert_eq!(owed.u128(), self.suite.balance(&self.suite.escrow), "I2");
        let outside: u128 =
            self.users.iter().chain([&self.suite.owner]).map(|user| self.suite.balance(user)).sum();
        assert_eq!(outside + owed.u128(), 5 * PURSE, "I3");
        for offer in self.suite.offers() {
            let open = |lease: &&LeaseResponse| {
                matches!(lease.status, LeaseStatus::Running { .. } | LeaseStatus::Expired { .. })
            };
            let mine = leases.iter().filter(|lease| lease.offer_id == offer.offer_id);
            let in_use: u32 = mine.filter(open).map(|lease| lease.gpus).sum();
            assert_eq!(offer.gpus_in_use, in_use, "I7");
            assert!(in_use <= offer.terms.gpus, "I7");
        }
    }
}

/// Every kind of step, with everything that happens once in a lease's life: so that the property below is
/// known to reach it.
#[test]
fn a_history_of_every_step_is_accepted() {
    let mut history = History::new();
    let rate = terms().rate.u128();
    for step in [
        Step::Register(1),
        Step::Publish(1, rate),
        Step::Open { user: 2, offer: 1, gpus: 2, seconds: 600, deposit: 4_000 },
        Step::Open { user: 3, offer: 2, gpus: 4, seconds: 600, deposit: 1_000 },
        Step::TopUp(3, 2, 1_000),
        Step::Advance(100),
        Step::Stop(2, 1),
        Step::Advance(1),
        Step::Attest(vec![1_000, 500], 0),
        Step::Advance(WINDOW),
        Step::Assign(0, 1, 2),
        Step::Claim(0, 0),
        Step::ClaimMany(0, 0b10),
        Step::Refund(0, 1),
        Step::SendFees(0),
        Step::SetFee(0),
        Step::Advance(2_000),
        Step::Refund(0, 2),
        Step::Retire(1, 2),
        Step::WithdrawBond(1),
    ] {
        assert!(history.apply(&step), "{step:?}");
        history.check();
    }
    let settled = |lease: &LeaseResponse| matches!(lease.status, LeaseStatus::Settled { .. });
    assert!(history.suite.leases().iter().all(settled));
}

/// What a committee that lies in everything may sign: any lease, any charge, any time.
fn lie() -> impl Strategy<Value = SettlementLeaf> {
    let charge = prop_oneof![0u128..4_000, Just(u128::MAX >> 4), any::<u128>().prop_map(|n| n >> 4)];
    // A tree whose charges add up to more than u128 holds has no root.
    let until = prop_oneof![Just(0u64), Just(u64::MAX), 0u64..2_000];
    (1u64..5, charge, until, any::<u64>()).prop_map(|(lease_id, charge, until, gpu_seconds)| SettlementLeaf {
        gpu_seconds,
        uptime_seconds: gpu_seconds,
        ..leaf(lease_id, charge, until)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// I1, I2, I3, I7, I8.
    #[test]
    fn money_is_conserved_after_every_step(steps in vec(step(), 1..60)) {
        let mut history = History::new();
        for step in &steps {
            let before = history.suite.snapshot();
            if !history.apply(step) {
                prop_assert_eq!(history.suite.snapshot(), before, "refused, yet something changed: {:?}", step);
            }
            history.check();
        }
    }

    /// I4: three leases with different ends; after each claim only its own lease has moved, and none is
    /// charged above the price of the time it ran.
    #[test]
    fn a_corrupt_committee_takes_at_most_the_price_of_the_time_run(
        epochs in vec((vec(lie(), 1..6), 1u64..500), 1..5),
    ) {
        let mut suite = Suite::new();
        let (provider, stranger) = (suite.provider.clone(), suite.stranger.clone());
        let (start, before) = (suite.now(), suite.balance(&provider));
        for deposit in [900, 2_000, 3_000] {
            suite.open(2, 600, deposit);
        }
        for (mut leaves, seconds) in epochs {
            suite.advance(seconds);
            for leaf in leaves.iter_mut().filter(|leaf| leaf.metered_until < 2_000) {
                leaf.metered_until += start;
            }
            let epoch = suite.attest(&leaves);
            suite.advance(WINDOW);
            for (index, leaf) in leaves.iter().enumerate() {
                let untouched = suite.leases();
                let claim = match index % 2 {
                    0 => ExecuteMsg::Claim(epoch.claim(index)),
                    _ => ExecuteMsg::ClaimMany(epoch.claim_many(&[index as u64])),
                };
                let claimed = suite.execute(&stranger, &claim, &[]).is_ok();
                for (lease, was) in suite.leases().iter().zip(&untouched) {
                    prop_assert!(lease.claimed <= lease.accrued && lease.accrued <= lease.deposit);
                    prop_assert!(lease == was || claimed && lease.lease_id == leaf.lease_id);
                }
            }
        }
        let leases = suite.leases();
        let claimed: u128 = leases.iter().map(|lease| lease.claimed.u128()).sum();
        let paid = suite.balance(&provider) - before;
        prop_assert_eq!(paid + suite.holdings().fees.u128(), claimed);
        prop_assert!(claimed <= 900 + 2_000 + 3_000);
    }

    /// I5: at any partition of a lease's life, whoever claims, provider and protocol get the same.
    #[test]
    fn claiming_at_any_partition_pays_the_same(
        rate in 1u128..1 << 44, bps in 0u16..=500, cuts in vec(1u64..600, 0..8),
    ) {
        let run = |cuts: &[u64]| {
            let mut suite = Suite::empty(|msg| {
                msg.protocol_fee_bps = bps;
                msg.challenge_window_seconds = 0;
            });
            let provider = suite.provider.clone();
            suite.register(&provider);
            suite.publish(&provider, OfferTerms { rate: Uint128::new(rate), ..terms() });
            let lease_id = suite.open(2, 600, 100_000);
            let (start, before) = (suite.now(), suite.balance(&provider));
            for at in cuts {
                suite.advance(start + at - suite.now());
                let accrued = suite.lease(lease_id).accrued;
                let epoch = suite.attest(&[leaf(lease_id, accrued.u128(), suite.now())]);
                let claims = accrued > suite.lease(lease_id).claimed;
                let stranger = suite.stranger.clone();
                let claim = ExecuteMsg::Claim(epoch.claim(0));
                assert_eq!(suite.execute(&stranger, &claim, &[]).is_ok(), claims);
            }
            (suite.balance(&provider) - before, suite.holdings().fees)
        };
        let mut partition = cuts;
        partition.push(600);
        partition.sort_unstable();
        partition.dedup();
        prop_assert_eq!(run(&partition), run(&[600]));
    }
}
