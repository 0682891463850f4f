//! Records of one message, each read once and written once, however often the message changes them.

use cosmwasm_std::{Order, Record, Storage};
use std::cell::RefCell;

/// The records read from the storage below, and those to be written to it once [`Self::save`] is called. For messages
/// that come to the same records again and again, as a list of leases or of members does: some hundred records, which
/// are looked through one by one.
pub struct Batch<'a> {
    below: &'a mut dyn Storage,
    kept: RefCell<Vec<Kept>>,
}

struct Kept {
    key: Vec<u8>,
    value: Option<Vec<u8>>,
    is_changed: bool,
}

impl<'a> Batch<'a> {
    /// Begins an empty batch over `below`.
    pub fn over(below: &'a mut dyn Storage) -> Self {
        Self { below, kept: RefCell::default() }
    }

    /// Writes what has changed.
    pub fn save(self) {
        for Kept { key, value, .. } in self.kept.into_inner().into_iter().filter(|kept| kept.is_changed) {
            match value {
                Some(value) => self.below.set(&key, &value),
                None => self.below.remove(&key),
            }
        }
    }

    fn change(&mut self, key: &[u8], value: Option<Vec<u8>>) {
        let kept = self.kept.get_mut();
        match kept.iter_mut().find(|kept| kept.key == key) {
            Some(kept) => (kept.value, kept.is_changed) = (value, true),
            None => kept.push(Kept { key: key.to_vec(), value, is_changed: true }),
        }
    }
}

impl Storage for Batch<'_> {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let mut kept = self.kept.borrow_mut();
        if let Some(kept) = kept.iter().find(|kept| kept.key == key) {
            return kept.value.clone();
        }
        let value = self.below.get(key);
        kept.push(Kept { key: key.to_vec(), value: value.clone(), is_changed: false });
        value
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.change(key, Some(value.to_vec()));
    }

    fn remove(&mut self, key: &[u8]) {
        self.change(key, None);
    }

    /// Ranges over what lies below alone: nothing in a batch is read by a range.
    fn range<'b>(
        &'b self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'b> {
        self.below.range(start, end, order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;

    #[test]
    fn what_a_batch_changes_is_below_once_it_is_saved_and_not_before() {
        let mut below = MockStorage::new();
        below.set(b"kept", b"1");
        below.set(b"gone", b"1");
        let mut batch = Batch::over(&mut below);
        batch.set(b"kept", b"2");
        batch.set(b"new", b"3");
        batch.remove(b"gone");
        assert_eq!([b"kept", b"gone"].map(|key| batch.get(key)), [Some(b"2".to_vec()), None]);
        assert_eq!(batch.below.get(b"kept"), Some(b"1".to_vec()));
        batch.save();
        let found = [&b"kept"[..], b"new", b"gone"].map(|key| below.get(key));
        assert_eq!(found, [Some(b"2".to_vec()), Some(b"3".to_vec()), None]);
    }
}
