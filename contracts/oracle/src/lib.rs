//! The committee: quorum-signed prices and settlement roots.
