//! The invariants of the page, over random histories.

use super::suite::{KIND, STABLE, Suite, native_fee, stable};
use cosmwasm_std::{Addr, Uint128, coin};
use proptest::prelude::*;
use weal_api::amm_factory::{ExecuteMsg, PoolRecord, QueryMsg};
use weal_api::amm_pool::{PoolKind, REGISTERED};

#[derive(Clone, Debug)]
enum Act {
    Create { with_deposit: bool, who: usize, assets: [usize; 2], fee_bps: u16, amounts: [u128; 2] },
    CreateStable { who: usize, amp: u32, decimals: [u8; 2], fee_bps: u16 },
    ChangeFee { which: usize, fee_bps: u16 },
    Ramp { which: usize, amp: u32 },
    SetDecimals { denom: usize, decimals: u8 },
}

fn act() -> impl Strategy<Value = Act> {
    let fee = || 28u16..31;
    let decimals = || prop_oneof![4 => Just(6u8), 1 => Just(18u8)];
    prop_oneof![
        5 => (any::<bool>(), 0usize..3, [0usize..4, 0usize..4], fee(), [1_500u128..90_000, 1_500u128..90_000])
            .prop_map(|(with_deposit, who, assets, fee_bps, amounts)| Act::Create { with_deposit, who, assets, fee_bps, amounts }),
        4 => (0usize..3, prop_oneof![Just(100u32), Just(200u32)], [decimals(), decimals()], fee())
            .prop_map(|(who, amp, decimals, fee_bps)| Act::CreateStable { who, amp, decimals, fee_bps }),
        3 => (0usize..20, fee()).prop_map(|(which, fee_bps)| Act::ChangeFee { which, fee_bps }),
        2 => (0usize..20, prop_oneof![Just(100u32), Just(200u32)]).prop_map(|(which, amp)| Act::Ramp { which, amp }),
        1 => (0usize..2, decimals()).prop_map(|(denom, decimals)| Act::SetDecimals { denom, decimals }),
    ]
}

/// A pool as the history knows it.
struct Known {
    assets: [usize; 2],
    /// The fee of its creation.
    terms: (PoolKind, u16),
    /// Now.
    is: (PoolKind, u16),
    pool: Addr,
}

/// True while the last pool that was created on these terms still has them.
fn is_taken(known: &[Known], assets: [usize; 2], terms: &(PoolKind, u16)) -> bool {
    let last = known.iter().rev().find(|pool| pool.assets == assets && pool.terms == *terms);
    last.is_some_and(|pool| pool.is == *terms)
}

