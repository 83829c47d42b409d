desk-title = Espacio de trabajo
desk-empty = Todavía no hay ninguna consulta.
desk-public-page = La página tal como la ve el público
consultation-new-title = Nueva consulta
consultation-edit-title = Modificar el título y los textos
draft-new-title = Nuevo proyecto
draft-edit-title = Editar el nombre y los destinatarios
draft-create = Crear el proyecto
draft-name-in = Nombre ({ $language })
draft-note-in = Novedades ({ $language })
draft-preparing = En preparación
draft-final = Texto definitivo
draft-invited = Por invitación
draft-comments-only = Solo para formular observaciones; no debe citarse
draft-mark-final = Este es el último proyecto
draft-published-doubtful = { $n ->
    [one] Publicado con un vínculo dudoso sin confirmar.
    [many] Publicado con { $n } de vínculos dudosos sin confirmar.
   *[other] Publicado con { $n } vínculos dudosos sin confirmar.
}
draft-preview-notice = Vista previa: esto es lo que verán los lectores. Por ahora solo lo ve el personal.
draft-desk-title = Proyecto { $number }, espacio de trabajo
draft-texts = Textos
draft-no-text = Todavía no hay texto. Importe primero el texto auténtico ({ $language }).
draft-open-lead = Solo las personas invitadas pueden leer este proyecto.
draft-open = Permitir que lo lea todo el mundo
audience-public = Todo el mundo, una vez publicado
audience-invited = Solo las personas invitadas
step-text = Importar el texto
step-text-missing = sin hacer todavía
step-text-done = importado
step-lineage = Comprobar adónde fueron los párrafos del proyecto { $number }
step-lineage-doubtful = { $n ->
    [one] un vínculo dudoso que nadie ha confirmado
    [many] { $n } de vínculos dudosos que nadie ha confirmado
   *[other] { $n } vínculos dudosos que nadie ha confirmado
}
step-lineage-done = ningún vínculo dudoso
step-causes = Indicar por qué cambiaron los párrafos
step-causes-open = { $n ->
    [one] un cambio sin causa
    [many] { $n } de cambios sin causa
   *[other] { $n } cambios sin causa
}
step-causes-done = todos los cambios tienen causa
step-preview = Ver como el público
step-publish = Publicar
step-published = Publicado: ver la página pública
version-published = Publicado
version-digest = Huella digital del archivo (SHA-256):
version-warnings = { $n ->
    [one] Una advertencia
    [many] { $n } de advertencias
   *[other] { $n } advertencias
}
version-warning = Bloque { $block }: { $problem }
version-publish = Publicar esta traducción
import-title = Importar un texto
import-lead = Word (.docx), HTML o Markdown. Si vuelve a importar un idioma, se sustituye su texto; lo que usted ha confirmado y las causas que ha indicado se conservan.
import-do = Importar
tracked-accept = Leer el texto como si se aceptaran todos
tracked-reject = Leer el texto como si se rechazaran todos
rounds-title = Rondas de observaciones
rounds-none = Todavía no hay ninguna ronda.
rounds-line = Del { $opens } al { $closes }
rounds-extend = Prorrogar
rounds-new = Abrir una ronda
rounds-audience = Quién puede participar
rounds-public = Todo el mundo
rounds-invited = Solo las personas invitadas
invitations-title = Invitaciones a leer
invitations-lead = Cada invitación es una dirección propia. Quien la tenga puede leer el proyecto una vez publicado, hasta que usted la revoque.
invitations-made = Esta dirección solo se muestra ahora. Cópiela y envíela.
invitations-revoked = revocada
invitations-revoke = Revocar la invitación para { $note }
invitations-new = Crear una invitación
draft-lineage-title = Proyecto { $number }: de dónde vienen sus párrafos
lineage-doubtful = { $n ->
    [one] Hay un vínculo dudoso. Examínelo y confírmelo o corríjalo.
    [many] Hay { $n } de vínculos dudosos. Examínelos y confirme o corrija cada uno.
   *[other] Hay { $n } vínculos dudosos. Examínelos y confirme o corrija cada uno.
}
lineage-none-doubtful = No hay ningún vínculo dudoso.
lineage-lead = De cada párrafo se muestra lo que era en el proyecto { $number } y lo que cambió. Su elección se conserva si se vuelve a importar el texto.
lineage-no-before = No hay ningún proyecto publicado antes de este, por lo que todos los párrafos son nuevos.
lineage-show-doubtful = Solo los dudosos
lineage-show-all = Todos los cambios
lineage-question = ¿De qué párrafo del proyecto { $number } procede?
lineage-alike = { $percent } % de similitud
lineage-new = De ninguno: es nuevo
lineage-several = De varios:
lineage-confirm = Confirmar
lineage-confirmed = Confirmado por una persona
draft-causes-title = Proyecto { $number }: por qué cambiaron los párrafos
causes-lead = Los lectores ven la causa junto a cada cambio. Un cambio puede tener varias.
causes-none = No cambió la redacción de ningún párrafo.
causes-name = Indicar una causa
causes-save = Guardar la causa
causes-remove = Quitar
draft-publication-title = Publicar el proyecto { $number }
publication-lead = Una vez publicado, el texto no cambia nunca. Los lectores lo ven de inmediato, con las huellas digitales de los archivos de los que procede.
publication-acknowledge = { $n ->
    [one] Publicar con el vínculo dudoso; el número se muestra a los lectores.
    [many] Publicar con { $n } de vínculos dudosos; el número se muestra a los lectores.
   *[other] Publicar con { $n } vínculos dudosos; el número se muestra a los lectores.
}
version-pairing = Junto al texto auténtico
pairing-title = Proyecto { $number }, traducción:
pairing-lead = Cada pasaje de la traducción corresponde a un párrafo del texto auténtico: una observación sobre uno lo es sobre el otro. Aquí se muestra dónde no parecen coincidir.
pairing-count = { $n ->
    [one] Un lugar por revisar.
    [many] { $n } de lugares por revisar.
   *[other] { $n } lugares por revisar.
}
pairing-none = Los dos textos coinciden.
pairing-show-all = Mostrar todos los pasajes
pairing-show-doubtful = Mostrar solo lo que no parece coincidir
pairing-missing = Este párrafo no tiene traducción
pairing-alone = Este pasaje no corresponde a ningún párrafo
pairing-other-number = Su número o su nivel es distinto
pairing-other-length = Es mucho más largo o más corto
pairing-nothing = Nada en la traducción
pairing-no-paragraph = Ningún párrafo
pairing-confirm = Corresponde ahí
field-first = Del párrafo (número tras #; vacío: ninguno)
field-last = Al párrafo
