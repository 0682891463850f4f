//! World and its actors; the only package that may see contracts.
