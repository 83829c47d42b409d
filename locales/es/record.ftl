record-home-title = Consultas
record-home-heading = Proyectos sometidos a observaciones y el resultado de cada observación
record-home-lead = Lea los sucesivos proyectos de un texto y vea qué cambió de uno a otro y por qué. No se necesita cuenta.
record-home-empty = Todavía no se ha publicado ninguna consulta.
state-group-open = Abiertas ahora
state-group-forthcoming = Próximas
state-group-under_resolution = Respuestas en preparación
state-group-results_published = Resultados publicados
state-group-closed = Cerradas
state-open = Abierta a observaciones
state-forthcoming = Próxima
state-under_resolution = Respuestas a las observaciones en preparación
state-results_published = Resultados publicados
state-closed = Cerrada
round-open-until = Se reciben observaciones hasta el { $at } (hora de la oficina organizadora)
round-in-utc = { $at } UTC
round-opens = Se recibirán observaciones desde el { $at } (hora de la oficina organizadora)
round-closes = hasta el { $at }
round-closed = La ronda de observaciones se cerró el { $at } (hora de la oficina organizadora)
round-invited = Por invitación
round-extended = Prorrogada; debía cerrarse el { $old }. Motivo:
consultation-timeline = Proyectos
consultation-no-drafts = Todavía no se ha publicado ningún proyecto.
consultation-promise = Cómo se utilizarán sus contribuciones
record-draft-title = Proyecto { $number }: { $name }
record-draft-number = proyecto { $number }
record-published = Publicado el { $date }
record-languages = Idiomas:
record-authoritative = (auténtico)
record-download = Descargar:
record-what-changed = Qué cambió desde el proyecto { $number }
record-nothing-changed = Nada cambió desde el proyecto { $number }.
record-later-draft = Hay un proyecto posterior: proyecto { $number }, { $name }
record-paragraph-count = { $n ->
    [one] { $n } párrafo numerado
    [many] { $n } de párrafos numerados
   *[other] { $n } párrafos numerados
}
record-contents = Índice
record-whole-text = Todo el texto en una página
record-pages = Páginas
record-previous = Página anterior
record-next = Página siguiente
record-page-of = Página { $page } de { $pages }
record-notes = Notas
record-back-to-text = Nota { $mark }, volver al texto
record-table = Tabla; desplácela si es más ancha que la pantalla
record-figure = Figura:
record-paragraph = Párrafo { $label }
record-passage = Pasaje { $ordinal }
record-since = desde el proyecto { $number }
record-the-text = El texto
record-not-in-this-language = Este pasaje no figura en esta versión lingüística.
record-life = La vida de este pasaje
record-life-lead = { $n ->
    [one] Figura en un solo proyecto.
    [many] Desde el primero de { $n } de proyectos hasta el último, con las palabras que cambiaron y los motivos.
   *[other] Desde el primero de { $n } proyectos hasta el último, con las palabras que cambiaron y los motivos.
}
record-changes-in = Qué cambió ({ $language })
record-neighbours = Pasajes contiguos
record-previous-passage = Pasaje anterior
record-next-passage = Pasaje siguiente
record-compare-title = Proyecto { $old } comparado con el proyecto { $new }
record-compare-lead = De «{ $old }» a «{ $new }»
record-compare-nothing = Nada cambió entre estos proyectos.
record-compare-doubtful = { $n ->
    [one] Un vínculo entre estos proyectos es dudoso y no ha sido confirmado por nadie.
    [many] { $n } de vínculos entre estos proyectos son dudosos y no han sido confirmados por nadie.
   *[other] { $n } vínculos entre estos proyectos son dudosos y no han sido confirmados por nadie.
}
record-compare-with = Comparar con:
record-only-changes = Solo los cambios
record-all-text = Texto completo
record-inline = En un solo texto
record-side = En paralelo
record-compare-kinds = Tipos de cambio: elija uno para ver solo esos
record-next-change = Cambio siguiente
record-in-draft = En el proyecto { $number }:
record-doubtful = Vínculo dudoso
