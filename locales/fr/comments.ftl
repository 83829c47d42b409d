# Where a comment belongs
place-paragraph = Paragraphe { $label }
place-passage = Passage n° { $ordinal }
place-gap = Il manque quelque chose après le paragraphe { $label }
place-gap-passage = Il manque quelque chose après le passage { $ordinal }
place-section = Section « { $label } »
place-draft = L’ensemble du projet
place-question = Question n° { $label }
comment-published = publiée le { $date }
comment-amended = modifiée le { $date }
comment-late = hors délai
comment-hidden = L’auteur de cette observation n’en publie pas le texte. Elle a été lue et reçoit une réponse comme toutes les autres.
comment-proposed = Libellé proposé
comment-reason = Justification
stub-personal_data = Masquée par le bureau : données personnelles de tiers
stub-threat = Masquée par le bureau : menace
stub-hate = Masquée par le bureau : propos haineux
stub-spam = Masquée par le bureau : message indésirable
stub-withdrawn = Retirée par son auteur
stub-erased = Effacée par son auteur
speaker-claims = dit s’exprimer au nom d’un État ou d’une organisation, ce que le bureau n’a pas encore confirmé
speaker-client = au nom ou avec le financement de :
group-coarse = Groupe non indiqué, car moins de dix contributeurs en font partie
group-member_state = État Membre
group-international_organisation = Organisation internationale
group-un_entity = Entité des Nations Unies
group-special_procedure_or_treaty_body = Procédure spéciale ou organe conventionnel
group-national_human_rights_institution = Institution nationale des droits de l’homme
group-civil_society = Organisation de la société civile
group-private_sector = Secteur privé
group-technical_community = Communauté technique
group-academia = Milieux universitaires
group-affected_community = Communautés touchées
group-indigenous_people = Peuples autochtones
group-organisation_of_persons_with_disabilities = Organisation de personnes handicapées
group-workers_and_trade_unions = Travailleurs et syndicats
group-local_authority = Autorité locale
group-individual = Particulier
group-undisclosed = Je préfère ne pas le dire
group-not_given = Groupe non indiqué
region-africa = Afrique
region-asia_pacific = Asie et Pacifique
region-eastern_europe = Europe orientale
region-latin_america_caribbean = Amérique latine et Caraïbes
region-western_europe_and_others = Europe occidentale et autres pays
region-global = Monde entier
region-undisclosed = Je préfère ne pas le dire
kind-general = D’ordre général
kind-substantive = Sur le fond
kind-technical = D’ordre technique
kind-editorial = D’ordre rédactionnel
kind-translation = Sur la traduction
kind-question = Sous forme de question
# What the public will see of a comment
level-named = Mon nom, mon organisation et le texte
level-organisation_only = Mon organisation et le texte
level-group_only = Seulement mon groupe, ma région et le texte
level-not_published = Seulement qu’il y a une observation et la suite qui lui est donnée
level-hint-named = Les noms apparaissent une fois que le bureau a confirmé qui s’exprime.
level-hint-organisation_only = Le nom de la personne n’est pas conservé.
level-hint-group_only = Aucun nom n’est conservé.
level-hint-not_published = Le bureau lit le texte, mais non le public. Aucun nom n’est conservé.
decision-accepted = Retenue
decision-accepted_with_modification = Retenue avec modifications
decision-already_addressed = Figure déjà dans le texte
decision-noted = Il en est pris note, texte inchangé
decision-not_accepted = Non retenue
decision-out_of_scope = Hors du champ du texte
decision-deferred = Reportée
decision-duplicate = Identique à une autre observation
decision-answered = Question ayant reçu une réponse
progress-pending = La modification viendra avec un projet ultérieur.
progress-applied = Texte modifié ; pas encore vérifié par une deuxième personne :
progress-verified = Texte modifié, vérifié par une deuxième personne :
progress-not_applied = Non appliquée :
answer-title = Réponse du bureau
answer-reason-hidden = Le motif n’est pas indiqué, car il révélerait l’observation. L’auteur peut le lire.
answer-words = projet { $draft }, passage { $ordinal }
answer-words-label = projet { $draft }, paragraphe { $label }
verdict-author = Pour l’auteur, la réponse est :
verdict-satisfied = satisfaisante
verdict-partly_satisfied = en partie satisfaisante
verdict-not_satisfied = non satisfaisante
# The five marks of the loop
loop-title = Où en est cette observation
loop-received = Réception
loop-decided = Décision
loop-applied = Application
loop-verified = Vérification
loop-verdict = Avis de l’auteur
loop-not-yet = (pas encore)
loop-skipped = (sans objet)
loop-unchanged = Réponse donnée ; texte inchangé
loop-of = sur { $of }
loop-satisfied = { $n ->
    [one] Sur { $of } avis publics, { $n } juge la réponse « satisfaisante ».
    [many] Sur { $of } avis publics, { $n } jugent la réponse « satisfaisante ».
   *[other] Sur { $of } avis publics, { $n } jugent la réponse « satisfaisante ».
}
margin-comments = { $n ->
    [one] { $n } observation
    [many] { $n } d’observations
   *[other] { $n } observations
}
margin-answered-none = (aucune réponse pour l’instant)
margin-answered-some = (réponse à certaines)
margin-answered-all = (réponse à toutes)
margin-comment = Votre observation
