//! Checks the work, builds the epoch's tree and signs its root.
