//! The machine against every chain and every node that it can meet.

#![allow(clippy::unwrap_used)]

use super::*;
use std::collections::BTreeSet;

const OURS: u64 = 5;
const TIMEOUT: u64 = 3;
const NODES: u32 = 2;

const SHORT: Patience = Patience {
    poll: Duration::ZERO,
    pause: Duration::ZERO,
    blocks: TIMEOUT,
    refusals: 3,
    resend_after: 2,
    still: 5,
    signatures: 2,
};

fn begin() -> Sending {
    Sending::begin(SHORT, NODES, OURS, TIMEOUT)
}

fn receipt() -> Receipt {
    Receipt { tx_hash: None, height: 1, gas_used: None, events: vec![] }
}

fn mismatch(expected: Option<u64>) -> Verdict {
    Verdict::WrongSequence { expected, words: "mismatch".into() }
}

/// Every answer of a node that has not taken the bytes and says so.
fn refusals() -> Vec<Verdict> {
    vec![
        mismatch(Some(OURS - 1)),
        mismatch(Some(OURS + 1)),
        mismatch(None),
        Verdict::TooLate,
        Verdict::Full("full".into()),
        Verdict::OutOfGas("gas".into()),
        Verdict::Refused("no".into()),
        Verdict::Unconnected("refused".into()),
    ]
}

/// The truth, whether or not anybody says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct World {
    /// A node has the bytes and may put them into a block.
    is_held: bool,
    /// The outcome in the block that ran them.
    block: Option<Judgement>,
    height: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Judgement {
    Ran,
    Failed,
    OutOfGas,
}

impl World {
    /// Returns true if the bytes have their effect or may still get it.
    fn may_have_effect(self) -> bool {
        match self.block {
            Some(judgement) => judgement == Judgement::Ran,
            None => self.is_held && self.height < TIMEOUT,
        }
    }

    /// This world and every one that a block more can make of it.
    fn futures(self) -> Vec<Self> {
        let mut futures = vec![self];
        if self.height > TIMEOUT + 1 {
            return futures;
        }
        let next = Self { height: self.height + 1, ..self };
        futures.push(next);
        if self.is_held && self.block.is_none() && next.height <= TIMEOUT {
            for judgement in [Judgement::Ran, Judgement::Failed, Judgement::OutOfGas] {
                futures.push(Self { block: Some(judgement), ..next });
            }
        }
        futures
    }

    /// Everything that can happen when the bytes are handed to a node.
    fn broadcast(self) -> Vec<(Self, Heard)> {
        let taken = Self { is_held: true, ..self };
        let mut ends = vec![(self, Verdict::Lost), (taken, Verdict::Lost)];
        if self.block.is_none() {
            ends.push((taken, Verdict::Taken));
        }
        if self.is_held {
            ends.push((self, Verdict::Held));
        }
        // A node tells the truth about itself, and knows nothing of the others.
        ends.extend(refusals().into_iter().map(|verdict| (self, verdict)));
        ends.into_iter().map(|(world, verdict)| (world, Heard::Mempool(verdict))).collect()
    }

    fn look_up(self) -> Vec<(Self, Heard)> {
        let mut ends = vec![(self, Heard::Unseen { height: None })];
        ends.extend((0..=self.height).map(|height| (self, Heard::Unseen { height: Some(height) })));
        ends.extend(self.found().map(|outcome| (self, Heard::Found(outcome))));
        ends
    }

    fn read_blocks(self) -> Vec<(Self, Heard)> {
        // Blocks that are not there yet cannot be read.
        if self.height < TIMEOUT {
            return vec![(self, Heard::Unread)];
        }
        let read = self.found().map_or(Heard::Absent, Heard::Found);
        vec![(self, Heard::Unread), (self, read)]
    }

    fn found(self) -> Option<Outcome> {
        Some(match self.block? {
            Judgement::Ran => Outcome::Ran(receipt()),
            Judgement::Failed => Outcome::Failed("no".into()),
            Judgement::OutOfGas => Outcome::OutOfGas("gas".into()),
        })
    }
}

/// A step without what it says, to be compared and remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Broadcast,
    LookUp,
    ReadBlocks,
    SignAnew,
    Refuse,
    Finish,
    GiveUp,
}