fn cases(default: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(24)))]

    /// I1 a creation is refused where the last pool on its terms still has them, and only there; I2 ids without a gap and records of
    /// what a pool was created as, while fees and amplifications change; I3 nothing left behind; I5 money is neither made nor lost; I7
    /// the registry. The owner creates pools too.
    #[test]
    fn random_histories_keep_every_invariant(acts in prop::collection::vec(act(), 1..16)) {
        let mut suite = Suite::new();
        let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
        let kind = stable(suite.pool_code);
        suite.execute(&alice, &ExecuteMsg::UpdateKind { kind }, &[]).unwrap();
        let collector = suite.app.api().addr_make("collector");
        let creation_fee = Some(native_fee(&collector, "ufee", 3));
        suite.execute(&alice, &ExecuteMsg::UpdateCreationFee { creation_fee }, &[]).unwrap();
        let mut known: Vec<Known> = vec![];
        let mut table = [6u8; 2];
        for act in acts {
            let created = match act {
                Act::Create { with_deposit, who, assets: [one, two], fee_bps: fee, amounts: [first, second] } => {
                    let mut amounts = [0; 4];
                    amounts[one] += first;
                    amounts[two] += second;
                    let mut msg = if with_deposit { suite.provide_msg(amounts) } else { suite.create_msg([one, two], fee) };
                    let mut funds = vec![coin(3, "ufee")];
                    if let ExecuteMsg::CreateAndProvide { fee_bps, .. } = &mut msg {
                        *fee_bps = fee;
                        let natives = [(amounts[0], "uatom"), (amounts[1], "uusd")];
                        funds.extend(natives.iter().filter(|(a, _)| *a > 0).map(|(a, denom)| coin(*a, *denom)));
                        funds.sort_by(|a, b| a.denom.cmp(&b.denom));
                    }
                    let (assets, terms) = ([one.min(two), one.max(two)], (PoolKind::ConstantProduct {}, fee));
                    let expected = one != two && !is_taken(&known, assets, &terms);
                    let sender = [&alice, &bob, &carol][who].clone();
                    let result = suite.execute(&sender, &msg, &funds);
                    prop_assert_eq!(result.is_ok(), expected, "{:?}", result);
                    expected.then_some((assets, terms))
                }
                Act::CreateStable { who, amp, decimals, fee_bps } => {
                    let kind = PoolKind::Stableswap { amp, decimals: decimals.to_vec() };
                    let (assets, terms) = ([0, 1], (kind.clone(), fee_bps));
                    let expected = decimals == table && !is_taken(&known, assets, &terms);
                    let sender = [&alice, &bob, &carol][who].clone();
                    // Named the other way round, with its decimals.
                    let turned = PoolKind::Stableswap { amp, decimals: vec![decimals[1], decimals[0]] };
                    let msg = ExecuteMsg::CreatePool {
                        kind: turned,
                        assets: vec![suite.assets[1].clone(), suite.assets[0].clone()],
                        fee_bps,
                        lp_name: None,
                        lp_symbol: None,
                    };
                    let result = suite.execute(&sender, &msg, &[coin(3, "ufee")]);
                    prop_assert_eq!(result.is_ok(), expected, "{:?}", result);
                    expected.then_some((assets, terms))
                }
                Act::ChangeFee { which, fee_bps } => {
                    if let Some(at) = which.checked_rem(known.len()) {
                        let pool = known[at].pool.clone();
                        suite.change_fee(&pool, fee_bps);
                        known[at].is.1 = fee_bps;
                    }
                    None
                }
                Act::Ramp { which, amp } => {
                    if let Some(at) = which.checked_rem(known.len()) {
                        let pool = known[at].pool.clone();
                        if suite.ramp(&pool, amp).is_ok() && let PoolKind::Stableswap { amp: now, .. } = &mut known[at].is.0 {
                            *now = amp;
                        }
                    }
                    None
                }
                Act::SetDecimals { denom, decimals } => {
                    suite.set_decimals(&alice, ["uatom", "uusd"][denom], Some(decimals)).unwrap();
                    table[denom] = decimals;
                    None
                }
            };
            if let Some((assets, terms)) = created {
                let query = QueryMsg::Pool {
                    kind: terms.0.clone(),
                    assets: assets.map(|asset| suite.assets[asset].clone()).to_vec(),
                    fee_bps: terms.1,
                };
                let record: PoolRecord = suite.try_query(&query).unwrap();
                prop_assert_eq!(record.id, u64::try_from(known.len() + 1).unwrap());
                known.push(Known { assets, is: terms.clone(), terms, pool: record.pool });
            }
            let listed = suite.pools();
            prop_assert_eq!(listed.len(), known.len());
            for (record, known) in listed.iter().zip(&known) {
                let says = suite.says(&record.pool);
                let kind = if known.terms.0 == (PoolKind::ConstantProduct {}) { KIND } else { STABLE };
                prop_assert_eq!((&record.pool, record.kind.as_str()), (&known.pool, kind));
                prop_assert_eq!((&record.curve, record.fee_bps), (&known.terms.0, known.terms.1));
                prop_assert_eq!((&says.kind, says.fee_bps), (&known.is.0, known.is.1));
                prop_assert_eq!(&record.assets, &says.assets);
                let registered = REGISTERED.may_load_from(&suite.app.wrap(), &suite.factory, &record.pool);
                prop_assert_eq!(registered.unwrap(), Some(record.id));
            }
            prop_assert_eq!(suite.wallet(&suite.factory), [0; 4]);
            prop_assert_eq!((suite.given(2), suite.given(3)), (0, 0));
        }
        for account in [&alice, &suite.factory] {
            let nothing = REGISTERED.may_load_from(&suite.app.wrap(), &suite.factory, account);
            prop_assert_eq!(nothing.unwrap(), None);
        }
        let mut sum = [0; 4];
        let pools = suite.pools();
        for account in [&alice, &bob, &carol].into_iter().chain(pools.iter().map(|record| &record.pool)) {
            for (total, held) in sum.iter_mut().zip(suite.wallet(account)) {
                *total += held;
            }
        }
        prop_assert_eq!(sum, [3 * super::suite::RICH; 4]);
        let fees = suite.app.wrap().query_balance(&collector, "ufee").unwrap().amount;
        let expected = 3 * u128::try_from(known.len()).unwrap();
        prop_assert_eq!(Uint128::try_from(fees).unwrap().u128(), expected);
    }
}
