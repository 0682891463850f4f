//! The equation itself, in whole numbers of any size: no Newton, only bisection.

use num_bigint::BigUint;

/// Returns whether *D* is at most the root for `balances` (units of 10^-18) and `amp`: *An·S·nⁿ·∏x* ≥ *D^(n+1)* + (*An*
/// − 1)·*D·nⁿ·∏x*.
pub(crate) fn at_most_root(balances: &[BigUint], amp: u32, d: &BigUint) -> bool {
    let assets = u32::try_from(balances.len()).unwrap();
    let ann = amp * assets;
    let sum: BigUint = balances.iter().sum();
    let product: BigUint = balances.iter().map(|balance| balance * assets).product();
    ann * sum * &product >= d.pow(assets + 1) + (ann - 1) * d * product
}

/// The largest whole *D* that is at most the root.
pub(crate) fn root(balances: &[BigUint], amp: u32) -> BigUint {
    let (mut low, mut high) = (BigUint::ZERO, balances.iter().sum::<BigUint>() + 1u32);
    while &low + 1u32 < high {
        let middle = (&low + &high) / 2u32;
        if at_most_root(balances, amp, &middle) { low = middle } else { high = middle }
    }
    low
}

/// Base units in units of 10^-18.
pub(crate) fn normalised(balances: &[u128], decimals: &[u8]) -> Vec<BigUint> {
    let scale = |d: &u8| BigUint::from(10u32).pow(18 - u32::from(*d));
    balances.iter().zip(decimals).map(|(balance, d)| balance * scale(d)).collect()
}