fn kind(step: &Step) -> Kind {
    match step {
        Step::Broadcast | Step::BroadcastLater => Kind::Broadcast,
        Step::LookUp => Kind::LookUp,
        Step::ReadBlocks => Kind::ReadBlocks,
        Step::SignAnew(_) => Kind::SignAnew,
        Step::Refuse(_) => Kind::Refuse,
        Step::Finish(_) => Kind::Finish,
        Step::GiveUp => Kind::GiveUp,
    }
}

type Place = (Sending, World, Kind);

/// Walks every history; returns the ends that were reached. Panics where an end is wrong or a history has none.
struct Walk {
    done: std::collections::HashSet<Place>,
    open: Vec<Place>,
    ends: BTreeSet<Kind>,
}

impl Walk {
    fn from(&mut self, sending: &Sending, world: World, step: Kind) {
        match step {
            // Replaced or given up for good: never while the bytes have an effect or may get one.
            Kind::SignAnew | Kind::Refuse => {
                assert!(!world.may_have_effect(), "{step:?} in {world:?} after {sending:?}");
                self.ends.insert(step);
            }
            Kind::Finish => {
                assert_eq!(world.block, Some(Judgement::Ran), "{sending:?}");
                self.ends.insert(step);
            }
            Kind::GiveUp => {
                self.ends.insert(step);
            }
            Kind::Broadcast | Kind::LookUp | Kind::ReadBlocks => {
                let place = (sending.clone(), world, step);
                if self.done.contains(&place) {
                    return;
                }
                assert!(!self.open.contains(&place), "a history without an end: {place:?}");
                self.open.push(place.clone());
                for future in world.futures() {
                    let heard = match step {
                        Kind::Broadcast => future.broadcast(),
                        Kind::LookUp => future.look_up(),
                        _ => future.read_blocks(),
                    };
                    for (world, heard) in heard {
                        let mut sending = sending.clone();
                        let next = kind(&sending.hear(heard));
                        self.from(&sending, world, next);
                    }
                }
                self.open.pop();
                self.done.insert(place);
            }
        }
    }
}

/// The bytes are replaced or refused only when they have no effect and can get none, whatever nodes lose, refuse, hold
/// back or put into blocks, in every order; success is only said of an effect, and every history ends.
#[test]
fn bytes_are_replaced_only_when_they_can_have_no_effect_any_more() {
    let mut walk = Walk { done: Default::default(), open: vec![], ends: BTreeSet::new() };
    walk.from(&begin(), World { is_held: false, block: None, height: 0 }, Kind::Broadcast);
    assert_eq!(walk.ends, BTreeSet::from([Kind::SignAnew, Kind::Refuse, Kind::Finish, Kind::GiveUp]));
    assert!(walk.done.len() > 500, "{}", walk.done.len());
}

#[test]
fn while_nothing_is_out_a_nodes_word_decides() {
    let first = |verdict| begin().hear(Heard::Mempool(verdict));
    assert!(matches!(first(Verdict::Taken), Step::LookUp));
    assert!(matches!(first(Verdict::Held), Step::LookUp));
    assert!(matches!(first(Verdict::Lost), Step::Broadcast));
    assert!(matches!(first(Verdict::Unconnected("x".into())), Step::Broadcast));
    assert!(matches!(first(mismatch(Some(OURS - 1))), Step::BroadcastLater));
    for expected in [Some(OURS), Some(OURS + 1), None] {
        let step = first(mismatch(expected));
        assert!(matches!(&step, Step::SignAnew(Cause::Sequence(words)) if words == "mismatch"), "{step:?}");
    }
    assert!(matches!(first(Verdict::TooLate), Step::SignAnew(Cause::Expired)));
    assert!(matches!(first(Verdict::Full("full".into())), Step::BroadcastLater));
    assert!(
        matches!(first(Verdict::OutOfGas("gas".into())), Step::SignAnew(Cause::OutOfGas(words)) if words == "gas")
    );
    assert!(
        matches!(first(Verdict::Refused("no".into())), Step::Refuse(Failure::Mempool(words)) if words == "no")
    );
}

