record-home-title = Consultations
record-home-heading = Drafts for comment, and what became of every comment
record-home-lead = Read successive drafts of a text, see what changed from one to the next and why. No account is needed.
record-home-empty = No consultation has been published yet.
state-group-open = Open now
state-group-forthcoming = Forthcoming
state-group-under_resolution = Being answered
state-group-results_published = Results published
state-group-closed = Closed
state-open = Open for comments
state-forthcoming = Forthcoming
state-under_resolution = Comments are being answered
state-results_published = Results published
state-closed = Closed
round-open-until = Open for comments until { $at } (host’s time)
round-in-utc = { $at } UTC
round-opens = Opens for comments on { $at } (host’s time)
round-closes = and closes on { $at }
round-closed = The round of comments closed on { $at } (host’s time)
round-invited = By invitation
round-extended = Extended; it was to close on { $old }. Reason:
consultation-timeline = Drafts
consultation-no-drafts = No draft has been published yet.
consultation-promise = How your input will be used
record-draft-title = Draft { $number }: { $name }
record-draft-number = draft { $number }
record-published = Published on { $date }
record-languages = Languages:
record-authoritative = (authoritative)
record-download = Download:
record-what-changed = What changed since draft { $number }
record-nothing-changed = Nothing changed since draft { $number }.
record-later-draft = There is a later draft: draft { $number }, { $name }
record-paragraph-count = { $n ->
    [one] { $n } numbered paragraph
   *[other] { $n } numbered paragraphs
}
record-contents = Contents
record-whole-text = The whole text on one page
record-pages = Pages
record-previous = Previous page
record-next = Next page
record-page-of = Page { $page } of { $pages }
record-notes = Notes
record-back-to-text = Note { $mark }, back to the text
record-table = Table; scroll if it is wider than the screen
record-figure = Figure:
record-paragraph = Paragraph { $label }
record-passage = Passage { $ordinal }
record-since = since draft { $number }
record-the-text = The text
record-not-in-this-language = This passage is not in this language version.
record-life = The life of this passage
record-life-lead = { $n ->
    [one] It stands in one draft.
   *[other] From the first of { $n } drafts to the last, with the words that changed and the reasons.
}
record-changes-in = What changed ({ $language })
record-neighbours = Neighbouring passages
record-previous-passage = Previous passage
record-next-passage = Next passage
record-compare-title = Draft { $old } compared with draft { $new }
record-compare-lead = From “{ $old }” to “{ $new }”
record-compare-nothing = Nothing changed between these drafts.
record-compare-doubtful = { $n ->
    [one] One link between these drafts is doubtful and was not confirmed by a person.
   *[other] { $n } links between these drafts are doubtful and were not confirmed by a person.
}
record-compare-with = Compare with:
record-only-changes = Only changes
record-all-text = Whole text
record-inline = In one text
record-side = Side by side
record-compare-kinds = Kinds of change: choose one to see only these
record-next-change = Next change
record-in-draft = In draft { $number }:
record-doubtful = Doubtful
