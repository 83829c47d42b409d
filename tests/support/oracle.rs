//! What must be true of every database that a test leaves behind, counted by SQL that shares nothing with the program.

use diesel::RunQueryDsl as _;
use diesel::sql_types::{BigInt, Text};
use travaux::each_backend;
use travaux::platform::db::{self, Conn, Options};

#[derive(diesel::QueryableByName, Debug)]
struct Wrong {
    #[diesel(sql_type = Text)]
    what: String,
    #[diesel(sql_type = BigInt)]
    times: i64,
}

/// Each statement finds what is wrong.
const RULES: [(&str, &str); 7] = [
    (
        "the totals of a draft are not what a recount gives",
        "SELECT CAST(draft_id AS TEXT) AS what, CAST(COUNT(*) AS BIGINT) AS times FROM (
            SELECT draft_id, received, decided, to_apply, applied, verified, verdicts, satisfied FROM loop_totals
            UNION ALL
            SELECT draft_id, CAST(COUNT(*) AS INTEGER), CAST(COUNT(decision) AS INTEGER),
                CAST(COUNT(CASE WHEN implementation <> 'not_applied' THEN 1 END) AS INTEGER),
                CAST(COUNT(CASE WHEN implementation IN ('applied', 'verified') THEN 1 END) AS INTEGER),
                CAST(COUNT(CASE WHEN implementation = 'verified' THEN 1 END) AS INTEGER),
                CAST(COUNT(verdict) AS INTEGER), CAST(COUNT(CASE WHEN verdict = 'satisfied' THEN 1 END) AS INTEGER)
            FROM published_comments GROUP BY draft_id
        ) AS both_ways
        GROUP BY draft_id, received, decided, to_apply, applied, verified, verdicts, satisfied HAVING COUNT(*) <> 2",
    ),
    (
        "a comment came into the record without one event, or with more",
        "SELECT published_comments.comment_id AS what, CAST(COUNT(events.id) AS BIGINT) AS times FROM published_comments
        LEFT JOIN events ON events.subject = published_comments.comment_id AND events.fact = 'comment_published'
        WHERE NOT EXISTS (SELECT 1 FROM moderations WHERE moderations.comment_id = published_comments.comment_id)
        GROUP BY published_comments.comment_id HAVING COUNT(events.id) <> 1",
    ),
    (
        "an answer is public without an event, or there is an event without an answer",
        "SELECT published_comments.comment_id AS what, CAST(COUNT(events.id) AS BIGINT) AS times FROM published_comments
        LEFT JOIN events ON events.subject = published_comments.comment_id AND events.fact = 'answer_published'
        GROUP BY published_comments.comment_id, published_comments.decision
        HAVING (published_comments.decision IS NULL) <> (COUNT(events.id) = 0)",
    ),
    (
        "a verdict is public without its event, or removed without one",
        "SELECT published_comments.comment_id AS what,
            CAST(COUNT(CASE WHEN events.fact = 'verdict_given' THEN 1 END) AS BIGINT) AS times
        FROM published_comments LEFT JOIN events ON events.subject = published_comments.comment_id
        GROUP BY published_comments.comment_id, published_comments.verdict
        HAVING (published_comments.verdict IS NOT NULL AND COUNT(CASE WHEN events.fact = 'verdict_given' THEN 1 END) = 0)
            OR (published_comments.verdict IS NULL AND COUNT(CASE WHEN events.fact = 'verdict_given' THEN 1 END) > 0
                AND COUNT(CASE WHEN events.fact = 'verdict_removed' THEN 1 END) = 0)",
    ),
    (
        "a comment has no leaf, or more than one",
        "SELECT comments.id AS what, CAST(COUNT(register_leaves.id) AS BIGINT) AS times FROM comments
        LEFT JOIN register_leaves ON register_leaves.id = comments.id AND register_leaves.kind = 'comment'
        GROUP BY comments.id HAVING COUNT(register_leaves.id) <> 1",
    ),
    (
        "a published answer has no leaf for one of its comments",
        "SELECT resolutions.register_id AS what, CAST(COUNT(*) AS BIGINT) AS times FROM resolutions
        JOIN resolution_comments ON resolution_comments.resolution_id = resolutions.id
        WHERE resolutions.status IN ('published', 'superseded') AND NOT EXISTS (
            SELECT 1 FROM register_leaves WHERE register_leaves.kind = 'resolution'
            AND register_leaves.leaf LIKE '%resolution ' || resolutions.register_id || '%comment ' || resolution_comments.comment_id || '%'
        ) GROUP BY resolutions.register_id",
    ),
    (
        "a comment in the record has no leaf that says so",
        "SELECT published_comments.comment_id AS what, CAST(1 AS BIGINT) AS times FROM published_comments
        WHERE NOT EXISTS (
            SELECT 1 FROM register_leaves WHERE register_leaves.kind = 'publication'
            AND register_leaves.leaf LIKE '%comment ' || published_comments.comment_id || '%'
        )",
    ),
];

/// What is wrong in a database; nothing, if all is right.
pub fn wrong(options: &Options) -> Vec<String> {
    let look = |conn: &mut Conn| {
        let mut found = Vec::new();
        for (rule, query) in RULES {
            let rows: Vec<Wrong> = each_backend!(conn, |c| diesel::sql_query(query).load(c))?;
            found.extend(rows.into_iter().map(|row| format!("{rule}: {} ({})", row.what, row.times)));
        }
        Ok(found)
    };
    db::maintain(options, look).unwrap()
}
