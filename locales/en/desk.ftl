queue-title = Comments
queue-steps = What is to be done
queue-all = All
queue-step-new = To be looked at
queue-step-undecided = Without an answer
queue-step-proposed = To be approved
queue-step-returned = Sent back
queue-step-approved = Approved
queue-step-answered = Answered
queue-step-asked = Asked, no reply yet
queue-step-withheld = Held back
queue-step-contested = Contested
queue-round = Round on draft { $draft }
queue-cleared = { $n ->
    [one] One comment has been looked at and can become public.
   *[other] { $n } comments have been looked at and can become public.
}
queue-waiting = { $n ->
    [one] One comment waits to be looked at.
   *[other] { $n } comments wait to be looked at.
}
queue-publish-batch = Publish what was looked at
queue-approved = { $n ->
    [one] One approved answer can be published.
   *[other] { $n } approved answers can be published.
}
queue-publish-answers = Publish the approved answers
queue-empty = Nothing here.
queue-seen = I have looked at it
queue-clear = Mark the ticked ones as looked at
comment-state-waiting = to be looked at
comment-state-cleared = looked at, not public yet
comment-state-published = public
comment-state-withheld = held back
comment-state-withdrawn = withdrawn
comment-state-erased = erased
answer-status-proposed = waits for approval
answer-status-returned = sent back
answer-status-approved = approved, not public yet
answer-status-published = answered
answer-status-superseded = replaced
answer-proposed-by = proposed by { $name }
answer-approved-by = approved by { $name }
answer-many = { $n ->
    [one] answers one comment
   *[other] answers { $n } comments
}
answer-returned = Sent back:
answer-own = You proposed this answer. Somebody else has to approve it.
answer-approve = Approve
answer-send-back = Send back
answer-anew = Propose another answer
answer-another-part = Another part of the answer
answer-other-languages = Other languages
answer-reason-in = Reason, read by everybody:
answer-private-in = Reason for the author alone:
answer-propose = Propose this answer
desk-comment-said = The comment
desk-clear = I have looked at it; it may become public
desk-confirm = Confirm who speaks
desk-confirmed = Confirmed:
desk-questions = Questions to the author
desk-no-reply = No reply yet.
desk-ask = Ask the author
desk-held = Held back
desk-hold = Hold back
desk-lift = Let it go
step-implementation = Link accepted comments to the changed words
implementation-title = Draft { $number }: what it carries out
implementation-lead = { $n ->
    [0] Every accepted point is linked or explained.
    [one] One accepted point is not linked to a change yet.
   *[other] { $n } accepted points are not linked to a change yet.
}
implementation-none = There is no accepted point to carry out.
implementation-where = Which changed passages carry it out?
implementation-adopted = { $percent } per cent of the proposed words now stand here
implementation-others = Other changed passages
implementation-not = It is not carried out
implementation-save = Save
implementation-own = You linked this. Somebody else has to check the words.
implementation-verify = I have checked: these words carry it out
publication-open = { $n ->
    [one] one comment on earlier drafts has no published answer
   *[other] { $n } comments on earlier drafts have no published answer
}
publication-lost = { $n ->
    [one] One comment on the draft before loses its place.
   *[other] { $n } comments on the draft before lose their place.
}
publication-none-lost = Every comment on the draft before keeps its place.
publication-lost-title = Comments without their place
publication-lost-lead = They stay bound to the draft they were written on, and are shown there. Look at each before you publish: if its paragraph was only moved, correct its link first.
publication-lost-unpublished = Comment not yet published
publication-lost-paragraph = its paragraph is removed
publication-lost-passage = the passage it quotes is gone:
publication-lost-answered = answered
publication-lost-open = not answered yet
publication-lost-more = And { $n } more.
publication-all-answered = every comment on earlier drafts is answered
publication-acknowledge-open = { $n ->
    [one] Publish although one comment has no answer; the number is shown to readers.
   *[other] Publish although { $n } comments have no answer; the number is shown to readers.
}
rounds-publication = When comments become public, after a person has looked
publication-after_closing = After the round has closed
publication-in_batches = While it is open: at least five contributions together, at most daily
desk-contested = Its author contests this.
desk-private = Reason for the author alone
desk-verdict = The author’s verdict:
