//! astroport-factory 1.7.0 as published.

include!("../../exports.rs");

use astroport_factory::contract;

exports! { instantiate execute query reply }
