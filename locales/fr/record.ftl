record-home-title = Consultations
record-home-heading = Des projets soumis pour observations, et la suite donnée à chaque observation
record-home-lead = Lisez les projets successifs d’un texte, voyez ce qui a changé de l’un à l’autre et pourquoi. Aucun compte n’est nécessaire.
record-home-empty = Aucune consultation n’a encore été publiée.
state-group-open = Ouvertes actuellement
state-group-forthcoming = À venir
state-group-under_resolution = Réponses en préparation
state-group-results_published = Résultats publiés
state-group-closed = Closes
state-open = Ouverte aux observations
state-forthcoming = À venir
state-under_resolution = Réponses aux observations en préparation
state-results_published = Résultats publiés
state-closed = Close
round-open-until = Observations acceptées jusqu’au { $at } (heure du bureau organisateur)
round-in-utc = { $at } UTC
round-opens = Ouverture aux observations le { $at } (heure du bureau organisateur)
round-closes = et clôture le { $at }
round-closed = La période d’observations a pris fin le { $at } (heure du bureau organisateur)
round-invited = Sur invitation
round-extended = Prolongée ; la clôture était prévue le { $old }. Motif :
consultation-timeline = Projets
consultation-no-drafts = Aucun projet n’a encore été publié.
consultation-promise = Comment vos contributions seront utilisées
record-draft-title = Projet { $number } : { $name }
record-draft-number = projet { $number }
record-published = Publié le { $date }
record-languages = Langues :
record-authoritative = (fait foi)
record-download = Télécharger :
record-what-changed = Ce qui a changé depuis le projet { $number }
record-nothing-changed = Rien n’a changé depuis le projet { $number }.
record-later-draft = Il existe un projet plus récent : projet { $number }, { $name }
record-paragraph-count = { $n ->
    [one] { $n } paragraphe numéroté
    [many] { $n } de paragraphes numérotés
   *[other] { $n } paragraphes numérotés
}
record-contents = Table des matières
record-whole-text = Tout le texte sur une page
record-pages = Pages
record-previous = Page précédente
record-next = Page suivante
record-page-of = Page { $page } sur { $pages }
record-notes = Notes
record-back-to-text = Note { $mark }, retour au texte
record-table = Tableau ; faites-le défiler s’il est plus large que l’écran
record-figure = Figure :
record-paragraph = Paragraphe { $label }
record-passage = Passage { $ordinal }
record-since = depuis le projet { $number }
record-the-text = Le texte
record-not-in-this-language = Ce passage n’existe pas dans cette version linguistique.
record-life = La vie de ce passage
record-life-lead = { $n ->
    [one] Il figure dans un seul projet.
    [many] Du premier au dernier de { $n } de projets, avec les mots qui ont changé et les raisons.
   *[other] Du premier au dernier de { $n } projets, avec les mots qui ont changé et les raisons.
}
record-changes-in = Ce qui a changé ({ $language })
record-neighbours = Passages voisins
record-previous-passage = Passage précédent
record-next-passage = Passage suivant
record-compare-title = Projet { $old } comparé au projet { $new }
record-compare-lead = De « { $old } » à « { $new } »
record-compare-nothing = Rien n’a changé entre ces projets.
record-compare-doubtful = { $n ->
    [one] Un lien entre ces projets est douteux et n’a été confirmé par personne.
    [many] { $n } de liens entre ces projets sont douteux et n’ont été confirmés par personne.
   *[other] { $n } liens entre ces projets sont douteux et n’ont été confirmés par personne.
}
record-compare-with = Comparer avec :
record-only-changes = Modifications seulement
record-all-text = Texte intégral
record-inline = En un seul texte
record-side = Côte à côte
record-compare-kinds = Types de modification : en choisir un pour ne voir que celui-ci
record-next-change = Modification suivante
record-in-draft = Dans le projet { $number } :
record-doubtful = Lien douteux
