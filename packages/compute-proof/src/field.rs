//! The field of p = 2^61 − 1 elements.

/// The Mersenne prime 2^61 − 1.
pub(crate) const MODULUS: u64 = (1 << 61) - 1;

/// An element in 0..p.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Residue(u64);

impl Residue {
    /// The low 61 bits of a word, unless they are p itself: uniform over the field if the word is uniform.
    pub(crate) fn sample(word: u64) -> Option<Self> {
        let value = word & MODULUS;
        (value != MODULUS).then_some(Self(value))
    }

    /// Any integer modulo p. Since 2^61 ≡ 1, the high bits are added to the low ones.
    pub(crate) fn reduce(value: u128) -> Self {
        const LOW: u128 = MODULUS as u128;
        // 2^128 → below 2^61 + 2^67 → below 2^61 + 2^7 → at most p.
        let value = (value & LOW).wrapping_add(value >> 61);
        let value = (value & LOW).wrapping_add(value >> 61);
        let value = (value & LOW).wrapping_add(value >> 61);
        let value = u64::try_from(value).unwrap_or_default();
        Self(if value == MODULUS { 0 } else { value })
    }

    /// The representative in 0..p.
    pub(crate) fn value(self) -> u64 {
        self.0
    }

    /// self − other × 2^shift; `shift` is below 64, so the product stays below 2^125.
    pub(crate) fn minus_shifted(self, other: Self, shift: u32) -> Self {
        let subtrahend = Self::reduce(u128::from(other.0) << shift);
        Self::reduce(u128::from(self.0).wrapping_add(u128::from(MODULUS.wrapping_sub(subtrahend.0))))
    }

    /// Sum of residues, at most 2^64 of them.
    pub(crate) fn sum(residues: &[Self]) -> Self {
        Self::reduce(residues.iter().fold(0, |sum, residue| sum.wrapping_add(u128::from(residue.0))))
    }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reduction_at_the_edges_of_the_modulus() {
        let p = u128::from(MODULUS);
        for (value, residue) in
            [(0, 0), (p - 1, p - 1), (p, 0), (p + 1, 1), (2 * p, 0), (p * p, 0), (u128::MAX, u128::MAX % p)]
        {
            assert_eq!(u128::from(Residue::reduce(value).value()), residue);
        }
    }

    #[test]
    fn a_word_whose_low_bits_are_the_modulus_is_rejected() {
        assert_eq!(Residue::sample(MODULUS), None);
        assert_eq!(Residue::sample(u64::MAX), None);
        assert_eq!(Residue::sample(MODULUS - 1).map(Residue::value), Some(MODULUS - 1));
        assert_eq!(Residue::sample(1 << 61).map(Residue::value), Some(0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn reduction_is_the_remainder(value: u128) {
            prop_assert_eq!(u128::from(Residue::reduce(value).value()), value % u128::from(MODULUS));
        }

        #[test]
        fn subtraction_is_that_of_the_integers(left: u128, right: u128, shift in 0u32..64) {
            let p = u128::from(MODULUS);
            let expected = (left % p + p - ((right % p) << shift) % p) % p;
            let found = Residue::reduce(left).minus_shifted(Residue::reduce(right), shift);
            prop_assert_eq!(u128::from(found.value()), expected);
        }
    }
}
