//! The invariants of the page, over random histories.

use super::suite::{KIND, Suite, native_fee};
use api::amm_factory::{ExecuteMsg, PoolRecord, QueryMsg};
use api::amm_pool::{ConfigResponse, QueryMsg as PoolQuery, registration_key};
use cosmwasm_std::{Uint128, coin};
use proptest::prelude::*;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// I1 one pool per kind, assets and fee; I2 ids without a gap and records that say what the pool says; I3 nothing
    /// left behind; I5 money is neither made nor lost; I7 the registry.
    #[test]
    fn random_histories_keep_every_invariant(
        steps in prop::collection::vec((any::<bool>(), 0usize..4, 0usize..4, 28u16..32, 1_500u128..90_000, 1_500u128..90_000), 1..12),
    ) {
        let mut suite = Suite::new();
        let (alice, bob, carol) = (suite.alice.clone(), suite.bob.clone(), suite.carol.clone());
        let creation_fee = Some(native_fee(&carol, "ufee", 3));
        suite.execute(&alice, &ExecuteMsg::UpdateCreationFee { creation_fee }, &[]).unwrap();
        let mut known = BTreeSet::new();
        for (provide, one, two, fee, first, second) in steps {
            let mut amounts = [0; 4];
            amounts[one] += first;
            amounts[two] += second;
            let mut msg = if provide { suite.provide_msg(amounts) } else { suite.create_msg([one, two], fee) };
            let mut funds = vec![coin(3, "ufee")];
            if let ExecuteMsg::CreateAndProvide { fee_bps, .. } = &mut msg {
                *fee_bps = fee;
                let natives = [(amounts[0], "uatom"), (amounts[1], "uusd")];
                funds.extend(natives.iter().filter(|(a, _)| *a > 0).map(|(a, denom)| coin(*a, *denom)));
                funds.sort_by(|a, b| a.denom.cmp(&b.denom));
            }
            let identity = (one.min(two), one.max(two), fee);
            let expected = one != two && !known.contains(&identity);
            let result = suite.execute(&bob, &msg, &funds);
            prop_assert_eq!(result.is_ok(), expected, "{:?}", result);
            if expected {
                known.insert(identity);
                let (a, b) = (suite.assets[one].clone(), suite.assets[two].clone());
                let query = QueryMsg::Pool { kind: KIND.into(), assets: vec![b, a], fee_bps: fee };
                let record: PoolRecord = suite.try_query(&query).unwrap();
                let config: ConfigResponse =
                    suite.app.wrap().query_wasm_smart(&record.pool, &PoolQuery::Config {}).unwrap();
                prop_assert_eq!((record.assets, record.fee_bps), (config.assets, config.fee_bps));
                let registered = suite.app.wrap().query_wasm_raw(&suite.factory, registration_key(record.pool.as_str()));
                prop_assert_eq!(registered.unwrap(), Some(record.id.to_be_bytes().to_vec()));
                prop_assert_eq!(record.id, u64::try_from(known.len()).unwrap());
            }
            prop_assert_eq!(suite.wallet(&suite.factory), [0; 4]);
            prop_assert_eq!((suite.given(2), suite.given(3)), (0, 0));
        }
        for account in [&alice, &suite.factory] {
            let nothing = suite.app.wrap().query_wasm_raw(&suite.factory, registration_key(account.as_str()));
            prop_assert_eq!(nothing.unwrap(), None);
        }
        let mut sum = suite.wallet(&bob);
        for record in suite.pools() {
            for (total, held) in sum.iter_mut().zip(suite.wallet(&record.pool)) {
                *total += held;
            }
        }
        prop_assert_eq!(sum, [super::suite::RICH; 4]);
        let fees = suite.app.wrap().query_balance(&carol, "ufee").unwrap().amount;
        let expected = super::suite::RICH + 3 * u128::try_from(known.len()).unwrap();
        prop_assert_eq!(Uint128::try_from(fees).unwrap().u128(), expected);
    }
}
