//! Collects signatures and posts an epoch's root once 2f+1 agree.
