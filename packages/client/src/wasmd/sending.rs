//! The next step with signed bytes: the decision, without a network.
//!
//! A message has one effect. Bytes that a node may hold are only ever sent again as they are and looked for by their hash. They are
//! replaced by other bytes in three cases, and in each they can have no effect any more: no node can hold them; every block up to their
//! timeout height was read and has not run them; they ran out of gas in a block, which undid their changes (and used their sequence up:
//! otherwise the new bytes have the same one, so that one of the two can run at most).

use super::mempool::Verdict;
use super::outcome::Outcome;
use crate::Receipt;
use std::time::Duration;

/// A client's patience: its pauses and its number of tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Patience {
    /// The pause between two looks for a transaction.
    pub(crate) poll: Duration,
    /// The pause before a node that had no room, or that is behind, is asked again.
    pub(crate) pause: Duration,
    /// Blocks in which a transaction may be, from the one after its signing.
    pub(crate) blocks: u64,
    /// Answers in a row that change nothing: no room, behind.
    pub(crate) refusals: u32,
    /// Looks after which the same bytes are sent again, in case the node that took them died with them.
    pub(crate) resend_after: u32,
    /// Looks without a new block, after which the chain is taken to stand still.
    pub(crate) still: u32,
    /// Signatures for one message.
    pub(crate) signatures: u32,
}

impl Patience {
    /// A minute of blocks of a second; a minute without any block.
    pub(crate) const USUAL: Self = Self {
        poll: super::POLL,
        pause: Duration::from_millis(500),
        blocks: 60,
        refusals: 20,
        resend_after: 50,
        still: 600,
        signatures: 4,
    };
}

/// The news of the bytes.
#[derive(Clone, Debug)]
pub(crate) enum Heard {
    /// A node's answer to the bytes.
    Mempool(Verdict),
    /// A block has run the bytes.
    Found(Outcome),
    /// The hash is not known; the chain's height, where it was answered.
    Unseen {
        /// The newest block.
        height: Option<u64>,
    },
    /// Every block up to the timeout height was read: none has run them.
    Absent,
    /// Some of those blocks could not be read.
    Unread,
}

/// The step that is done next.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Hand the same bytes to a node.
    Broadcast,
    /// The same after a pause.
    BroadcastLater,
    /// Look for the hash, and ask for the chain's height where it is not known.
    LookUp,
    /// Read every block in which the bytes can be.
    ReadBlocks,
    /// Sign the message anew: these bytes have no effect and never will.
    SignAnew(Cause),
    /// Give up: these bytes have no effect and never will, and others would fare no better.
    Refuse(Failure),
    /// The chain ran the message.
    Finish(Receipt),
    /// The chain stands still: whether the bytes will have their effect is not known.
    GiveUp,
}

/// The cause for which a message is signed anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Another transaction has the sequence.
    Sequence(String),
    /// The timeout height has passed, and no block has run the bytes.
    Expired,
    /// More gas is needed.
    OutOfGas(String),
}

/// The reason for which a message is refused for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The nodes could not be reached, none of them.
    Unreachable(String),
    /// The chain's own words, before a block.
    Mempool(String),
    /// The chain's own words, in a block: what the message did was undone.
    Block(String),
}

/// Signed bytes on their way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sending {
    patience: Patience,
    /// Number of nodes that there are to try.
    nodes: u32,
    sequence: u64,
    timeout_height: u64,
    /// True once a node may hold the bytes; never false again.
    is_out: bool,
    /// Answers in a row that changed nothing.
    refusals: u32,
    /// The highest block heard of.
    height: u64,
    /// Looks since that block.
    still: u32,
    /// Looks since the bytes were last sent.
    looks: u32,
}

impl Sending {
    /// Bytes that nobody has seen yet; the first step is [`Step::Broadcast`].
    pub(crate) fn begin(patience: Patience, nodes: u32, sequence: u64, timeout_height: u64) -> Self {
        Self {
            patience,
            nodes,
            sequence,
            timeout_height,
            is_out: false,
            refusals: 0,
            height: 0,
            still: 0,
            looks: 0,
        }
    }

    /// The step that follows from what was heard.
    pub(crate) fn hear(&mut self, heard: Heard) -> Step {
        match heard {
            // Whatever a node says of bytes that another may hold: only a block decides.
            Heard::Mempool(_) if self.is_out => Step::LookUp,
            Heard::Mempool(verdict) => self.judge(verdict),
            Heard::Found(Outcome::Ran(receipt)) => Step::Finish(receipt),
            Heard::Found(Outcome::Failed(words)) => Step::Refuse(Failure::Block(words)),
            Heard::Found(Outcome::OutOfGas(words)) => Step::SignAnew(Cause::OutOfGas(words)),
            Heard::Unseen { height } => self.wait(height),
            Heard::Absent => Step::SignAnew(Cause::Expired),
            Heard::Unread => self.wait_still(),
        }
    }

    /// Decides while nothing is out: by the answer alone.
    fn judge(&mut self, verdict: Verdict) -> Step {
        match verdict {
            Verdict::Taken | Verdict::Held => self.goes_out(Step::LookUp),
            Verdict::Lost => self.goes_out(Step::Broadcast),
            Verdict::Unconnected(reason) => {
                self.again(self.nodes, Step::Broadcast, Step::Refuse(Failure::Unreachable(reason)))
            }
            Verdict::WrongSequence { expected: Some(expected), words } if expected < self.sequence => {
                // The node has not seen the block before yet.
                self.again(
                    self.patience.refusals,
                    Step::BroadcastLater,
                    Step::SignAnew(Cause::Sequence(words)),
                )
            }
            Verdict::WrongSequence { words, .. } => Step::SignAnew(Cause::Sequence(words)),
            Verdict::TooLate => Step::SignAnew(Cause::Expired),
            Verdict::Full(words) => self.again(
                self.patience.refusals,
                Step::BroadcastLater,
                Step::Refuse(Failure::Mempool(words)),
            ),
            Verdict::OutOfGas(words) => Step::SignAnew(Cause::OutOfGas(words)),
            Verdict::Refused(words) => Step::Refuse(Failure::Mempool(words)),
        }
    }

    fn goes_out(&mut self, next: Step) -> Step {
        self.is_out = true;
        next
    }

    fn again(&mut self, most: u32, again: Step, enough: Step) -> Step {
        self.refusals += 1;
        if self.refusals < most { again } else { enough }
    }

    fn wait(&mut self, height: Option<u64>) -> Step {
        if let Some(height) = height.filter(|height| *height > self.height) {
            (self.height, self.still) = (height, 0);
            return if self.is_over() { Step::ReadBlocks } else { self.look_or_resend() };
        }
        self.wait_still()
    }

    /// Counts a look that heard of no new block.
    fn wait_still(&mut self) -> Step {
        self.still += 1;
        if self.still >= self.patience.still {
            return Step::GiveUp;
        }
        // Over, and yet unread: in turns, since the hash may be found first.
        if self.is_over() && self.still.is_multiple_of(2) { Step::ReadBlocks } else { self.look_or_resend() }
    }

    fn look_or_resend(&mut self) -> Step {
        self.looks += 1;
        if self.looks < self.patience.resend_after || self.is_over() {
            return Step::LookUp;
        }
        self.looks = 0;
        Step::Broadcast
    }

    /// Returns true if no further block can run the bytes.
    fn is_over(&self) -> bool {
        self.height > self.timeout_height
    }
}

#[cfg(test)]
mod tests;
