relation-unchanged = Inchangé
relation-edited = Modifié
relation-moved = Déplacé
relation-moved_and_edited = Déplacé et modifié
relation-split = Scindé
relation-merged = Fusionné
relation-added = Nouveau
relation-removed = Supprimé
relation-margin-edited = Modifié
relation-margin-moved = Déplacé
relation-margin-moved_and_edited = Déplacé, modifié
relation-margin-split = Scindé
relation-margin-merged = Fusionné
relation-margin-added = Nouveau
relation-margin-removed = Supprimé
relation-count-unchanged = { $n ->
    [one] { $n } inchangé
    [many] { $n } inchangés
   *[other] { $n } inchangés
}
relation-count-edited = { $n ->
    [one] { $n } modifié
    [many] { $n } modifiés
   *[other] { $n } modifiés
}
relation-count-moved = { $n ->
    [one] { $n } déplacé
    [many] { $n } déplacés
   *[other] { $n } déplacés
}
relation-count-moved_and_edited = { $n ->
    [one] { $n } déplacé et modifié
    [many] { $n } déplacés et modifiés
   *[other] { $n } déplacés et modifiés
}
relation-count-split = { $n ->
    [one] { $n } issu d’une scission
    [many] { $n } issus d’une scission
   *[other] { $n } issus d’une scission
}
relation-count-merged = { $n ->
    [one] { $n } fusionné
    [many] { $n } fusionnés
   *[other] { $n } fusionnés
}
relation-count-added = { $n ->
    [one] { $n } nouveau
    [many] { $n } nouveaux
   *[other] { $n } nouveaux
}
relation-count-removed = { $n ->
    [one] { $n } supprimé
    [many] { $n } supprimés
   *[other] { $n } supprimés
}
redline-deleted = supprimé :
redline-coarse = Ce passage est si long qu’il a été comparé par fragments plus grands que le mot.
redline-inserted = inséré :
cause-heading = Pourquoi cette modification ?
cause-legal_review = Examen juridique
cause-inter_agency_clearance = Validation interorganisations
cause-bilateral_consultation = Consultation bilatérale
cause-senior_decision = Décision de la haute direction
cause-consequential = Découle d’une autre modification
cause-editorial = Modification rédactionnelle
problem-contents-dropped = La table des matières a été omise ; la plateforme établit la sienne.
problem-figure-without-description = Une image n’a pas de description ; les lecteurs qui ne peuvent la voir n’en apprennent rien.
problem-html-dropped = Du HTML brut a été omis.
problem-link-dropped = Un lien a perdu son adresse, car elle n’est ni http, ni https, ni mailto.
problem-formula-flattened = Une formule a été lue comme du texte simple.
problem-note-missing = Le texte renvoie à une note de bas de page absente du fichier.
problem-text-box-moved = Une zone de texte a été placée après son paragraphe.
problem-unknown-content = Un contenu de nature inconnue a été omis.
problem-nested-table = Un tableau placé dans une cellule a été lu comme du texte.
problem-tracked-changes = Le fichier contient des modifications suivies ; elles ont été acceptées ou refusées selon votre choix.
problem-word-comments = Le fichier contient des commentaires du traitement de texte ; ils ne font pas partie du texte.
problem-encoding = Le fichier n’est pas dans l’encodage attendu et a été lu en Windows-1252 ; vérifiez les lettres accentuées.
problem-hidden-text = Du texte masqué dans le traitement de texte a été omis.
problem-struck-text = Du texte barré a été lu comme le reste ; s’il doit disparaître, supprimez-le en suivi des modifications.
problem-running-head-dropped = Les en-têtes et pieds de page ont été omis.
problem-more = D’autres passages de ce genre ne figurent pas dans cette liste.
cause-comments = Observations
