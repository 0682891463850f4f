//! A lease's money, as a status that carries the money of its state.

use cosmwasm_std::Uint128;

/// Base units; deposit = claimed + held + refunded in every state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeaseLedger {
    /// Not closed: the deposit may grow.
    Running { deposit: Uint128, claimed: Uint128 },
    /// Closed: the deposit shrinks towards claims and refunds.
    Ended { deposit: Uint128, claimed: Uint128, refunded: Uint128, ended_at: u64 },
    /// Nothing is held.
    Settled { paid: Uint128, refunded: Uint128, ended_at: u64 },
}

impl LeaseLedger {
    /// All that was paid in.
    pub(crate) fn deposit(&self) -> Uint128 {
        match *self {
            Self::Running { deposit, .. } | Self::Ended { deposit, .. } => deposit,
            Self::Settled { paid, refunded, .. } => paid.saturating_add(refunded),
        }
    }

    /// Charged by claims, protocol fee included.
    pub(crate) fn claimed(&self) -> Uint128 {
        match *self {
            Self::Running { claimed, .. } | Self::Ended { claimed, .. } => claimed,
            Self::Settled { paid, .. } => paid,
        }
    }

    /// Sent back.
    pub(crate) fn refunded(&self) -> Uint128 {
        match *self {
            Self::Running { .. } => Uint128::zero(),
            Self::Ended { refunded, .. } | Self::Settled { refunded, .. } => refunded,
        }
    }

    /// Still here.
    pub(crate) fn held(&self) -> Uint128 {
        self.deposit().saturating_sub(self.claimed()).saturating_sub(self.refunded())
    }

    /// The ledger after more was paid in; only a running lease's deposit grows, the caller has checked.
    pub(crate) fn with_deposit(self, total: Uint128) -> Self {
        match self {
            Self::Running { claimed, .. } => Self::Running { deposit: total, claimed },
            closed => closed,
        }
    }

    /// The ledger after claims have charged `total`.
    pub(crate) fn with_claimed(self, total: Uint128) -> Self {
        match self {
            Self::Running { deposit, .. } => Self::Running { deposit, claimed: total },
            Self::Ended { deposit, refunded, ended_at, .. } => {
                Self::Ended { deposit, claimed: total, refunded, ended_at }.settled_if_empty()
            }
            settled => settled,
        }
    }

    /// A closed lease: ended, or settled where nothing is held.
    pub(crate) fn closed(deposit: Uint128, claimed: Uint128, refunded: Uint128, ended_at: u64) -> Self {
        Self::Ended { deposit, claimed, refunded, ended_at }.settled_if_empty()
    }

    /// The closed ledger.
    pub(crate) fn ended(self, ended_at: u64) -> Self {
        match self {
            Self::Running { deposit, claimed } => {
                Self::Ended { deposit, claimed, refunded: Uint128::zero(), ended_at }.settled_if_empty()
            }
            closed => closed,
        }
    }

    /// The ledger after refunds have sent back `total`.
    pub(crate) fn with_refunded(self, total: Uint128) -> Self {
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
}
