//! The reasons for which JSON is not what a type needs.

use std::fmt;
use thiserror::Error;

/// The result of a reading.
pub type Result<T> = std::result::Result<T, Refusal>;

/// The reason for which JSON was refused, and the place in it. One word long, because every reading carries one.
#[derive(Debug, Error)]
pub struct Refusal(Box<Place>);

#[derive(Debug)]
struct Place {
    /// The innermost name first.
    path: Vec<&'static str>,
    reason: Reason,
}

/// The fault in the JSON.
#[derive(Debug, Error)]
pub(crate) enum Reason {
    #[error("missing field `{0}`")]
    Missing(&'static str),
    #[error("unknown field `{0}`")]
    UnknownField(String),
    #[error("duplicate field `{0}`")]
    Duplicate(String),
    #[error("unknown variant `{0}`")]
    UnknownVariant(String),
    #[error("more than one variant")]
    ManyVariants,
    #[error("invalid type: {found}, expected {expected}")]
    Type { found: &'static str, expected: &'static str },
    #[error("{0} is out of range")]
    OutOfRange(String),
    #[error("{0}")]
    Value(String),
}

impl Refusal {
    #[cold]
    pub(crate) fn of(reason: Reason) -> Self {
        Self(Box::new(Place { path: vec![], reason }))
    }

    /// The same, found inside of what has this name.
    #[cold]
    pub(crate) fn within(mut self, name: &'static str) -> Self {
        // What is missing does not know its own name.
        if let Reason::Missing(missing @ "") = &mut self.0.reason {
            *missing = name;
        }
        self.0.path.push(name);
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.reason.fmt(formatter)?;
        let mut before = " in ";
        for name in self.0.path.iter().rev() {
            formatter.write_str(before)?;
            formatter.write_str(name)?;
            before = ".";
        }
        Ok(())
    }
}
