//! Amounts, shares and times as people write them.

use cosmwasm_std::Decimal;
use weal_client::ONE;

/// Writes 1234567 base units as "1.234567"; whole thousands are separated.
pub(crate) fn amount(base_units: u128) -> String {
    let (whole, fraction) = (base_units / ONE, base_units % ONE);
    let mut text = thousands(whole);
    if fraction != 0 {
        text = format!("{text}.{fraction:06}").trim_end_matches('0').to_owned();
    }
    text
}

/// Writes a difference with its sign.
pub(crate) fn difference(before: u128, after: u128) -> String {
    match (after.checked_sub(before), before.checked_sub(after)) {
        (Some(0), _) => "·".into(),
        (Some(more), _) => format!("+{}", amount(more)),
        (None, Some(less)) => format!("−{}", amount(less)),
        (None, None) => "·".into(),
    }
}

/// Writes 0.0450000001 as "4.5 %", rounded to hundredths of a per cent.
pub(crate) fn percent(share: Decimal) -> String {
    format!("{} %", trimmed(hundredths(share, 10_000)))
}

/// Writes 1.593749998 as "1.59", rounded to hundredths.
pub(crate) fn factor(number: Decimal) -> String {
    hundredths(number, 100)
}

/// Writes 12000 seconds as "3 h 20 min".
pub(crate) fn duration(seconds: u64) -> String {
    let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let mut left = seconds;
    let mut parts = Vec::new();
    for (length, name) in units {
        if left / length > 0 {
            parts.push(format!("{} {name}", left / length));
        }
        left %= length;
    }
    if parts.is_empty() { "0 s".into() } else { parts.join(" ") }
}

/// Writes 1700000208 (Unix seconds) as "14 November 2023".
pub(crate) fn date(time: u64) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    // Counted in years that begin with March, so that the leap day is a year's last: Howard Hinnant's civil_from_days.
    let days = time / 86_400 + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12;
    let year = 400 * era + year_of_era + u64::from(month < 2);
    let name = usize::try_from(month).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&"");
    format!("{day} {name} {year}")
}

/// Returns `number` × `scale` ÷ 100 with two digits after the point, rounded to the nearest.
fn hundredths(number: Decimal, scale: u128) -> String {
    let unit = Decimal::one().atomics().u128() / scale;
    let rounded = (number.atomics().u128() + unit / 2) / unit;
    format!("{}.{:02}", thousands(rounded / 100), rounded % 100)
}

fn trimmed(digits: String) -> String {
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Writes 1234567 as "1,234,567".
pub(crate) fn thousands(whole: u128) -> String {
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

    #[test]
    fn shares_and_factors_are_rounded_to_hundredths() {
        let written = [(2u128, 1), (25, 3), (45, 4), (1, 0), (12_345, 6)]
            .map(|(atomics, places)| percent(Decimal::from_atomics(atomics, places).unwrap()));
        assert_eq!(written, ["20 %", "2.5 %", "0.45 %", "100 %", "1.23 %"]);
        let health: Decimal = "1.593749998725000001".parse().unwrap();
        assert_eq!(factor(health), "1.59");
        assert_eq!(factor(Decimal::one()), "1.00");
    }

    #[test]
    fn durations_name_only_the_units_that_they_have() {
        let written = [0, 5, 60, 3_600, 12_000, 90_061].map(duration);
        assert_eq!(written, ["0 s", "5 s", "1 min", "1 h", "3 h 20 min", "1 d 1 h 1 min 1 s"]);
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        let written = [0, 951_782_400, 1_700_000_208, 1_735_603_200, 4_102_444_800].map(date);
        let expected =
            ["1 January 1970", "29 February 2000", "14 November 2023", "31 December 2024", "1 January 2100"];
        assert_eq!(written, expected);
    }
}
