//! The form in which a contract's refusals leave it.

/// Lets a contract's refusals leave it in a box: every `?` on their way is code that moves them, 4 bytes instead of 50 to 100.
///
/// `boxed_failure!(ContractError as Failure: StdError, …)` says how each of the listed errors becomes one in a box.
#[macro_export]
macro_rules! boxed_failure {
    ($contract:ident as $failure:ident: $($error:ty),* $(,)?) => {
        /// A refusal on its way out. It is boxed because every `?` on that way is code that moves it.
        pub type $failure = Box<$contract>;

        $(impl From<$error> for $failure {
            fn from(error: $error) -> Self {
                Self::new(error.into())
            }
        })*
    };
}
