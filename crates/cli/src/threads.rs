//! The number of threads of a program.
//!
//! In: an option. Out: a thread pool that runs the work. O(threads).

use rayon::ThreadPoolBuilder;

use crate::failure::Failure;

/// Measured on two cores: 256 threads start within .1 s, 1,024 take 4 s.
const MOST_THREADS: i64 = 256;

/// The number of threads, the same in every subcommand.
#[derive(clap::Args)]
pub struct ThreadsArguments {
    /// Number of threads, at most 256; 0 uses all cores. The output does not depend on it.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=MOST_THREADS))]
    threads: u16,
}

impl ThreadsArguments {
    /// Runs `work` in a pool of this many threads.
    ///
    /// # Errors
    ///
    /// If the threads cannot be started, or the work fails.
    pub fn run<T: Send>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send,
    ) -> Result<T, Failure> {
        let pool = ThreadPoolBuilder::new().num_threads(self.threads.into());
        let pool = pool
            .build()
            .map_err(|error| Failure::new(format!("--threads {}: {error}", self.threads)))?;
        pool.install(work)
    }

    /// Sets the number of threads for all threads of the program that ask for others. Call it once.
    #[cfg(feature = "desk")]
    pub(crate) fn run_everywhere(&self) -> Result<(), Failure> {
        let pool = ThreadPoolBuilder::new().num_threads(self.threads.into());
        pool.build_global()
            .map_err(|error| Failure::new(format!("--threads {}: {error}", self.threads)))
    }
}
