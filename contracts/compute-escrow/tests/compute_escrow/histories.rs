//! The invariants of `docs/spec/compute-escrow.md` over random histories of several users.

use super::disputes::{INNER, Work, at, commit, dispute_of};
use super::suite::{ANSWER, BOND, DENOM, Epoch, PURSE, Suite, WINDOW, held, leaf, refunded, register, terms};
use cosmwasm_std::{Addr, Uint128, coins};
use proptest::collection::vec;
use proptest::prelude::*;
use weal_api::compute_escrow::{
    AgreedLease, ClaimableResponse, ConfigChanges, DepositResponse, ExecuteMsg, LeaseKind, LeaseRequest,
    LeaseResponse, LeaseStatus, OfferTerms, OpeningRequest, ProviderResponse, QueryMsg, RequestResponse,
    SlaTerms, VolumeTier, read_capacity,
};
use weal_attestation::SettlementLeaf;

#[derive(Clone, Debug)]
enum Step {
    Register(usize),
    Publish(usize, u128, u8),
    Retire(usize, u64),
    WithdrawBond(usize),
    Open {
        user: usize,
        offer: u64,
        gpus: u32,
        seconds: u64,
        deposit: u128,
        interruptible: bool,
        sla: bool,
    },
    /// User, tenant, rate in thousandths of a base unit per GPU-second: the user, who may be the market, opens an
    /// agreed lease for the tenant.
    OpenAgreed(usize, usize, u128),
    Accept(usize, u64),
    Extend(usize, u64, u64),
    Scale(usize, u64, u32),
    TopUp(usize, u64, u128),
    Stop(usize, u64),
    Advance(u64),
    /// Charges in per mille of each lease's accrual, so above 1,000 where the committee lies; and uptimes.
    Attest(Vec<(u128, u64)>, i64),
    Claim(usize, usize),
    /// Each leaf of an epoch whose bit is set.
    ClaimMany(usize, u8),
    /// User, lease, payee: the user assigns the lease's payouts to the payee.
    Assign(usize, u64, usize),
    /// User, lease, depositor: the user refunds the depositor, or the tenant where none is named.
    Refund(usize, u64, Option<usize>),
    SendFees(usize),
    SetFee(u16),
    /// An output of a lease for the next epoch, with a wrong element or without.
    Commit(u64, bool),
    /// User, lease, epoch: the user shows the element that may be wrong.
    Dispute(usize, u64, u64),
    Ask(usize, u64, u64),
    /// Lease, position: answers the open request at this position among the lease's.
    Answer(u64, usize),
    Resolve(u64, usize),
    /// User, lease, whether the job is the one that is computed: the user declares that job or another.
    Declare(usize, u64, bool),
    TopUpBond(usize, u128),
    ClaimCredit(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let (user, lease, amount) = (0usize..4, 1u64..6, 1u128..6_000);
    let open = (user.clone(), 1u64..4, 1u32..5, 60u64..1_200, amount.clone(), any::<[bool; 2]>());
    let offers = prop_oneof![
        (user.clone(), 1u128..1 << 44, any::<u8>())
            .prop_map(|(user, rate, kind)| Step::Publish(user, rate, kind)),
        (user.clone(), 1u64..4).prop_map(|(user, offer)| Step::Retire(user, offer)),
    ];
    let outputs = prop_oneof![
        4 => (lease.clone(), any::<bool>()).prop_map(|(lease, wrong)| Step::Commit(lease, wrong)),
        2 => (user.clone(), lease.clone(), 1u64..5).prop_map(|(by, lease, n)| Step::Dispute(by, lease, n)),
        5 => (user.clone(), lease.clone(), 1u64..5).prop_map(|(by, lease, n)| Step::Ask(by, lease, n)),
        2 => (lease.clone(), 0usize..4).prop_map(|(lease, nth)| Step::Answer(lease, nth)),
        3 => (lease.clone(), 0usize..4).prop_map(|(lease, nth)| Step::Resolve(lease, nth)),
        1 => (user.clone(), lease.clone(), any::<bool>()).prop_map(|(by, lease, is)| Step::Declare(by, lease, is)),
        1 => (user.clone(), amount.clone()).prop_map(|(user, n)| Step::TopUpBond(user, n)),
        1 => user.clone().prop_map(Step::ClaimCredit),
    ];
    let users = prop_oneof![
        user.clone().prop_map(Step::Register),
        user.clone().prop_map(Step::WithdrawBond),
        user.clone().prop_map(Step::SendFees),
        (0u16..600).prop_map(Step::SetFee),
    ];
    prop_oneof![
        2 => users,
        5 => outputs,
        2 => offers,
        5 => open.prop_map(|(user, offer, gpus, seconds, deposit, [interruptible, sla])| {
            Step::Open { user, offer, gpus, seconds, deposit, interruptible, sla }
        }),
        1 => (2usize..4, user.clone(), amount.clone()).prop_map(|(by, user, n)| Step::OpenAgreed(by, user, n)),
        2 => (user.clone(), lease.clone()).prop_map(|(user, lease)| Step::Accept(user, lease)),
        2 => (user.clone(), lease.clone(), 1u64..900).prop_map(|(user, lease, n)| Step::Extend(user, lease, n)),
        4 => (user.clone(), lease.clone(), 1u32..6).prop_map(|(user, lease, n)| Step::Scale(user, lease, n)),
        3 => (user.clone(), lease.clone(), amount).prop_map(|(user, lease, n)| Step::TopUp(user, lease, n)),
        2 => (user.clone(), lease.clone()).prop_map(|(user, lease)| Step::Stop(user, lease)),
        5 => prop_oneof![3 => 0u64..900, 1 => Just(ANSWER + 1), 1 => Just(WINDOW - 1)].prop_map(Step::Advance),
        4 => (vec((0u128..1_300, 0u64..1_500), 1..6), -200i64..200)
            .prop_map(|(charges, skew)| Step::Attest(charges, skew)),
        5 => (0usize..5, 0usize..5).prop_map(|(epoch, index)| Step::Claim(epoch, index)),
        4 => (0usize..5, any::<u8>()).prop_map(|(epoch, mask)| Step::ClaimMany(epoch, mask)),
        2 => (user.clone(), lease.clone(), user.clone()).prop_map(|(by, lease, to)| Step::Assign(by, lease, to)),
        4 => (user.clone(), lease, proptest::option::of(user))
            .prop_map(|(by, lease, to)| Step::Refund(by, lease, to)),
    ]
}

/// Offers of every kind: each bit of `kind` is an option.
fn terms_of_kind(rate: u128, kind: u8) -> OfferTerms {
    let has = |bit: u8| kind >> bit & 1 == 1;
    OfferTerms {
        rate: Uint128::new(rate),
        notice_seconds: if has(0) { 150 } else { 0 },
        accept_seconds: if has(1) { 200 } else { 0 },
        sla: has(2).then_some(SlaTerms {
            uptime_bps: 9_900,
            credit_bps: 20_000,
            credit_cap_bps: 3_000,
            premium_bps: 777,
        }),
        interruptible_discount_bps: has(3).then_some(3_333),
        volume_tiers: vec![VolumeTier { gpu_seconds: 1_000, discount_bps: 123 }],
        ..terms()
    }
}

struct History {
    suite: Suite,
    users: Vec<Addr>,
    epochs: Vec<Epoch>,
    /// (Lease, epoch) of every output, and whether an element is wrong.
    outputs: Vec<(u64, u64, bool)>,
}

impl History {
    fn new() -> Self {
        let mut suite = Suite::new();
        let (owner, provider) = (suite.owner.clone(), suite.provider.clone());
        suite.publish(&provider, terms_of_kind(terms().rate.u128(), 0b1101));
        let changes = ConfigChanges { market: Some(suite.tenant.to_string()), ..ConfigChanges::default() };
        suite.run(&owner, &ExecuteMsg::UpdateConfig(changes));
        let users =
            vec![suite.provider.clone(), suite.rival.clone(), suite.tenant.clone(), suite.stranger.clone()];
        Self { suite, users, epochs: vec![], outputs: vec![] }
    }

