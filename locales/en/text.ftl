# What happened to a paragraph between two drafts
relation-unchanged = Unchanged
relation-edited = Edited
relation-moved = Moved
relation-moved_and_edited = Moved and edited
relation-split = Split
relation-merged = Merged
relation-added = New
relation-removed = Removed
# The same in the margin of a draft, short
relation-margin-edited = Edited
relation-margin-moved = Moved
relation-margin-moved_and_edited = Moved, edited
relation-margin-split = Split
relation-margin-merged = Merged
relation-margin-added = New
relation-margin-removed = Removed
# The same with how many passages
relation-count-unchanged = { $n ->
    [one] { $n } unchanged
   *[other] { $n } unchanged
}
relation-count-edited = { $n ->
    [one] { $n } edited
   *[other] { $n } edited
}
relation-count-moved = { $n ->
    [one] { $n } moved
   *[other] { $n } moved
}
relation-count-moved_and_edited = { $n ->
    [one] { $n } moved and edited
   *[other] { $n } moved and edited
}
relation-count-split = { $n ->
    [one] { $n } from a split
   *[other] { $n } from a split
}
relation-count-merged = { $n ->
    [one] { $n } merged
   *[other] { $n } merged
}
relation-count-added = { $n ->
    [one] { $n } new
   *[other] { $n } new
}
relation-count-removed = { $n ->
    [one] { $n } removed
   *[other] { $n } removed
}
redline-deleted = deleted:
redline-coarse = This passage is so long that it was compared in larger pieces than words.
redline-inserted = inserted:
cause-heading = Why did this change?
cause-legal_review = Legal review
cause-inter_agency_clearance = Clearance between agencies
cause-bilateral_consultation = Bilateral consultation
cause-senior_decision = Decision of senior management
cause-consequential = Follows from another change
cause-editorial = Editorial
# What an import could not read as it stood
problem-contents-dropped = The table of contents was left out; the platform makes its own.
problem-figure-without-description = A picture has no description; readers who cannot see it are told nothing.
problem-html-dropped = Raw HTML was left out.
problem-link-dropped = A link lost its address because it is neither http, https nor mailto.
problem-formula-flattened = A formula was read as plain text.
problem-note-missing = The text refers to a footnote that is not in the file.
problem-text-box-moved = A text box was put behind its paragraph.
problem-unknown-content = Content of an unknown kind was left out.
problem-nested-table = A table inside a cell was read as text.
problem-tracked-changes = The file has tracked changes; they were accepted or rejected as you chose.
problem-word-comments = The file has comments of the word processor; they are not part of the text.
problem-encoding = The file is not in the encoding that it should be in and was read as Windows-1252; check letters with accents.
problem-hidden-text = Text that the word processor hides was left out.
problem-struck-text = Text that is struck through was read like any other; strike it out with tracked changes if it is to go.
problem-running-head-dropped = What stands at the head or foot of every page was left out.
problem-more = There are more such places than are listed here.
cause-comments = Comments
