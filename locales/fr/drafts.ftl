desk-title = Espace de travail
desk-empty = Il n’y a pas encore de consultation.
desk-public-page = La page telle que le public la voit
consultation-new-title = Nouvelle consultation
consultation-edit-title = Modifier le titre et les textes
draft-new-title = Nouveau projet
draft-edit-title = Modifier le nom et le public
draft-create = Créer le projet
draft-name-in = Nom ({ $language })
draft-note-in = Ce qui est nouveau ({ $language })
draft-preparing = En préparation
draft-final = Texte final
draft-invited = Sur invitation
draft-comments-only = Pour observations seulement, ne pas citer
draft-mark-final = Ce projet est le dernier
draft-published-doubtful = { $n ->
    [one] Publié avec un lien douteux non confirmé.
    [many] Publié avec { $n } de liens douteux non confirmés.
   *[other] Publié avec { $n } liens douteux non confirmés.
}
draft-preview-notice = Aperçu : voici ce que verront les lecteurs. Seul le personnel le voit pour l’instant.
draft-desk-title = Projet { $number }, espace de travail
draft-texts = Textes
draft-no-text = Pas encore de texte. Importez d’abord le texte faisant foi ({ $language }).
draft-open-lead = Seules les personnes invitées peuvent lire ce projet.
draft-open = Ouvrir la lecture à tous
audience-public = Tout le monde, une fois le projet publié
audience-invited = Seulement les personnes invitées
step-text = Importer le texte
step-text-missing = pas encore fait
step-text-done = importé
step-lineage = Vérifier ce que sont devenus les paragraphes du projet { $number }
step-lineage-doubtful = { $n ->
    [one] un lien douteux que personne n’a confirmé
    [many] { $n } de liens douteux que personne n’a confirmés
   *[other] { $n } liens douteux que personne n’a confirmés
}
step-lineage-done = aucun lien douteux
step-causes = Indiquer pourquoi des paragraphes ont changé
step-causes-open = { $n ->
    [one] une modification sans cause
    [many] { $n } de modifications sans cause
   *[other] { $n } modifications sans cause
}
step-causes-done = chaque modification a une cause
step-preview = Voir comme le public
step-publish = Publier
step-published = Publié : voir la page publique
version-published = Publié
version-digest = Empreinte du fichier (SHA-256) :
version-warnings = { $n ->
    [one] Un avertissement
    [many] { $n } d’avertissements
   *[other] { $n } avertissements
}
version-warning = Bloc { $block } : { $problem }
version-publish = Publier cette traduction
import-title = Importer un texte
import-lead = Word (.docx), HTML ou Markdown. Importer de nouveau une langue en remplace le texte ; ce que vous avez confirmé et les causes que vous avez indiquées sont conservés.
import-do = Importer
tracked-accept = Lire le texte comme si toutes étaient acceptées
tracked-reject = Lire le texte comme si toutes étaient refusées
rounds-title = Périodes d’observations
rounds-none = Pas encore de période d’observations.
rounds-line = Du { $opens } au { $closes }
rounds-extend = Prolonger
rounds-new = Ouvrir une période
rounds-audience = Qui peut participer
rounds-public = Tout le monde
rounds-invited = Seulement les personnes invitées
invitations-title = Invitations à lire
invitations-lead = Chaque invitation est une adresse distincte. Quiconque la possède peut lire le projet une fois publié, jusqu’à ce que vous la révoquiez.
invitations-made = Cette adresse n’est affichée que maintenant. Copiez-la et envoyez-la.
invitations-revoked = révoquée
invitations-revoke = Révoquer l’invitation destinée à { $note }
invitations-new = Créer une invitation
draft-lineage-title = Projet { $number } : d’où viennent ses paragraphes
lineage-doubtful = { $n ->
    [one] Un lien est douteux. Examinez-le, puis confirmez-le ou corrigez-le.
    [many] { $n } de liens sont douteux. Examinez-les, puis confirmez ou corrigez chacun d’eux.
   *[other] { $n } liens sont douteux. Examinez-les, puis confirmez ou corrigez chacun d’eux.
}
lineage-none-doubtful = Aucun lien n’est douteux.
lineage-lead = Pour chaque paragraphe, vous voyez ce qu’il était dans le projet { $number } et ce qui a changé. Votre choix est conservé si le texte est importé de nouveau.
lineage-no-before = Aucun projet n’a été publié avant celui-ci ; tous les paragraphes sont donc nouveaux.
lineage-show-doubtful = Liens douteux seulement
lineage-show-all = Toutes les modifications
lineage-question = De quel paragraphe du projet { $number } vient-il ?
lineage-alike = similaire à { $percent } %
lineage-new = Aucun : il est nouveau
lineage-several = Plusieurs :
lineage-confirm = Confirmer
lineage-confirmed = Confirmé par une personne
draft-causes-title = Projet { $number } : pourquoi des paragraphes ont changé
causes-lead = Les lecteurs voient la cause à côté de chaque modification. Une modification peut en avoir plusieurs.
causes-none = Aucun paragraphe n’a été reformulé.
causes-name = Indiquer une cause
causes-save = Enregistrer la cause
causes-remove = Retirer
draft-publication-title = Publier le projet { $number }
publication-lead = Une fois publié, le texte ne change plus jamais. Les lecteurs le voient aussitôt, avec les empreintes des fichiers dont il provient.
publication-acknowledge = { $n ->
    [one] Publier avec le lien douteux ; le nombre est indiqué aux lecteurs.
    [many] Publier avec { $n } de liens douteux ; le nombre est indiqué aux lecteurs.
   *[other] Publier avec { $n } liens douteux ; le nombre est indiqué aux lecteurs.
}
version-pairing = En regard du texte faisant foi
pairing-title = Projet { $number }, traduction :
pairing-lead = Chaque passage de la traduction correspond à un paragraphe du texte faisant foi : une observation sur l’un vaut pour l’autre. Voici où les deux ne semblent pas concorder.
pairing-count = { $n ->
    [one] Un endroit à vérifier.
    [many] { $n } d’endroits à vérifier.
   *[other] { $n } endroits à vérifier.
}
pairing-none = Les deux textes concordent.
pairing-show-all = Afficher tous les passages
pairing-show-doubtful = Afficher seulement ce qui ne semble pas concorder
pairing-missing = Ce paragraphe n’a pas de traduction
pairing-alone = Ce passage ne correspond à aucun paragraphe
pairing-other-number = Son numéro ou son niveau diffère
pairing-other-length = Il est beaucoup plus long ou plus court
pairing-nothing = Rien dans la traduction
pairing-no-paragraph = Aucun paragraphe
pairing-confirm = C’est bien là
field-first = Du paragraphe (numéro après # ; vide : aucun)
field-last = Au paragraphe
