queue-title = Observaciones
queue-steps = Qué queda por hacer
queue-all = Todas
queue-step-new = Por examinar
queue-step-undecided = Sin respuesta
queue-step-proposed = Respuesta por aprobar
queue-step-returned = Respuesta devuelta
queue-step-approved = Respuesta aprobada
queue-step-answered = Respuesta publicada
queue-step-asked = Pregunta al autor pendiente
queue-step-withheld = Retenidas
queue-step-contested = Impugnadas
queue-round = Ronda sobre el proyecto { $draft }
queue-cleared = { $n ->
    [one] Una observación se ha examinado y puede hacerse pública.
    [many] { $n } de observaciones se han examinado y pueden hacerse públicas.
   *[other] { $n } observaciones se han examinado y pueden hacerse públicas.
}
queue-waiting = { $n ->
    [one] Una observación está por examinar.
    [many] { $n } de observaciones están por examinar.
   *[other] { $n } observaciones están por examinar.
}
queue-publish-batch = Publicar lo examinado
queue-approved = { $n ->
    [one] Una respuesta aprobada puede publicarse.
    [many] { $n } de respuestas aprobadas pueden publicarse.
   *[other] { $n } respuestas aprobadas pueden publicarse.
}
queue-publish-answers = Publicar las respuestas aprobadas
queue-empty = Aquí no hay nada.
queue-seen = La he examinado
queue-clear = Señalar las marcadas como examinadas
comment-state-waiting = por examinar
comment-state-cleared = examinada, aún no pública
comment-state-published = pública
comment-state-withheld = retenida
comment-state-withdrawn = retirada
comment-state-erased = borrada
answer-status-proposed = respuesta pendiente de aprobación
answer-status-returned = respuesta devuelta
answer-status-approved = respuesta aprobada, aún no pública
answer-status-published = respuesta publicada
answer-status-superseded = respuesta sustituida
answer-proposed-by = propuesta por { $name }
answer-approved-by = aprobada por { $name }
answer-many = { $n ->
    [one] responde a una observación
    [many] responde a { $n } de observaciones
   *[other] responde a { $n } observaciones
}
answer-returned = Devuelta:
answer-own = Usted propuso esta respuesta. Debe aprobarla otra persona.
answer-approve = Aprobar
answer-send-back = Devolver
answer-anew = Proponer otra respuesta
answer-another-part = Otra parte de la respuesta
answer-other-languages = Otros idiomas
answer-reason-in = Motivo, que leerá todo el mundo:
answer-private-in = Motivo solo para el autor:
answer-propose = Proponer esta respuesta
desk-comment-said = La observación
desk-clear = La he examinado; puede hacerse pública
desk-confirm = Confirmar quién habla
desk-confirmed = Confirmado:
desk-questions = Preguntas al autor
desk-no-reply = Todavía no hay respuesta.
desk-ask = Preguntar al autor
desk-held = Observación retenida
desk-hold = Retener
desk-lift = Dejar de retener
step-implementation = Vincular las observaciones aceptadas a las palabras modificadas
implementation-title = Proyecto { $number }: qué observaciones lleva a la práctica
implementation-lead = { $n ->
    [0] Todos los puntos aceptados están vinculados a un cambio o explicados.
    [one] Un punto aceptado aún no está vinculado a ningún cambio.
    [many] { $n } de puntos aceptados aún no están vinculados a ningún cambio.
   *[other] { $n } puntos aceptados aún no están vinculados a ningún cambio.
}
implementation-none = No hay ningún punto aceptado que llevar a la práctica.
implementation-where = ¿Qué pasajes modificados lo llevan a la práctica?
implementation-adopted = El { $percent } % de las palabras propuestas figura ahora aquí
implementation-others = Otros pasajes modificados
implementation-not = No se lleva a la práctica
implementation-save = Guardar
implementation-own = Usted estableció este vínculo. Otra persona debe comprobar las palabras.
implementation-verify = Lo he comprobado: estas palabras lo llevan a la práctica
publication-open = { $n ->
    [one] una observación sobre proyectos anteriores no tiene respuesta publicada
    [many] { $n } de observaciones sobre proyectos anteriores no tienen respuesta publicada
   *[other] { $n } observaciones sobre proyectos anteriores no tienen respuesta publicada
}
publication-lost = { $n ->
    [one] Una observación sobre el proyecto anterior pierde su lugar.
    [many] { $n } de observaciones sobre el proyecto anterior pierden su lugar.
   *[other] { $n } observaciones sobre el proyecto anterior pierden su lugar.
}
publication-none-lost = Todas las observaciones sobre el proyecto anterior conservan su lugar.
publication-lost-title = Observaciones sin su lugar
publication-lost-lead = Siguen vinculadas al proyecto sobre el que se escribieron y allí se muestran. Examine cada una antes de publicar: si su párrafo solo se trasladó, corrija primero el vínculo.
publication-lost-unpublished = Observación aún no publicada
publication-lost-paragraph = su párrafo se ha suprimido
publication-lost-passage = el pasaje que cita ha desaparecido:
publication-lost-answered = con respuesta
publication-lost-open = aún sin respuesta
publication-lost-more = Y { $n } más.
publication-all-answered = todas las observaciones sobre proyectos anteriores tienen respuesta
publication-acknowledge-open = { $n ->
    [one] Publicar aunque una observación no tenga respuesta; el número se muestra a los lectores.
    [many] Publicar aunque { $n } de observaciones no tengan respuesta; el número se muestra a los lectores.
   *[other] Publicar aunque { $n } observaciones no tengan respuesta; el número se muestra a los lectores.
}
rounds-publication = Cuándo se hacen públicas las observaciones, una vez examinadas por una persona
publication-after_closing = Después del cierre de la ronda
publication-in_batches = Mientras esté abierta: al menos cinco contribuciones a la vez, como máximo una vez al día
desk-contested = El autor de la observación lo impugna.
desk-private = Motivo solo para el autor
desk-verdict = Valoración del autor:
