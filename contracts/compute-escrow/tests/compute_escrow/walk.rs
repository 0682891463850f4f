//! Every state that a small lease can get into by whatever its parties do, in any order, at every second that a rule turns on.
//!
//! One lease, two epochs with outputs, three that ask (the provider itself, the tenant, a friend of the provider's), one that
//! finds; the committee posts when it likes. Each move is a message to the entry points that ship. In every state that is reached the
//! walk asserts that everybody can still do what the page promises, whatever the others did before.

use super::disputes::{Work, at, commit, dispute};
use super::requests::{answer, ask, resolve};
use super::suite::{DENOM, Epoch, leaf, register, terms};
use compute_escrow::contract;
use cosmwasm_std::testing::{MockApi, mock_env};
use cosmwasm_std::{
    Addr, BankMsg, Binary, ContractResult, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, Order, Querier,
    QuerierResult, QuerierWrapper, QueryRequest, Record, Response, Storage, SystemError, SystemResult,
    Timestamp, Uint128, WasmQuery, coins, from_json,
};
use serde::de::DeserializeOwned;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::ops::Bound;
use std::rc::Rc;
use weal_api::asset::AssetInfo;
use weal_api::compute_escrow::{
    ElementPosition, ExecuteMsg, HoldingsResponse, InstantiateMsg, LeaseRequest, LeaseResponse, LeaseStatus,
    OfferTerms, ProviderResponse, QueryMsg, RATE_SCALE,
};
use weal_api::oracle::{SETTLEMENTS, SettlementRecord};

const WINDOW: u64 = 10;
const SILENCE: u64 = 15;
const ANSWER: u64 = 60;
const EPOCH: u64 = 10;
const BOND: u128 = 8;
const REQUEST_BOND: u128 = 2;
/// Ten more than the lease can cost.
const DEPOSIT: u128 = 30;
const PURSE: u128 = 1_000;

/// A store that a walk can copy.
#[derive(Clone, Default, Hash)]
struct Store(BTreeMap<Vec<u8>, Vec<u8>>);

impl Storage for Store {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.0.get(key).cloned()
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.0.insert(key.to_vec(), value.to_vec());
    }

    fn remove(&mut self, key: &[u8]) {
        self.0.remove(key);
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let first = start.map_or(Bound::Unbounded, |key| Bound::Included(key.to_vec()));
        let last = end.map_or(Bound::Unbounded, |key| Bound::Excluded(key.to_vec()));
        let found = self.0.range((first, last)).map(|(key, value)| (key.clone(), value.clone()));
        match order {
            Order::Ascending => Box::new(found),
            Order::Descending => Box::new(found.rev()),
        }
    }
}

/// The oracle's storage, which the escrow reads.
struct Oracle<'a>(&'a Store);

