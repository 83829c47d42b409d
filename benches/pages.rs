//! Benches of pages; see the head of `main`.
fn main() {}
