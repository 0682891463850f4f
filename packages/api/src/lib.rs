//! Every contract's messages, responses, events and typed handle.
