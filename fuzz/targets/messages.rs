//! Messages of strangers are read as serde's derive reads it, or refused by both, and written as serde_json writes it.
//!
//! `serde_api` has the same sources as `weal_api`, read by serde's derive. Two differences are meant: a list in the place of an
//! object, which a derived reader takes field by field, is refused; and what a record passes over must be JSON that can be read,
//! which serde_json does not look at so closely.
#![no_main]

use cosmwasm_std::from_json;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use weal_wire::{Write, to_binary};

macro_rules! decode {
    ($json:expr; $($contract:ident: $($message:ident)*;)*) => {$($(
        agree::<weal_api::$contract::$message, serde_api::$contract::$message>($json);
    )*)*};
}

fuzz_target!(|json: &[u8]| {
    decode! { json;
        amm_factory: InstantiateMsg ExecuteMsg QueryMsg MigrateMsg;
        amm_incentives: InstantiateMsg ExecuteMsg Cw20HookMsg QueryMsg MigrateMsg;
        amm_pool: InstantiateMsg ExecuteMsg Cw20HookMsg QueryMsg MigrateMsg;
        amm_router: InstantiateMsg ExecuteMsg Cw20HookMsg QueryMsg MigrateMsg;
        compute_escrow: InstantiateMsg ExecuteMsg Cw20HookMsg QueryMsg MigrateMsg;
        compute_index: InstantiateMsg ExecuteMsg QueryMsg MigrateMsg;
        compute_market: InstantiateMsg ExecuteMsg Cw20HookMsg QueryMsg MigrateMsg;
        compute_registry: InstantiateMsg ExecuteMsg Cw20HookMsg QueryMsg MigrateMsg;
        cw20: Cw20ExecuteMsg Cw20QueryMsg Cw20ReceiveMsg TokenInfoResponse;
        governance_token: InstantiateMsg MigrateMsg;
        lending_market: InstantiateMsg ExecuteMsg Cw20HookMsg QueryMsg MigrateMsg;
        oracle: InstantiateMsg ExecuteMsg QueryMsg MigrateMsg PriceRecord SettlementRecord;
        vesting: InstantiateMsg ExecuteMsg Cw20HookMsg QueryMsg MigrateMsg;
    }
});

// Every third change is one of bytes.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let spoilt = if seed.is_multiple_of(3) { None } else { fuzz::spoil(data, size, seed / 3) };
    spoilt.unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});

/// Reads one type by both readers. Both write by serde's derive what they read.
fn agree<Ours, Derived>(json: &[u8])
where
    Ours: DeserializeOwned + Serialize + Write + Debug + PartialEq,
    Derived: DeserializeOwned + Serialize,
{
    let name = std::any::type_name::<Ours>();
    let derived = serde_json::from_slice::<Derived>(json);
    match (serde_json::from_slice::<Ours>(json), derived) {
        (Err(_), Err(_)) => {}
        (Ok(ours), Ok(derived)) => {
            let written = serde_json::to_vec(&ours).expect("a message can be written");
            assert_eq!(written, serde_json::to_vec(&derived).expect("a message can be written"), "{name}");
            assert_eq!(to_binary(&ours).expect("nothing of it can fail").as_slice(), written, "{name}");
            assert_eq!(from_json::<Ours>(&written).expect("it was read before"), ours, "{name}");
        }
        (Err(refusal), Ok(_)) => {
            let is_meant =
                refusal.to_string().contains("sequence, expected an object") || refusal.is_syntax();
            assert!(is_meant, "only serde takes {}: {refusal} ({name})", String::from_utf8_lossy(json));
        }
        (Ok(ours), Err(refusal)) => panic!("only serde refuses {ours:?}: {refusal} ({name})"),
    }
}
