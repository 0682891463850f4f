//! A second implementation, written from docs/spec/amm-pool.md §1.1 and §1.7 alone, in numbers of any size.

use super::model::normalised;
use super::swaps::state;
use super::{amounts, bps, cases, curve, holding};
use cosmwasm_std::Uint128;
use num_bigint::BigUint;
use proptest::prelude::*;
use weal_amm_math::LpShares;
use weal_amm_math::observation::stableswap_price;

/// Balances in units of 10^-18 and *G*, the amplification times the assets in hundredths.
struct Page {
    balances: Vec<BigUint>,
    scales: Vec<BigUint>,
    g: BigUint,
}

/// *D⁻* and *D⁺*.
struct Interval {
    low: BigUint,
    high: BigUint,
}

type Divide = fn(BigUint, &BigUint) -> BigUint;

fn down(a: BigUint, b: &BigUint) -> BigUint {
    a / b
}

fn up(a: BigUint, b: &BigUint) -> BigUint {
    (a + b - 1u32) / b
}

fn big(value: impl ToString) -> BigUint {
    value.to_string().parse().unwrap()
}

fn fits(value: &BigUint) -> bool {
    value.bits() <= 256
}

/// The difference, or zero where it is negative.
fn above(a: &BigUint, b: &BigUint) -> BigUint {
    if a > b { a - b } else { BigUint::ZERO }
}

impl Page {
    fn of(held: &[u128], decimals: &[u8], amp: u32) -> Self {
        let scales = decimals.iter().map(|d| BigUint::from(10u32).pow(18 - u32::from(*d))).collect();
        let g = BigUint::from(100u32) * amp * u32::try_from(held.len()).unwrap();
        Self { balances: normalised(held, decimals), scales, g }
    }

    fn n(&self) -> u32 {
        u32::try_from(self.balances.len()).unwrap()
    }

    /// *D_P*(*d*); `None` where a quotient does not fit.
    fn d_p(&self, d: &BigUint, divide: Divide) -> Option<BigUint> {
        let mut balances = self.balances.clone();
        balances.sort();
        let mut power = d.clone();
        for balance in &balances {
            power = divide(power * d, balance);
            if !fits(&power) {
                return None;
            }
        }
        Some(divide(power, &BigUint::from(self.n()).pow(self.n())))
    }

    fn step(&self, d: &BigUint) -> BigUint {
        let sum: BigUint = self.balances.iter().sum();
        let next = self.d_p(d, down).and_then(|power| {
            let over = up(&self.g * sum, &100u32.into()) + &power * self.n();
            let under = (&self.g - 100u32) * d / 100u32 + (self.n() + 1) * power;
            Some(over * d / under).filter(fits)
        });
        next.unwrap_or_else(|| d - d / 4u32)
    }

    fn interval(&self) -> Interval {
        let sum: BigUint = self.balances.iter().sum();
        let mut d = sum.clone();
        loop {
            let next = self.step(&d);
            if next >= d {
                break;
            }
            d = next;
        }
        let holds = |tried: &BigUint| {
            (&self.g - 100u32) * tried + 100u32 * self.d_p(tried, up).unwrap() <= &self.g * &sum
        };
        let mut less = BigUint::ZERO;
        while !holds(&(&d - &less)) {
            less = if less == BigUint::ZERO { 1u32.into() } else { less * 2u32 };
        }
        Interval { low: &d - less, high: d + 1u32 }
    }

    /// *Yᵢ*(*D*).
    fn y(&self, position: usize, d: &BigUint) -> BigUint {
        let mut others = self.balances.clone();
        others.remove(position);
        others.sort();
        let mut gamma = d.clone();
        for other in &others {
            gamma = up(gamma * d, &(other * self.n()));
        }
        gamma = up(gamma * d * 100u32, &(&self.g * self.n()));
        let beta = others.iter().sum::<BigUint>() + 100u32 * d / &self.g;
        let mut y = up(d * d + &gamma, &(d + &beta));
        loop {
            let next = (&y * &y + &gamma) / (2u32 * &y + &beta - d);
            if next >= y {
                return y + 1u32;
            }
            y = next;
        }
    }

    fn gross(&self, (offer, ask): (usize, usize), offered: u128) -> BigUint {
        let d = self.interval();
        let mut after =
            Self { balances: self.balances.clone(), scales: self.scales.clone(), g: self.g.clone() };
        after.balances[offer] += &self.scales[offer] * offered;
        above(&self.balances[ask], &after.y(ask, &d.high)) / &self.scales[ask]
    }

    /// The imbalance fees of `balances` that were those of the page.
    fn imbalance(&self, balances: &[BigUint], d0: &BigUint, d1: &BigUint, fee: u16) -> Vec<BigUint> {
        let (over, under) = (self.n() * u32::from(fee), BigUint::from(40_000u32) * (self.n() - 1));
        let fees = self.balances.iter().zip(balances).map(|(was, is)| {
            let ideal = was * d1 / d0;
            let distance = if ideal > *is { ideal - is } else { is - ideal };
            up(distance * over, &under)
        });
        fees.collect()
    }

    /// *W* of an asset.
    fn weight(&self, position: usize, low: &BigUint) -> BigUint {
        &self.g * &self.balances[position] + 100u32 * self.d_p(low, down).unwrap()
    }

    /// `unit` of the asset sold at the price in the one bought, in units of 10^-18: what is above and below the fraction.
    fn price(&self, (offer, ask): (usize, usize), unit: &BigUint) -> (BigUint, BigUint) {
        let low = self.interval().low;
        let over = unit * &self.scales[offer] * &self.balances[ask] * self.weight(offer, &low);
        (over, &self.balances[offer] * self.weight(ask, &low))
    }

