//! Pool mathematics: pure functions, no storage.
