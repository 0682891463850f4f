//! The server: accepts, gives each caller a thread, and stops when told.

use crate::connection::{receive, send};
use crate::places::Places;
use crate::{Answer, Limits, Request};
use std::io::{self, Read};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// A callers' thread needs little.
const STACK: usize = 512 << 10;
/// The time that a caller who is turned away may take to ask, and to read why.
const TURNED_AWAY: Duration = Duration::from_millis(10);
/// The pause after accepting failed, as it does when descriptors run out.
const BREATH: Duration = Duration::from_millis(50);

/// A listening server.
pub struct HttpServer {
    listener: TcpListener,
    address: SocketAddr,
    limits: Limits,
    places: Places,
    stopped: AtomicBool,
}

impl HttpServer {
    /// Listens at `listen`, for example `127.0.0.1:0`; port 0 picks a free one.
    pub fn bind(listen: &str, limits: Limits) -> io::Result<Self> {
        let listener = TcpListener::bind(listen)?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address, limits, places: Places::default(), stopped: AtomicBool::new(false) })
    }

    /// Returns the address at which it listens, without a trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until [`HttpServer::stop`] and returns when the last caller is done. A caller that has hung up, or is
    /// too slow, is its own loss.
    pub fn run(&self, service: &(dyn Fn(&Request) -> Answer + Sync)) {
        thread::scope(|scope| {
            for stream in self.listener.incoming() {
                if self.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let Ok((mut stream, peer)) = stream.and_then(|stream| {
                    let peer = stream.peer_addr()?;
                    Ok((stream, peer))
                }) else {
                    thread::sleep(BREATH);
                    continue;
                };
                let Some(place) = self.places.take(peer.ip(), &self.limits) else {
                    turn_away(&mut stream);
                    continue;
                };
                let serving = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
                    let _place = place;
                    // The caller's connection: there is nobody else to tell.
                    let _ = self.serve(&mut stream, service);
                });
                if serving.is_err() {
                    thread::sleep(BREATH);
                }
            }
        });
    }

    /// Ends [`HttpServer::run`].
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Wakes the accepting thread; where this fails it is not waiting.
        let _ = TcpStream::connect(self.address);
    }

    fn serve(&self, stream: &mut TcpStream, service: &(dyn Fn(&Request) -> Answer + Sync)) -> io::Result<()> {
        let answer = match receive(stream, &self.limits)? {
            Ok(request) => service(&request),
            Err(refusal) => refusal,
        };
        send(stream, &self.limits, &answer)
    }
}

/// Runs on the accepting thread, so briefly. The request is read first: closing on unread bytes would discard the answer.
fn turn_away(stream: &mut TcpStream) {
    let _ = stream.set_read_timeout(Some(TURNED_AWAY)).and_then(|()| stream.read(&mut [0; 1 << 10]));
    let limits = Limits { send_time: TURNED_AWAY, ..Limits::default() };
    let _ = send(stream, &limits, &Answer::refused(503, "every place is taken: come again"));
}
