//! Grants that vest: cliff and linear.
