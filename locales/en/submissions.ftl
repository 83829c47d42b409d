comment-form-title = Your comment
part-title = Take part
part-lead = Comment on a paragraph beside its text, on a question, or on the whole draft. You need no account and no name. This is not a vote: one good reason counts more than a hundred copies.
part-whole = Comment on the whole draft
part-questions = Questions of the office
part-paragraph = Comment on this passage
part-section = Comment on this section
part-gap = Something is missing after this passage
form-late = The round closed on { $at }. Your contribution will be taken, with the mark “came late”.
form-recommendation = Possible recommendation
form-help-title = What makes a comment effective
form-help-asked = Say what should change and why. Point to the words you mean.
form-help-effective = Propose wording if you can, and say what experience or evidence it rests on.
form-help-no-vote = This is not a vote. Numbers are published, but each comment is answered on its reasons.
form-help-safe = If being known is dangerous for you, leave out places, dates and stories that only you could tell.
form-more = More about this comment (optional)
form-who = Who speaks
form-names = Country, organisation, name (optional)
form-names-hint = What you do not choose to publish below is not stored.
form-own-code = I already have a code and want to add this comment to that contribution
form-preview = Preview before sending
form-keep = Keep, and write another
form-exit = Leave this page
choice-none = –
choice-as-whole = As for all my comments
consent-text = I agree that the office stores this contribution and publishes what I have chosen above. I can change my mind with my code.
code-title = Your secret code
code-keep = Write it down or copy it now. It is the only way back to your contribution: nobody can send it to you again. Whoever has it can act in your place.
kept-title = Kept, not sent yet
kept-lead = { $n ->
    [0] Nothing is kept yet under your code.
    [one] One comment is kept under your code. It has not been sent yet, and the office cannot read it.
   *[other] { $n } comments are kept under your code. They have not been sent yet, and the office cannot read them.
}
kept-edit = Change
kept-remove = Remove
kept-another = Comment on something else
kept-from-text = You can also go on reading and type your code into the form beside another passage.
kept-to-text = Back to the text
preview-title = Preview: what the public will see
preview-lead = This is exactly what will be published, after a person of the office has looked at it. Nothing has been sent yet.
preview-lead-sent = This is exactly what will be published, after a person of the office has looked at it. What you have sent before stands until you send this.
kept-add = Add another comment
preview-coarse = Your group and region are shown only if at least ten contributors share them.
preview-date = The date shown will be that of the publication, not of your sending.
preview-traces = Something below may tell who you are. Change it, choose not to publish the text, or go on.
preview-trace-mail = There is a mail address in the text.
preview-trace-telephone = There is a number in the text that looks like a telephone number.
preview-trace-name = The text contains a name that you have chosen not to publish.
preview-trace-organisation = The text speaks of your own organisation. Some readers may know which one it is.
preview-send-lead = Sending it twice does no harm: it is received once.
preview-send-again = You have sent a contribution under this code before. Sending now replaces it.
preview-send = Send
receipt-title = Receipt
receipt-received = { $n ->
    [one] Your contribution with one comment has been received and stored.
   *[other] Your contribution with { $n } comments has been received and stored.
}
receipt-amended = { $n ->
    [one] Your changed contribution with one comment has been received and stored.
   *[other] Your changed contribution with { $n } comments has been received and stored.
}
receipt-late = It came after the closing and carries the mark “came late”.
receipt-reference = Number for the office
receipt-date = Received on
receipt-next = What happens next
receipt-step-read = A person of the office reads it.
receipt-step-public = What you have chosen to publish appears together with others, under a random number.
receipt-step-answer = Every comment gets an answer with a reason. If the text changes, the answer shows the words.
receipt-step-verdict = With your code you read the answers and say whether they satisfy you.
receipt-change = Until { $at } you can change it with your code; later you can still withdraw it, show less of it or have it erased.
receipt-to-answers = See it with my code
receipt-print = You can print this page.
receipt-separate = If you write again and nobody should connect the two, start from the text with a new code.
answers-title = My answers
answers-lead = Type the secret code of your contribution.
answers-show = Show
own-status-working_copy = This is kept under your code, but has not been sent. The office cannot read it.
own-status-submitted = Your contribution has been received.
own-status-withdrawn = You have withdrawn this contribution.
own-status-erased = This contribution has been erased.
own-unsent = { $n ->
    [one] There is a copy with one comment under this code that you have not sent.
   *[other] There is a copy with { $n } comments under this code that you have not sent.
}
own-go-on = Go on to the preview
own-amend = Change my contribution
own-not-public-yet = This comment is not public yet. You see it by your code.
own-withdrawn = You have withdrawn this comment.
own-erased = This comment has been erased.
own-private = Reason for you alone
own-contested = You have contested this. The office will look at it again.
own-contest = Contest this
own-question = The office asks you
own-reply = Reply
own-send-reply = Send the reply
own-verdict = Your verdict
own-verdict-question = Does the response satisfy you?
own-verdict-public = Show my verdict to the public
own-verdict-send = Save my verdict
own-review = Ask for a review
own-review-lead = Until { $until } you can ask that somebody from outside the unit looks at the response again.
own-review-send = Ask for a review
own-review-filed = Your request for a review was filed on { $filed }. It is to be answered by { $due }.
own-more = Show less of it, or withdraw it
own-lower = What the public will see from now on
own-lower-send = Show less
own-forget = Destroy what this comment said before I changed it
own-withdraw-one = Withdraw this comment
own-all = The whole contribution
own-copies = It is removed here; copies that others have made may exist.
own-withdraw = Withdraw everything
own-withdraw-hint = Withdrawn comments are no longer answered. The record says only that they were withdrawn.
own-erase = Erase everything
own-erase-hint = All words, names and attributes are destroyed. The record says only that there was a comment, and what was decided.
notice-replied = Your reply has been received.
notice-verdict = Your verdict has been saved.
notice-review = Your request for a review has been filed.
notice-contested = The office will look at it again.
notice-lowered = The public now sees less. It is removed here; copies may exist.
notice-withdrawn = It has been withdrawn.
notice-forgotten = The earlier words have been destroyed.
notice-erased = Everything has been erased here. Copies may exist.
own-verdict-hint = The office reads your reason; the public sees only the verdict, if you want it to.
