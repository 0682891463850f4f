//! The most dangerous inputs, on both chains.

use scenarios::{DANGEROUS, Ground};
use std::path::Path;
use weal_client::{Chain, Endpoints, USD, WasmdChain};
use weal_testing::embedded_chain;

const ARTIFACTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../artifacts");

#[test]
fn the_most_dangerous_inputs_are_refused_on_the_embedded_chain() {
    refuses_them_all(&embedded_chain());
}

/// Needs real nodes: scripts/test-chain starts them, and stops them afterwards.
#[test]
#[ignore = "needs real nodes: run scripts/test-chain"]
fn the_most_dangerous_inputs_are_refused_on_wasmd() {
    let Ok(endpoints) = std::env::var("COMMONWEAL_ENDPOINTS") else {
        panic!("COMMONWEAL_ENDPOINTS must name the endpoints.json of a fresh chain: run scripts/test-chain");
    };
    let endpoints = Endpoints::read(Path::new(&endpoints)).unwrap();
    refuses_them_all(&WasmdChain::connect(&endpoints, ARTIFACTS).unwrap());
}

/// Each is refused, and afterwards the honest claim that is still open pays: nothing was worn down.
fn refuses_them_all(chain: &dyn Chain) {
    let ground = Ground::prepare(chain).unwrap();
    for case in DANGEROUS {
        if let Err(failure) = case.ensure_refused(&ground) {
            panic!("{}: {failure:#}", case.name);
        }
        println!("refused: {}", case.name);
    }
    let held = || ground.world.books().unwrap().of("gpu_two", USD);
    let before = held();
    let claim = weal_api::compute_escrow::ExecuteMsg::Claim(ground.honest[1].clone());
    ground.world.economy.escrow.execute(chain, "gpu_two", &claim).unwrap();
    // 1,000 less the protocol's one per cent.
    assert_eq!(held() - before, 990);
}
