//! How commands read files: apart, like the pages, or here.

use clap::Args;

use crate::extract::{self, Extractor};
use crate::platform::sandbox::Program;

#[derive(Args, Clone, Copy, Debug)]
pub struct Isolation {
    /// Read the file in this process, without limits of memory and time: only for a file of your own
    #[arg(long)]
    unsandboxed: bool,
}

impl Isolation {
    /// What reads the files of a command.
    pub fn extractor(self) -> Extractor {
        if self.unsandboxed { Extractor::unsandboxed() } else { Extractor::apart(Program::own(extract::ARGUMENT), extract::LIMITS) }
    }
}
