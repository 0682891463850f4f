//! astroport-pair-concentrated 1.2.13 as published.

include!("../../../peers/exports.rs");

mod contract {
    pub use astroport_pair_concentrated::contract::{execute, instantiate, reply};
    pub use astroport_pair_concentrated::queries::query;
}

exports! { instantiate execute query reply }