#[test]
fn once_bytes_may_be_out_no_nodes_word_decides() {
    for out in [Verdict::Taken, Verdict::Held, Verdict::Lost] {
        for verdict in refusals().into_iter().chain([Verdict::Taken, Verdict::Held, Verdict::Lost]) {
            let mut sending = begin();
            sending.hear(Heard::Mempool(out.clone()));
            let step = sending.hear(Heard::Mempool(verdict.clone()));
            assert!(matches!(step, Step::LookUp), "{out:?}, then {verdict:?}: {step:?}");
        }
    }
}

#[test]
fn a_node_that_is_full_or_behind_is_asked_as_often_as_patience_lasts() {
    let last = |verdict: Verdict| {
        let mut sending = begin();
        for _ in 1..SHORT.refusals {
            assert!(matches!(sending.hear(Heard::Mempool(verdict.clone())), Step::BroadcastLater));
        }
        sending.hear(Heard::Mempool(verdict))
    };
    assert!(matches!(last(Verdict::Full("full".into())), Step::Refuse(Failure::Mempool(_))));
    assert!(matches!(last(mismatch(Some(OURS - 1))), Step::SignAnew(Cause::Sequence(_))));
}

#[test]
fn every_node_is_tried_once_before_none_counts_as_reachable() {
    let mut sending = begin();
    let down = || Heard::Mempool(Verdict::Unconnected("down".into()));
    assert!(matches!(sending.hear(down()), Step::Broadcast));
    assert!(matches!(sending.hear(down()), Step::Refuse(Failure::Unreachable(words)) if words == "down"));
}

fn out() -> Sending {
    let mut sending = begin();
    sending.hear(Heard::Mempool(Verdict::Taken));
    sending
}

#[test]
fn a_block_decides() {
    assert!(matches!(out().hear(Heard::Found(Outcome::Ran(receipt()))), Step::Finish(_)));
    let failed = out().hear(Heard::Found(Outcome::Failed("no".into())));
    assert!(matches!(failed, Step::Refuse(Failure::Block(words)) if words == "no"));
    let short = out().hear(Heard::Found(Outcome::OutOfGas("gas".into())));
    assert!(matches!(short, Step::SignAnew(Cause::OutOfGas(words)) if words == "gas"));
}

#[test]
fn bytes_expire_with_the_block_after_their_timeout_height() {
    let mut sending = out();
    assert!(matches!(sending.hear(Heard::Unseen { height: Some(TIMEOUT) }), Step::LookUp));
    assert!(matches!(sending.hear(Heard::Unseen { height: Some(TIMEOUT + 1) }), Step::ReadBlocks));
    assert!(matches!(sending.hear(Heard::Absent), Step::SignAnew(Cause::Expired)));
}

#[test]
fn the_same_bytes_are_sent_again_after_some_looks_and_no_more_once_they_are_too_late() {
    let mut sending = out();
    assert!(matches!(sending.hear(Heard::Unseen { height: Some(1) }), Step::LookUp));
    assert!(matches!(sending.hear(Heard::Unseen { height: Some(1) }), Step::Broadcast));
    assert!(matches!(sending.hear(Heard::Mempool(mismatch(Some(OURS + 1)))), Step::LookUp));
    assert!(matches!(sending.hear(Heard::Unseen { height: Some(TIMEOUT + 1) }), Step::ReadBlocks));
    assert!(matches!(sending.hear(Heard::Unread), Step::LookUp));
    assert!(matches!(sending.hear(Heard::Unseen { height: None }), Step::ReadBlocks));
}

#[test]
fn a_chain_that_stands_still_leaves_the_transaction_undecided() {
    let mut sending = out();
    for _ in 1..SHORT.still {
        let step = sending.hear(Heard::Unseen { height: None });
        assert!(matches!(step, Step::LookUp | Step::Broadcast), "{step:?}");
    }
    assert!(matches!(sending.hear(Heard::Unseen { height: None }), Step::GiveUp));
    // A new block begins the count anew.
    let mut sending = out();
    for height in [None, None, None, Some(1), None, None, None, None] {
        assert!(!matches!(sending.hear(Heard::Unseen { height }), Step::GiveUp));
    }
    assert!(matches!(sending.hear(Heard::Unseen { height: Some(1) }), Step::GiveUp));
}
