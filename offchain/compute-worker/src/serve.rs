//! The two ways in which oracles reach a worker: over HTTP, or in the same process.

use crate::{Machine, Probed, Work, WorkReport, WorkerError};
use http_service::{Answer, Limits, Request};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use weal_client::HttpClient;
use weal_compute_proof::MatrixI32;
use weal_compute_proof::OutputShape;

/// The longest report, bytes.
const MAX_REPORT: u64 = 4 << 10;
/// The time that a worker may take to serve its product.
const PRODUCT_TIME: Duration = Duration::from_secs(30);
/// The time that a machine may take to answer a probe, or a worker to name its product: one that needs longer is down.
pub const PROBE_TIME: Duration = Duration::from_secs(3);

/// Somewhere to ask for the work of one lease.
pub trait WorkSource: Sync {
    /// Returns the report that names the product.
    fn report(&self) -> Result<WorkReport, WorkerError>;
    /// The product, which has this shape: a source with more to say is cut off.
    fn product(&self, shape: OutputShape) -> Result<MatrixI32, WorkerError>;
}

impl WorkSource for Work {
    fn report(&self) -> Result<WorkReport, WorkerError> {
        Ok(self.report.clone())
    }

    fn product(&self, _shape: OutputShape) -> Result<MatrixI32, WorkerError> {
        Ok(self.product.clone())
    }
}

/// A worker at a URL.
pub struct HttpWork {
    http: HttpClient,
    /// The client for short answers: reports and probes.
    brief: HttpClient,
}

impl HttpWork {
    /// The worker at `url`, without a trailing slash.
    pub fn at(url: &str) -> Self {
        Self { http: HttpClient::within(url, PRODUCT_TIME), brief: HttpClient::within(url, PROBE_TIME) }
    }

    fn failed(&self, path: &str, reason: impl ToString) -> WorkerError {
        WorkerError::Source { url: self.http.url().into(), path: path.into(), reason: reason.to_string() }
    }

    /// The elements of an answer of at most `max_elements`.
    fn elements(&self, http: &HttpClient, path: &str, max_elements: u64) -> Result<Vec<i32>, WorkerError> {
        let max_bytes =
            max_elements.checked_mul(4).ok_or_else(|| self.failed(path, "too large a product"))?;
        // A limit of exactly the size may refuse the answer of that size.
        let bytes = http.bytes(path, max_bytes + 1)?;
        if bytes.len() % 4 != 0 {
            return Err(self.failed(path, format!("{} bytes are no 32-bit integers", bytes.len())));
        }
        let elements = bytes.chunks_exact(4).filter_map(|bytes| bytes.try_into().ok());
        Ok(elements.map(i32::from_le_bytes).collect())
    }
}

impl WorkSource for HttpWork {
    fn report(&self) -> Result<WorkReport, WorkerError> {
        Ok(self.brief.json("/report", MAX_REPORT)?)
    }

    fn product(&self, shape: OutputShape) -> Result<MatrixI32, WorkerError> {
        let elements = self.elements(&self.http, "/product", shape.elements())?;
        Ok(MatrixI32::new(shape.rows(), shape.cols(), elements)?)
    }
}

impl Probed for HttpWork {
    fn answer(&self, number: usize, max_elements: u64) -> Result<MatrixI32, WorkerError> {
        let path = format!("/probe/{number}");
        let elements = self.elements(&self.brief, &path, max_elements)?;
        // As a row: whoever probes knows the shape and compares elements.
        let cols = u32::try_from(elements.len()).map_err(|_| self.failed(&path, "too large an answer"))?;
        Ok(MatrixI32::new(1, cols, elements)?)
    }
}

/// A worker's service: it answers probes from its first second on, and shows its work once that is done.
pub struct WorkService {
    machine: Machine,
    done: OnceLock<Served>,
}

/// Work as bytes, shared by all callers.
struct Served {
    report: WorkReport,
    product: Arc<[u8]>,
}

impl WorkService {
    /// A machine without finished work.
    pub fn new(machine: Machine) -> Self {
        Self { machine, done: OnceLock::new() }
    }

    /// Serves this work from now on; work that is served is not replaced.
    pub fn publish(&self, work: &Work) {
        self.done
            .get_or_init(|| Served { report: work.report.clone(), product: bytes(&work.product).into() });
    }

    /// Answers `GET /probe/<request>` and `GET /product` (little-endian 32-bit integers, row by row) and `GET /report`
    /// (JSON).
    pub fn answer(&self, request: &Request) -> Answer {
        if request.method != "GET" {
            return Answer::refused(405, "only GET");
        }
        if let Some(number) = request.path.strip_prefix("/probe/").and_then(|number| number.parse().ok()) {
            return match self.machine.compute(number) {
                Ok(product) => Answer::bytes(bytes(&product)),
                Err(error) => Answer::refused(404, &error.to_string()),
            };
        }
        match (request.path.as_str(), self.done.get()) {
            ("/report", Some(served)) => Answer::json(&served.report),
            ("/product", Some(served)) => Answer::bytes(Arc::clone(&served.product)),
            ("/report" | "/product", None) => Answer::refused(503, "the work is not done yet"),
            _ => Answer::not_found(),
        }
    }

    /// Returns the limits for callers: a large product may take its time.
    pub fn limits() -> Limits {
        Limits::default()
    }
}

fn bytes(product: &MatrixI32) -> Vec<u8> {
    product.data().iter().flat_map(|element| element.to_le_bytes()).collect()
}
