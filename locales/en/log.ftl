log-title = Record of responses
log-lead = Every comment, with the response of the office, the words that changed, and the author’s verdict.
log-filter = Search and filter
log-words = Words
log-draft = Draft
log-paragraph = Paragraph
log-decision = Decision
log-theme = Theme
log-all = All
log-undecided = No answer yet
log-all-comments = Show all comments
log-nothing-found = No comment fits. Comments whose text is not published are not found by words, group, region or theme.
log-empty = No comment is public yet.
log-first = Back to the beginning
entry-title = Comment { $reference }
entry-changes = The words that changed
entry-text = The text it was written on
entry-passage = The passage quoted, in draft { $number }
passage-exact = It stands there word for word.
passage-moved = It stands there word for word, in another paragraph.
passage-changed = It was changed:
passage-gone = It is no longer there.
entry-earlier = What it said before it was amended
paragraph-comments = { $n ->
    [0] No public comments on this passage
    [one] One comment on this passage
   *[other] { $n } comments on this passage
}
consultation-loop = From comment to change
consultation-to-log = Read every comment and its response
consultation-comment = Read and comment
draft-published-open = { $n ->
    [one] When this draft was published, one comment on earlier drafts had no answer.
   *[other] When this draft was published, { $n } comments on earlier drafts had no answer.
}
log-more-filters = More filters: draft, decision, group, region, theme
entry-review = A review of this response has been requested. It is to be answered by { $due }.
