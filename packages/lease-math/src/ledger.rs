//! The money of a lease, as a status that carries the money of its state.

use cosmwasm_std::Uint128;
use weal_wire::Packed;

/// The money that a lease's end depends on. Both [`Funds`] and [`LeaseLedger`] have it.
pub trait Funded: Copy {
    /// The sum of all payments into the deposit, base units.
    fn deposit(&self) -> Uint128;
    /// The amount set free for the depositors, base units.
    fn refunded(&self) -> Uint128;
    /// The last second of a closed lease; `None` for one that is open.
    fn ended_at(&self) -> Option<u64>;
    /// The money of the lease closed at `ended_at`; of one that is closed already, as it is.
    fn ended(self, ended_at: u64) -> Self;
    /// The money as the lease's own record has it: without the claims.
    fn funds(self) -> Funds {
        let (deposit, refunded) = (self.deposit(), self.refunded());
        match self.ended_at() {
            None => Funds::Open { deposit },
            Some(ended_at) => Funds::Closed { deposit, refunded, ended_at },
        }
    }
}

/// The money of a lease as its own record has it. What claims charged is kept elsewhere, so that this type cannot say what is held:
/// a handler that does not need it reads a record less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Packed)]
pub enum Funds {
    /// The lease is not closed: its deposit may grow.
    Open {
        /// The sum of all payments into the deposit.
        deposit: Uint128,
    },
    /// The lease is closed: what its depositors may take grows.
    Closed {
        /// The sum of all payments into the deposit.
        deposit: Uint128,
        /// The amount set free for the depositors.
        refunded: Uint128,
        /// The lease's last second.
        ended_at: u64,
    },
}

impl Funds {
    /// The whole ledger, with what claims charged.
    pub fn with_claims(self, claimed: Uint128) -> LeaseLedger {
        match self {
            Self::Open { deposit } => LeaseLedger::Running { deposit, claimed },
            Self::Closed { deposit, refunded, ended_at } => {
                LeaseLedger::closed(deposit, claimed, refunded, ended_at)
            }
        }
    }

    /// The money after more was paid in; only an open lease's deposit grows, the caller has checked.
    pub fn with_deposit(self, total: Uint128) -> Self {
        match self {
            Self::Open { .. } => Self::Open { deposit: total },
            closed @ Self::Closed { .. } => closed,
        }
    }
}

impl Funded for Funds {
    fn deposit(&self) -> Uint128 {
        match *self {
            Self::Open { deposit } | Self::Closed { deposit, .. } => deposit,
        }
    }

    fn refunded(&self) -> Uint128 {
        match *self {
            Self::Open { .. } => Uint128::zero(),
            Self::Closed { refunded, .. } => refunded,
        }
    }

    fn ended_at(&self) -> Option<u64> {
        match *self {
            Self::Open { .. } => None,
            Self::Closed { ended_at, .. } => Some(ended_at),
        }
    }

    fn ended(self, ended_at: u64) -> Self {
        match self {
            Self::Open { deposit } => Self::Closed { deposit, refunded: Uint128::zero(), ended_at },
            closed @ Self::Closed { .. } => closed,
        }
    }
}

/// The money of a lease, base units: deposit = claimed + held + refunded in every state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaseLedger {
    /// The lease is not closed: its deposit may grow.
    Running {
        /// The sum of all payments into the deposit.
        deposit: Uint128,
        /// The amount charged by claims, protocol fee included.
        claimed: Uint128,
    },
    /// The lease is closed: what is held shrinks towards claims and refunds.
    Ended {
        /// The sum of all payments into the deposit.
        deposit: Uint128,
        /// The amount charged by claims, protocol fee included.
        claimed: Uint128,
        /// The amount set free for the depositors.
        refunded: Uint128,
        /// The lease's last second.
        ended_at: u64,
    },
    /// The lease is closed and holds nothing.
    Settled {
        /// The amount charged by claims, protocol fee included.
        paid: Uint128,
        /// The amount set free for the depositors.
        refunded: Uint128,
        /// The lease's last second.
        ended_at: u64,
    },
}

impl Funded for LeaseLedger {
    fn deposit(&self) -> Uint128 {
        match *self {
            Self::Running { deposit, .. } | Self::Ended { deposit, .. } => deposit,
            Self::Settled { paid, refunded, .. } => paid.saturating_add(refunded),
        }
    }

    fn refunded(&self) -> Uint128 {
        match *self {
            Self::Running { .. } => Uint128::zero(),
            Self::Ended { refunded, .. } | Self::Settled { refunded, .. } => refunded,
        }
    }

    fn ended_at(&self) -> Option<u64> {
        match *self {
            Self::Running { .. } => None,
            Self::Ended { ended_at, .. } | Self::Settled { ended_at, .. } => Some(ended_at),
        }
    }

