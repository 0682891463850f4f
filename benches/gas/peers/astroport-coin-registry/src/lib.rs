//! astroport-native-coin-registry 1.0.1 as published.

include!("../../exports.rs");

use astroport_native_coin_registry::contract;

exports! { instantiate execute query }
