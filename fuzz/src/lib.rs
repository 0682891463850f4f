//! The spoiling of JSON, by its entries and values, because bytes changed at random are mostly no JSON any more.

use std::ops::Range;

/// A thing that is put in the place of a value.
const INTRUDERS: [&str; 22] = [
    "null",
    "true",
    "0",
    "-1",
    "256",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "1.5",
    "1e999",
    "\"\"",
    "\"7\"",
    "\"-7\"",
    "\"+7\"",
    "\"0.5\"",
    "\"340282366920938463463374607431768211456\"",
    "\"e30=\"",
    "\"\\u0061\\ud83d\\ude00\"",
    "[]",
    "{}",
    "{\"never\":{}}",
    "[1,\"2\"]",
];
const DEEPEST: usize = 64;

/// Changes the JSON in `data[..size]` in one place and returns its new length; none where it is no JSON, or too long for `data`.
pub fn spoil(data: &mut [u8], size: usize, seed: u32) -> Option<usize> {
    let json = data.get(..size)?.to_vec();
    let mut scan = Scan { json: &json, at: 0, entries: vec![], values: vec![] };
    scan.value(0)?;
    let Scan { entries, values, .. } = scan;
    let mut random = Random(seed | 1);
    let spoilt = match random.below(6) {
        0 => put(&json, start(random.one(&entries)?), &followed(&json[random.one(&entries)?])),
        1 => put(&json, start(random.one(&entries)?), b"\"surprise\":1,"),
        2 => put(&json, with_comma(&json, random.one(&entries)?), b""),
        3 | 4 => put(&json, random.one(&values)?, &json[random.one(&values)?]),
        _ => put(&json, random.one(&values)?, random.one(&INTRUDERS)?.as_bytes()),
    };
    data.get_mut(..spoilt.len())?.copy_from_slice(&spoilt);
    Some(spoilt.len())
}

/// The whole, with `by` in the place of `range`.
fn put(whole: &[u8], range: Range<usize>, by: &[u8]) -> Vec<u8> {
    [&whole[..range.start], by, &whole[range.end..]].concat()
}

fn start(range: Range<usize>) -> Range<usize> {
    range.start..range.start
}

fn followed(entry: &[u8]) -> Vec<u8> {
    [entry, b","].concat()
}

/// An entry and the comma on one of its sides.
fn with_comma(json: &[u8], entry: Range<usize>) -> Range<usize> {
    match (json.get(entry.end), entry.start.checked_sub(1).map(|before| json[before])) {
        (Some(b','), _) => entry.start..entry.end + 1,
        (_, Some(b',')) => entry.start - 1..entry.end,
        _ => entry,
    }
}

/// The places where the entries of objects and lists stand, and where their values do.
struct Scan<'a> {
    json: &'a [u8],
    at: usize,
    entries: Vec<Range<usize>>,
    values: Vec<Range<usize>>,
}

impl Scan<'_> {
    fn value(&mut self, depth: usize) -> Option<()> {
        self.space();
        let start = self.at;
        match self.json.get(start)? {
            b'{' | b'[' if depth == DEEPEST => return None,
            b'{' => self.inside(b'}', |scan| {
                scan.text()?;
                scan.space();
                scan.skip(b':')?;
                scan.value(depth + 1)
            })?,
            b'[' => self.inside(b']', |scan| scan.value(depth + 1))?,
            b'"' => self.text()?,
            _ => {
                let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                let length = self.json[start..].iter().take_while(|byte| is_word(byte)).count();
                self.at += length;
                (length > 0).then_some(())?;
            }
        }
        self.values.push(start..self.at);
        Some(())
    }

    fn inside(&mut self, end: u8, entry: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.space();
        while self.json.get(self.at) != Some(&end) {
            let start = self.at;
            entry(self)?;
            self.entries.push(start..self.at);
            self.space();
            if self.skip(b',').is_some() {
                self.space();
            }
        }
        self.skip(end)
    }

    fn text(&mut self) -> Option<()> {
        self.skip(b'"')?;
        loop {
            match self.json.get(self.at)? {
                b'"' => return self.skip(b'"'),
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    fn skip(&mut self, byte: u8) -> Option<()> {
        (self.json.get(self.at) == Some(&byte)).then(|| self.at += 1)
    }

    fn space(&mut self) {
        while self.json.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }
}

/// Xorshift: libFuzzer gives a seed for each change.
struct Random(u32);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        (self.0 >> 8) as usize % end
    }

    fn one<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        (!list.is_empty()).then(|| list[self.below(list.len())].clone())
    }
}
