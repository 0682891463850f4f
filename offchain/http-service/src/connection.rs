//! One request and its answer over one connection, each behind a deadline.

use crate::{Answer, Limits};
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The longest head of a request, bytes.
const MAX_HEAD: usize = 8 << 10;
/// Bytes written between two looks at the clock.
const CHUNK: usize = 64 << 10;

/// A caller's request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST`.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The body, within the server's limit.
    pub body: Vec<u8>,
}

/// Reads a request. A failure of the caller's is an answer: what to tell it.
pub(crate) fn receive(stream: &mut TcpStream, limits: &Limits) -> io::Result<Result<Request, Answer>> {
    let deadline = Instant::now() + limits.receive_time;
    let mut received = Vec::new();
    let head = loop {
        if let Some(end) = received.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if received.len() > MAX_HEAD {
            return Ok(Err(Answer::refused(431, "the head of the request is too long")));
        }
        read_some(stream, deadline, &mut received)?;
    };
    let mut body = received.split_off(head + 4);
    let Some(Head { method, path, length }) = Head::parse(&received) else {
        return Ok(Err(Answer::refused(400, "this is no request")));
    };
    if length > limits.body_bytes {
        let reason = format!("a body has at most {} bytes, not {length}", limits.body_bytes);
        return Ok(Err(Answer::refused(413, &reason)));
    }
    while body.len() < length {
        read_some(stream, deadline, &mut body)?;
    }
    body.truncate(length);
    Ok(Ok(Request { method, path, body }))
}

/// Writes an answer.
pub(crate) fn send(stream: &mut TcpStream, limits: &Limits, answer: &Answer) -> io::Result<()> {
    let deadline = Instant::now() + limits.send_time_of(answer.body.len());
    let head = format!(
        "HTTP/1.1 {} {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        answer.status,
        if answer.status == 200 { "OK" } else { "Refused" },
        answer.body.len()
    );
    for mut chunk in [head.as_bytes()].into_iter().chain(answer.body.chunks(CHUNK)) {
        while !chunk.is_empty() {
            stream.set_write_timeout(Some(left(deadline)?))?;
            match stream.write(chunk) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(written) => chunk = &chunk[written..],
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
    stream.flush()
}

/// The first line of a request and the length of what follows.
struct Head {
    method: String,
    path: String,
    length: usize,
}

impl Head {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = text.split("\r\n");
        let mut first = lines.next()?.split(' ');
        let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
        let mut length = 0;
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            match name.trim().to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().ok()?,
                // Bodies come with their length.
                "transfer-encoding" => return None,
                _ => {}
            }
        }
        Some(Self { method, path, length })
    }
}

fn read_some(stream: &mut TcpStream, deadline: Instant, into: &mut Vec<u8>) -> io::Result<()> {
    let mut buffer = [0; 8 << 10];
    loop {
        stream.set_read_timeout(Some(left(deadline)?))?;
        match stream.read(&mut buffer) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                into.extend_from_slice(&buffer[..read]);
                return Ok(());
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Never zero, which would mean "for ever". Errors: `TimedOut`.
fn left(deadline: Instant) -> io::Result<Duration> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
}
