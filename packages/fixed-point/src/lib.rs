//! Rounding, mul_div over a wide product, and unit newtypes.
