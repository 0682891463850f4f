//! Callers that are slow, many, large or no callers at all.
#![allow(clippy::unwrap_used, missing_docs)]

use http_service::{Answer, HttpServer, Limits, Request};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Answers the path and the body, or 32 MiB.
struct Served {
    server: Arc<HttpServer>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    fn start(limits: Limits) -> Self {
        let server = Arc::new(HttpServer::bind("127.0.0.1:0", limits).unwrap());
        let serving = Arc::clone(&server);
        let large: Arc<[u8]> = vec![7; 32 << 20].into();
        let answer = move |request: &Request| match request.path.as_str() {
            "/large" => Answer::bytes(Arc::clone(&large)),
            path => Answer::bytes([path.as_bytes(), &request.body].concat()),
        };
        let thread = Some(std::thread::spawn(move || serving.run(&answer)));
        Self { server, thread }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(self.server.url().strip_prefix("http://").unwrap()).unwrap()
    }

    fn ask(&self, text: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.server.stop();
        self.thread.take().unwrap().join().unwrap();
    }
}

fn brief() -> Limits {
    let short = Duration::from_millis(300);
    Limits { receive_time: short, send_time: short, send_rate: u32::MAX, body_bytes: 4, ..Limits::default() }
}

#[test]
fn callers_that_do_not_read_or_do_not_ask_keep_nobody_waiting() {
    let served = Served::start(Limits { callers_of_one_address: 64, ..Limits::default() });
    let mut slow: Vec<TcpStream> = (0..30).map(|_| served.connect()).collect();
    for stream in &mut slow[..15] {
        stream.write_all(b"GET /large HTTP/1.1\r\n\r\n").unwrap();
    }
    let started = Instant::now();
    assert!(served.ask("GET /a HTTP/1.1\r\n\r\n").ends_with("\r\n\r\n/a"));
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
}

#[test]
fn a_place_is_free_again_when_its_caller_was_too_slow() {
    let served = Served::start(Limits { callers_of_one_address: 2, ..brief() });
    let mut unread = served.connect();
    unread.write_all(b"GET /large HTTP/1.1\r\n\r\n").unwrap();
    let silent = served.connect();
    std::thread::sleep(Duration::from_millis(100));
    assert!(served.ask("GET /a HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 503"));
    std::thread::sleep(Duration::from_secs(1));
    assert!(served.ask("GET /a HTTP/1.1\r\n\r\n").ends_with("/a"));
    drop((unread, silent));
}

/// Each byte in time is not the whole in time.
#[test]
fn a_request_in_drops_is_cut_off_at_its_deadline() {
    let served = Served::start(brief());
    let mut stream = served.connect();
    let started = Instant::now();
    while stream.write_all(b"G").is_ok() && started.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
}

#[test]
fn a_body_is_read_to_its_length_and_not_above_the_limit() {
    let served = Served::start(brief());
    let post = |length: usize, body: &str| {
        served.ask(&format!("POST /b HTTP/1.1\r\ncontent-LENGTH: {length}\r\n\r\n{body}"))
    };
    assert!(post(4, "wxyz").ends_with("/bwxyz"));
    assert!(post(3, "wxy").ends_with("/bwxy"));
    assert!(post(5, "").starts_with("HTTP/1.1 413"));
    assert!(post(usize::MAX, "").starts_with("HTTP/1.1 413"));
}

#[test]
fn what_is_no_request_is_told_so() {
    let served = Served::start(brief());
    for nonsense in ["\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"] {
        assert!(served.ask(nonsense).starts_with("HTTP/1.1 400"), "{nonsense}");
    }
    let chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    assert!(served.ask(chunked).starts_with("HTTP/1.1 400"));
    let long = format!("GET /{} HTTP/1.1\r\n", "a".repeat(9 << 10));
    assert!(served.ask(&long).starts_with("HTTP/1.1 431"));
}