    /// The output of a lease for an epoch, honest where none was committed.
    fn output(&self, lease_id: u64, epoch: u64) -> Work {
        let wrong = self.outputs.contains(&(lease_id, epoch, true));
        let work = Work::seeded(INNER);
        if wrong { work.spoiled(at(1, 1), 1) } else { work }
    }

    fn commit(&mut self, lease_id: u64, wrong: bool) -> bool {
        let epoch = self.epochs.len() as u64 + 1;
        let leases = self.suite.leases();
        let Some(lease) = leases.iter().find(|lease| lease.lease_id == lease_id) else { return false };
        let work = Work::seeded(INNER);
        let work = if wrong { work.spoiled(at(1, 1), 1) } else { work };
        let accepted = self.suite.execute(&lease.provider, &commit(lease_id, epoch, &work), &[]).is_ok();
        if accepted {
            self.outputs.push((lease_id, epoch, wrong));
        }
        accepted
    }

    /// One of a lease's open requests.
    fn open(&self, lease_id: u64, nth: usize) -> Option<RequestResponse> {
        self.suite.leases().iter().find(|lease| lease.lease_id == lease_id)?;
        let open = self.suite.requests(lease_id);
        open.get(nth % open.len().max(1)).cloned()
    }

    /// Takes the step and returns whether the escrow accepted it; time and attestations always count as accepted.
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
            Step::Commit(lease_id, wrong) => return self.commit(*lease_id, *wrong),
            Step::Dispute(user, lease_id, epoch) => {
                (*user, dispute_of(*lease_id, *epoch, &self.output(*lease_id, *epoch), at(1, 1)), 0)
            }
            Step::Ask(user, lease_id, epoch) => {
                let request = OpeningRequest { lease_id: *lease_id, epoch: *epoch, element: Some(at(1, 1)) };
                (*user, ExecuteMsg::RequestOpening(request), BOND / 100)
            }
            Step::Answer(lease_id, nth) => {
                let Some(RequestResponse { epoch, element, requester, .. }) = self.open(*lease_id, *nth)
                else {
                    return false;
                };
                let opening = self.output(*lease_id, epoch).opening(element);
                let (lease_id, requester) = (*lease_id, requester.to_string());
                (3, ExecuteMsg::AnswerRequest { lease_id, epoch, requester, opening }, 0)
            }
            Step::Resolve(lease_id, nth) => {
                let Some(RequestResponse { epoch, requester, .. }) = self.open(*lease_id, *nth) else {
                    return false;
                };
                let (lease_id, requester) = (*lease_id, requester.to_string());
                (3, ExecuteMsg::ResolveRequest { lease_id, epoch, requester }, 0)
            }
            Step::Declare(user, lease_id, is_done) => {
                let job = Work::seeded(if *is_done { INNER } else { INNER + 1 }).job();
                (*user, ExecuteMsg::DeclareJob { lease_id: *lease_id, job }, 0)
            }
            Step::TopUpBond(user, amount) => (*user, ExecuteMsg::TopUpBond {}, *amount),
            Step::ClaimCredit(user) => (*user, ExecuteMsg::ClaimCredit {}, 0),
            Step::Register(user) => (*user, register(), BOND),
            Step::Publish(user, rate, kind) => {
                (*user, ExecuteMsg::PublishOffer(terms_of_kind(*rate, *kind)), 0)
            }
            Step::Retire(user, offer_id) => (*user, ExecuteMsg::RetireOffer { offer_id: *offer_id }, 0),
            Step::WithdrawBond(user) => (*user, ExecuteMsg::WithdrawBond {}, 0),
            Step::Open { user, offer, gpus, seconds, deposit, interruptible, sla } => {
                let kind = if *interruptible { LeaseKind::Interruptible } else { LeaseKind::Reserved };
                let request = LeaseRequest { kind, sla: *sla, ..LeaseRequest::new(*offer, *gpus, *seconds) };
                (*user, ExecuteMsg::OpenLease(request), *deposit)
            }
            Step::OpenAgreed(by, tenant, rate) => {
                let agreed = AgreedLease {
                    offer_id: 2,
                    gpus: 1,
                    seconds: 600,
                    rate: Uint128::new(*rate * 1_000_000_000),
                    tenant: self.users[*tenant].to_string(),
                    kind: LeaseKind::Reserved,
                };
                (*by, ExecuteMsg::OpenAgreedLease(agreed), 1_000)
            }
            Step::Accept(user, lease_id) => (*user, ExecuteMsg::AcceptLease { lease_id: *lease_id }, 0),
            Step::Extend(user, lease_id, seconds) => {
                (*user, ExecuteMsg::ExtendLease { lease_id: *lease_id, seconds: *seconds }, 0)
            }
            Step::Scale(user, lease_id, gpus) => {
                (*user, ExecuteMsg::ScaleLease { lease_id: *lease_id, gpus: *gpus }, 0)
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
            Step::Refund(user, lease_id, to) => {
                let depositor = to.map(|to| self.users[to].to_string());
                (*user, ExecuteMsg::Refund { lease_id: *lease_id, depositor }, 0)
            }
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

    fn attest(&mut self, charges: &[(u128, u64)], skew: i64) {
        let now = self.suite.now();
        let leaves: Vec<_> = charges
            .iter()
            .zip(1u64..)
            .map(|((per_mille, uptime_seconds), lease_id)| {
                let leases = self.suite.leases();
                let accrued = leases.iter().find(|lease| lease.lease_id == lease_id);
                let charge = accrued.map_or(7, |lease| lease.accrued.u128()) * per_mille / 1_000;
                let until = now.saturating_add_signed(skew);
                let epoch = self.epochs.len() as u64 + 1;
                let is_committed =
                    self.outputs.iter().any(|(lease, of, _)| (*lease, *of) == (lease_id, epoch));
                let output_commitment =
                    if is_committed { self.output(lease_id, epoch).commitment() } else { [0; 32] };
                let leaf = leaf(lease_id, charge, until);
                SettlementLeaf { uptime_seconds: *uptime_seconds, output_commitment, ..leaf }
            })
            .collect();
        // Only where the oracle's clock rule admits another epoch.
        let escrow = self.suite.escrow.clone();
        let (epoch, root) = self.suite.next_root(&escrow, &leaves, now);
        if self.suite.post(&escrow, &root, &[0, 1, 2]).is_ok() {
            self.epochs.push(epoch);
        }
    }

    /// I1, I2, I3, I7, I9 and I11, and that no lease is charged above its own bounds.
    fn check(&self) {
        let (holdings, leases) = (self.suite.holdings(), self.suite.leases());
        let mut owed_to_depositors = 0;
        for lease in &leases {
            let (held, refunded) = (held(&lease.status), refunded(&lease.status));
            assert_eq!(lease.deposit.u128(), lease.claimed.u128() + held + refunded, "I1: {lease:?}");
            assert!(
                lease.claimed + lease.voided <= lease.accrued && lease.accrued <= lease.deposit,
                "I4: {lease:?}"
            );
            assert!(lease.runway_until <= lease.agreed_end);
            let deposits = self.suite.deposits(lease.lease_id);
            let sum = |of: fn(&DepositResponse) -> Uint128| deposits.iter().map(of).sum::<Uint128>();
            assert_eq!(sum(|row| row.paid), lease.deposit, "I9");
            assert_eq!(sum(|row| row.refundable), lease.refundable, "I9");
            let taken = sum(|row| row.refunded).u128();
            owed_to_depositors += held + refunded - taken;
            assert!(
                taken <= refunded && deposits.iter().all(|row| row.refunded + row.refundable <= row.paid)
            );
        }
        assert_eq!(holdings.deposits.u128(), owed_to_depositors, "I2");
        let paid_in = leases.iter().map(|lease| lease.deposit).sum::<Uint128>();
        assert_eq!(holdings.paid_in, paid_in, "I11");
        self.check_challenges(&leases);
        let disputed = holdings.credits + holdings.requests;
        let owed = holdings.bonds + holdings.deposits + holdings.fees + disputed;
        assert_eq!(owed.u128(), self.suite.balance(&self.suite.escrow), "I2");
        let capacity = read_capacity(&self.suite.app.wrap(), &self.suite.escrow).unwrap();
        assert_eq!(capacity, paid_in, "I11");
        let outside: u128 =
            self.users.iter().chain([&self.suite.owner]).map(|user| self.suite.balance(user)).sum();
        assert_eq!(outside + owed.u128(), 5 * PURSE, "I3");
        for offer in self.suite.offers() {
            let open = |lease: &&LeaseResponse| {
                use LeaseStatus::{Expired, Pending, Running};
                matches!(lease.status, Pending { .. } | Running { .. } | Expired { .. })
            };
            let mine = leases.iter().filter(|lease| lease.offer_id == offer.offer_id);
            let in_use: u32 = mine.filter(open).map(|lease| lease.gpus).sum();
            assert_eq!(offer.gpus_in_use, in_use, "I7");
            assert!(in_use <= offer.terms.gpus, "I7");
        }
    }

    /// I2 and I13: every total and every count is the sum of the records behind it.
    fn check_challenges(&self, leases: &[LeaseResponse]) {
        let holdings = self.suite.holdings();
        let of = |lease: &LeaseResponse| {
            let open = self.suite.requests(lease.lease_id);
            open.into_iter()
                .map(|request| (lease.provider.clone(), lease.settles_at, request))
                .collect::<Vec<_>>()
        };
        let open: Vec<_> = leases.iter().flat_map(of).collect();
        let bonds = open.iter().map(|(_, _, request)| request.bond).sum::<Uint128>();
        assert_eq!(holdings.requests, bonds, "I2");
        assert!(open.iter().all(|(_, settles_at, request)| request.answer_until < *settles_at), "I13");
        let waiting = |provider: &Addr| {
            open.iter().filter(|(of, _, request)| of == provider && !request.is_moot).count() as u32
        };
        let registered = self.users.iter().filter_map(|user| {
            let msg = QueryMsg::Provider { provider: user.to_string() };
            self.suite.try_query::<ProviderResponse>(&msg).ok()
        });
        let registered: Vec<_> = registered.collect();
        for record in &registered {
            assert_eq!(record.open_requests, waiting(&record.provider), "I13");
            let open_leases = leases.iter().filter(|lease| {
                use LeaseStatus::{Expired, Pending, Running};
                matches!(lease.status, Pending { .. } | Running { .. } | Expired { .. })
            });
            let mine = open_leases.filter(|lease| lease.provider == record.provider).count() as u32;
            assert_eq!(record.open_leases, mine, "I2");
            let offers = self.suite.offers();
            let live = offers.iter().filter(|offer| offer.live && offer.provider == record.provider).count();
            assert_eq!(record.live_offers, live as u32, "I2");
        }
        assert_eq!(holdings.bonds, registered.iter().map(|record| record.bond).sum::<Uint128>(), "I2");
        let credit =
            |user: &Addr| self.suite.query::<Uint128>(&QueryMsg::Credit { account: user.to_string() });
        assert_eq!(holdings.credits, self.users.iter().map(credit).sum::<Uint128>(), "I2");
        self.check_blocks(leases);
    }

    /// I13: a leaf waits exactly while a request about its epoch or an earlier one is open, and no refund ever does.
    fn check_blocks(&self, leases: &[LeaseResponse]) {
        for (epoch, leaf) in
            self.epochs.iter().flat_map(|epoch| (0..epoch.leaves.len()).map(move |n| (epoch, n)))
        {
            let lease_id = epoch.leaves[leaf].lease_id;
            if !leases.iter().any(|lease| lease.lease_id == lease_id) {
                continue;
            }
            let answer = self.suite.try_query::<ClaimableResponse>(&QueryMsg::Claimable(epoch.claim(leaf)));
            let Err(refused) = answer.map_err(|error| error.to_string()) else {
                assert!(!self.waits(lease_id, epoch.epoch), "I13: paid while a request is open");
                continue;
            };
            if refused.contains("is asked to show") {
                assert!(self.waits(lease_id, epoch.epoch), "I13: {refused}");
            }
        }
    }

    fn waits(&self, lease_id: u64, epoch: u64) -> bool {
        self.suite.requests(lease_id).iter().any(|request| !request.is_moot && request.epoch <= epoch)
    }
}

/// Every kind of step, with everything that happens once in a lease's life: so that the property below is
/// known to reach it.
#[test]
fn a_history_of_every_step_is_accepted() {
    let mut history = History::new();
    let rate = terms().rate.u128();
    let open = |user, offer, gpus, deposit, sla| Step::Open {
        user,
        offer,
        gpus,
        seconds: 600,
        deposit,
        interruptible: false,
        sla,
    };
    for step in [
        Step::Register(1),
        Step::Publish(1, rate, 0b10),
        open(2, 1, 2, 4_000, false),
        open(3, 3, 4, 1_000, false),
        Step::OpenAgreed(2, 3, 2_000),
        open(2, 2, 2, 4_000, true),
        Step::Accept(1, 2),
        Step::TopUp(3, 2, 1_000),
        Step::TopUp(1, 4, 1_000),
        Step::Advance(100),
        Step::Stop(2, 1),
        Step::Scale(2, 4, 4),
        Step::Advance(1),
        Step::Scale(2, 4, 1),
        Step::Extend(2, 4, 10),
        Step::Commit(3, true),
        Step::Commit(4, false),
        Step::Attest(vec![(1_000, 0), (500, 0), (0, 0), (900, 100)], 0),
        Step::Dispute(3, 3, 1),
        Step::TopUpBond(0, BOND),
        Step::ClaimCredit(3),
        Step::Ask(2, 4, 1),
        Step::Ask(0, 4, 1),
        Step::Ask(3, 4, 1),
        Step::Answer(4, 1),
        Step::Answer(4, 0),
        Step::Answer(4, 0),
        Step::Declare(2, 4, false),
        Step::Advance(WINDOW),
        Step::Assign(0, 1, 2),
        Step::Claim(0, 0),
        Step::ClaimMany(0, 0b10),
        Step::Claim(0, 3),
        Step::Refund(0, 1, None),
        Step::SendFees(0),
        Step::SetFee(0),
        Step::Advance(100),
        Step::Refund(1, 4, None),
        Step::Stop(0, 4),
        Step::Advance(2_000),
        Step::Attest(vec![(1_000, 0), (1_000, 0), (1_000, 0), (1_000, 100)], 0),
        Step::Advance(WINDOW),
        Step::Claim(1, 3),
        Step::Advance(ANSWER),
        Step::Refund(0, 2, None),
        Step::Refund(0, 3, None),
        Step::Refund(0, 4, Some(1)),
        Step::Refund(0, 4, None),
        Step::Retire(1, 3),
        Step::WithdrawBond(1),
    ] {
        assert!(history.apply(&step), "{step:?}");
        history.check();
    }
    let settled = |lease: &LeaseResponse| matches!(lease.status, LeaseStatus::Settled { .. });
    assert!(history.suite.leases().iter().all(settled));
}

/// Takes all steps from the first on, and checks the invariants after each.
fn live(begun: &[Step], steps: &[Step]) {
    let mut history = History::new();
    for step in begun.iter().chain(steps) {
        let before = history.suite.snapshot();
        if !history.apply(step) {
            assert_eq!(history.suite.snapshot(), before, "refused, yet something changed: {step:?}");
        }
        history.check();
    }
}

/// A step that concerns the two epochs of [`contested_epoch`].
fn challenge() -> impl Strategy<Value = Step> {
    let (user, epoch, nth) = (0usize..4, 1u64..3, 0usize..4);
    let seconds = prop_oneof![Just(1), Just(WINDOW - 1), Just(WINDOW), Just(ANSWER), Just(ANSWER + 1)];
    prop_oneof![
        6 => (user.clone(), epoch.clone()).prop_map(|(by, epoch)| Step::Ask(by, 1, epoch)),
        2 => (user.clone(), epoch).prop_map(|(by, epoch)| Step::Dispute(by, 1, epoch)),
        2 => nth.clone().prop_map(|nth| Step::Answer(1, nth)),
        3 => nth.prop_map(|nth| Step::Resolve(1, nth)),
        3 => seconds.prop_map(Step::Advance),
        2 => (0usize..2, 0usize..2).prop_map(|(epoch, leaf)| Step::Claim(epoch, leaf)),
        2 => user.clone().prop_map(|by| Step::Refund(by, 1, None)),
        1 => prop_oneof![Just(0usize), Just(2)].prop_map(|by| Step::Stop(by, 1)),
        1 => Just(Step::TopUpBond(0, BOND)),
        1 => user.prop_map(Step::ClaimCredit),
        1 => (1u64..3).prop_map(|offer| Step::Retire(0, offer)),
        1 => Just(Step::WithdrawBond(0)),
        1 => Just(Step::Register(0)),
        1 => Just(Step::Commit(1, true)),
        1 => Just(Step::Attest(vec![(1_000, 0)], 0)),
    ]
}

/// A lease of the third user's whose provider is the first, two epochs into it, the first with a wrong output and both in their
/// windows.
fn contested_epoch() -> Vec<Step> {
    let (gpus, seconds, deposit) = (2, 600, 4_000);
    let open = Step::Open { user: 2, offer: 1, gpus, seconds, deposit, interruptible: false, sla: false };
    let attest = || Step::Attest(vec![(1_000, 0)], 0);
    let (first, second) = (Step::Commit(1, true), Step::Commit(1, false));
    vec![open, Step::Advance(50), first, Step::Advance(50), attest(), Step::Advance(5), second, attest()]
}

/// A leaf that a committee may sign which lies in everything: any lease, any charge, any time.
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
    #![proptest_config(super::suite::cases(48))]