impl Querier for Oracle<'_> {
    fn raw_query(&self, request: &[u8]) -> QuerierResult {
        match from_json(request) {
            Ok(QueryRequest::<Empty>::Wasm(WasmQuery::Raw { key, .. })) => {
                let found = self.0.get(&key).unwrap_or_default();
                SystemResult::Ok(ContractResult::Ok(Binary::from(found)))
            }
            _ => SystemResult::Err(SystemError::Unknown {}),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Move {
    /// Time passes to the next second that a rule turns on.
    Tick,
    /// The committee posts the next epoch's root.
    Post,
    /// Asker (an index of `Ground::asking`), epoch: the asker requests an element of the epoch.
    Ask(usize, u64),
    Answer(usize, u64),
    Resolve(usize, u64),
    Dispute(u64),
    Claim(u64),
    Refund,
    Stop,
    Withdraw,
}

/// The accounts, outputs and messages that do not change during a walk.
struct Ground {
    /// Provider, tenant and friend, who ask; finder; escrow.
    asking: [Addr; 3],
    finder: Addr,
    escrow: Addr,
    outputs: [Work; 2],
    wrong: [bool; 2],
    /// The most epochs that the committee posts.
    epochs: u64,
    starts_at: u64,
    /// The latest second at which the lease settles.
    settles_at: u64,
    answers: BTreeMap<(usize, u64), ExecuteMsg>,
    disputes: [ExecuteMsg; 2],
}

#[derive(Clone)]
struct World {
    store: Store,
    oracle: Store,
    posted: Vec<(u64, Rc<Epoch>)>,
    balances: BTreeMap<Addr, u128>,
    now: u64,
    /// Each asker and epoch of a request ever made; none is made twice, so that the walk ends.
    asked: BTreeSet<(usize, u64)>,
    open: BTreeMap<(usize, u64), u64>,
    void: BTreeSet<u64>,
}

/// The element that an asker requests: the tenant's is the wrong one of a wrong output, the others' is always right.
fn element(who: usize) -> ElementPosition {
    if who == 1 { at(1, 1) } else { at(0, 0) }
}

impl World {
    fn env(&self, ground: &Ground) -> Env {
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(self.now);
        env.contract.address = ground.escrow.clone();
        env
    }

    /// Executes a message with its payments, and changes the world only where the escrow accepts it.
    fn send(&mut self, ground: &Ground, by: &Addr, msg: &ExecuteMsg, paid: u128) -> Result<Response, String> {
        let mut store = self.store.clone();
        let (api, oracle) = (MockApi::default(), Oracle(&self.oracle));
        let deps = DepsMut { storage: &mut store, api: &api, querier: QuerierWrapper::new(&oracle) };
        let funds = if paid == 0 { vec![] } else { coins(paid, DENOM) };
        let info = MessageInfo { sender: by.clone(), funds };
        let done = contract::execute(deps, self.env(ground), info, msg.clone())
            .map_err(|error| error.to_string())?;
        self.store = store;
        self.pay(by, &ground.escrow, paid);
        for message in &done.messages {
            let CosmosMsg::Bank(BankMsg::Send { to_address, amount }) = &message.msg else {
                panic!("{message:?}")
            };
            let amount = Uint128::try_from(amount[0].amount).unwrap().u128();
            self.pay(&ground.escrow, &Addr::unchecked(to_address), amount);
        }
        if done.events.iter().any(|event| event.ty == "epoch_voided") {
            let event = done.events.iter().find(|event| event.ty == "epoch_voided").unwrap();
            let epoch = event.attributes.iter().find(|attribute| attribute.key == "epoch").unwrap();
            assert!(self.void.insert(epoch.value.parse().unwrap()), "void twice");
        }
        Ok(done)
    }

    fn pay(&mut self, from: &Addr, to: &Addr, amount: u128) {
        let payer = self.balances.entry(from.clone()).or_insert(0);
        *payer = payer.checked_sub(amount).unwrap_or_else(|| panic!("{from} cannot pay {amount}"));
        *self.balances.entry(to.clone()).or_insert(0) += amount;
    }

    fn query<T: DeserializeOwned>(&self, ground: &Ground, msg: QueryMsg) -> Option<T> {
        let (api, oracle) = (MockApi::default(), Oracle(&self.oracle));
        let deps = Deps { storage: &self.store, api: &api, querier: QuerierWrapper::new(&oracle) };
        contract::query(deps, self.env(ground), msg).ok().map(|answer| from_json(answer).unwrap())
    }

    fn lease(&self, ground: &Ground) -> LeaseResponse {
        self.query(ground, QueryMsg::Lease { lease_id: 1 }).unwrap()
    }

    fn balance(&self, account: &Addr) -> u128 {
        self.balances.get(account).copied().unwrap_or_default()
    }

    fn fingerprint(&self) -> u64 {
        self.fingerprint_at(self.now)
    }

    fn fingerprint_at(&self, now: u64) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.store, now, &self.asked).hash(&mut hasher);
        self.posted.iter().for_each(|(posted_at, _)| posted_at.hash(&mut hasher));
        hasher.finish()
    }

    /// Seconds that a rule turns on, and those before and after them.
    fn next_second(&self, ground: &Ground) -> Option<u64> {
        let lease = self.lease(ground);
        let mut seconds = vec![lease.runway_until, lease.settles_at - 1, lease.settles_at];
        let next = ground.starts_at + EPOCH * (self.posted.len() as u64 + 1);
        if (self.posted.len() as u64) < ground.epochs {
            let attested_until = lease.runway_until + SILENCE;
            seconds.extend([next, attested_until, attested_until + 1]);
        }
        for (posted_at, _) in &self.posted {
            seconds.extend([posted_at + WINDOW - 1, posted_at + WINDOW]);
        }
        for answer_until in self.open.values() {
            seconds.extend([*answer_until, answer_until + 1]);
        }
        seconds.into_iter().filter(|second| *second > self.now).min()
    }

    /// Makes the move and returns whether the world took it.
    fn make(&mut self, ground: &Ground, step: Move) -> bool {
        let [provider, tenant, _] = &ground.asking;
        match step {
            Move::Tick => {
                let Some(second) = self.next_second(ground) else { return false };
                self.now = second;
                true
            }
            Move::Post => self.post(ground),
            Move::Ask(who, epoch) => {
                let msg = ask(epoch, Some(element(who)));
                let again = self.asked.contains(&(who, epoch));
                if again || self.send(ground, &ground.asking[who], &msg, REQUEST_BOND).is_err() {
                    return false;
                }
                self.asked.insert((who, epoch));
                self.open.insert((who, epoch), self.now + ANSWER);
                true
            }
            Move::Answer(who, epoch) => {
                let done = self.send(ground, provider, &ground.answers[&(who, epoch)], 0).is_ok();
                if done {
                    self.open.remove(&(who, epoch));
                }
                done
            }
            Move::Resolve(who, epoch) => {
                let done = self.send(ground, &ground.finder, &resolve(epoch, &ground.asking[who]), 0).is_ok();
                if done {
                    self.open.remove(&(who, epoch));
                }
                done
            }
            Move::Dispute(epoch) => {
                let msg = &ground.disputes[epoch as usize - 1];
                let done = self.send(ground, &ground.finder, msg, 0).is_ok();
                assert!(!done || ground.wrong[epoch as usize - 1], "an honest output was convicted");
                done
            }
            Move::Claim(epoch) => {
                let Some((posted_at, root)) = self.posted.get(epoch as usize - 1) else { return false };
                let (claim, over) = (ExecuteMsg::Claim(root.claim(0)), self.now >= posted_at + WINDOW);
                let done = self.send(ground, provider, &claim, 0).is_ok();
                assert!(
                    !done || over && !self.waits(epoch) && !self.void.contains(&epoch),
                    "paid unchallenged"
                );
                done
            }
            Move::Refund => {
                let refund = ExecuteMsg::Refund { lease_id: 1, depositor: None };
                self.send(ground, tenant, &refund, 0).is_ok()
            }
            Move::Stop => self.send(ground, tenant, &ExecuteMsg::StopLease { lease_id: 1 }, 0).is_ok(),
            Move::Withdraw => self.send(ground, provider, &ExecuteMsg::WithdrawBond {}, 0).is_ok(),
        }
    }

    fn post(&mut self, ground: &Ground) -> bool {
        let number = self.posted.len() as u64 + 1;
        let (starts_at, ends_at) =
            (ground.starts_at + EPOCH * (number - 1), ground.starts_at + EPOCH * number);
        if number > ground.epochs || self.now < ends_at {
            return false;
        }
        // What an honest committee attests: all that the lease ran for, with the output.
        let until = ends_at.min(self.lease(ground).runway_until);
        let output = &ground.outputs[number as usize - 1];
        let attested =
            super::disputes::with_output(leaf(1, u128::from(until - ground.starts_at), until), output);
        let epoch = Epoch::new(number, &[attested]);
        let record = SettlementRecord {
            root: epoch.root().into(),
            leaf_count: 1,
            total_charge: epoch.leaves[0].charge.into(),
            starts_at,
            ends_at,
            posted_at: self.now,
            committee_epoch: 1,
            signers: 7,
        };
        SETTLEMENTS.save(&mut self.oracle, &(ground.escrow.clone(), number), &record);
        self.posted.push((self.now, Rc::new(epoch)));
        true
    }

    /// Returns whether a leaf of the epoch waits for an answer about that epoch or an earlier one.
    fn waits(&self, epoch: u64) -> bool {
        self.open.keys().any(|(_, asked)| *asked <= epoch && !self.void.contains(asked))
    }

    /// Asserts that the escrow's holdings add up to its balance, and all balances to what the accounts began with; and
    /// that the open requests' bonds and number are those on record.
    fn check_money(&self, ground: &Ground) {
        let owed: HoldingsResponse = self.query(ground, QueryMsg::Holdings {}).unwrap();
        let sum = owed.bonds + owed.deposits + owed.fees + owed.credits + owed.requests;
        assert_eq!(sum.u128(), self.balance(&ground.escrow));
        assert_eq!(owed.requests.u128(), REQUEST_BOND * self.open.len() as u128);
        assert_eq!(self.balances.values().sum::<u128>(), 4 * PURSE);
        let provider = QueryMsg::Provider { provider: ground.asking[0].to_string() };
        if let Some(record) = self.query::<ProviderResponse>(ground, provider) {
            let waiting = self.open.keys().filter(|(_, epoch)| !self.void.contains(epoch)).count();
            assert_eq!(record.open_requests as usize, waiting);
        }
    }

    /// Asserts that in a root's window anybody can show a wrong element and, if the root was posted in time, request
    /// one, whatever was asked before.
    fn check_challengers(&self, ground: &Ground) {
        let lease = self.lease(ground);
        for (epoch, (posted_at, _)) in (1..).zip(&self.posted) {
            let begun = ground.starts_at + EPOCH * (epoch - 1) < lease.runway_until;
            let is_open = self.now < posted_at + WINDOW && begun && !self.void.contains(&epoch);
            if !is_open {
                continue;
            }
            if *posted_at <= lease.runway_until + SILENCE {
                let asks = self.clone().send(ground, &ground.finder, &ask(epoch, None), REQUEST_BOND);
                assert!(asks.is_ok(), "{asks:?}");
            }
            let shown = self.clone().send(ground, &ground.finder, &ground.disputes[epoch as usize - 1], 0);
            assert_eq!(shown.is_ok(), ground.wrong[epoch as usize - 1], "{shown:?}");
        }
    }

    /// A provider whose outputs are right and that has not been silent answers what is open, and is paid what is attested.
    fn check_honest_provider(&self, ground: &Ground) {
        let lease = self.lease(ground);
        let late = self.open.values().any(|answer_until| *answer_until < self.now);
        if ground.wrong != [false; 2] || !self.void.is_empty() || late || self.now >= lease.settles_at {
            return;
        }
        let mut world = self.clone();
        for (who, epoch) in self.open.keys().copied() {
            assert!(world.make(ground, Move::Answer(who, epoch)), "an answer was refused");
        }
        for (epoch, (posted_at, root)) in (1..).zip(&self.posted) {
            let in_time = *posted_at <= lease.runway_until + SILENCE;
            if self.now >= posted_at + WINDOW && in_time {
                world.make(ground, Move::Claim(epoch));
                assert!(world.lease(ground).claimed.u128() >= root.leaves[0].charge, "not paid");
            }
        }
    }

    /// Asserts that everybody gets what is its own from the settlement on, whether refunds or verdicts come first: each
    /// message is accepted, those who asked have their bonds, and nothing is left.
    fn check_way_out(&self, ground: &Ground) {
        let [after_refund, after_verdicts] = [true, false].map(|refund_first| {
            let mut world = self.clone();
            world.now = world.now.max(ground.settles_at);
            if refund_first {
                world.refund_all(ground);
            }
            for (who, epoch) in self.open.keys().copied() {
                assert!(world.make(ground, Move::Resolve(who, epoch)), "a request cannot be ended");
            }
            world.refund_all(ground);
            for who in ground.asking.iter().chain([&ground.finder]) {
                let credit: Uint128 =
                    world.query(ground, QueryMsg::Credit { account: who.to_string() }).unwrap();
                if !credit.is_zero() {
                    world.send(ground, who, &ExecuteMsg::ClaimCredit {}, 0).unwrap();
                }
            }
            let holdings: HoldingsResponse = world.query(ground, QueryMsg::Holdings {}).unwrap();
            if !holdings.fees.is_zero() {
                world.send(ground, &ground.finder, &ExecuteMsg::ClaimProtocolFees {}, 0).unwrap();
            }
            let provider = QueryMsg::Provider { provider: ground.asking[0].to_string() };
            if world.query::<ProviderResponse>(ground, provider).is_some() {
                assert!(world.make(ground, Move::Withdraw), "the bond is stuck");
            }
            assert_eq!(world.balance(&ground.escrow), 0, "something is left");
            world.balances
        });
        assert_eq!(after_refund, after_verdicts, "the order of those who leave moves money");
        for who in &ground.asking {
            let asked = self.open.keys().filter(|(asking, _)| ground.asking[*asking] == *who).count() as u128;
            assert!(after_refund[who] >= self.balance(who) + asked * REQUEST_BOND, "{who} lost its bond");
        }
    }

    fn refund_all(&mut self, ground: &Ground) {
        self.make(ground, Move::Refund);
        assert!(matches!(self.lease(ground).status, LeaseStatus::Settled { .. }), "a refund is held up");
    }
}

