//! Stablecoin supply, margin loans and liquidation.