    /// 17: I1, I2, I3, I7, I8.
    #[test]
    fn money_is_conserved_after_every_step(steps in vec(step(), 1..60)) {
        live(&[], &steps);
    }

    /// I2, I13, I14 where several challenges of two epochs of one lease meet: by anyone, the provider and the tenant too.
    #[test]
    fn challenges_are_what_is_counted_of_them_after_every_step(steps in vec(challenge(), 1..30)) {
        live(&contested_epoch(), &steps);
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
        suite.ballast();
        for (mut leaves, seconds) in epochs {
            suite.advance(seconds);
            for leaf in leaves.iter_mut().filter(|leaf| leaf.metered_until < 2_000) {
                leaf.metered_until += start;
            }
            let escrow = suite.escrow.clone();
            let (epoch, root) = suite.next_root(&escrow, &leaves, suite.now());
            // 26: what is above the escrow as a whole never gets as far as a claim.
            let capacity = read_capacity(&suite.app.wrap(), &escrow).unwrap();
            let posted = suite.post(&escrow, &root, &[0, 1, 2]).is_ok();
            prop_assert_eq!(posted, root.total_charge <= capacity.u128());
            if !posted {
                continue;
            }
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
        let others: u128 = leases[..3].iter().map(|lease| lease.claimed.u128()).sum();
        prop_assert!(others <= 900 + 2_000 + 3_000);
    }

    /// 11: I5: at any partition of a lease's life, whoever claims, provider and protocol get the same.
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
