//! The Commonweal economy on a chain in this process.
//!
//! [`embedded_chain`] is a cw-multi-test chain that knows the twelve contracts; [`deploy`] creates them as `weal deploy` does on
//! real nodes. Both speak `weal_client`'s [`Chain`](weal_client::Chain), so that a scenario runs on either chain unchanged.
//!
//! A test asks and pays the contracts through typed handles:
//!
//! ```
//! use weal_api::lending_market::{ExecuteMsg, MarketResponse, QueryMsg};
//! use weal_client::{Funds, ONE, USD};
//!
//! let chain = weal_embedded::embedded_chain();
//! let economy = weal_embedded::deploy(&chain)?;
//!
//! economy.market.pay(&chain, "supplier", &ExecuteMsg::Supply {}, &Funds::one(500 * ONE, USD))?;
//!
//! let market: MarketResponse = economy.market.query(&chain, &QueryMsg::Market {})?;
//! assert_eq!(market.supplied.u128(), 500 * ONE);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A contract of your own joins them through [`codes`]: `codes.insert("mine", Box::new(…))`, then
//! [`EmbeddedChain::new`] and `Chain::store`. `examples/integrator` in the repository is such a crate, outside this workspace.
//!
//! The oracle has no price until a committee signs one. A test that borrows, or settles leases, begins with `weal-testing`'s `World`
//! instead: the same chain with a committee whose keys are known.
#![allow(clippy::arithmetic_side_effects)] // heights and seconds of tests, off chain: overflow checks are on

mod accounts;
mod chain;
mod codes;
mod economy;

pub use accounts::{ACTORS, ENDOWMENT};
pub use chain::{CodeRegistry, EmbeddedChain, MakeContract};
pub use codes::codes;
pub use economy::{deploy, embedded_chain};