    fn impact(&self, pair: (usize, usize), offered: u128, gross: &BigUint) -> u16 {
        let (over, under) = self.price(pair, &BigUint::from(offered));
        let worth = up(over, &under);
        let missing = above(&worth, &(gross * &self.scales[pair.1])) * 10_000u32;
        if worth == BigUint::ZERO { 0 } else { u16::try_from(up(missing, &worth)).unwrap() }
    }

    fn with(&self, balances: Vec<BigUint>) -> Self {
        Self { balances, scales: self.scales.clone(), g: self.g.clone() }
    }

    /// *D₀*, *D₁* and *D₂* of a change to `after`; `None` where a fee takes a whole balance.
    fn changed(&self, after: Vec<BigUint>, fee: u16) -> Option<[Interval; 3]> {
        let (d0, d1) = (self.interval(), self.with(after.clone()).interval());
        let fees = self.imbalance(&after, &d0.high, &d1.high, fee);
        if fees.iter().zip(&after).any(|(fee, balance)| fee >= balance) {
            return None;
        }
        let left = after.iter().zip(&fees).map(|(balance, fee)| balance - fee).collect();
        let d2 = self.with(left).interval();
        Some([d0, d1, d2])
    }

    fn one_asset(&self, position: usize, burned: u128, supply: u128, fee: u16) -> Option<BigUint> {
        let d0 = self.interval();
        let d1 = &d0.high - &d0.low * burned / supply;
        let mut end = self.balances.clone();
        end[position] = self.y(position, &d1);
        let fees = self.imbalance(&end, &d0.high, &d1, fee);
        if fees.iter().zip(&end).any(|(fee, balance)| fee >= balance) {
            return None;
        }
        let left: Vec<_> = self.balances.iter().zip(&fees).map(|(balance, fee)| balance - fee).collect();
        let kept = self.with(left.clone()).y(position, &d1);
        Some(above(&left[position], &kept) / &self.scales[position])
    }
}

/// A state, two assets of it, a fee, and a part of each amount in thousandths.
fn case() -> impl Strategy<Value = (Vec<u8>, Vec<u128>, u32, (usize, usize), u16, u128)> {
    (state(), 0usize..4, 1usize..4, 0u16..=100, 1u128..2_000).prop_map(
        |((decimals, held, amp), first, turn, fee, part)| {
            let (first, turn) = (first % held.len(), 1 + turn % (held.len() - 1));
            let pair = (first, (first + turn) % held.len());
            (decimals, held, amp, pair, fee, part)
        },
    )
}

const SUPPLY: u128 = 1_000_000_000_000;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(96)))]

    #[test]
    fn a_second_implementation_from_the_page_gives_the_same_digits(
        (decimals, held, amp, pair, fee, part) in case(),
    ) {
        prop_assume!(held.iter().all(|amount| *amount > 0));
        let (pool, page) = (curve(&decimals, amp), Page::of(&held, &decimals, amp));
        let (reserves, (offer, ask)) = (amounts(&held), pair);

        let (found, d) = (pool.invariant(&reserves).unwrap(), page.interval());
        prop_assert_eq!((big(found.low), big(found.high)), (d.low.clone(), d.high));

        let (over, under) = page.price(pair, &(BigUint::from(1u32) << 64));
        let price = (over / (under * &page.scales[ask])).clamp(1u32.into(), (BigUint::from(1u32) << 160) - 1u32);
        prop_assert_eq!(big(stableswap_price(&pool, &reserves, pair).unwrap()), price);

        let offered = (held[offer] * part / 1_000).max(1);
        if let Ok(swap) = pool.swap_exact_in(&reserves, pair, Uint128::new(offered), bps(fee)) {
            let gross = page.gross(pair, offered);
            prop_assert_eq!(big(swap.gross), gross.clone());
            prop_assert_eq!(swap.price_impact_bps, page.impact(pair, offered, &gross));
        }

        let supply = LpShares::new(SUPPLY);
        let mut given = vec![0; held.len()];
        (given[offer], given[ask]) = (offered, held[ask] / 7);
        if let Ok(deposit) = pool.deposit(&holding(&held), supply, &amounts(&given), bps(fee)) {
            let sums: Vec<u128> = held.iter().zip(&given).map(|(held, given)| held + given).collect();
            let [d0, d1, d2] = page.changed(normalised(&sums, &decimals), fee).unwrap();
            let shares = SUPPLY * (&d2.low - &d0.high) / (&d0.high + &d1.high - &d2.low);
            prop_assert_eq!(big(deposit.shares.amount()), shares);
        }

        let mut wanted = vec![0; held.len()];
        wanted[ask] = held[ask] * part.min(999) / 1_000;
        if let Ok(exact) = pool.withdraw_exact(&holding(&held), supply, &amounts(&wanted), bps(fee)) {
            let left: Vec<u128> = held.iter().zip(&wanted).map(|(held, wanted)| held - wanted).collect();
            let [d0, _, d2] = page.changed(normalised(&left, &decimals), fee).unwrap();
            prop_assert_eq!(big(exact.burned.amount()), up(SUPPLY * (&d0.high - &d2.low), &d0.high));
        }

        let burned = SUPPLY * part.min(999) / 1_000;
        let one = pool.withdraw_one(&holding(&held), supply, LpShares::new(burned), ask, bps(fee));
        if let Ok(one) = one {
            prop_assert_eq!(big(one.amounts[ask]), page.one_asset(ask, burned, SUPPLY, fee).unwrap());
        }

        let first = pool.first_deposit(&reserves);
        if let Ok(first) = first {
            let unit = BigUint::from(10u32).pow(18 - u32::from(*decimals.iter().max().unwrap()));
            prop_assert_eq!(big(first.supply.amount()), d.low / unit);
        }
    }
}
