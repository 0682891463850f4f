//! Amounts as people read them.

use weal_client::ONE;

/// 1234567 base units → "1.234567"; whole thousands are separated.
pub(crate) fn amount(base_units: u128) -> String {
    let (whole, fraction) = (base_units / ONE, base_units % ONE);
    let mut text = thousands(whole);
    if fraction != 0 {
        text = format!("{text}.{fraction:06}").trim_end_matches('0').to_owned();
    }
    text
}

/// A difference, with its sign.
pub(crate) fn difference(before: u128, after: u128) -> String {
    match (after.checked_sub(before), before.checked_sub(after)) {
        (Some(0), _) => "·".into(),
        (Some(more), _) => format!("+{}", amount(more)),
        (None, Some(less)) => format!("−{}", amount(less)),
        (None, None) => "·".into(),
    }
}

fn thousands(whole: u128) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        let written = [0, 1, 1_500_000, 1_000_000_000, 1_234_567_890_123].map(amount);
        assert_eq!(written, ["0", "0.000001", "1.5", "1,000", "1,234,567.890123"]);
        assert_eq!(difference(5, 5), "·");
        assert_eq!(difference(0, 1_000_000), "+1");
        assert_eq!(difference(2_000_000, 500_000), "−1.5");
    }
}
