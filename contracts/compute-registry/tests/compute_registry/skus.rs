//! The table of GPU models.

use super::suite::{Suite, assert_event};
use compute_registry::ContractError;
use weal_api::compute_registry::{
    ComputeRegistryContract, ExecuteMsg, QueryMsg, RegistryReadError, Sku, SkuSpec, SkusResponse,
};

type Change = fn(&mut SkuSpec);

fn spec(name: &str) -> SkuSpec {
    SkuSpec { name: name.into(), vram_gb: 80, int8_tops: 1_979, watts: 700 }
}

fn retire(name: &str) -> ExecuteMsg {
    ExecuteMsg::RetireSku { name: name.into() }
}

#[test]
fn a_model_is_read_raw_until_it_is_retired_and_stays_on_record() {
    let mut suite = Suite::empty(|_| {});
    let added = suite.govern(&ExecuteMsg::AddSku(spec("H100-SXM")));
    let figures = [("name", "H100-SXM"), ("vram_gb", "80"), ("int8_tops", "1979"), ("watts", "700")];
    assert_event(&added, "wasm-sku_added", &figures);

    let handle = ComputeRegistryContract(suite.registry.clone());
    let mut expected =
        Sku { name: "H100-SXM".into(), vram_gb: 80, int8_tops: 1_979, watts: 700, is_retired: false };
    assert_eq!(handle.sku(&suite.app.wrap(), "H100-SXM").unwrap(), expected);
    assert_eq!(suite.query::<Sku>(&QueryMsg::Sku { name: "H100-SXM".into() }), expected);

    let retired = suite.govern(&retire("H100-SXM"));
    assert_event(&retired, "wasm-sku_retired", &[("name", "H100-SXM")]);
    expected.is_retired = true;
    let refused = handle.sku(&suite.app.wrap(), "H100-SXM");
    assert!(matches!(refused, Err(RegistryReadError::RetiredSku { name }) if name == "H100-SXM"));
    assert_eq!(handle.sku_record(&suite.app.wrap(), "H100-SXM").unwrap(), expected);
}

#[test]
fn an_unknown_model_is_an_error_of_its_own() {
    let suite = Suite::empty(|_| {});
    let handle = ComputeRegistryContract(suite.registry.clone());
    let refused = handle.sku(&suite.app.wrap(), "B300");
    assert!(matches!(refused, Err(RegistryReadError::UnknownSku { name }) if name == "B300"));
    let error = suite.try_query::<Sku>(&QueryMsg::Sku { name: "B300".into() }).unwrap_err();
    assert!(error.to_string().contains(&ContractError::UnknownSku { name: "B300".into() }.to_string()));
    let nowhere = ComputeRegistryContract(suite.stranger.clone()).sku(&suite.app.wrap(), "B300");
    assert!(matches!(nowhere, Err(RegistryReadError::UnknownSku { name }) if name == "B300"));
}

#[test]
fn only_the_owner_keeps_the_table() {
    let mut suite = Suite::empty(|_| {});
    suite.govern(&ExecuteMsg::AddSku(spec("L40S")));
    let (stranger, owner) = (suite.stranger.clone(), suite.owner.clone());
    let reason = ContractError::NotOwner { sender: stranger.clone(), owner };
    for msg in [ExecuteMsg::AddSku(spec("A100")), retire("L40S")] {
        suite.assert_refused(&stranger, &msg, &[], &reason);
    }
}

#[test]
fn a_name_is_used_once_for_good() {
    let mut suite = Suite::empty(|_| {});
    let owner = suite.owner.clone();
    let add = ExecuteMsg::AddSku(spec("L40S"));
    suite.govern(&add);
    let exists = ContractError::SkuExists { name: "L40S".into() };
    suite.assert_refused(&owner, &add, &[], &exists);
    suite.govern(&retire("L40S"));
    suite.assert_refused(&owner, &add, &[], &exists);
    let again = ContractError::SkuRetired { name: "L40S".into() };
    suite.assert_refused(&owner, &retire("L40S"), &[], &again);
    suite.assert_refused(&owner, &retire("A100"), &[], &ContractError::UnknownSku { name: "A100".into() });
}

#[test]
fn names_and_figures_keep_their_bounds() {
    let mut suite = Suite::empty(|_| {});
    suite.govern(&ExecuteMsg::AddSku(spec(&"x".repeat(64))));
    suite.govern(&ExecuteMsg::AddSku(spec("NVIDIA H100 80GB HBM3")));
    let owner = suite.owner.clone();
    for name in
        [String::new(), "x".repeat(65), " A100".into(), "A100 ".into(), "A\n100".into(), "Ä100".into()]
    {
        let reason = ContractError::MalformedText {
            field: "name",
            found: name.clone(),
            min: 1,
            max: 64,
            alphabet: "printable ASCII, no space first or last",
        };
        suite.assert_refused(&owner, &ExecuteMsg::AddSku(spec(&name)), &[], &reason);
    }
    let changes: [(&str, Change); 3] = [
        ("vram_gb", |sku| sku.vram_gb = 0),
        ("int8_tops", |sku| sku.int8_tops = 0),
        ("watts", |sku| sku.watts = 0),
    ];
    for (field, change) in changes {
        let mut sku = spec("A100");
        change(&mut sku);
        let reason = ContractError::OutOfRange { field, found: 0, min: 1, max: u32::MAX.into() };
        suite.assert_refused(&owner, &ExecuteMsg::AddSku(sku), &[], &reason);
    }
}

#[test]
fn the_table_is_paged_by_name() {
    let mut suite = Suite::empty(|_| {});
    for name in ["L40S", "A100", "H100", "B200"] {
        suite.govern(&ExecuteMsg::AddSku(spec(name)));
    }
    suite.govern(&retire("A100"));
    let page = |start_after: Option<&str>, limit| {
        let msg = QueryMsg::Skus { start_after: start_after.map(Into::into), limit };
        let rows = suite.query::<SkusResponse>(&msg).skus;
        rows.into_iter().map(|sku| (sku.name, sku.is_retired)).collect::<Vec<_>>()
    };
    let row = |name: &str, is_retired| (name.to_owned(), is_retired);
    assert_eq!(page(None, Some(2)), [row("A100", true), row("B200", false)]);
    assert_eq!(page(Some("B200"), None), [row("H100", false), row("L40S", false)]);
    assert_eq!(page(Some("L40S"), None), []);
}
