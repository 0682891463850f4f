//! astroport-pair-stable 2.1.4 as published.

include!("../../exports.rs");

use astroport_pair_stable::contract;

exports! { instantiate execute query reply }