/// The lease has just begun, and both outputs are committed to.
fn ground(wrong: [bool; 2]) -> (Ground, World) {
    let api = MockApi::default();
    let [provider, tenant, friend, finder, escrow, oracle] =
        ["provider", "tenant", "friend", "finder", "escrow", "oracle"].map(|name| api.addr_make(name));
    let output = |wrong: bool| {
        let work = Work::seeded(8);
        if wrong { work.spoiled(at(1, 1), 1) } else { work }
    };
    let outputs = wrong.map(output);
    let asking = [provider.clone(), tenant.clone(), friend.clone()];
    let mut answers = BTreeMap::new();
    for (epoch, work) in (1..).zip(&outputs) {
        for (who, account) in asking.iter().enumerate() {
            answers.insert((who, epoch), answer(epoch, account, work, element(who)));
        }
    }
    let disputes = [dispute(1, &outputs[0], at(1, 1)), dispute(2, &outputs[1], at(1, 1))];
    let starts_at = 1_000;
    let settles_at = starts_at + 2 * EPOCH + SILENCE + WINDOW + ANSWER;
    let ground = Ground {
        asking,
        finder,
        escrow,
        outputs,
        wrong,
        epochs: 2,
        starts_at,
        settles_at,
        answers,
        disputes,
    };

    let balances = [&provider, &tenant, &friend, &ground.finder].map(|who| (who.clone(), PURSE));
    let mut world = World {
        store: Store::default(),
        oracle: Store::default(),
        posted: vec![],
        balances: balances.into(),
        now: starts_at,
        asked: BTreeSet::new(),
        open: BTreeMap::new(),
        void: BTreeSet::new(),
    };
    world.create(&ground, &oracle);
    let offer = OfferTerms { rate: RATE_SCALE.into(), min_seconds: 1, ..terms() };
    let committed = [1, 2].map(|epoch| commit(1, epoch, &ground.outputs[epoch as usize - 1]));
    world.send(&ground, &provider, &register(), BOND).unwrap();
    world.send(&ground, &provider, &ExecuteMsg::PublishOffer(offer), 0).unwrap();
    let open = ExecuteMsg::OpenLease(LeaseRequest::new(1, 1, 2 * EPOCH));
    world.send(&ground, &tenant, &open, DEPOSIT).unwrap();
    world.send(&ground, &provider, &ExecuteMsg::RetireOffer { offer_id: 1 }, 0).unwrap();
    committed.iter().for_each(|message| drop(world.send(&ground, &provider, message, 0).unwrap()));
    assert_eq!(world.lease(&ground).settles_at, settles_at);
    (ground, world)
}

