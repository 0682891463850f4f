//! Canonical bytes, domain separation, quorum rule and Merkle tree of what a committee signs.
