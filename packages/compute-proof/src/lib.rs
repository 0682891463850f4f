//! INT8 matrix product, its commitment and its check.
