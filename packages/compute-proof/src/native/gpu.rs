//! The product and its check on an NVIDIA GPU (feature `cuda`).
//!
//! The driver and NVRTC are found at run time; where [`Gpu::open`] finds none, callers go on with a [`super::Kernel`].

use crate::field::Residue;
use crate::freivalds::{ChallengeSeed, Limbs, ShortLimbs, Verdict, ensure_same_shape, weights};
use crate::generator::Factor;
use crate::{Inputs, MatrixI32, ProofError, Shape};
use thiserror::Error;
use weal_compute_kernels::cuda::{Cuda, CudaError, DeviceLines, DeviceOutput};

/// The reasons for which a product or check on the GPU did not come about.
#[derive(Debug, Error)]
pub enum GpuError {
    /// The device or its libraries.
    #[error(transparent)]
    Cuda(#[from] CudaError),
    /// The inputs or the output.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

/// An open GPU.
pub struct Gpu(Cuda);

/// Inputs in the GPU's memory.
pub struct GpuInputs<'a> {
    gpu: &'a Gpu,
    shape: Shape,
    a: DeviceLines,
    b: DeviceLines,
}

impl Gpu {
    /// The first GPU of this machine. Errors: `Cuda`, also where no driver or compiler is installed.
    pub fn open() -> Result<Self, GpuError> {
        Ok(Self(Cuda::open()?))
    }

    /// The device's name.
    pub fn name(&self) -> Result<String, GpuError> {
        Ok(self.0.name()?)
    }

    /// Copies both factors to the device.
    pub fn load(&self, inputs: &Inputs) -> Result<GpuInputs<'_>, GpuError> {
        let shape = inputs.shape();
        let upload = |factor, lines| {
            self.0.upload_lines(lines, shape.inner(), |line, elements| {
                inputs.read_line(factor, line, 0, elements);
            })
        };
        let (a, b) = (upload(Factor::A, shape.rows())?, upload(Factor::B, shape.cols())?);
        Ok(GpuInputs { gpu: self, shape, a, b })
    }

    /// Copies an output to the device, to be checked there.
    pub fn upload(&self, output: &MatrixI32) -> Result<DeviceOutput, GpuError> {
        Ok(self.0.upload_output(output.rows(), output.cols(), output.data())?)
    }

    /// Copies an output back.
    pub fn download(&self, output: &DeviceOutput) -> Result<MatrixI32, GpuError> {
        Ok(MatrixI32::new(output.rows(), output.cols(), self.0.download(output)?)?)
    }
}

impl GpuInputs<'_> {
    /// The product, left on the device; complete when this returns.
    pub fn multiply(&self) -> Result<DeviceOutput, GpuError> {
        Ok(self.gpu.0.multiply(&self.a, &self.b)?)
    }

    /// [`crate::freivalds::check`] of an output on the device: the sums there, the field here.
    ///
    /// Errors: `Proof` (`OutputShapeMismatch`), `Cuda`.
    pub fn check(&self, output: &DeviceOutput, seed: &ChallengeSeed) -> Result<Verdict, GpuError> {
        let found = crate::OutputShape::new(output.rows(), output.cols())?;
        ensure_same_shape(self.shape, found)?;
        let cuda = &self.gpu.0;

        let weights = weights(seed, self.shape.cols());
        let numbers = super::values(&weights);
        let of_weights = Limbs::split(&weights);
        let projection: Vec<Residue> = cuda
            .project(&self.b, &numbers)?
            .into_iter()
            .map(|[low, high]| of_weights.value(low, high))
            .collect();

        let of_projection = Limbs::split(&projection);
        let of_words = ShortLimbs::split(&weights);
        let expected = cuda.byte_dots(&self.a, &super::values(&projection))?;
        let expected = expected.into_iter().map(|[low, high]| of_projection.value(low, high));
        let found = cuda.word_dots(output, &numbers)?.into_iter().map(|sums| of_words.value(sums));
        let wrong = (0..).zip(expected.zip(found)).find(|(_, (expected, found))| expected != found);
        Ok(wrong.map_or(Verdict::Accepted, |(row, _)| Verdict::WrongRow { row }))
    }
}
