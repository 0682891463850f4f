//! How oracles get a worker's report and product: over HTTP, or in the same process.

use crate::{Work, WorkReport, WorkerError};
use client::HttpClient;
use compute_proof::MatrixI32;
use tiny_http::{Response, Server};

/// Somewhere to ask for the work of one lease.
pub trait WorkSource {
    /// Meter readings and commitment.
    fn report(&self) -> Result<WorkReport, WorkerError>;
    /// The product that the report speaks of.
    fn product(&self) -> Result<MatrixI32, WorkerError>;
}

impl WorkSource for Work {
    fn report(&self) -> Result<WorkReport, WorkerError> {
        Ok(self.report.clone())
    }

    fn product(&self) -> Result<MatrixI32, WorkerError> {
        Ok(self.product.clone())
    }
}

/// A worker at a URL.
pub struct HttpWork {
    http: HttpClient,
}

impl HttpWork {
    /// The worker at `url`, without a trailing slash.
    pub fn at(url: &str) -> Self {
        Self { http: HttpClient::at(url) }
    }

    fn failed(&self, path: &str, reason: impl ToString) -> WorkerError {
        WorkerError::Source { url: self.http.url().into(), path: path.into(), reason: reason.to_string() }
    }
}

impl WorkSource for HttpWork {
    fn report(&self) -> Result<WorkReport, WorkerError> {
        Ok(self.http.json("/report")?)
    }

    fn product(&self) -> Result<MatrixI32, WorkerError> {
        let report = self.report()?;
        let bytes = self.http.bytes("/product")?;
        if bytes.len() % 4 != 0 {
            return Err(self.failed("/product", format!("{} bytes are no 32-bit integers", bytes.len())));
        }
        let elements = bytes.chunks_exact(4).filter_map(|bytes| bytes.try_into().ok());
        let data = elements.map(i32::from_le_bytes).collect();
        Ok(MatrixI32::new(report.rows, report.cols, data)?)
    }
}

/// Answers `GET /report` (JSON) and `GET /product` (little-endian 32-bit integers, row by row) until the
/// process ends.
pub fn serve(server: &Server, work: &Work) {
    let report = serde_json::to_vec(&work.report).unwrap_or_default();
    let product: Vec<u8> = work.product.data().iter().flat_map(|element| element.to_le_bytes()).collect();
    for request in server.incoming_requests() {
        let answer = match request.url() {
            "/report" => Response::from_data(report.clone()),
            "/product" => Response::from_data(product.clone()),
            _ => Response::from_data(Vec::new()).with_status_code(404),
        };
        // A caller that has hung up is its own loss.
        let _ = request.respond(answer);
    }
}