    fn ended(self, ended_at: u64) -> Self {
        match self {
            Self::Running { deposit, claimed } => {
                Self::Ended { deposit, claimed, refunded: Uint128::zero(), ended_at }.settled_if_empty()
            }
            closed => closed,
        }
    }
}

impl LeaseLedger {
    /// The amount charged by claims, protocol fee included, base units.
    pub fn claimed(&self) -> Uint128 {
        match *self {
            Self::Running { claimed, .. } | Self::Ended { claimed, .. } => claimed,
            Self::Settled { paid, .. } => paid,
        }
    }

    /// The amount that the escrow still holds of the deposit, base units.
    pub fn held(&self) -> Uint128 {
        self.deposit().saturating_sub(self.claimed()).saturating_sub(self.refunded())
    }

    /// The ledger after claims have charged `total`.
    pub fn with_claimed(self, total: Uint128) -> Self {
        match self {
            Self::Running { deposit, .. } => Self::Running { deposit, claimed: total },
            Self::Ended { deposit, refunded, ended_at, .. } => {
                Self::Ended { deposit, claimed: total, refunded, ended_at }.settled_if_empty()
            }
            settled => settled,
        }
    }

    /// A closed lease: ended, or settled where nothing is held.
    pub fn closed(deposit: Uint128, claimed: Uint128, refunded: Uint128, ended_at: u64) -> Self {
        Self::Ended { deposit, claimed, refunded, ended_at }.settled_if_empty()
    }

    /// The ledger after refunds have sent back `total`.
    pub fn with_refunded(self, total: Uint128) -> Self {
        match self {
            Self::Ended { deposit, claimed, ended_at, .. } => {
                Self::Ended { deposit, claimed, refunded: total, ended_at }.settled_if_empty()
            }
            other => other,
        }
    }

    fn settled_if_empty(self) -> Self {
        match self {
            Self::Ended { claimed, refunded, ended_at, .. } if self.held().is_zero() => {
                Self::Settled { paid: claimed, refunded, ended_at }
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;

    #[test]
    fn an_ended_lease_with_nothing_left_is_settled() {
        let [ten, six, four] = [10u128, 6, 4].map(Uint128::new);
        let ended = LeaseLedger::Running { deposit: ten, claimed: six }.ended(9);
        assert_eq!(
            ended,
            LeaseLedger::Ended { deposit: ten, claimed: six, refunded: Uint128::zero(), ended_at: 9 }
        );
        let settled = LeaseLedger::Settled { paid: six, refunded: four, ended_at: 9 };
        assert_eq!(ended.with_refunded(four), settled);
        assert_eq!(settled.deposit(), ten);
        let paid_out = LeaseLedger::Settled { paid: ten, refunded: Uint128::zero(), ended_at: 9 };
        assert_eq!(ended.with_claimed(ten), paid_out);
        assert_eq!(LeaseLedger::Running { deposit: ten, claimed: ten }.ended(9), paid_out);
    }

    /// A record read without its claims, closed, and then read with them is the ledger closed with them.
    #[test]
    fn closing_before_or_after_the_claims_are_read_is_one() {
        let [ten, six] = [10u128, 6].map(Uint128::new);
        for claimed in [Uint128::zero(), six, ten] {
            let open = Funds::Open { deposit: ten };
            assert_eq!(open.ended(9).with_claims(claimed), open.with_claims(claimed).ended(9));
            assert_eq!((open.ended_at(), open.ended(9).ended_at()), (None, Some(9)));
            assert_eq!(open.ended(9).ended(12), open.ended(9));
        }
    }

    #[test]
    fn the_funds_of_a_lease_are_those_of_its_ledger() {
        let [ten, six, four] = [10u128, 6, 4].map(Uint128::new);
        let open = LeaseLedger::Running { deposit: ten, claimed: six };
        let closed = LeaseLedger::Ended { deposit: ten, claimed: six, refunded: Uint128::one(), ended_at: 9 };
        let settled = LeaseLedger::Settled { paid: six, refunded: four, ended_at: 9 };
        for ledger in [open, closed, settled] {
            let funds = ledger.funds();
            let found = (funds.deposit(), funds.refunded(), funds.ended_at());
            assert_eq!(found, (ledger.deposit(), ledger.refunded(), ledger.ended_at()));
        }
        assert_eq!(open.funds(), Funds::Open { deposit: ten });
        assert_eq!(closed.funds(), Funds::Closed { deposit: ten, refunded: Uint128::one(), ended_at: 9 });
        assert_eq!(open.funds().with_deposit(six), Funds::Open { deposit: six });
        assert_eq!(closed.funds().with_deposit(six), closed.funds());
    }
}
