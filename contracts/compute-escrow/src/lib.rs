//! Providers, offers, leases, epoch settlement and refunds.
