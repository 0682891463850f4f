//! Holds every message to one load and one save of each record: a second one is gas for nothing.

use cosmwasm_std::{
    Binary, Deps, DepsMut, Empty, Env, MessageInfo, MigrateInfo, Order, Record, Reply, Response, StdResult,
    Storage,
};
use cw_multi_test::Contract;
use std::cell::RefCell;
use std::collections::BTreeMap;
use weal_embedded::CodeRegistry;

/// Returns the contracts of the embedded chain, each held to one load and one save of a record in a message.
pub fn codes() -> CodeRegistry {
    let counted = |name, make: weal_embedded::MakeContract| -> weal_embedded::MakeContract {
        Box::new(move || Box::new(CountedContract { name, inner: make() }))
    };
    weal_embedded::codes().into_iter().map(|(name, make)| (name, counted(name, make))).collect()
}

/// A contract whose entry points run over a storage that counts.
struct CountedContract {
    name: &'static str,
    inner: Box<dyn Contract<Empty>>,
}

impl Contract<Empty> for CountedContract {
    fn instantiate(
        &self,
        deps: DepsMut<'_>,
        env: Env,
        info: MessageInfo,
        msg: Vec<u8>,
    ) -> StdResult<Response> {
        once(self.name, deps, |deps| self.inner.instantiate(deps, env, info, msg))
    }

    fn execute(&self, deps: DepsMut<'_>, env: Env, info: MessageInfo, msg: Vec<u8>) -> StdResult<Response> {
        once(self.name, deps, |deps| self.inner.execute(deps, env, info, msg))
    }

    fn query(&self, deps: Deps<'_>, env: Env, msg: Vec<u8>) -> StdResult<Binary> {
        self.inner.query(deps, env, msg)
    }

    fn reply(&self, deps: DepsMut<'_>, env: Env, msg: Reply) -> StdResult<Response> {
        once(self.name, deps, |deps| self.inner.reply(deps, env, msg))
    }

    fn sudo(&self, deps: DepsMut<'_>, env: Env, msg: Vec<u8>) -> StdResult<Response> {
        self.inner.sudo(deps, env, msg)
    }

    fn migrate(&self, deps: DepsMut<'_>, env: Env, msg: Vec<u8>, info: MigrateInfo) -> StdResult<Response> {
        self.inner.migrate(deps, env, msg, info)
    }
}

/// Runs an entry point over a storage that counts. Panics, naming contract and key, where a message that succeeded loaded or
/// saved a record twice.
fn once<E>(
    contract: &str,
    deps: DepsMut<'_>,
    entry_point: impl FnOnce(DepsMut<'_>) -> Result<Response, E>,
) -> Result<Response, E> {
    let mut storage = Counted { below: deps.storage, loads: RefCell::default(), saves: BTreeMap::new() };
    let counted = DepsMut { storage: &mut storage, api: deps.api, querier: deps.querier };
    let answer = entry_point(counted);
    if answer.is_ok() {
        let loads = storage.loads.into_inner();
        for (what, counts) in [("loads", loads), ("saves", storage.saves)] {
            for (key, count) in counts {
                assert!(count == 1, "a message of {contract} {what} {} {count} times", key.escape_ascii());
            }
        }
    }
    answer
}

struct Counted<'a> {
    below: &'a mut dyn Storage,
    loads: RefCell<BTreeMap<Vec<u8>, usize>>,
    saves: BTreeMap<Vec<u8>, usize>,
}

impl Counted<'_> {
    fn count_save(&mut self, key: &[u8]) {
        *self.saves.entry(key.to_vec()).or_default() += 1;
    }
}

impl Storage for Counted<'_> {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        *self.loads.borrow_mut().entry(key.to_vec()).or_default() += 1;
        self.below.get(key)
    }

    fn range<'b>(
        &'b self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'b> {
        self.below.range(start, end, order)
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.count_save(key);
        self.below.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.count_save(key);
        self.below.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::StdError;
    use cosmwasm_std::testing::mock_dependencies;

    fn run(entry_point: impl FnOnce(&mut dyn Storage) -> Result<(), StdError>) -> Result<Response, StdError> {
        let mut deps = mock_dependencies();
        once("it", deps.as_mut(), |deps| entry_point(deps.storage).map(|()| Response::new()))
    }

    #[test]
    fn a_record_may_be_loaded_and_saved_once() {
        run(|storage| {
            storage.set(b"a", &[storage.get(b"a").map_or(1, |_| 2)]);
            storage.set(b"b", b"1");
            Ok(())
        })
        .unwrap();
    }

    #[test]
    #[should_panic = "a message of it loads a 2 times"]
    fn a_second_load_is_found() {
        let _ = run(|storage| {
            assert_eq!(storage.get(b"a"), storage.get(b"a"));
            Ok(())
        });
    }

    #[test]
    #[should_panic = "a message of it saves a 2 times"]
    fn a_second_save_is_found_and_a_removal_is_one() {
        let _ = run(|storage| {
            storage.set(b"a", b"1");
            storage.remove(b"a");
            Ok(())
        });
    }

    #[test]
    fn what_is_refused_costs_its_sender_alone() {
        let refused = run(|storage| {
            assert_eq!(storage.get(b"a"), storage.get(b"a"));
            Err(StdError::msg("no"))
        });
        assert!(refused.is_err());
    }
}
