log-title = Registre des réponses
log-lead = Chaque observation, avec la réponse du bureau, les mots qui ont changé et l’avis de l’auteur.
log-filter = Rechercher et filtrer
log-words = Mots
log-draft = Projet
log-paragraph = Paragraphe
log-decision = Décision
log-theme = Thème
log-all = Tout
log-undecided = Pas encore de réponse
log-all-comments = Afficher toutes les observations
log-nothing-found = Aucune observation ne correspond. Celles dont le texte n’est pas publié ne peuvent être trouvées ni par mot, ni par groupe, ni par région, ni par thème.
log-empty = Aucune observation n’est encore publique.
log-first = Retour au début
entry-title = Observation { $reference }
entry-changes = Les mots qui ont changé
entry-text = Le texte sur lequel elle porte
entry-passage = Le passage cité, dans le projet { $number }
passage-exact = Il y figure mot pour mot.
passage-moved = Il y figure mot pour mot, dans un autre paragraphe.
passage-changed = Il a été modifié :
passage-gone = Il n’y figure plus.
entry-earlier = Ce qu’elle disait avant d’être modifiée
paragraph-comments = { $n ->
    [0] Aucune observation publique sur ce passage
    [one] Une observation sur ce passage
    [many] { $n } d’observations sur ce passage
   *[other] { $n } observations sur ce passage
}
consultation-loop = De l’observation à la modification
consultation-to-log = Lire chaque observation et la réponse donnée
consultation-comment = Lire et formuler des observations
draft-published-open = { $n ->
    [one] Lors de la publication de ce projet, une observation sur des projets antérieurs était sans réponse.
    [many] Lors de la publication de ce projet, { $n } d’observations sur des projets antérieurs étaient sans réponse.
   *[other] Lors de la publication de ce projet, { $n } observations sur des projets antérieurs étaient sans réponse.
}
log-more-filters = Autres filtres : projet, décision, groupe, région, thème
entry-review = Un réexamen de cette réponse a été demandé. Il doit y être répondu au plus tard le { $due }.
