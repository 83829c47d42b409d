desk-title = Desk
desk-empty = There is no consultation yet.
desk-public-page = The page as the public sees it
consultation-new-title = New consultation
consultation-edit-title = Edit title and texts
draft-new-title = New draft
draft-edit-title = Edit name and audience
draft-create = Create the draft
draft-name-in = Name ({ $language })
draft-note-in = What is new ({ $language })
draft-preparing = In preparation
draft-final = Final text
draft-invited = By invitation
draft-comments-only = For comments only, not for citation
draft-mark-final = This is the last draft
draft-published-doubtful = { $n ->
    [one] Published with one doubtful link that was not confirmed.
   *[other] Published with { $n } doubtful links that were not confirmed.
}
draft-preview-notice = Preview: this is what readers will see. Only staff see it now.
draft-desk-title = Draft { $number }, desk
draft-texts = Texts
draft-no-text = No text yet. Import the authoritative text in { $language } first.
draft-open-lead = Only those with an invitation can read this draft.
draft-open = Let everybody read it
audience-public = Everybody, once it is published
audience-invited = Only those with an invitation
step-text = Import the text
step-text-missing = not done yet
step-text-done = imported
step-lineage = Check where the paragraphs of draft { $number } went
step-lineage-doubtful = { $n ->
    [one] one doubtful link that nobody has confirmed
   *[other] { $n } doubtful links that nobody has confirmed
}
step-lineage-done = no doubtful link
step-causes = Say why paragraphs changed
step-causes-open = { $n ->
    [one] one change without a cause
   *[other] { $n } changes without a cause
}
step-causes-done = every change has a cause
step-preview = Preview as the public
step-publish = Publish
step-published = Published: see the public page
version-published = Published
version-digest = Digest of the file (SHA-256):
version-warnings = { $n ->
    [one] One warning
   *[other] { $n } warnings
}
version-warning = At block { $block }: { $problem }
version-publish = Publish this translation
import-title = Import a text
import-lead = Word (.docx), HTML or Markdown. Importing a language again replaces its text; what you have confirmed and the causes you have named stay.
import-do = Import
tracked-accept = Read the text as if all were accepted
tracked-reject = Read the text as if all were rejected
rounds-title = Rounds of comments
rounds-none = No round yet.
rounds-line = From { $opens } to { $closes }
rounds-extend = Extend
rounds-new = Open a round
rounds-audience = Who may take part
rounds-public = Everybody
rounds-invited = Only those with an invitation
invitations-title = Invitations to read
invitations-lead = Each invitation is an address of its own. Whoever has it can read the draft once it is published, until you revoke it.
invitations-made = This address is shown only now. Copy it and send it.
invitations-revoked = revoked
invitations-revoke = Revoke the invitation for { $note }
invitations-new = Make an invitation
draft-lineage-title = Draft { $number }: where its paragraphs come from
lineage-doubtful = { $n ->
    [one] One link is doubtful. Look at it and confirm or correct it.
   *[other] { $n } links are doubtful. Look at them and confirm or correct each.
}
lineage-none-doubtful = No link is doubtful.
lineage-lead = For each paragraph you see what it was in draft { $number } and what changed. Your choice stays when the text is imported again.
lineage-no-before = There is no published draft before this one, so every paragraph is new.
lineage-show-doubtful = Only doubtful
lineage-show-all = All changes
lineage-question = Which paragraph of draft { $number } did it come from?
lineage-alike = { $percent } per cent alike
lineage-new = None: it is new
lineage-several = Several:
lineage-confirm = Confirm
lineage-confirmed = Confirmed by a person
draft-causes-title = Draft { $number }: why paragraphs changed
causes-lead = Readers see the cause beside each change. A change may have several.
causes-none = No paragraph changed its words.
causes-name = Name a cause
causes-save = Save the cause
causes-remove = Remove
draft-publication-title = Publish draft { $number }
publication-lead = Once published, the text never changes. Readers see it at once, with the digests of the files it came from.
publication-acknowledge = { $n ->
    [one] Publish with the doubtful link; its number is shown to readers.
   *[other] Publish with { $n } doubtful links; the number is shown to readers.
}
version-pairing = Beside the authoritative text
pairing-title = Draft { $number }, translation:
pairing-lead = Each passage of the translation belongs to a paragraph of the authoritative text: a comment on the one is a comment on the other. Here is where the two do not seem to agree.
pairing-count = { $n ->
    [one] One place to look at.
   *[other] { $n } places to look at.
}
pairing-none = The two texts agree.
pairing-show-all = Show all passages
pairing-show-doubtful = Show only what does not seem to agree
pairing-missing = This paragraph has no translation
pairing-alone = This passage belongs to no paragraph
pairing-other-number = Its number or level is another
pairing-other-length = It is much longer or shorter
pairing-nothing = Nothing in the translation
pairing-no-paragraph = No paragraph
pairing-confirm = It belongs there
field-first = From paragraph (number after #; empty: none)
field-last = To paragraph