impl World {
    fn create(&mut self, ground: &Ground, oracle: &Addr) {
        let msg = InstantiateMsg {
            owner: ground.finder.to_string(),
            oracle: oracle.to_string(),
            payment_asset: AssetInfo::native(DENOM),
            fee_recipient: None,
            min_bond: BOND.into(),
            protocol_fee_bps: 500,
            challenge_window_seconds: WINDOW,
            silence_seconds: SILENCE,
            registry: None,
            market: None,
            request_bond: Some(REQUEST_BOND.into()),
            answer_seconds: Some(ANSWER),
        };
        let (api, env, empty) = (MockApi::default(), self.env(ground), Store::default());
        let oracle = Oracle(&empty);
        let deps = DepsMut { storage: &mut self.store, api: &api, querier: QuerierWrapper::new(&oracle) };
        let info = MessageInfo { sender: ground.finder.clone(), funds: vec![] };
        contract::instantiate(deps, env, info, msg).unwrap();
    }
}

/// Every state that is reached from the first by these moves, each checked once; how many there are.
fn walk(wrong: [bool; 2], epochs: u64, moves: &[Move]) -> usize {
    let (mut ground, first) = ground(wrong);
    ground.epochs = epochs;
    let mut seen = BTreeSet::from([first.fingerprint()]);
    let mut left_from = BTreeSet::new();
    let mut left = vec![first];
    while let Some(world) = left.pop() {
        world.check_money(&ground);
        world.check_challengers(&ground);
        world.check_honest_provider(&ground);
        // It begins when the lease settles, so that earlier seconds of one state are one.
        if left_from.insert(world.fingerprint_at(world.now.max(ground.settles_at))) {
            world.check_way_out(&ground);
        }
        for step in moves {
            let mut next = world.clone();
            if next.make(&ground, *step) && seen.insert(next.fingerprint()) {
                left.push(next);
            }
        }
    }
    seen.len()
}

