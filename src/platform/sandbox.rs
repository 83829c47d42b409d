//! A process apart: this program started again to do one piece of work on bytes that strangers made, from standard input to
//! standard output. Whatever those bytes do to it (an allocation that fails, a loop, a flood, a crash), the server lives on.
//!
//! The child first shuts itself in ([`enter`]) and says so with one byte; the parent then sets its limits and only then hands
//! over the input. A child does one piece of work and ends.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};

/// What a child may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of memory of its own.
    pub memory: u64,
    /// Time of the processor.
    pub processor: Duration,
    /// Time that passes from the start of the child to its end.
    pub wall: Duration,
    /// Bytes of its answer.
    pub output: usize,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The child could not be started: a fault of ours.
    #[error("the extractor does not start: {0}")]
    Start(String),
    /// It was stopped at a limit, or ended by itself before it had answered.
    #[error("the extractor was stopped or broke off")]
    Stopped,
}

/// How to start a child.
#[derive(Clone, Debug)]
pub struct Program {
    /// The program; it has to call [`enter`] when it is given the argument.
    pub path: PathBuf,
    /// The argument that makes it a child.
    pub argument: &'static str,
}

impl Program {
    /// This very program, also after another version was installed in its place.
    #[must_use]
    pub fn own(argument: &'static str) -> Self {
        let path = if cfg!(target_os = "linux") { Ok(PathBuf::from("/proc/self/exe")) } else { std::env::current_exe() };
        Self { path: path.unwrap_or_else(|_| PathBuf::from("travaux")), argument }
    }

    /// Starts a child, hands it the parts of the input one after the other, and returns what it answers.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn run(&self, limits: Limits, input: &[&[u8]]) -> Result<Vec<u8>, Failure> {
        let start = |error: std::io::Error| Failure::Start(error.to_string());
        let mut child = Command::new(&self.path)
            .arg(self.argument)
            .env_clear()
            // The allocator takes address space in portions of 32 MiB and touches none of it beforehand, so that the limit
            // counts what is used.
            .env("MIMALLOC_ARENA_RESERVE", "32768")
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // A reader that goes away takes its child with it.
            .kill_on_drop(true)
            .spawn()
            .map_err(start)?;
        let answered = tokio::time::timeout(limits.wall, exchange(&mut child, limits, input)).await;
        answered.unwrap_or(Err(Failure::Stopped))
    }
}

async fn exchange(child: &mut Child, limits: Limits, input: &[&[u8]]) -> Result<Vec<u8>, Failure> {
    let missing = || Failure::Start("no pipe".to_owned());
    let (mut stdin, mut stdout) = (child.stdin.take().ok_or_else(missing)?, child.stdout.take().ok_or_else(missing)?);
    let ready = stdout.read_u8().await.map_err(|error| Failure::Start(error.to_string()))?;
    if ready != READY {
        return Err(Failure::Start("it is another program".to_owned()));
    }
    restrain(child, limits).map_err(|error| Failure::Start(error.to_string()))?;
    let hand_over = async {
        for part in input {
            stdin.write_all(part).await?;
        }
        stdin.shutdown().await?;
        drop(stdin);
        Ok::<_, std::io::Error>(())
    };
    let mut answer = Vec::new();
    let most = u64::try_from(limits.output).unwrap_or(u64::MAX).saturating_add(1);
    let mut within = stdout.take(most);
    // A child may stop reading before the end and still have an answer.
    let (_, read) = tokio::join!(hand_over, within.read_to_end(&mut answer));
    if read.is_err() || answer.len() > limits.output {
        return Err(Failure::Stopped);
    }
    let status = child.wait().await.map_err(|_| Failure::Stopped)?;
    if status.success() { Ok(answer) } else { Err(Failure::Stopped) }
}

/// What a child says when it has shut itself in.
pub const READY: u8 = b'!';

/// Sets the limits of a child from outside.
#[cfg(target_os = "linux")]
fn restrain(child: &Child, limits: Limits) -> std::io::Result<()> {
    use rustix::process::{Pid, Resource, prlimit, setpriority_process};
    // One that has ended needs none.
    let Some(pid) = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw) else { return Ok(()) };
    for (resource, most) in resources(limits) {
        prlimit(Some(pid), resource, both(most))?;
    }
    // No more files than it has: its input, its answer, and nothing.
    prlimit(Some(pid), Resource::Nofile, both(3))?;
    setpriority_process(Some(pid), NICE)?;
    Ok(())
}

/// Elsewhere a process can only limit itself, which [`enter`] does.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "it is the other one that can fail")]
const fn restrain(_: &Child, _: Limits) -> std::io::Result<()> {
    Ok(())
}

/// Pages come first: a child gets what the processor has left.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

const fn both(most: u64) -> rustix::process::Rlimit {
    rustix::process::Rlimit { current: Some(most), maximum: Some(most) }
}

/// What a child may use, in the units of the system.
fn resources(limits: Limits) -> [(rustix::process::Resource, u64); 5] {
    use rustix::process::Resource;
    [
        (Resource::Data, limits.memory),
        // What the program itself is mapped from, shared libraries and stack come on top.
        (Resource::As, limits.memory.saturating_mul(3)),
        (Resource::Cpu, limits.processor.as_secs().max(1)),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ]
}

/// Shuts this process in, as far as the system can: no core dump, no file, no network, no system call but what computing needs.
/// Called by a child before it reads a byte.
#[cfg(target_os = "linux")]
pub fn enter(_: Limits) {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, Scope};
    _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    // No rule is added, so nothing is allowed. Kernels that know less take what they know.
    let ruleset = Ruleset::default()
        .handle_access(AccessFs::from_all(ABI::V6))
        .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(ABI::V6)))
        .and_then(|ruleset| ruleset.scope(Scope::from_all(ABI::V6)));
    _ = ruleset.and_then(Ruleset::create).and_then(landlock::RulesetCreated::restrict_self);
    _ = system_calls().and_then(|filter| seccompiler::apply_filter(&filter).ok());
}

/// The same where there is neither Landlock nor seccomp: limits alone.
#[cfg(not(target_os = "linux"))]
pub fn enter(limits: Limits) {
    for (resource, most) in resources(limits) {
        _ = rustix::process::setrlimit(resource, both(most));
    }
}

/// The system calls that reading, computing, allocating and ending need; any other is answered with "not permitted".
#[cfg(target_os = "linux")]
fn system_calls() -> Option<seccompiler::BpfProgram> {
    use seccompiler::{SeccompAction, SeccompFilter, TargetArch};
    let allowed = [
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_tgkill,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];
    let rules = allowed.into_iter().map(|call| (call, Vec::new())).collect();
    let denied = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let filter = SeccompFilter::new(rules, denied, SeccompAction::Allow, TargetArch::try_from(std::env::consts::ARCH).ok()?).ok()?;
    filter.try_into().ok()
}
