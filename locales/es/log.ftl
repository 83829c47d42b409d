log-title = Registro de respuestas
log-lead = Todas las observaciones, con la respuesta de la oficina, las palabras que cambiaron y la valoración del autor.
log-filter = Buscar y filtrar
log-words = Palabras
log-draft = Proyecto
log-paragraph = Párrafo
log-decision = Decisión
log-theme = Tema
log-all = Todo
log-undecided = Aún sin respuesta
log-all-comments = Mostrar todas las observaciones
log-nothing-found = Ninguna observación coincide. Las observaciones cuyo texto no se publica no pueden encontrarse por palabra, grupo, región ni tema.
log-empty = Todavía no hay ninguna observación pública.
log-first = Volver al principio
entry-title = Observación { $reference }
entry-changes = Las palabras que cambiaron
entry-text = El texto al que se refiere
entry-passage = El pasaje citado, en el proyecto { $number }
passage-exact = Figura allí palabra por palabra.
passage-moved = Figura allí palabra por palabra, en otro párrafo.
passage-changed = Se ha modificado:
passage-gone = Ya no figura allí.
entry-earlier = Qué decía antes de modificarse
paragraph-comments = { $n ->
    [0] No hay observaciones públicas sobre este pasaje
    [one] Una observación sobre este pasaje
    [many] { $n } de observaciones sobre este pasaje
   *[other] { $n } observaciones sobre este pasaje
}
consultation-loop = De la observación al cambio
consultation-to-log = Leer cada observación y su respuesta
consultation-comment = Leer y formular observaciones
draft-published-open = { $n ->
    [one] Cuando se publicó este proyecto, una observación sobre proyectos anteriores no tenía respuesta.
    [many] Cuando se publicó este proyecto, { $n } de observaciones sobre proyectos anteriores no tenían respuesta.
   *[other] Cuando se publicó este proyecto, { $n } observaciones sobre proyectos anteriores no tenían respuesta.
}
log-more-filters = Más filtros: proyecto, decisión, grupo, región, tema
entry-review = Se ha solicitado una revisión de esta respuesta. Debe contestarse a más tardar el { $due }.
