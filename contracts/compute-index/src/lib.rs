//! Usage, scores and GPU-hour prices from settled leases.
