//! Writes every contract's JSON schema into the folder named on the command line.
#![allow(clippy::expect_used)] // a developer's tool: what is wrong is said and the build stops

use cosmwasm_schema::generate_api;
use std::path::PathBuf;
use weal_api::{
    amm_factory, amm_incentives, amm_pool, amm_router, compute_escrow, compute_index, compute_market,
    compute_registry, governance_token, lending_market, oracle, vesting,
};

/// One contract's messages, answers and version.
macro_rules! schema {
    ($name:tt, $module:ident) => {
        (
            $name,
            generate_api! {
                name: $name,
                instantiate: $module::InstantiateMsg,
                execute: $module::ExecuteMsg,
                query: $module::QueryMsg,
                migrate: $module::MigrateMsg,
            },
        )
    };
}

fn main() {
    let directory: PathBuf = std::env::args_os().nth(1).expect("usage: schema DIRECTORY").into();
    std::fs::create_dir_all(&directory).expect("the folder can be made");
    let contracts = [
        schema!("amm-factory", amm_factory),
        schema!("amm-incentives", amm_incentives),
        schema!("amm-pool", amm_pool),
        schema!("amm-router", amm_router),
        schema!("compute-escrow", compute_escrow),
        schema!("compute-index", compute_index),
        schema!("compute-market", compute_market),
        schema!("compute-registry", compute_registry),
        schema!("governance-token", governance_token),
        schema!("lending-market", lending_market),
        schema!("oracle", oracle),
        schema!("vesting", vesting),
    ];
    for (name, api) in contracts {
        let text = api.render().to_string().expect("a schema is JSON");
        std::fs::write(directory.join(format!("{name}.json")), text + "\n").expect("the file can be written");
        println!("{}", directory.join(format!("{name}.json")).display());
    }
}
