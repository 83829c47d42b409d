relation-unchanged = Sin cambios
relation-edited = Modificado
relation-moved = Trasladado
relation-moved_and_edited = Trasladado y modificado
relation-split = Dividido
relation-merged = Fusionado
relation-added = Nuevo
relation-removed = Suprimido
relation-margin-edited = Modificado
relation-margin-moved = Trasladado
relation-margin-moved_and_edited = Trasladado, modificado
relation-margin-split = Dividido
relation-margin-merged = Fusionado
relation-margin-added = Nuevo
relation-margin-removed = Suprimido
relation-count-unchanged = { $n ->
    [one] { $n } sin cambios
    [many] { $n } sin cambios
   *[other] { $n } sin cambios
}
relation-count-edited = { $n ->
    [one] { $n } modificado
    [many] { $n } modificados
   *[other] { $n } modificados
}
relation-count-moved = { $n ->
    [one] { $n } trasladado
    [many] { $n } trasladados
   *[other] { $n } trasladados
}
relation-count-moved_and_edited = { $n ->
    [one] { $n } trasladado y modificado
    [many] { $n } trasladados y modificados
   *[other] { $n } trasladados y modificados
}
relation-count-split = { $n ->
    [one] { $n } surgido de una división
    [many] { $n } surgidos de una división
   *[other] { $n } surgidos de una división
}
relation-count-merged = { $n ->
    [one] { $n } fusionado
    [many] { $n } fusionados
   *[other] { $n } fusionados
}
relation-count-added = { $n ->
    [one] { $n } nuevo
    [many] { $n } nuevos
   *[other] { $n } nuevos
}
relation-count-removed = { $n ->
    [one] { $n } suprimido
    [many] { $n } suprimidos
   *[other] { $n } suprimidos
}
redline-deleted = suprimido:
redline-coarse = Este pasaje es tan largo que se ha comparado por fragmentos mayores que la palabra.
redline-inserted = insertado:
cause-heading = ¿A qué se debe este cambio?
cause-legal_review = Examen jurídico
cause-inter_agency_clearance = Visto bueno interinstitucional
cause-bilateral_consultation = Consulta bilateral
cause-senior_decision = Decisión del personal directivo superior
cause-consequential = Se deriva de otro cambio
cause-editorial = Cambio de redacción
problem-contents-dropped = Se omitió el índice; la plataforma genera el suyo.
problem-figure-without-description = Una imagen no tiene descripción; los lectores que no puedan verla no sabrán qué muestra.
problem-html-dropped = Se omitió código HTML.
problem-link-dropped = Un enlace perdió su dirección porque no es http, https ni mailto.
problem-formula-flattened = Una fórmula se leyó como texto sin formato.
problem-note-missing = El texto remite a una nota de pie de página que no está en el archivo.
problem-text-box-moved = Un cuadro de texto se colocó después de su párrafo.
problem-unknown-content = Se omitió contenido de tipo desconocido.
problem-nested-table = Una tabla situada dentro de una celda se leyó como texto.
problem-tracked-changes = El archivo tiene cambios marcados; se aceptaron o rechazaron según lo que usted eligió.
problem-word-comments = El archivo contiene comentarios del procesador de textos; no forman parte del texto.
problem-encoding = El archivo no está en la codificación esperada y se leyó como Windows-1252; compruebe las letras con tilde.
problem-hidden-text = Se omitió texto oculto en el procesador de textos.
problem-struck-text = El texto tachado se leyó como cualquier otro; si debe desaparecer, suprímalo con el control de cambios.
problem-running-head-dropped = Se omitieron los encabezados y pies de página.
problem-more = Hay más pasajes de este tipo que los aquí enumerados.
cause-comments = Observaciones
