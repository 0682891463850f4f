//! Two tokens side by side: ours and cw20-base 2.0.0, fed with the same bytes.

mod token;

pub use token::{Answer, Base, Call, Ours, Token};
