comment-form-title = Votre observation
part-title = Participer
part-lead = Formulez une observation sur un paragraphe, en regard de son texte, sur une question ou sur l’ensemble du projet. Il ne faut ni compte ni nom. Ceci n’est pas un vote : une bonne raison compte plus que cent copies.
part-whole = Formuler une observation sur l’ensemble du projet
part-questions = Questions du bureau
part-paragraph = Formuler une observation sur ce passage
part-section = Formuler une observation sur cette section
part-gap = Il manque quelque chose après ce passage
form-late = La période d’observations a pris fin le { $at }. Votre contribution sera acceptée, avec la mention « hors délai ».
form-recommendation = Recommandation possible
form-help-title = Ce qui rend une observation utile
form-help-asked = Dites ce qui devrait changer et pourquoi. Citez les mots dont vous parlez.
form-help-effective = Proposez un libellé si vous le pouvez, et dites sur quelle expérience ou quels éléments il se fonde.
form-help-no-vote = Ceci n’est pas un vote. Les nombres sont publiés, mais chaque observation reçoit une réponse fondée sur ses arguments.
form-help-safe = S’il est dangereux pour vous d’être reconnu, n’indiquez ni lieux, ni dates, ni récits que vous seriez seul à pouvoir faire.
form-more = Précisions sur cette observation (facultatif)
form-who = Qui s’exprime
form-names = Pays, organisation, nom (facultatif)
form-names-hint = Ce que vous ne choisissez pas de publier ci-dessous n’est pas conservé.
form-own-code = J’ai déjà un code et je souhaite ajouter cette observation à cette contribution
form-preview = Voir l’aperçu avant l’envoi
form-keep = Conserver et en écrire une autre
form-exit = Quitter cette page
choice-none = —
choice-as-whole = Comme pour toutes mes observations
consent-text = J’accepte que le bureau conserve cette contribution et publie ce que j’ai choisi ci-dessus. Je peux changer d’avis grâce à mon code.
code-title = Votre code secret
code-keep = Notez-le ou copiez-le maintenant. C’est le seul moyen de retrouver votre contribution : personne ne peut vous le renvoyer. Quiconque le possède peut agir à votre place.
kept-title = Conservé, pas encore envoyé
kept-lead = { $n ->
    [0] Rien n’est encore conservé sous votre code.
    [one] Une observation est conservée sous votre code. Elle n’est pas encore envoyée et le bureau ne peut pas la lire.
    [many] { $n } d’observations sont conservées sous votre code. Elles ne sont pas encore envoyées et le bureau ne peut pas les lire.
   *[other] { $n } observations sont conservées sous votre code. Elles ne sont pas encore envoyées et le bureau ne peut pas les lire.
}
kept-edit = Modifier
kept-remove = Retirer
kept-another = Formuler une observation sur autre chose
kept-from-text = Vous pouvez aussi poursuivre la lecture et saisir votre code dans le formulaire à côté d’un autre passage.
kept-to-text = Retour au texte
preview-title = Aperçu : ce que le public verra
preview-lead = C’est exactement ce qui sera publié, après examen par une personne du bureau. Rien n’a encore été envoyé.
preview-lead-sent = C’est exactement ce qui sera publié, après examen par une personne du bureau. Ce que vous avez envoyé auparavant reste valable jusqu’à ce que vous envoyiez ceci.
kept-add = Ajouter une autre observation
preview-coarse = Votre groupe et votre région ne sont indiqués que si au moins dix contributeurs en font partie.
preview-date = La date indiquée sera celle de la publication, et non celle de votre envoi.
preview-traces = Un élément ci-dessous peut révéler qui vous êtes. Modifiez-le, choisissez de ne pas publier le texte, ou continuez.
preview-trace-mail = Le texte contient une adresse électronique.
preview-trace-telephone = Le texte contient un numéro qui ressemble à un numéro de téléphone.
preview-trace-name = Le texte contient un nom que vous avez choisi de ne pas publier.
preview-trace-organisation = Le texte parle de votre propre organisation. Certains lecteurs pourraient la reconnaître.
preview-send-lead = L’envoyer deux fois ne pose pas de problème : elle n’est reçue qu’une fois.
preview-send-again = Vous avez déjà envoyé une contribution sous ce code. Si vous envoyez celle-ci, elle la remplacera.
preview-send = Envoyer
receipt-title = Accusé de réception
receipt-received = { $n ->
    [one] Votre contribution, qui comprend une observation, a été reçue et enregistrée.
    [many] Votre contribution, qui comprend { $n } d’observations, a été reçue et enregistrée.
   *[other] Votre contribution, qui comprend { $n } observations, a été reçue et enregistrée.
}
receipt-amended = { $n ->
    [one] Votre contribution modifiée, qui comprend une observation, a été reçue et enregistrée.
    [many] Votre contribution modifiée, qui comprend { $n } d’observations, a été reçue et enregistrée.
   *[other] Votre contribution modifiée, qui comprend { $n } observations, a été reçue et enregistrée.
}
receipt-late = Elle est arrivée après la clôture et porte la mention « hors délai ».
receipt-reference = Numéro pour le bureau
receipt-date = Date de réception
receipt-next = Ce qui va se passer
receipt-step-read = Une personne du bureau la lit.
receipt-step-public = Ce que vous avez choisi de publier paraît en même temps que d’autres contributions, sous un numéro tiré au hasard.
receipt-step-answer = Chaque observation reçoit une réponse motivée. Si le texte change, la réponse montre les mots.
receipt-step-verdict = Grâce à votre code, vous lisez les réponses et dites si elles vous satisfont.
receipt-change = Jusqu’au { $at }, vous pouvez la modifier grâce à votre code ; ensuite, vous pouvez encore la retirer, en montrer moins ou la faire effacer.
receipt-to-answers = La voir avec mon code
receipt-print = Vous pouvez imprimer cette page.
receipt-separate = Si vous écrivez de nouveau et que personne ne doit faire le lien entre les deux, repartez du texte avec un nouveau code.
answers-title = Mes réponses
answers-lead = Saisissez le code secret de votre contribution.
answers-show = Afficher
own-status-working_copy = Ceci est conservé sous votre code, mais n’est pas encore envoyé. Le bureau ne peut pas le lire.
own-status-submitted = Votre contribution a été reçue.
own-status-withdrawn = Vous avez retiré cette contribution.
own-status-erased = Cette contribution a été effacée.
own-unsent = { $n ->
    [one] Il y a sous ce code une copie comprenant { $n } observation que vous n’avez pas envoyée.
    [many] Il y a sous ce code une copie comprenant { $n } d’observations que vous n’avez pas envoyée.
   *[other] Il y a sous ce code une copie comprenant { $n } observations que vous n’avez pas envoyée.
}
own-go-on = Passer à l’aperçu
own-amend = Modifier ma contribution
own-not-public-yet = Cette observation n’est pas encore publique. Vous la voyez grâce à votre code.
own-withdrawn = Vous avez retiré cette observation.
own-erased = Cette observation a été effacée.
own-private = Motif pour vous seul
own-contested = Vous avez contesté cette décision. Le bureau l’examinera de nouveau.
own-contest = Contester
own-question = Le bureau vous demande
own-reply = Réponse
own-send-reply = Envoyer la réponse
own-verdict = Votre avis
own-verdict-question = Comment jugez-vous la réponse ?
own-verdict-public = Montrer mon avis au public
own-verdict-send = Enregistrer mon avis
own-review = Demander un réexamen
own-review-lead = Jusqu’au { $until }, vous pouvez demander qu’une personne extérieure à l’unité réexamine la réponse.
own-review-send = Demander un réexamen
own-review-filed = Votre demande de réexamen a été déposée le { $filed }. Une réponse doit y être donnée au plus tard le { $due }.
own-more = En montrer moins, ou la retirer
own-lower = Ce que le public verra désormais
own-lower-send = En montrer moins
own-forget = Détruire ce que disait cette observation avant que je la modifie
own-withdraw-one = Retirer cette observation
own-all = L’ensemble de la contribution
own-copies = Cela est supprimé ici aussitôt. Il peut exister des copies faites par d’autres, et les sauvegardes de ce site le conservent un temps : la page sur la vie privée indique combien.
own-withdraw = Tout retirer
own-withdraw-hint = Les observations retirées ne reçoivent plus de réponse. Le registre indique seulement qu’elles ont été retirées.
own-erase = Tout effacer
own-erase-hint = Tous les mots, noms et caractéristiques sont détruits. Le registre indique seulement qu’il y avait une observation et ce qui a été décidé.
notice-replied = Votre réponse a été reçue.
notice-verdict = Votre avis a été enregistré.
notice-review = Votre demande de réexamen a été déposée.
notice-contested = Le bureau l’examinera de nouveau.
notice-lowered = Le public en voit désormais moins. Le retrait est fait ici ; il peut exister des copies.
notice-withdrawn = Le retrait a été effectué.
notice-forgotten = Les mots antérieurs ont été détruits.
notice-erased = Tout a été effacé ici. Il peut exister des copies.
own-verdict-hint = Le bureau lit vos raisons ; le public ne voit que votre avis, si vous le souhaitez.
offline-title = Remplir un tableau hors ligne
offline-how = Pour de nombreuses observations, ou si le réseau est lent : écrivez dans un tableau sur votre machine, puis déposez-le ici.
offline-step-download = Téléchargez le projet sous forme de tableau, avec une ligne par paragraphe :
offline-step-fill = Écrivez à côté des paragraphes ce que vous avez à dire. Laissez les autres vides et ne modifiez pas la première colonne.
offline-step-hand-in = Déposez le tableau. Rien n’est encore envoyé : vous voyez chaque ligne, corrigez ce qui n’a pas pu être lu et choisissez ce que verra le public.
offline-excel = Fichier Excel
offline-word = Fichier Word
offline-file-hint = Ce tableau, ou le vôtre (Excel, OpenDocument, CSV, Word) avec des colonnes pour l’emplacement et l’observation. Au plus 500 observations.
offline-hand-in = Lire le tableau
offline-sheet = Observations
offline-lead = Écrivez dans les colonnes vides. Ne modifiez pas la première colonne : elle indique où se rattache l’observation. Pour une seconde observation sur un paragraphe, copiez sa ligne.
rows-title = Lignes à corriger : { $n }
rows-lead = Ces lignes de votre tableau sont conservées telles quelles. Corrigez-les ou retirez-les ; tout le reste figure déjà parmi vos observations.
rows-row = Ligne n° { $row }
rows-place = Où elle se rattache (numéro du paragraphe ou de la section, ou adresse de la première colonne)
rows-no-place = La ligne ne dit pas où elle se rattache.
rows-place-unknown = Le projet n’a pas d’emplacement de ce nom, ou en a plusieurs. Indiquez le numéro tel qu’il est imprimé dans le texte.
rows-kind-unknown = « { $typed } » n’est pas une nature d’observation. Choisissez-en une, ou aucune.
rows-remove = Retirer cette ligne
rows-check = Vérifier de nouveau
