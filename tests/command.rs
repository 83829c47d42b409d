//! The command line as scripts see it: what is printed, how it ends, what it leaves.

use std::process::{Command, Output};

struct House(tempfile::TempDir);

impl House {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_travaux"));
        command.args(arguments).current_dir(self.0.path()).env_clear().env("TRAVAUX_MAIL_URL", "smtp://127.0.0.1:2525");
        command.output().unwrap()
    }

    #[track_caller]
    fn ends(&self, arguments: &[&str], code: i32) -> String {
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
