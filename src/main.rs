//! `travaux`: the command line. What each command does is in `travaux::command`.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    travaux::command::run()
}
