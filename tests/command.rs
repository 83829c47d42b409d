//! The command line as scripts see it: what is printed, how it ends, what it leaves.

use std::process::{Command, Output};

pub struct House(tempfile::TempDir);

impl House {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_travaux"));
        command.args(arguments).current_dir(self.0.path()).env_clear().env("TRAVAUX_MAIL_URL", "smtp://127.0.0.1:2525");
        command.output().unwrap()
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    #[track_caller]
    pub fn ends(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        said
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }
}

#[test]
fn files_are_compared_without_a_database() {
    let house = House::new();
    house.write("old.md", "1. The same.\n\n2. Entities should assess the impact of technology before use.\n");
    house.write("new.md", "1. The same.\n\n2. Entities shall assess the impact of technology before use.\n");
    let json: serde_json::Value =
        serde_json::from_str(&house.ends(&["draft", "compare", "old.md", "new.md", "--format", "json"], 0)).unwrap();
    assert_eq!(json["old"]["blocks"], 2);
    assert_eq!(json["summary"]["edited"], 1);
    assert_eq!(json["lineage"][1]["redline"][1], serde_json::json!({"op": "delete", "text": "should"}));
    assert!(house.ends(&["draft", "compare", "old.md", "missing.md"], 1).contains("missing.md"));
    assert!(!house.0.path().join("var").exists(), "nothing was made");
}

#[test]
fn wrong_usage_ends_with_two_and_refusals_with_one() {
    let house = House::new();
    house.ends(&["draft"], 2);
    house.ends(&["no-such-command"], 2);
    house.ends(&["account", "create", "no address", "--role", "editor"], 2);
    house.ends(&["account", "create", "a@example.org", "--role", "king"], 2);
    house.write("a.md", "1. Text.\n");
    house.ends(&["draft", "import", "a.md", "--consultation", "none", "--number", "1"], 1);
    house.ends(&["draft", "import", "a.md", "--consultation", "none", "--number", "x.y", "--dry-run"], 2);
    house.ends(&["draft", "import", "a.md", "--consultation", "none", "--number", "1", "--dry-run"], 0);
}

#[test]
fn accounts_are_made_listed_and_ended() {
    let house = House::new();
    assert!(house.ends(&["account", "create", "Ana@Example.org", "--role", "editor"], 0).contains("/en/staff/links/"));
    assert!(house.ends(&["account", "list"], 0).contains("ana@example.org"));
    assert!(house.ends(&["account", "create", "ana@example.org", "--role", "editor"], 1).contains("already an account"));
    house.ends(&["account", "disable", "ana@example.org"], 0);
    assert!(house.ends(&["account", "list"], 0).contains("(ended)"));
    house.ends(&["check"], 0);
}

#[test]
fn a_backup_is_checked_before_it_replaces_anything() {
    let house = House::new();
    house.ends(&["backup", "first.bak"], 1);
    house.ends(&["account", "create", "ana@example.org", "--role", "editor"], 0);
    house.ends(&["backup", "first.bak"], 0);
    house.ends(&["backup", "first.bak"], 1);
    house.write("garbage.bak", "this is no database");
    house.ends(&["restore", "garbage.bak"], 1);
    assert!(house.ends(&["account", "list"], 0).contains("ana@example.org"));
    house.ends(&["account", "create", "bo@example.org", "--role", "editor"], 0);
    for number in 1..=2 {
        assert!(house.ends(&["restore", "first.bak"], 0).contains(&format!("before-restore-{number}")));
    }
    let listed = house.ends(&["account", "list"], 0);
    assert!(listed.contains("ana@example.org") && !listed.contains("bo@example.org"));
}

/// The most memory that a process has held so far, in kilobytes, as the kernel saw it.
#[cfg(target_os = "linux")]
pub fn held(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).and_then(|line| line.split_whitespace().nth(1));
    line.and_then(|kilobytes| kilobytes.parse().ok()).unwrap_or(0)
}

/// The processes that a process has started.
#[cfg(target_os = "linux")]
pub fn children(process: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let listed = tasks.map(|task| std::fs::read_to_string(task.path().join("children")).unwrap_or_default());
    listed.flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect()
}

/// The most memory that a program, or the process in which it reads a file, held, in kilobytes; and how it ended.
#[cfg(target_os = "linux")]
pub fn most_memory(house: &House, arguments: &[&str]) -> (u64, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_travaux"));
    command.args(arguments).current_dir(house.0.path()).env_clear();
    let mut child = command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
    let mut most = 0;
    loop {
        let of_children = children(child.id()).into_iter().map(held).max().unwrap_or(0);
        most = most.max(held(child.id())).max(of_children);
        if let Some(ended) = child.try_wait().unwrap() {
            return (most, ended.code());
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

/// Files that are large, or made to exhaust: each is read or refused within 512 MB, and nothing crashes.
#[cfg(target_os = "linux")]
#[test]
fn hostile_files_stay_within_their_memory() {
    use crate::support::docx::{Docx, p};
    let house = House::new();
    let files: [(&str, Vec<u8>); 9] = [
        (
            "paragraphs.docx",
            Docx::new(
                &p("A paragraph of some twenty words, as they stand in texts that offices write, each a little longer than this one.")
                    .repeat(16_000),
            )
            .bytes(),
        ),
        ("runs.docx", Docx::new(&format!("<w:p>{}</w:p>", "<w:r><w:t>a</w:t></w:r>".repeat(400_000))).bytes()),
        ("bomb.docx", Docx::new(&p(&"0".repeat(60_000_000))).bytes()),
        ("cells.docx", Docx::new(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", format!("<w:tc>{}</w:tc>", p("a")).repeat(60_000))).bytes()),
        ("attributes.html", format!("<p {}>a</p>", "a=b ".repeat(400_000)).into_bytes()),
        ("nested.html", "<ul><li>a".repeat(50_000).into_bytes()),
        ("entities.md", "&amp;".repeat(1_000_000).into_bytes()),
        ("emphasis.md", "*a **b ".repeat(200_000).into_bytes()),
        ("links.md", "[a](<b".repeat(200_000).into_bytes()),
    ];
    for (name, bytes) in files {
        std::fs::write(house.0.path().join(name), bytes).unwrap();
        let (most, code) = most_memory(&house, &["draft", "import", name, "--consultation", "none", "--number", "1", "--dry-run"]);
        assert!(matches!(code, Some(0 | 1)), "{name} ended with {code:?}");
        assert!(most <= 512 * 1024, "{name} held {} MB", most / 1024);
        std::fs::remove_file(house.0.path().join(name)).unwrap();
    }
}
