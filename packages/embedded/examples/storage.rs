//! Writes `<folder>/<contract>.storage.json` for every contract: what it stores, as its code declares it.

use std::fs;
use std::path::PathBuf;
use weal_records::Layout;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: storage FOLDER")?);
    for (contract, layout) in layouts() {
        let text = serde_json::to_string_pretty(&layout)?;
        fs::write(folder.join(format!("{contract}.storage.json")), text + "\n")?;
    }
    Ok(())
}

/// The router stores nothing.
fn layouts() -> [(&'static str, Layout); 11] {
    [
        ("amm-factory", amm_factory::layout()),
        ("amm-incentives", amm_incentives::layout()),
        ("amm-pool", amm_pool::layout()),
        ("compute-escrow", compute_escrow::layout()),
        ("compute-index", compute_index::layout()),
        ("compute-market", compute_market::layout()),
        ("compute-registry", compute_registry::layout()),
        ("governance-token", governance_token::layout()),
        ("lending-market", lending_market::layout()),
        ("oracle", oracle::layout()),
        ("vesting", vesting::layout()),
    ]
}
