//! One pool; its ledger is also its LP token.
