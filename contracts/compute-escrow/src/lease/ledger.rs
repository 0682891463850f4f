//! A lease's money, as a status that carries the money of its state, and its packed bytes.

use crate::ContractError;
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

    /// The layout of `docs/spec/compute-escrow.md` §State.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let (tag, amounts, ended_at) = match self {
            Self::Running { deposit, claimed } => (0, vec![deposit, claimed], None),
            Self::Ended { deposit, claimed, refunded, ended_at } => {
                (1, vec![deposit, claimed, refunded], Some(ended_at))
            }
            Self::Settled { paid, refunded, ended_at } => (2, vec![paid, refunded], Some(ended_at)),
        };
        let mut bytes = vec![tag];
        for amount in amounts {
            bytes.extend_from_slice(&amount.to_be_bytes());
        }
        bytes.extend(ended_at.into_iter().flat_map(u64::to_be_bytes));
        bytes
    }

    /// Errors: `CorruptRecord` for bytes that [`Self::to_bytes`] never makes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, ContractError> {
        let amount = |at: usize| {
            let end = at.saturating_add(16);
            bytes.get(at..end).and_then(|b| b.try_into().ok()).map(|b| Uint128::new(u128::from_be_bytes(b)))
        };
        let time = |at: usize| {
            let end = at.saturating_add(8);
            bytes.get(at..end).and_then(|b| b.try_into().ok()).map(u64::from_be_bytes)
        };
        let parsed = match (bytes.first(), bytes.len()) {
            (Some(0), 33) => amount(1).zip(amount(17)).map(|(d, c)| Self::Running { deposit: d, claimed: c }),
            (Some(1), 57) => amount(1)
                .zip(amount(17))
                .zip(amount(33).zip(time(49)))
                .map(|((d, c), (f, at))| Self::Ended { deposit: d, claimed: c, refunded: f, ended_at: at }),
            (Some(2), 41) => amount(1).zip(amount(17)).zip(time(33)).map(|((p, f), at)| Self::Settled {
                paid: p,
                refunded: f,
                ended_at: at,
            }),
            _ => None,
        };
        parsed.ok_or(ContractError::CorruptRecord { record: "lease_ledgers", found: bytes.len() })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::arithmetic_side_effects)]

    use super::*;
    use proptest::prelude::*;

    fn ledger() -> impl Strategy<Value = LeaseLedger> {
        (0u8..3, any::<[u128; 3]>(), any::<u64>()).prop_map(|(state, amounts, ended_at)| {
            let [a, b, c] = amounts.map(Uint128::new);
            match state {
                0 => LeaseLedger::Running { deposit: a, claimed: b },
                1 => LeaseLedger::Ended { deposit: a, claimed: b, refunded: c, ended_at },
                _ => LeaseLedger::Settled { paid: a, refunded: b, ended_at },
            }
        })
    }

    proptest! {
        #[test]
        fn packed_bytes_read_back_as_the_same_ledger(ledger in ledger()) {
            prop_assert_eq!(LeaseLedger::from_bytes(&ledger.to_bytes()).unwrap(), ledger);
        }

        #[test]
        fn bytes_of_another_length_are_refused(ledger in ledger(), extra in 1usize..4) {
            let mut longer = ledger.to_bytes();
            let shorter = longer[..longer.len() - extra].to_vec();
            longer.resize(longer.len() + extra, 0);
            prop_assert!(LeaseLedger::from_bytes(&longer).is_err());
            prop_assert!(LeaseLedger::from_bytes(&shorter).is_err());
        }
    }

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
