about-about-title = À propos de ce site
about-what = Un bureau publie ici les projets successifs d’un texte. Chacun peut lire chaque projet, le comparer aux précédents et suivre un paragraphe du premier projet au dernier.
about-reading-title = Lire
about-reading = Un projet s’ouvre sur sa première partie ; la table des matières mène aux autres. Chaque paragraphe a sa propre adresse, qui ne change jamais. Les projets peuvent être lus en plusieurs langues ; une seule version fait foi.
about-following-title = Suivre une modification
about-following = D’un projet à l’autre, chaque paragraphe est suivi d’après ses mots et non d’après son numéro : un paragraphe déplacé est présenté comme tel, de même qu’un paragraphe scindé ou fusionné. La cause de chaque modification est indiquée. Lorsqu’un lien est douteux, un membre du bureau l’examine ; ce que personne n’a confirmé est signalé comme douteux.
about-frozen-title = Ce qui est publié reste
about-frozen = Un projet publié ne change jamais. Toute erreur est corrigée par un rectificatif, qui est lui-même un projet. L’empreinte (SHA-256) du fichier à partir duquel un texte a été publié est conservée avec lui.
about-terms-title = Les mots employés ici
about-edited = Des mots ont changé ; le paragraphe est resté à sa place.
about-moved = Le paragraphe se trouve à un autre endroit ; ses mots sont les mêmes.
about-split = Un paragraphe en est devenu plusieurs.
about-merged = Plusieurs paragraphes n’en font plus qu’un.
about-privacy-title = La confidentialité en termes simples
privacy-short = Vous pouvez tout lire ici sans compte, sans cookies et sans script. Nous ne conservons aucune trace de qui lit quoi.
privacy-stored-title = Ce que nous conservons sur les lecteurs
privacy-stored = Rien. Les pages sont servies depuis la mémoire ; le journal du serveur indique quel type de page a été demandé et combien de temps il a fallu, mais non par qui.
privacy-not-stored-title = Ce qui ne figure jamais dans nos données ni dans nos journaux
privacy-not-stored = Les adresses réseau, le nom et la version de votre navigateur, la page d’où vous venez, les langues que votre navigateur demande. Pour que personne ne puisse bloquer l’accès des autres, une partie de chaque adresse réseau est gardée en mémoire vive, brouillée par une clé remplacée toutes les heures ; elle n’est jamais enregistrée sur un disque.
privacy-part-title = Si vous participez
privacy-part = Votre contribution est conservée sous un code secret que vous êtes seul à posséder ; nous conservons une empreinte du code, calculée avec une clé, et non le code lui-même. Ce que vous n’avez pas envoyé est scellé et nous ne pouvons pas le lire. Ce que vous avez envoyé est conservé avec le jour, votre groupe et votre région, et avec des noms seulement si vous avez choisi de les publier. Une personne du bureau l’examine avant qu’il ne devienne public.
privacy-choices-title = Ce que vous pouvez faire avec votre code
privacy-choices = Lire les réponses, répondre, dire si elles vous satisfont, demander un réexamen, modifier votre contribution pendant la période d’observations, la retirer, en montrer moins, la faire effacer. Cela est supprimé ici ; il peut exister des copies faites par d’autres. Ce qui est conservé sans être envoyé est supprimé après la période d’observations.
privacy-kept-title = Ce qui subsiste un temps lorsque vous retirez quelque chose
privacy-kept = Ce que vous retirez, dont vous montrez moins ou que vous faites effacer disparaît aussitôt de toutes les pages, et en quelques heures des fichiers de la base de données. Le journal propre à la base et ses copies sur d’autres machines de ce site peuvent le contenir quelques jours de plus.
privacy-backups = Les sauvegardes faites auparavant le contiennent jusqu’à leur destruction : ce site les conserve { $days ->
        [one] { $days } jour
        [many] { $days } jours
       *[other] { $days } jours
    }. S’il faut en utiliser une, tout ce qui a été retiré, réduit ou effacé depuis l’est de nouveau avant que quiconque puisse le lire ; une liste de numéros, sans mots ni noms, est conservée à cette fin aussi longtemps que les sauvegardes.
privacy-style-title = Ce qui peut vous trahir
privacy-style = Votre façon d’écrire, des lieux, des dates et des récits que peu de gens peuvent connaître. Si vous quittez un formulaire par son lien, le bouton « Précédent » de votre navigateur peut encore afficher la page.
privacy-staff-title = Personnel
privacy-staff = Les membres du personnel ont un compte comportant un nom, une unité et une adresse électronique. Le formulaire de connexion crée un cookie, qui disparaît à la fermeture du navigateur ; la connexion en crée un autre, qui disparaît lorsqu’ils se déconnectent ou au bout d’un jour.
privacy-limits-title = Ce dont nous ne pouvons pas vous protéger
privacy-limits = Votre réseau, votre appareil et ceux qui les gèrent peuvent voir que vous consultez ce site. Ceux qui gèrent les machines et la connexion de ce site peuvent voir des adresses réseau pendant la transmission d’une page. Si cela vous met en danger, utilisez le navigateur Tor ou la connexion d’une personne de confiance.
about-accessibility-title = Déclaration d’accessibilité
accessibility-aim = Ce site vise à respecter les Règles pour l’accessibilité des contenus Web (WCAG) 2.2, niveau AA, sur toutes ses pages et dans les six langues, de droite à gauche comme de gauche à droite.
accessibility-how-title = Comment les pages sont conçues
accessibility-how = Tout fonctionne avec le seul clavier, sans script, ni images, ni styles, à 320 pixels et à 400 %. Ce que la couleur indique est aussi dit en toutes lettres. Les mots supprimés et insérés sont annoncés comme tels aux lecteurs d’écran.
accessibility-tested-title = Comment le site est testé
accessibility-tested = Chaque version est testée dans un vrai navigateur, en anglais et en arabe, en couleurs claires et foncées, avec une vérification automatique des règles qui s’y prêtent. Les pages n’ont pas encore été testées par des personnes qui utilisent chaque jour des technologies d’assistance.
accessibility-gaps-title = Ce qui laisse encore à désirer
accessibility-gaps = Sur les petits écrans, il faut faire défiler les tableaux larges. La qualité de la description des images dans les projets dépend du bureau qui les a décrites.
accessibility-contact-title = Si quelque chose ne fonctionne pas pour vous
accessibility-contact = Veuillez le signaler au bureau qui mène la consultation ; son nom figure sur la page de la consultation. Vous recevrez ce dont vous avez besoin sous une autre forme.
