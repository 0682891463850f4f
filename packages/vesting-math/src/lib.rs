//! Vesting schedules: pure functions, no storage.
