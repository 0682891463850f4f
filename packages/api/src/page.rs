//! The number of rows that a list query returns.

/// Rows of a page where the caller does not say.
pub const DEFAULT_PAGE_LIMIT: u32 = 10;
/// The most rows of one page.
pub const MAX_PAGE_LIMIT: u32 = 30;

/// The rows to return: 10 unless asked otherwise, never more than 30.
///
/// ```
/// use weal_api::page::page_limit;
/// assert_eq!((page_limit(None), page_limit(Some(3)), page_limit(Some(31))), (10, 3, 30));
/// ```
pub fn page_limit(limit: Option<u32>) -> usize {
    usize::try_from(limit.unwrap_or(DEFAULT_PAGE_LIMIT).min(MAX_PAGE_LIMIT)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_capped_at_the_maximum_and_not_raised_to_it() {
        assert_eq!(page_limit(Some(MAX_PAGE_LIMIT - 1)), 29);
        assert_eq!(page_limit(Some(MAX_PAGE_LIMIT)), 30);
        assert_eq!(page_limit(Some(MAX_PAGE_LIMIT + 1)), 30);
        assert_eq!(page_limit(Some(0)), 0);
        assert_eq!(page_limit(Some(u32::MAX)), 30);
    }
}