/// I13: the provider asks itself, the tenant asks for what may be wrong, a friend asks about the other epoch: two of them here, all of
/// them whatever is wrong in the slow run.
#[test]
fn from_every_state_everybodys_money_comes_out() {
    let (own, others, friend) = ((0, 1), (1, 1), (2, 2));
    let is_slow = std::env::var("PROPTEST_CASES").is_ok();
    let quick = [
        ([true, false], 1, vec![own, others]),
        ([false, false], 1, vec![own, others]),
        ([true, true], 2, vec![friend]),
    ];
    let all = [[false; 2], [true, false], [false, true], [true; 2]];
    let whole = all.map(|wrong| (wrong, 2, vec![own, others, friend]));
    for (wrong, epochs, requests) in if is_slow { whole.to_vec() } else { quick.to_vec() } {
        let states = walk(wrong, epochs, &moves(&requests));
        println!("{wrong:?}, {epochs} epochs, {requests:?}: {states} states");
        assert!(states > 1_000, "{states}");
    }
}

/// Every move that anybody can make, given the requests as pairs of asker and epoch.
fn moves(requests: &[(usize, u64)]) -> Vec<Move> {
    use Move::{Answer, Ask, Claim, Dispute, Post, Refund, Resolve, Stop, Tick, Withdraw};
    let others = [Tick, Post, Dispute(1), Dispute(2), Claim(1), Claim(2), Refund, Stop, Withdraw];
    let each = requests
        .iter()
        .flat_map(|(who, epoch)| [Ask(*who, *epoch), Answer(*who, *epoch), Resolve(*who, *epoch)]);
    others.into_iter().chain(each).collect()
}
