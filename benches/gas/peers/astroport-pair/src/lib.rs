//! astroport-pair 1.5.1 as published.

include!("../../exports.rs");

use astroport_pair::contract;

exports! { instantiate execute query reply }
