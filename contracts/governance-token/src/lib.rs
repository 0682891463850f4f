//! cw20, wire-identical, with a capped mint.
