//! astroport-router 1.3.0 as published: it exports its entry points itself.

pub use astroport_router::contract;
