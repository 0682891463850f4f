//! The product and the sums of its check on an NVIDIA GPU.
//!
//! The driver and NVRTC are looked for at run time: this module compiles and links without either, and
//! [`Cuda::open`] says what is missing. The device code is `cuda.cu`, compiled when the device is opened.

use cudarc::driver::{
    CudaContext, CudaFunction, CudaSlice, CudaStream, DriverError, LaunchArgs, LaunchConfig, PushKernelArg,
};
use cudarc::nvrtc::{CompileError, CompileOptions, Ptx, compile_ptx_with_opts};
use std::sync::Arc;
use thiserror::Error;

const SOURCE: &str = include_str!("cuda.cu");
/// Side of the tile that one block multiplies.
const TILE: u32 = 64;
/// Threads of a block.
const THREADS: u32 = 256;
/// Columns that one thread of the projection sums.
const SHARE: u32 = 512;

/// The reasons for which the GPU cannot be used.
#[derive(Debug, Error)]
pub enum CudaError {
    /// The library is not installed.
    #[error("{library} is not installed on this machine")]
    Missing {
        /// `libcuda` (the driver) or `libnvrtc` (the compiler).
        library: &'static str,
    },
    /// The driver refused: no device, no memory.
    #[error("the CUDA driver refused: {0}")]
    Driver(#[from] DriverError),
    /// The device code did not compile for this device.
    #[error("the device code did not compile: {0}")]
    Compile(#[from] CompileError),
    /// The product needs more blocks than a grid has room for.
    #[error("a {rows}×{cols} product needs more blocks than a grid has")]
    TooLarge {
        /// The product's rows.
        rows: u32,
        /// The product's columns.
        cols: u32,
    },
}

/// An open device with the compiled functions.
pub struct Cuda {
    context: Arc<CudaContext>,
    stream: Arc<CudaStream>,
    multiply: CudaFunction,
    project: CudaFunction,
    byte_dots: CudaFunction,
    word_dots: CudaFunction,
}

/// Lines of i8 in device memory, each filled up with zeros to whole words.
pub struct DeviceLines {
    bytes: CudaSlice<u8>,
    lines: u32,
    length: u32,
}

/// A row-major matrix of i32 in device memory.
pub struct DeviceOutput {
    data: CudaSlice<i32>,
    rows: u32,
    cols: u32,
}

impl Cuda {
    /// Opens the first device. Errors: `Missing`, `Driver`, `Compile`.
    pub fn open() -> Result<Self, CudaError> {
        // SAFETY: loads the library to see whether it is there; its initialisers are NVIDIA's own.
        if !unsafe { cudarc::driver::sys::is_culib_present() } {
            return Err(CudaError::Missing { library: "libcuda" });
        }
        // SAFETY: as above.
        if !unsafe { cudarc::nvrtc::sys::is_culib_present() } {
            return Err(CudaError::Missing { library: "libnvrtc" });
        }
        let context = CudaContext::new(0)?;
        let (major, minor) = context.compute_capability()?;
        let module = context.load_module(compile(major, minor)?)?;
        Ok(Self {
            stream: context.default_stream(),
            multiply: module.load_function("multiply")?,
            project: module.load_function("project")?,
            byte_dots: module.load_function("byte_dots")?,
            word_dots: module.load_function("word_dots")?,
            context,
        })
    }

    /// The device's name.
    pub fn name(&self) -> Result<String, CudaError> {
        Ok(self.context.name()?)
    }

    /// Copies `lines` lines of `length` elements to the device; `read` fills in one of them.
    pub fn upload_lines(
        &self,
        lines: u32,
        length: u32,
        mut read: impl FnMut(u32, &mut [i8]),
    ) -> Result<DeviceLines, CudaError> {
        let padded = length.next_multiple_of(4) as usize;
        let mut bytes = vec![0u8; padded * lines as usize];
        let mut line = vec![0i8; length as usize];
        for (index, slot) in (0..lines).zip(bytes.chunks_exact_mut(padded)) {
            read(index, &mut line);
            slot.iter_mut().zip(&line).for_each(|(byte, element)| *byte = element.cast_unsigned());
        }
        Ok(DeviceLines { bytes: self.stream.clone_htod(&bytes)?, lines, length })
    }

    /// Copies a row-major matrix to the device.
    ///
    /// # Panics
    /// Where the elements are not rows × cols.
    pub fn upload_output(&self, rows: u32, cols: u32, elements: &[i32]) -> Result<DeviceOutput, CudaError> {
        assert_eq!(elements.len(), rows as usize * cols as usize, "rows × cols elements");
        Ok(DeviceOutput { data: self.stream.clone_htod(elements)?, rows, cols })
    }

    /// Copies a matrix back.
    pub fn download(&self, output: &DeviceOutput) -> Result<Vec<i32>, CudaError> {
        Ok(self.stream.clone_dtoh(&output.data)?)
    }

    /// The product of `a`, rows, with `b`, columns; complete when this returns. Wraps modulo 2^32.
    ///
    /// # Panics
    /// Where the lines are not equally long. Errors: `Driver`, `TooLarge`.
    pub fn multiply(&self, a: &DeviceLines, b: &DeviceLines) -> Result<DeviceOutput, CudaError> {
        assert_eq!(a.length, b.length, "rows and columns are equally long");
        let (rows, cols, words) = (a.lines, b.lines, a.words());
        let tiles = u64::from(rows.div_ceil(TILE)) * u64::from(cols.div_ceil(TILE));
        let blocks = u32::try_from(tiles).ok().filter(|&blocks| blocks <= i32::MAX.cast_unsigned());
        let blocks = blocks.ok_or(CudaError::TooLarge { rows, cols })?;
        let mut data = self.stream.alloc_zeros::<i32>(rows as usize * cols as usize)?;
        let mut launch = self.stream.launch_builder(&self.multiply);
        launch.arg(&a.bytes).arg(&b.bytes).arg(&mut data).arg(&rows).arg(&words).arg(&cols);
        // SAFETY: the arguments are those of `multiply`: two buffers of rows × words and cols × words words, aligned as
        // every allocation is, and one of rows × cols; every access is guarded by these counts.
        unsafe { start(&mut launch, (blocks, 1)) }?;
        self.stream.synchronize()?;
        Ok(DeviceOutput { data, rows, cols })
    }

    /// Returns for each element of K: Σ over the columns `b` of (element + 128) × the low 31 bits of the column's
    /// number, and × the rest of that number.
    ///
    /// # Panics
    /// Where there is not one number below 2^61 for each column.
    pub fn project(&self, b: &DeviceLines, numbers: &[u64]) -> Result<Vec<[u64; 2]>, CudaError> {
        assert_eq!(numbers.len(), b.lines as usize, "a number for each column");
        let (words, cols) = (b.words(), b.lines);
        // A grid has at most 65,535 blocks along its second side.
        let share = SHARE.max(cols.div_ceil(65_535));
        let numbers = self.stream.clone_htod(numbers)?;
        let mut sums = self.stream.alloc_zeros::<u64>(2 * 4 * words as usize)?;
        let mut launch = self.stream.launch_builder(&self.project);
        launch.arg(&b.bytes).arg(&numbers).arg(&mut sums).arg(&words).arg(&cols).arg(&share);
        // SAFETY: the arguments are those of `project`: cols × 4 words bytes, cols numbers, and two sums for each of 4 words
        // elements, beyond which no thread goes.
        unsafe { start(&mut launch, ((4 * words).div_ceil(THREADS), cols.div_ceil(share))) }?;
        let sums = self.stream.clone_dtoh(&sums)?;
        Ok(sums.as_chunks::<2>().0.iter().copied().take(b.length as usize).collect())
    }

    /// Returns for each row of `a`: Σ (element + 128) × the low 31 bits of the element's number, and × the rest of that
    /// number.
    ///
    /// # Panics
    /// Where there is not one number below 2^61 for each element of a row.
    pub fn byte_dots(&self, a: &DeviceLines, numbers: &[u64]) -> Result<Vec<[u64; 2]>, CudaError> {
        assert_eq!(numbers.len(), a.length as usize, "a number for each element");
        let (words, inner) = (a.words(), a.length);
        let numbers = self.stream.clone_htod(numbers)?;
        let mut sums = self.stream.alloc_zeros::<u64>(2 * a.lines as usize)?;
        let mut launch = self.stream.launch_builder(&self.byte_dots);
        launch.arg(&a.bytes).arg(&numbers).arg(&mut sums).arg(&words).arg(&inner);
        // SAFETY: the arguments are those of `byte_dots`: one block a row of 4 words bytes, of which it reads inner, as many
        // numbers, and two sums a row.
        unsafe { start(&mut launch, (a.lines, 1)) }?;
        Ok(self.stream.clone_dtoh(&sums)?.as_chunks::<2>().0.to_vec())
    }

    /// Returns for each row of `output` and each 21-bit limb: Σ (word + 2^31) × the limb of the word's number.
    ///
    /// # Panics
    /// Where there is not one number below 2^61 for each word of a row.
    pub fn word_dots(&self, output: &DeviceOutput, numbers: &[u64]) -> Result<Vec<[u128; 3]>, CudaError> {
        assert_eq!(numbers.len(), output.cols as usize, "a number for each column");
        let numbers = self.stream.clone_htod(numbers)?;
        let mut sums = self.stream.alloc_zeros::<u64>(6 * output.rows as usize)?;
        let mut launch = self.stream.launch_builder(&self.word_dots);
        launch.arg(&output.data).arg(&numbers).arg(&mut sums).arg(&output.cols);
        // SAFETY: the arguments are those of `word_dots`: one block a row of cols words, cols numbers, six sums a row.
        unsafe { start(&mut launch, (output.rows, 1)) }?;
        let joined = |[low, high]: &[u64; 2]| u128::from(*low) + (u128::from(*high) << 32);
        let of_row = |row: &[u64; 6]| std::array::from_fn(|limb| joined(&row.as_chunks::<2>().0[limb]));
        Ok(self.stream.clone_dtoh(&sums)?.as_chunks::<6>().0.iter().map(of_row).collect())
    }
}

impl DeviceLines {
    fn words(&self) -> u32 {
        self.length.div_ceil(4)
    }
}

impl DeviceOutput {
    /// The output's rows.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// The output's columns.
    pub fn cols(&self) -> u32 {
        self.cols
    }
}

/// The device code for one generation of devices.
fn compile(major: i32, minor: i32) -> Result<Ptx, CompileError> {
    let options = vec![format!("--gpu-architecture=compute_{major}{minor}")];
    compile_ptx_with_opts(SOURCE, CompileOptions { options, ..Default::default() })
}

/// Starts a function on a grid of blocks of [`THREADS`].
///
/// # Safety
/// The arguments must be those that the function expects, and what they state about its buffers must be true.
unsafe fn start(launch: &mut LaunchArgs<'_>, (across, down): (u32, u32)) -> Result<(), CudaError> {
    let config =
        LaunchConfig { grid_dim: (across, down, 1), block_dim: (THREADS, 1, 1), shared_mem_bytes: 0 };
    // SAFETY: the caller answers for the arguments.
    unsafe { launch.launch(config) }?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Needs NVRTC but no device.
    #[test]
    fn the_device_code_compiles_for_every_generation_in_use() {
        // SAFETY: loads the library to see whether it is there.
        if !unsafe { cudarc::nvrtc::sys::is_culib_present() } {
            eprintln!("skipped: NVRTC is not installed on this machine");
            return;
        }
        for (major, minor) in [(7, 5), (8, 0), (8, 6), (8, 9), (9, 0)] {
            let compiled = compile(major, minor);
            assert!(compiled.is_ok(), "compute_{major}{minor}: {:?}", compiled.err());
        }
    }
}
