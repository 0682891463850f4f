//! Lending mathematics: pure functions, no storage.
