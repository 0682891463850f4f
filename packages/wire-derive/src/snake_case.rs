//! The form of names in JSON and in event types.

/// `ClaimMany` as `claim_many`, as serde does.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (place, letter) in name.char_indices() {
        if place > 0 && letter.is_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}
