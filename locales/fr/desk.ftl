queue-title = Observations
queue-steps = Ce qui reste à faire
queue-all = Toutes
queue-step-new = À examiner
queue-step-undecided = Sans réponse
queue-step-proposed = Réponse à approuver
queue-step-returned = Réponse renvoyée
queue-step-approved = Réponse approuvée
queue-step-answered = Réponse publiée
queue-step-asked = Question à l’auteur en attente
queue-step-withheld = Masquées
queue-step-contested = Contestées
queue-round = Période d’observations sur le projet { $draft }
queue-cleared = { $n ->
    [one] { $n } observation a été examinée et peut devenir publique.
    [many] { $n } d’observations ont été examinées et peuvent devenir publiques.
   *[other] { $n } observations ont été examinées et peuvent devenir publiques.
}
queue-waiting = { $n ->
    [one] { $n } observation est à examiner.
    [many] { $n } d’observations sont à examiner.
   *[other] { $n } observations sont à examiner.
}
queue-publish-batch = Publier ce qui a été examiné
queue-approved = { $n ->
    [one] Une réponse approuvée peut être publiée.
    [many] { $n } de réponses approuvées peuvent être publiées.
   *[other] { $n } réponses approuvées peuvent être publiées.
}
queue-publish-answers = Publier les réponses approuvées
queue-empty = Il n’y a rien ici.
queue-seen = Je l’ai examinée
queue-clear = Marquer comme examinées celles qui sont cochées
comment-state-waiting = à examiner
comment-state-cleared = examinée, pas encore publique
comment-state-published = publique
comment-state-withheld = masquée
comment-state-withdrawn = retirée
comment-state-erased = effacée
answer-status-proposed = réponse en attente d’approbation
answer-status-returned = réponse renvoyée
answer-status-approved = réponse approuvée, pas encore publique
answer-status-published = réponse publiée
answer-status-superseded = réponse remplacée
answer-proposed-by = proposée par { $name }
answer-approved-by = approuvée par { $name }
answer-many = { $n ->
    [one] répond à une observation
    [many] répond à { $n } d’observations
   *[other] répond à { $n } observations
}
answer-returned = Renvoyée :
answer-own = Vous avez proposé cette réponse. Quelqu’un d’autre doit l’approuver.
answer-approve = Approuver
answer-send-back = Renvoyer
answer-anew = Proposer une autre réponse
answer-another-part = Une autre partie de la réponse
answer-other-languages = Autres langues
answer-reason-in = Motif, lu par tout le monde :
answer-private-in = Motif pour l’auteur seul :
answer-propose = Proposer cette réponse
desk-comment-said = L’observation
desk-clear = Je l’ai examinée ; elle peut devenir publique
desk-confirm = Confirmer qui s’exprime
desk-confirmed = Confirmé :
desk-questions = Questions à l’auteur
desk-no-reply = Pas encore de réponse.
desk-ask = Interroger l’auteur
desk-held = Observation masquée
desk-hold = Masquer
desk-lift = Ne plus masquer
step-implementation = Rattacher les observations retenues aux mots modifiés
implementation-title = Projet { $number } : la suite qu’il donne aux observations
implementation-lead = { $n ->
    [0] Chaque point retenu est rattaché à une modification ou expliqué.
    [one] Un point retenu n’est pas encore rattaché à une modification.
    [many] { $n } de points retenus ne sont pas encore rattachés à une modification.
   *[other] { $n } points retenus ne sont pas encore rattachés à une modification.
}
implementation-none = Aucun point n’a été retenu ; il n’y a donc aucune suite à donner.
implementation-where = Quels passages modifiés y donnent suite ?
implementation-adopted = { $percent } % des mots proposés figurent désormais ici
implementation-others = Autres passages modifiés
implementation-not = Il n’y est pas donné suite
implementation-save = Enregistrer
implementation-own = Vous avez établi ce lien. Quelqu’un d’autre doit vérifier les mots.
implementation-verify = J’ai vérifié : ces mots y donnent suite
publication-open = { $n ->
    [one] une observation sur des projets antérieurs n’a pas de réponse publiée
    [many] { $n } d’observations sur des projets antérieurs n’ont pas de réponse publiée
   *[other] { $n } observations sur des projets antérieurs n’ont pas de réponse publiée
}
publication-lost = { $n ->
    [one] Une observation sur le projet précédent perd sa place.
    [many] { $n } d’observations sur le projet précédent perdent leur place.
   *[other] { $n } observations sur le projet précédent perdent leur place.
}
publication-none-lost = Chaque observation sur le projet précédent garde sa place.
publication-lost-title = Observations sans leur place
publication-lost-lead = Elles restent liées au projet sur lequel elles ont été écrites, et y sont affichées. Examinez chacune avant de publier : si son paragraphe a seulement été déplacé, corrigez d’abord le lien.
publication-lost-unpublished = Observation pas encore publiée
publication-lost-paragraph = son paragraphe est supprimé
publication-lost-passage = le passage qu’elle cite a disparu :
publication-lost-answered = avec réponse
publication-lost-open = sans réponse à ce jour
publication-lost-more = Et { $n } autres.
publication-all-answered = chaque observation sur les projets antérieurs a reçu une réponse
publication-acknowledge-open = { $n ->
    [one] Publier bien qu’une observation soit sans réponse ; le nombre est indiqué aux lecteurs.
    [many] Publier bien que { $n } d’observations soient sans réponse ; le nombre est indiqué aux lecteurs.
   *[other] Publier bien que { $n } observations soient sans réponse ; le nombre est indiqué aux lecteurs.
}
rounds-publication = Quand les observations deviennent publiques, après examen par une personne
publication-after_closing = Après la clôture de la période
publication-in_batches = Pendant la période : au moins cinq contributions à la fois, une fois par jour au plus
desk-contested = L’auteur de l’observation le conteste.
desk-private = Motif destiné au seul auteur
desk-verdict = Avis de l’auteur :
